import { placesIn309, undecidedElements, ELEMENT_FATES } from './elements';
import { checkElements } from './segment-check';
import { SEGMENTS } from './segments';

describe('What becomes of the elements of a manifest', () => {
  it('is said of every element of every segment, once', () => {
    expect(undecidedElements()).toEqual([]);
  });

  it('is missed by name where an element is read that nobody has decided on', () => {
    const layout = SEGMENTS.get('MAN')! as { elements: readonly object[] };
    const before = layout.elements;
    layout.elements = [...before, before[0]!];
    try {
      expect(undecidedElements()).toEqual([
        'MAN04 in the bill would be read and dropped: give it one row in elements.ts',
      ]);
    } finally {
      layout.elements = before;
    }
  });

  it('has a reason wherever an element is not judged', () => {
    for (const part of Object.values(ELEMENT_FATES))
      for (const { notJudged = [], because } of Object.values(part))
        if (notJudged.length > 0) expect(because).toMatch(/^[a-z].*\.$/);
  });

  const readByType = [...new Set(placesIn309().map(([, segment]) => segment))].flatMap((segment) =>
    SEGMENTS.get(segment)!.elements.flatMap(({ type, codes }, at) =>
      codes || !['AN', 'ID'].includes(type) ? [[segment, at + 1] as const] : [],
    ),
  );
  it.each(readByType)('%s element %i that cannot be read is a fault that refuses the set', (id, at) => {
    const layout = SEGMENTS.get(id)!;
    const elements = [
      id,
      ...layout.elements.map((_, index) => (index + 1 === at ? '#'.repeat(layout.elements[index]!.min) : '')),
    ];
    const faults = checkElements({ id, position: 2, elements } as never, layout).filter(
      ({ element }) => element === at,
    );
    expect(faults).toMatchObject([{ severity: 'reject' }]);
  });

  it.each([
    ['99999999999', 'reject'],
    ['-99999999999.5', 'reject'],
    ['9'.repeat(23), 'reject'],
    ['4100.1234567', 'noted'],
    ['0000000004100', 'noted'],
  ])(
    'a number that is larger than its place holds refuses the set; one that is only written at length is noted: %s',
    (value, severity) => {
      const layout = SEGMENTS.get('M11')!;
      const elements = ['M11', '260000101', '42870', '100', 'CTN', value, 'K', '', '', '', '', 'MAEU', 'MAEU'];
      const faults = checkElements({ id: 'M11', position: 2, elements } as never, layout);
      expect(faults.filter(({ element }) => element === 5)).toMatchObject([{ code: '5', severity }]);
    },
  );

  it.each([
    ['P4', ['P4', '0901', '99999999999990261124'], 2, '8'],
    ['P4', ['P4', '0901', '20261124', '2', '', '09300930093009'], 5, '9'],
  ])('a day or a time in %s that is too long to be one refuses the set', (id, elements, element, code) => {
    const faults = checkElements({ id, position: 2, elements } as never, SEGMENTS.get(id)!);
    expect(faults.filter((fault) => fault.element === element)).toMatchObject([{ code, severity: 'reject' }]);
  });
});
