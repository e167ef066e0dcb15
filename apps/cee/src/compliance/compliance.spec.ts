import { SummaryReported } from '#contracts';
import { MATERIALITY_RULES } from './materiality.data';
import { judgeMateriality } from './materiality.rules';
import { afterReport, kindOfCode, SLIP_KINDS } from './slip.rules';

const filed = SummaryReported.example.filed!;
const report = (version: number, changes: Partial<SummaryReported> = {}): SummaryReported => ({
  ...SummaryReported.example,
  ...{ version, occurredAt: `2026-11-24T15:00:0${version}.000Z`, ...changes },
});
const day = '2026-11-24';
const NOTHING = { raisedCents: 0, protest: 'none', notices: 0 } as const;
const first = afterReport(undefined, report(1), [], day)!;

describe('what is found in an entry', () => {
  test('a summary that is in order has nothing in it, and counts in the month of its entry date', () => {
    expect(first).toMatchObject({ month: '2026-11-01', counted: true, slips: [], dutyCents: 85_000 });
  });
  test('a rejection is found with the kinds of its findings; by how much the duty was wrong is known when the summary comes again', () => {
    const rejected = afterReport(
      first,
      report(2, { state: 'rejected', filed: null }),
      ['R01', 'R03', 'R01', 'R07'],
      day,
    )!;
    expect(rejected.slips.map(({ kind, effectCents }) => [kind, effectCents])).toEqual([
      ...[
        ['rejected', null],
        ['classification', null],
        ['origin', null],
        ['other', null],
      ],
    ]);
    const again = afterReport(rejected, report(3, { filed: { ...filed, dutyCents: 97_500 } }), [], '2026-11-26')!;
    expect(new Set(again.slips.map(({ effectCents }) => effectCents))).toEqual(new Set([12_500]));
    expect(again.dutyCents).toBe(97_500);
  });
  test('a late summary is found with the duty that came late; one that a downtime relieved is not', () => {
    const late = afterReport(undefined, report(1, { filed: { ...filed, timeliness: 'late' } }), [], day)!;
    expect(late.slips).toMatchObject([{ kind: 'late', effectCents: 85_000 }]);
    expect(afterReport(undefined, report(1, { filed: { ...filed, timeliness: 'relieved' } }), [], day)!.slips).toEqual(
      [],
    );
  });
  test('a replacement that nobody asked for is no slip, and a deleted summary does not count', () => {
    const replaced = afterReport(first, report(2, { filed: { ...filed, dutyCents: 1 } }), [], day)!;
    expect(replaced.slips).toEqual([]);
    expect(afterReport(replaced, report(3, { state: 'deleted', filed: null }), [], day)!.counted).toBe(false);
  });
  test('the same report again, and an older one, tell nothing', () => {
    expect(afterReport(first, report(1), [], day)).toBeNull();
    const second = afterReport(first, report(2), [], day)!;
    expect(afterReport(second, report(1), [], day)).toBeNull();
  });
  test('each kind has a rule of materiality, and codes that no kind has are other', () => {
    expect(SLIP_KINDS.filter((kind) => !MATERIALITY_RULES.some((rule) => rule.kind === kind))).toEqual([]);
    expect(kindOfCode('R02')).toBe('value');
    expect(kindOfCode('R99')).toBe('other');
  });
});

describe('materiality', () => {
  const many = { entries: 10_000, slips: 1 };
  test.each(MATERIALITY_RULES)(
    'a slip of kind "$kind" at its threshold is not worth a penalty, and one cent above it is weighed',
    ({ kind, smallCents }) => {
      const judge = (effectCents: number) =>
        judgeMateriality({ kind, effectCents }, 100_000_000, many, NOTHING, false, day);
      expect(judge(smallCents).outcome).toBe('not worth a penalty');
      const over = judge(smallCents + 1);
      expect(over.outcome).toBe('to be weighed');
      expect(over.steps.filter(({ small }) => small === false).map(({ step }) => step)).toEqual(['amount']);
    },
  );
  test.each(MATERIALITY_RULES.filter(({ smallShare }) => smallShare !== null))(
    'a slip of kind "$kind" is weighed where it is more than its share of the duty of the entry',
    ({ kind, smallShare }) => {
      const judge = (effectCents: number) =>
        judgeMateriality({ kind, effectCents }, 10_000, many, NOTHING, false, day).steps.find(
          ({ step }) => step === 'share',
        );
      expect(judge(smallShare!)!.small).toBe(true);
      expect(judge(smallShare! + 1)!.small).toBe(false);
    },
  );
  test.each(MATERIALITY_RULES)(
    'few slips of kind "$kind" are no pattern, one more is, unless they are rare',
    ({ kind, fewSlips, rareShare }) => {
      const judge = (slips: number, entries: number) =>
        judgeMateriality({ kind, effectCents: 0 }, 100, { slips, entries }, NOTHING, false, day).steps.find(
          ({ step }) => step === 'pattern',
        )!.small;
      expect(judge(fewSlips, fewSlips)).toBe(true);
      expect(judge(fewSlips + 1, fewSlips + 1)).toBe(false);
      expect(judge(rareShare, 10_000)).toBe(true);
      expect(judge(rareShare + 1, 10_000)).toBe(false);
    },
  );
  test('a slip of an account whose pattern became worse is weighed however small it is', () => {
    const { outcome, steps } = judgeMateriality({ kind: 'value', effectCents: 1 }, 100_000, many, NOTHING, true, day);
    expect([outcome, steps.at(-1)!.small]).toEqual(['to be weighed', false]);
  });
  test('until the summary was sent again nobody says that it is not worth a penalty', () => {
    const { outcome, steps, rule } = judgeMateriality(
      { kind: 'value', effectCents: null },
      1,
      many,
      NOTHING,
      false,
      day,
    );
    expect([outcome, steps[0]!.small]).toEqual(['not known yet', null]);
    expect(rule).toContain('19 U.S.C. 1592(a)(2)');
  });
  test('what CBP did counts: a liquidation that raised more than is small, notices more than few, and a protest that is undecided', () => {
    const judge = (standing: object) =>
      judgeMateriality({ kind: 'value', effectCents: 1 }, 100_000, many, { ...NOTHING, ...standing }, false, day);
    const said = (standing: object, name: string): boolean | null =>
      judge(standing).steps.find(({ step }) => step === name)!.small;
    expect(judge({}).outcome).toBe('not worth a penalty');
    expect([25_000, 25_001].map((raisedCents) => said({ raisedCents }, 'liquidation'))).toEqual([true, false]);
    expect([2, 3].map((notices) => said({ notices }, 'notices'))).toEqual([true, false]);
    expect(judge({ notices: 3 }).outcome).toBe('to be weighed');
    expect(judge({ protest: 'undecided' }).outcome).toBe('not known yet');
    for (const protest of ['approved', 'approved in part', 'denied'])
      expect(judge({ protest }).outcome).toBe('not worth a penalty');
  });
});
