import { ARTICLE_DECLARATION_FIXTURES } from './article-declaration.fixture';
import { ADCVD_CASE_FIXTURES } from './adcvd-case.fixture';
import { DECLARED_FIXTURES } from './declared-records.fixture';
import { judgeSummary } from './filing.rules';
import { QUOTA_FIXTURES } from './quota.fixture';
import { BOOK_FIXTURES } from './rule-book.fixture';
import { RULE_BOOK } from './rule-book';
import { remedied } from './remedy-robot.fixture';
import { SUMMARY_CONDITIONS } from './summary-conditions';
import { CONTEXT, draftOf, type Fixture } from './summary.fixture';

const FIXTURES = {
  ...BOOK_FIXTURES,
  ...DECLARED_FIXTURES,
  ...ARTICLE_DECLARATION_FIXTURES,
  ...ADCVD_CASE_FIXTURES,
  ...QUOTA_FIXTURES,
} as Readonly<Record<string, Fixture>>;
const judge = (fixture: Fixture) => judgeSummary(draftOf(fixture), { ...CONTEXT, ...fixture.context });
const codes = (fixture: Fixture): string[] => [...new Set(judge(fixture).conditions.map(({ code }) => code))].sort();

describe('every row of the book has a filing that breaks it and one that does not', () => {
  const cases = Object.entries(FIXTURES).map(([code, fixture]) => ({ code, ...fixture }));
  test.each(cases)('$code when $when', (fixture) => {
    const told = [fixture.code, ...(fixture.also ?? [])].sort();
    expect(codes(fixture)).toEqual(fixture.whateverTheTariffSays ? expect.arrayContaining(told) : told);
  });

  test('what lacks is told where it belongs: a bond at the header, a party at its line', () => {
    const place = (code: string) => judge(FIXTURES[code]!).conditions.find((condition) => condition.code === code);
    expect(place('119')).toMatchObject({ record: '10', grouping: 'SUMMRY', recordIndex: 0 });
    expect(place('483')).toMatchObject({ record: '40', grouping: 'LINITM', recordIndex: 7, lineNumber: '001' });
    expect(place('138')).toMatchObject({ record: '31', grouping: 'BNDDTL', recordIndex: 5 });
    expect(place('523')).toMatchObject({ record: '47', grouping: 'ARPART', recordIndex: 7, lineNumber: '001' });
  });

  test('privileged status is of a day on which there were zones, and not after entry or today', () => {
    const { conditions } = judge(FIXTURES['675']!);
    expect(conditions).toMatchObject([{ code: '675', remedy: expect.stringContaining('no such day') }]);
    const on = (day: string, entryDate: string | null) => {
      const summary = draftOf(FIXTURES['675']!);
      summary.lines[0]!.zone!.privilegedFilingDate = day;
      summary.entryDate = entryDate;
      const told = judgeSummary(summary, CONTEXT).conditions;
      return told.filter(({ code }) => code === '675').map(({ remedy }) => remedy.split('. ').at(-1));
    };
    expect(on('2026-03-02', '2026-03-04')).toEqual([]);
    expect(on('2026-03-03', '2026-03-04')).toEqual(['It is after 2026-03-02.']);
    expect(on('2026-02-28', '2026-02-27')).toEqual(['It is after 2026-02-27.']);
    expect(on('2026-02-27', '2026-02-27')).toEqual([]);
    expect(on('2040-01-01', null)).toEqual(['It is after 2026-03-02.']);
    expect(on('1934-06-17', null)).toEqual(['There were no zones then.']);
    expect(on('1934-06-18', null)).toEqual([]);
  });

  test('no row is without one', () => {
    expect(RULE_BOOK.filter(({ code }) => FIXTURES[code] === undefined).map(({ code }) => code)).toEqual([]);
  });
});

/** Share of the refused filings above that are accepted once a robot has done what it was told; it may not fall. */
const REMEDIED_AT_LEAST = 0.95;

test('who does what a refusal of a summary says is accepted: a robot takes the remedies as data and files again', () => {
  const refused = Object.entries(FIXTURES).filter(([, fixture]) => !judge(fixture).accepted);
  const still = refused.filter(([, fixture]) => {
    const context = { ...CONTEXT, ...fixture.context };
    return !judgeSummary(remedied(draftOf(fixture), context), context).accepted;
  });
  const share = 1 - still.length / refused.length;
  process.stderr.write(
    `remedies of entry summaries: ${refused.length - still.length} of ${refused.length} refused filings are accepted (${(share * 100).toFixed(1)} %); not ${still.map(([code]) => code).join(', ')}\n`,
  );
  expect(share).toBeGreaterThanOrEqual(REMEDIED_AT_LEAST);
  // What is left has no steps: somebody else must act first, or only the filer knows what is right.
  const stepless = new Set<string>(SUMMARY_CONDITIONS.all.flatMap(({ code, mend }) => (mend.length > 0 ? [] : [code])));
  expect(still.map(([code]) => code).filter((code) => !stepless.has(code))).toEqual([]);
});
