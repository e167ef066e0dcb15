import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTransmission, type Transaction } from '#catair';
import { BondFiled, type Condition } from '#contracts';
import type { Account } from '../../account/account';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { arrival } from '../../filing/transmission';
import { bondBody, bondFromJson } from '../json/bond.body';
import { bondAnswerOf } from './bond-answer';
import { bondFiling } from './bond.mapping';

const account: Account = {
  ...{ accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', name: 'Surety', kinds: ['broker'], active: true },
  ...{ importerNumbers: ['12-3456789'], filerCodes: ['S36'], suretyCodes: ['036'], scacs: [], ports: [], abi: null },
};
const SAMPLES = join(__dirname, '../../../../../docs/partners/samples');
const SAMPLE = readFileSync(join(SAMPLES, 'bond.abi'), 'latin1');
const { origin } = arrival(account, 'abi');

const transactionOf = (text: string): Transaction => {
  const [batch] = readTransmission(text).batches;
  expect(batch!.faults).toEqual([]);
  return [...batch!.transactions()][0]!;
};
const filed = (text: string): BondFiled =>
  bondFiling(transactionOf(text), account, origin('f6f6a0d5-8b7c-4f5e-9d57-0b6b3a1f2c10')).data as BondFiled;
const answered = (text: string, change: Partial<AnsweredFiling>): string[] =>
  bondAnswerOf(transactionOf(text).records, {
    ...{ id: '1', ordinal: 0, kind: 'bond', module: 'entry', subject: '', reference: '', sent: null },
    ...{ outcome: 'accepted', conditions: [], summary: null },
    ...change,
  });
const summary = (finalCode: string, finalText: string, bond: NonNullable<AnsweredFiling['summary']>['bond']) => ({
  ...{ teamNumber: null, centerId: null, version: null, computed: null, finalCode, finalText },
  ...(bond && { bond }),
});
const condition = (code: string, recordIndex: number): Condition => ({
  ...{ code, text: `TEXT OF ${code}`, remedy: '', severity: 'fatal', recordIndex, record: null, field: null },
  ...{ at: null, grouping: null },
});

test('a CB transaction is a bond with what each of its columns says', () => {
  expect(filed(SAMPLE)).toMatchObject({
    ...{ action: 'B', type: '9', activityCode: '1', amountDollars: 50_000, executedOn: '2026-11-22' },
    ...{ suretyReference: 'STB000001', effectiveOn: null, number: null, accountSuretyCodes: ['036'] },
    accountImporterNumbers: [],
    transactions: [{ type: '1', entryType: '01', id: 'B7603245310', recordIndex: 1 }],
    principals: [{ idType: 'EI', id: '12-3456789', name: null, recordIndex: 2 }],
    sureties: [{ code: '036', agent: '036-00-0001', liabilityDollars: null, recordIndex: 3 }],
  });
});

test('a record 12 names its first party first: where that lacks, the second does not take its place', () => {
  const notified = (...codes: string[]) =>
    filed(SAMPLE.replace(/^20/m, `12${codes.map((code) => code.padEnd(9)).join('')}\n20`)).notify;
  expect(notified('2704B76', '', '1001QZ701')).toEqual([{ codes: ['2704B76', '1001QZ701'], recordIndex: 1 }]);
  expect(notified('', '1001QZ701')).toEqual([{ codes: ['', '1001QZ701'], recordIndex: 1 }]);
});

test('what cannot be read is told, and never absent', () => {
  const bad = filed(SAMPLE.replace('     50000', '    5000A0'.slice(0, 10)));
  expect(bad.amountDollars).toBeNull();
  expect(bad.reading).toMatchObject([{ severity: 'fatal', record: '10', field: 'bondAmount', recordIndex: 0 }]);
});

test.each([
  ['a letter in an amount', (one: string) => one.replace('     50000', '    5000A0'), '10'],
  ['a date that is no day', (one: string) => one.replace(/^(10.{15})\d{6}/m, '$1022926'), '10'],
  ['a record that there is not', (one: string) => one.replace(/^30/m, '99 WHAT\n30'), '99'],
  ['a record of another application', (one: string) => one.replace(/^30/m, 'SE10A\n30'), 'SE10'],
  ['a record at a wrong place', (one: string) => one.replace(/^(20.*)\n(30.*)$/m, '$2\n$1'), '20'],
  ['a character of no keyboard', (one: string) => one.replace(/^(30EI 12-345678.)/m, '$1 \x01'), '30'],
  ['data in a filler', (one: string) => one.replace(/^(20.*)$/m, (record) => `${record.slice(0, 79)}X`), '20'],
])('of ten bonds in a batch %s refuses one, and the nine are as sound as before', (_what, spoil, at) => {
  const one = SAMPLE.split('\n')
    .filter((line) => /^(10|20|30|40)/.test(line))
    .join('\n');
  const text = SAMPLE.replace(one, [...Array(4).fill(one), spoil(one), ...Array(5).fill(one)].join('\n'));
  const [batch] = readTransmission(text).batches;
  expect(batch!.faults).toEqual([]);
  const bonds = [...batch!.transactions()].map(
    (each) => bondFiling(each, account, origin('f6f6a0d5-8b7c-4f5e-9d57-0b6b3a1f2c10')).data as BondFiled,
  );
  expect(bonds).toHaveLength(10);
  const refused = bonds.map(({ reading = [] }) => reading.some(({ severity }) => severity === 'fatal'));
  expect(refused.flatMap((is, at) => (is ? [at] : []))).toEqual([4]);
  expect(bonds[4]!.reading!.map(({ record }) => record)).toContain(at);
  expect(bonds[5]!.amountDollars).toBe(50_000);
  expect(bonds.every((bond) => BondFiled.faultOf(bond) === null)).toBe(true);
});

test('records that stand before the first header of a block are a transaction of their own, which lacks its 10', () => {
  const [batch] = readTransmission(SAMPLE.replace(/^10/m, '30EI 12-3456789\n40036036-00-0001\n10')).batches;
  expect(batch!.faults).toEqual([]);
  const [stray, sound] = [...batch!.transactions()];
  expect(stray!.records.map(({ recordId }) => recordId)).toEqual(['30', '40']);
  const { reading } = bondFiling(stray!, account, origin('f6f6a0d5-8b7c-4f5e-9d57-0b6b3a1f2c10')).data as BondFiled;
  expect(reading).toMatchObject([{ code: 'W9D', severity: 'fatal', recordIndex: 0 }]);
  expect(sound!.records.map(({ recordId }) => recordId)).toEqual(['10', '20', '30', '40']);
  expect(batch!.transactionCount).toBe(2);
});

test('CX returns a record that there is not with what is wrong behind it', () => {
  const text = SAMPLE.replace(/^30/m, 'SE10WHAT \x01\n30');
  const answer = answered(text, { outcome: 'rejected', conditions: [condition('S03', 2)] });
  expect(answer.map((record) => record.slice(0, 10).trim())).toEqual([
    ...['10B91', '20101B7603', 'SE10WHAT ?', '90 FS03  T', '30EI 12-34', '40036036-0', '90RFS98  T'],
  ]);
});

test('CX of one that is accepted returns the records with the number of the bond and the names on file, and the final 90', () => {
  const bond = {
    number: '269000001',
    names: [
      { recordIndex: 2, name: 'Pacific Home Goods' },
      { recordIndex: 3, name: 'AMERICAN ALTERNATIVE INS CORP' },
    ],
  };
  const answer = answered(SAMPLE, { summary: summary('992', 'NEW EBOND', bond) });
  expect(answer.every((record) => record.length === 80)).toBe(true);
  expect(answer.map((record) => record.slice(0, 2))).toEqual(['10', '20', '30', '40', '90']);
  expect(answer[0]!.slice(44, 53)).toBe('269000001');
  expect(answer[0]!.slice(7, 17)).toBe('     50000');
  const zeros = answered(SAMPLE.replace('     50000', '0000050000'), { outcome: 'rejected', conditions: [] });
  expect(zeros[0]!.slice(7, 17)).toBe('     50000');
  expect(answer[2]!.slice(17, 57).trim()).toBe('PACIFIC HOME GOODS');
  expect(answer[3]!.slice(16, 56).trim()).toBe('AMERICAN ALTERNATIVE INS CORP');
  expect(answer[4]!.trimEnd()).toBe('90AI992  NEW EBOND');
});

test('CX of one that is refused has each fault behind its record, no number, and S98 last', () => {
  const conditions = [condition('S15', 0), condition('S33', 2), condition('S34', 2)];
  const answer = answered(SAMPLE, {
    ...{ outcome: 'rejected', conditions },
    summary: summary('S98', 'TRANSACTION DATA REJECTED', { number: null, names: [] }),
  });
  expect(answer.map((record) => record.slice(0, 7).trim())).toEqual([
    ...['10B91', '90 FS15', '20101B7', '30EI 12', '90 FS33', '90 FS34', '4003603', '90RFS98'],
  ]);
  expect(answer[0]!.slice(44, 53)).toBe('         ');
});

test('CX of one that was not processed says so by the code of the system failure', () => {
  const answer = answered(SAMPLE, { outcome: 'not processed', conditions: [] });
  expect(answer.at(-1)!.startsWith('90RFZZZ')).toBe(true);
});

test('JSON says the same as CATAIR', () => {
  const json = JSON.parse(readFileSync(join(SAMPLES, 'bond.json'), 'utf8')) as never;
  const { data } = bondFromJson(bondBody.read(json), account, origin('f6f6a0d5-8b7c-4f5e-9d57-0b6b3a1f2c10'));
  const blank = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value).replaceAll(/"(recordIndex|id|suretyReference)":("[^"]*"|\d+|null)/g, '"$1":null'));
  const { origin: _origin, processingFiler: _block, ...byCatair } = filed(SAMPLE);
  const { origin: _other, ...byJson } = data as BondFiled;
  expect(blank(byJson)).toEqual(blank({ ...byCatair, processingPort: null }));
});
