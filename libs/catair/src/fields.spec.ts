import { fateOf, remarkableFields, undecidedFields } from './fields';
import { GRAMMARS } from './grammar';
import { record } from './layout';

describe('What becomes of the fields of records that are read', () => {
  it('is said of every field of every record, and of nothing that is not read', () => {
    expect(undecidedFields()).toEqual([]);
  });

  it('is missed by name where a record is read that nobody has decided on', () => {
    const layouts = GRAMMARS.get('SE')!.layouts as Map<number, ReturnType<typeof record>>;
    layouts.set(-1, record('SE99', 'input', [['newField', 5, 80, 'X', 'O']]));
    try {
      expect(undecidedFields()).toEqual(['SE SE99 newField would be read and dropped: give it a row in fields.ts']);
    } finally {
      layouts.delete(-1);
    }
  });

  it('tells why wherever a field is not judged', () => {
    for (const { application, layouts } of GRAMMARS.values())
      for (const { recordId, fields } of layouts.values())
        for (const { name } of fields) {
          const fate = fateOf(application, recordId, name);
          if (fate?.kind === 'not judged') expect(fate.because).toMatch(/^[a-z].*\.$/);
          if (fate?.kind === 'typed' && fate.unjudged !== undefined) expect(fate.unjudged).toMatch(/^[a-z].*\.$/);
        }
  });

  it('depends for an amount on the accounting class that stands with it', () => {
    const record89 = [...GRAMMARS.get('AE')!.layouts.values()].find(({ recordId }) => recordId === '89')!;
    expect(remarkableFields('AE', record89, { accountingClassCode1: '499', totalFeeAmount1: '100' })).toEqual([]);
    expect(remarkableFields('AE', record89, { accountingClassCode1: '', totalFeeAmount1: '100' })).toMatchObject([
      {
        name: 'totalFeeAmount1',
        value: '100',
        typed: false,
        because: 'an amount without its accounting class is no fee.',
      },
    ]);
  });
});
