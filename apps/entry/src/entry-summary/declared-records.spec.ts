import { depositOn } from './adcvd.rules';
import { needlessOverrides, withoutOverridden } from './census.rules';
import { DECLARED_FIXTURES, withCases, wine } from './declared-records.fixture';
import { declaredMoney } from './declared-money';
import { entryNumber } from '../release/release.fixture';
import { computeSummary } from './fees.rules';
import { judgeSummary } from './filing.rules';
import { remedied } from './remedy-robot.fixture';
import { CONTEXT, draftOf, fee, type Fixture, priced, tariff, TODAY, worked } from './summary.fixture';

const override = (conditionCode: string, overrideCode: string | null) => ({
  ...{ conditionCode, overrideCode, item: 1, recordIndex: 10 },
});

const judge = (fixture: Fixture) => judgeSummary(draftOf(fixture), { ...CONTEXT, ...fixture.context });

describe.each(Object.entries(DECLARED_FIXTURES))('Condition %s', (code, fixture) => {
  test(`is given where ${fixture.when}, at a record of the filing`, () => {
    const { conditions } = judge(fixture);
    expect([...new Set(conditions.map((each) => each.code))].sort()).toEqual([code, ...(fixture.also ?? [])].sort());
    for (const { recordIndex } of conditions) expect(recordIndex).not.toBeNull();
  });

  test('is gone when its remedy is followed', () => {
    const context = { ...CONTEXT, ...fixture.context };
    const { conditions } = judgeSummary(remedied(draftOf(fixture), context), context);
    expect(conditions.filter(({ severity }) => severity === 'fatal')).toEqual([]);
  });
});

test('a summary that names thousands of releases is judged by looking at each a few times, not once for each other', () => {
  const summary = worked();
  summary.indicators = { ...summary.indicators, consolidatedSummaryIndicator: 'Y' };
  summary.consolidatedReleases = Array.from({ length: 2_000 }, (_, at) => ({
    ...{ filerCode: 'B76', entryNumber: entryNumber(at + 1), item: 1, recordIndex: 6 },
  }));
  let looked = 0;
  const release = { portOfEntry: '2704', importerNumber: null, releaseDate: '2026-03-01', modeOfTransport: '11' };
  const consolidated = {
    release: () => {
      looked += 1;
      return release;
    },
    ...{ accountedBy: () => undefined, hasSummary: () => false, ownRelease: false, keeps: false },
  };
  const { conditions } = judgeSummary(priced(summary), { ...CONTEXT, consolidated });
  expect(conditions.filter(({ severity }) => severity === 'fatal')).toEqual([]);
  expect(looked).toBeLessThan(12 * 2_000);
});

describe('Money that is declared', () => {
  test('is added up by kind, and what is bonded is not paid', () => {
    expect(declaredMoney(withCases())).toEqual({
      ...{ adCashCents: 327_000, adBondedCents: 0, cvCashCents: 0, cvBondedCents: 10_500 },
      ...{ irTaxCents: 0, otherRevenueCents: 0, payableCents: 327_000 },
    });
    expect(declaredMoney(wine())).toMatchObject({ irTaxCents: 8_480, payableCents: 8_480 });
    expect(declaredMoney(worked())).toBeUndefined();
  });

  test('stands in what is due, beside duty and fees', () => {
    const due = computeSummary(withCases(), TODAY);
    expect(due.declared).toMatchObject({ adCashCents: 327_000 });
    expect(due.totalCents).toBe(due.dutyCents + due.feeCents + 327_000);
  });

  test('is not paid with the summary where the tax is deferred', () => {
    const summary = wine();
    summary.indicators = { deferredTaxPaymentCode: 'B' };
    expect(declaredMoney(summary)).toMatchObject({ irTaxCents: 8_480, payableCents: 0 });
  });

  test('lets a small harbor fee be collected', () => {
    const summary = withCases();
    summary.lines[0]!.fees = [fee('501', 125)] as never;
    summary.lines[0]!.tariffs = [tariff('9403895003', 1_000)] as never;
    summary.entryType = '06';
    summary.modeOfTransport = '12';
    expect(computeSummary(summary, TODAY).harborFeeWaived).toBe(false);
  });
});

test.each([
  [
    'ad valorem, half a cent up',
    { caseDepositRate: '32.75', caseRateTypeQualifierCode: 'A', valueOfGoodsAmount: 1_002 },
    32_816,
  ],
  [
    'of a value of its own',
    { caseDepositRate: '10.00', caseRateTypeQualifierCode: 'A', valueOfGoodsAmount: 500 },
    5_000,
  ],
  ['specific', { caseDepositRate: '110.25', caseRateTypeQualifierCode: 'S', quantity: '2.5000' }, 27_563],
])('A deposit is computed %s', (_name, changes, cents) => {
  const summary = withCases();
  expect(depositOn({ ...summary.lines[0]!.adCvdCases![0]!, ...changes }, summary.lines[0]!)).toBe(cents);
});

describe('An override of a census warning', () => {
  const warned = [{ code: '27H', lineNumber: '001' }] as never;

  test('takes the warning away in its line, where it fits it', () => {
    const summary = worked();
    summary.lines[0]!.censusOverrides = [override('27H', '50')];
    expect(withoutOverridden(summary, warned)).toEqual([]);
    summary.lines[0]!.censusOverrides = [override('27H', '05')];
    expect(withoutOverridden(summary, warned)).toHaveLength(1);
  });

  test('of a warning that was computed and not given is told', () => {
    const summary = worked();
    summary.lines[0]!.censusOverrides = [override('27H', '50')];
    expect(needlessOverrides(summary, warned)).toEqual([]);
    expect(needlessOverrides(summary, [])).toMatchObject([{ field: 'conditionCode1', lineNumber: '001' }]);
    summary.lines[0]!.censusOverrides = [override('27C', '50')];
    expect(needlessOverrides(summary, [])).toEqual([]);
  });
});
