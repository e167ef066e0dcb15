import { readTransmission, renderAx, type Transaction } from '#catair';
import type { Condition, EntrySummaryFiled, FilingOrigin } from '#contracts';
import type { Account } from '../../account/account';
import { sample } from '../../gateway.fixture';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { entrySummaryFiling } from './entry-summary.mapping';
import { summaryAnswerOf } from './summary-answer';

const transaction = readTransmission(sample('entry-summary.abi')).batches[0]!.transactions().next()
  .value as Transaction;
const condition = (
  code: string,
  grouping: string,
  record: string,
  recordIndex: number | null,
  more: Partial<Condition> = {},
): Condition => ({
  code,
  text: `TEXT OF ${code}`,
  remedy: 'Correct it.',
  severity: 'fatal',
  recordIndex,
  record,
  field: null,
  at: null,
  grouping,
  ...more,
});
const rejected = (...conditions: Condition[]): AnsweredFiling => ({
  id: 'f',
  ordinal: 0,
  module: 'entry',
  kind: 'entry summary',
  subject: 's',
  reference: 'r',
  outcome: 'rejected',
  conditions,
  summary: {
    teamNumber: null,
    centerId: null,
    version: null,
    finalCode: '999',
    finalText: 'TRANSACTION DATA REJECTED',
    computed: null,
  },
  sent: null,
});
const answerTo = (...conditions: Condition[]): string[] =>
  renderAx(summaryAnswerOf(transaction, rejected(...conditions))).map((record) => record.trimEnd());

test('a summary without findings is answered with its reference and the final condition', () => {
  expect(answerTo().map((record) => record.slice(0, 30))).toEqual([
    'E0 SUMMRY 000001 REF ID: B76 0',
    'E1RF999   TRANSACTION DATA REJ',
  ]);
});

test('an accepted summary ends with the most severe condition that was found, or with none', () => {
  const accepted = (...conditions: Condition[]): string => {
    const filing: AnsweredFiling = {
      ...rejected(...conditions),
      outcome: 'accepted',
      summary: { ...rejected().summary!, finalCode: '995', finalText: 'SUMMARY HAS BEEN ADDED' },
    };
    return renderAx(summaryAnswerOf(transaction, filing)).at(-1)!.slice(0, 7);
  };
  const notice = condition('622', 'TARIFF', '50', 11, { severity: 'information' });
  const census = condition('27A', 'LINITM', '40', 7, { severity: 'warning' });
  const agency = condition('P14', 'LINITM', 'PG23', 11, { severity: 'warning' });
  expect(accepted()).toBe('E1A 995');
  expect(accepted(notice)).toBe('E1AI995');
  expect(accepted(notice, census)).toBe('E1AW995');
  expect(accepted(census, agency, notice)).toBe('E1AP995');
});

test('a finding in a line stands under the line and shows the data it is about', () => {
  expect(answerTo(condition('433', 'TARIFF', '50', 11), condition('470', 'LINFEE', '62', 13)).slice(1, -1)).toEqual([
    'E0 LINITM 000001 REF ID: 001',
    'E0 TARIFF 000001 REF ID: 3924104000',
    expect.stringMatching(/^E1 F433 {3}TEXT OF 433/),
    'E0 LINFEE 000002 REF ID: 501 00001250',
    expect.stringMatching(/^E1 F470 {3}TEXT OF 470/),
  ]);
});

test('findings about one record stand together; those of the header come first, those of the totals last', () => {
  const answer = answerTo(
    condition('904', 'TOTALS', '90', 15),
    condition('250', 'FEETOT', '89', 14, { field: 'accountingClassCode2' }),
    condition('433', 'TARIFF', '50', 11),
    condition('434', 'TARIFF', '50', 11, { severity: 'warning' }),
    condition('100', 'SUMMRY', '11', 1),
    condition('186', 'BOLINB', '23', 5),
  );
  expect(answer.map((record) => record.slice(0, 9).trim())).toEqual([
    'E0 SUMMRY',
    'E1 F100',
    'E0 BOLINB',
    'E1 F186',
    'E0 LINITM',
    'E0 TARIFF',
    'E1 F433',
    'E1 W434',
    'E0 FEETOT',
    'E1 F250',
    'E0 TOTALS',
    'E1 F904',
    'E1RF999',
  ]);
  expect(answer.find((record) => record.startsWith('E0 FEETOT'))).toBe('E0 FEETOT 000001 REF ID: 501 00000001250');
});

test('a finding with an unknown place is told of the summary', () => {
  expect(answerTo(condition('999', 'NOWHERE', '77', 400))[1]).toMatch(/^E1 F999/);
});

test('what reading finds stands under the record it is about: a case that is not judged, a duty that is no number', () => {
  const case53 = `53A570000000C00001200A  0000010000${' '.repeat(12)}0000012000`;
  const text = sample('entry-summary.abi')
    .replace(/^(62499)/m, `${case53}\n$1`)
    .replace('503924104000 0000034000', '503924104000 00000340OO');
  const [filed] = [...readTransmission(text).batches[0]!.transactions()];
  const account = { accountId: 'a', filerCodes: ['B76'] } as unknown as Account;
  const { data } = entrySummaryFiling(filed!, account, {} as FilingOrigin);
  const answer = renderAx(summaryAnswerOf(filed!, rejected(...(data as EntrySummaryFiled).reading!)));
  expect(answer.map((record) => record.slice(0, 50).trimEnd()).slice(1, -1)).toEqual([
    'E0 LINITM 000001 REF ID: 001',
    'E0 TARIFF 000001 REF ID: 3924104000',
    'E1 FW91   50 COL 14-23 NOT A NUMBER',
    'E0 ADDCVD 000001 REF ID: A570000000',
    'E1 IW95   53 KEPT, NOT JUDGED HERE',
  ]);
});

test('a finding in the data of an agency stands under its line, its tariff number and its own record (pp. ESF-198 to 203)', () => {
  const at = transaction.records.findIndex(({ recordId }) => recordId === '50') + 1;
  const data = ['OI        PLASTIC PLATES', 'PG01001FDAFOO'].map((image) => ({
    ...{ recordId: image.startsWith('OI') ? 'OI' : 'PG01', image: image.padEnd(80), index: 0, level: 2 },
  }));
  const records = [...transaction.records.slice(0, at), ...data, ...transaction.records.slice(at)];
  const found = [
    condition('P02', 'LINITM', 'OI', at),
    condition('P06', 'LINITM', 'PG01', at + 1, { severity: 'warning' }),
    condition('P01', 'LINITM', 'PG50', at + 1),
  ];
  const answer = renderAx(summaryAnswerOf({ ...transaction, records }, rejected(...found)));
  expect(answer.slice(1, -1).map((record) => record.slice(0, 45).trimEnd())).toEqual([
    'E0 LINITM 000001 REF ID: 001',
    expect.stringMatching(/^E1 FP01/),
    'E0 TARIFF 000001 REF ID: 3924104000',
    'E0 PGOI   000001 REF ID: PLASTIC PLATES',
    expect.stringMatching(/^E1 FP02/),
    'E0 PG01   000001 REF ID: 001FDAFOO',
    expect.stringMatching(/^E1 PP06/),
  ]);
});
