import { judgeAgencyRecords } from './agency-records.rules';
import { type DraftSummary, TODAY, worked } from './summary.fixture';

type Records = NonNullable<DraftSummary['lines'][number]['tariffs'][number]['agencyRecords']>;
const record = (name: string, fields: Record<string, string>, recordIndex = 9) => ({
  record: name,
  recordIndex,
  fields,
});
const head = (fields: Record<string, string> = {}) =>
  record('PG01', {
    ...{ pgaLineNumber: '001', governmentAgencyCode: 'FDA', governmentAgencyProgramCode: 'FOO' },
    ...fields,
  });
const withRecords = (...records: Records): DraftSummary => {
  const summary = worked();
  summary.lines[0]!.tariffs[1]!.agencyRecords = records;
  return summary;
};
const codes = (summary: DraftSummary) => judgeAgencyRecords(summary, TODAY).map(({ code }) => code);
const described = record('OI', { commercialDescription: 'DISHES' }, 8);

describe('Data of partner agencies in a summary', () => {
  test('that disclaims is taken, one line for each agency', () => {
    expect(codes(withRecords(described, head({ disclaimer: 'A' })))).toEqual([]);
    expect(codes(worked())).toEqual([]);
  });

  test('is refused at its record where something is wrong with it', () => {
    expect(judgeAgencyRecords(withRecords(head({ disclaimer: 'A' })), TODAY)).toMatchObject([
      { code: 'P01', severity: 'fatal', record: 'PG01', recordIndex: 9, grouping: 'LINITM', lineNumber: '001' },
    ]);
    expect(codes(withRecords(described, head({ governmentAgencyCode: 'XYZ', disclaimer: 'A' })))).toContain('P05');
  });

  test('that only the guidance of an agency asks for is a warning, as in a cargo release', () => {
    const product = record('PG02', { itemType: 'P', productCodeQualifier1: 'FDP', productCodeNumber1: '54ABC01' }, 10);
    const severities = (program: string) =>
      judgeAgencyRecords(withRecords(described, head({ governmentAgencyProgramCode: program }), product), TODAY).map(
        ({ code, severity }) => [code, severity],
      );
    expect(severities('DRU')).toContainEqual(['PN9', 'warning']);
    expect(severities('FOO')).toContainEqual(['PS1', 'fatal']);
  });

  test('is not looked at where the summary is taken back', () => {
    const summary = withRecords(head());
    summary.action = 'D';
    expect(codes(summary)).toEqual([]);
  });
});
