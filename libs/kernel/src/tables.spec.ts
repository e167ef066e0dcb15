import { canonicalJson, catalogue, catalogueTable, contentHash, DISPOSITIONS, lifeCycle } from './index';

const door = lifeCycle({
  states: ['on file', 'released', 'closed'],
  final: ['closed'],
  transitions: [
    { from: 'on file', on: 'release', to: 'released', who: 'officer', says: ['entry.released'] },
    { from: 'released', on: 'hold', to: 'on file', who: 'officer', says: [] },
    { from: 'released', on: 'close', to: 'closed', who: 'platform', says: [] },
  ],
});

describe('life cycles', () => {
  test('an allowed event leads to its state, any other is a refusal that names state and event', () => {
    expect(door.next('on file', 'release')).toEqual({ ok: true, value: 'released' });
    expect(door.next('on file', 'close')).toEqual({ ok: false, problem: "'close' is not possible in state 'on file'" });
    expect(door.can('closed', 'hold')).toBe(false);
    expect(door.eventsIn('released')).toEqual(['hold', 'close']);
    expect(door.says('on file', 'release')).toEqual(['entry.released']);
    expect(door.says('closed', 'release')).toEqual([]);
  });

  test('a sound table has no faults', () => {
    expect(door.faults()).toEqual([]);
  });

  test('unreachable states, dead ends, double and stray transitions are found', () => {
    const broken = lifeCycle({
      states: ['a', 'b', 'c', 'd'],
      final: ['c'],
      transitions: [
        { from: 'a', on: 'x', to: 'b', who: 'filer', says: [] },
        { from: 'a', on: 'x', to: 'c', who: 'filer', says: [] },
        { from: 'c', on: 'y', to: 'a', who: 'filer', says: [] },
        { from: 'a', on: 'z', to: 'nowhere' as 'a', who: 'filer', says: [] },
      ],
    });
    expect(broken.faults()).toEqual([
      "'x' leaves 'a' twice",
      "'c' is final but 'y' leaves it",
      "'z' joins a state that is not listed: a, nowhere",
      "'b' has no way out",
      "'d' is never reached",
      "'d' has no way out",
    ]);
  });

  test('the diagram shows every transition with who brings it about', () => {
    expect(door.diagram().split('\n')).toEqual([
      'stateDiagram-v2',
      '  state "on file" as on_file',
      '  [*] --> on_file',
      '  on_file --> released: release (officer)',
      '  released --> on_file: hold (officer)',
      '  released --> closed: close (platform)',
      '  closed --> [*]',
    ]);
  });
});

describe('catalogues', () => {
  const rule = {
    code: 'B16',
    text: 'CHECK DIGIT',
    remedy: 'Correct the number.',
    resend: false,
    severity: 'fatal',
    source: 'AE',
  } as const;

  test('a rule is found by its code and printed with its remedy', () => {
    const rules = catalogue([rule]);
    expect(rules.get('B16').remedy).toBe('Correct the number.');
    expect(rules.has('B17')).toBe(false);
    expect(catalogueTable(rules.all)).toContain('| B16 | fatal | CHECK DIGIT | Correct the number. | no | AE |');
  });

  test('a code given twice or a rule without a remedy is refused at start', () => {
    expect(() => catalogue([rule, rule])).toThrow('B16 is in the catalogue twice');
    expect(() => catalogue([{ ...rule, remedy: '' }])).toThrow('lacks its text, remedy or source');
  });
});

test('only what was not processed, or perhaps was not, is to be sent again', () => {
  const resend = Object.entries(DISPOSITIONS)
    .filter(([, { resend }]) => resend)
    .map(([name]) => name);
  expect(resend).toEqual(['not processed, resend', 'not known, resend']);
});

describe('content hashes', () => {
  test('the order in which a record was built does not change its hash, its content does', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 2n, c: undefined }] })).toBe('{"a":[{"d":"2"}],"b":1}');
    expect(contentHash({ b: 1, a: 2 })).toBe(contentHash({ a: 2, b: 1 }));
    expect(contentHash({ a: 2 })).not.toBe(contentHash({ a: 3 }));
    expect(contentHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
