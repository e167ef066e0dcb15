import { keptRecords, readTransmission, renderAx, type Transaction } from '#catair';
import { type Condition, DrawbackClaimFiled } from '#contracts';
import type { Account } from '../../account/account';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { arrival } from '../../filing/transmission';
import { sample } from '../../gateway.fixture';
import { type DrawbackClaimBody, drawbackClaimBody, drawbackClaimFromJson } from '../json/drawback-claim.body';
import { drawbackAnswerOf } from './drawback-answer';
import { drawbackClaimFiling } from './drawback-claim.mapping';

const account: Account = {
  ...{ accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', name: 'Harbor Brokers', kinds: ['broker'], active: true },
  ...{ importerNumbers: [], filerCodes: ['B76'], scacs: [], ports: [], abi: null },
};
const { id, origin } = arrival(account, 'abi');
const BATCH = sample('drawback-claim.abi');
const lines = BATCH.trimEnd().split('\n');
/** The sample with other records between its header and Y. */
const with_ = (change: (records: string[]) => string[]): string =>
  [...lines.slice(0, 2), ...change(lines.slice(2, -2)), ...lines.slice(-2)].join('\n');
const read = (text: string) => readTransmission(text).batches[0]!;
const first = (text: string): Transaction => {
  const batch = read(text);
  expect(batch.faults).toEqual([]);
  return batch.transactions().next().value as Transaction;
};
const filed = (text: string = BATCH): DrawbackClaimFiled =>
  drawbackClaimFiling(first(text), account, origin(id)).data as DrawbackClaimFiled;
const record = (start: string, columns: Readonly<Record<number, string>> = {}): string => {
  const cells = start.padEnd(80).split('');
  for (const [from, value] of Object.entries(columns))
    [...value].forEach((character, at) => (cells[Number(from) - 1 + at] = character));
  return cells.join('');
};
const put = (image: string, column: number, value: string): string =>
  image.slice(0, column - 1) + value + image.slice(column - 1 + value.length);

describe('A drawback claim of CATAIR', () => {
  test('becomes a message that keeps its contract, every amount and quantity exact, and what is not judged as sent', () => {
    const data = filed();
    expect(DrawbackClaimFiled.faultOf(data)).toBeNull();
    expect(data).toMatchObject({
      ...{
        action: 'A',
        filerCode: 'B76',
        entryNumber: '03245294',
        filingPort: '1001',
        provision: '58',
        signature: 'X',
      },
      ...{ bondWaiver: { indicator: '0', reason: '999' }, claimantNumber: '12-3456789', bond: null, recordIndex: 0 },
      imports: [
        {
          ...{ action: 'E', filerCode: 'B76', entryNumber: '01000006', lineNumber: '1', trackingNumber: '00001' },
          tariffs: [
            {
              hts: '3924104000',
              quantities: [{ quantity: '200.0000', unit: 'KG' }],
              revenues: [{ classCode: '364', claimedCents: 13_464, calculatedCents: 13_464, adjustedCents: null }],
            },
          ],
        },
      ],
      exported: [{ how: 'E', on: '2026-11-01', imports: ['00001'], tftea: true, identifier: 'MAEU261110001' }],
      totals: { byClass: [{ classCode: '364', cents: 13_464 }], dutyCents: 13_464, feeCents: 0, taxCents: 0 },
      carried: [{ record: '42', fields: { enteredValuePerUnit: '0000000000200000' } }],
    });
    expect(data.reading).toMatchObject([{ code: 'W95', severity: 'information', record: '42', grouping: 'QTYUOM' }]);
  });

  test('of manufactured goods has every record of the guide, in its order, with fifteen links in one record', () => {
    const links = (first: number): Record<number, string> =>
      Object.fromEntries(Array.from({ length: 15 }, (_, n) => [3 + 5 * n, String(first + n).padStart(5, '0')]));
    const text = with_(([header, i40, i41, i42, i43, ...rest]) => [
      put(header!, 76, 'X'),
      record('318B 036'),
      ...[i40!, i41!, i42!, i42!, i43!],
      record('50X', { 4: '44', 16: '3924104000', 26: '0000000002000000', 42: 'KG', 45: '060126', 51: 'AKRON OH' }),
      record('51CUPS', { 53: '44', 63: '00002' }),
      record('52', links(1)),
      record('53', { 3: '00021' }),
      record('62', { 3: '1001' }),
      record('63P', { 4: 'J DOE', 44: '12345', 56: '2125550100', 66: '110126' }),
      record('64MX-77', { 23: '110526', 29: '0000001000', 39: '0001000000', 49: '3924104000', 79: 'MX' }),
      ...rest,
    ]);
    const data = filed(text);
    expect(DrawbackClaimFiled.faultOf(data)).toBeNull();
    expect(data.manufactured[0]).toMatchObject({
      rulings: ['44', '44'],
      trackingNumber: '00002',
      manufactured: ['00021'],
    });
    expect(data.manufactured[0]!.imports).toHaveLength(15);
    expect(data.imports[0]!.tariffs[0]!.quantities).toHaveLength(2);
    expect(data).toMatchObject({
      abroad: 'MX',
      intent: { port: '1001', officers: [{ role: 'P' }] },
      bond: { type: '8' },
    });
    expect(data.carried!.find((carried) => carried.record === '64')!.fields).toMatchObject({
      foreignDutyPaid: '0000001000',
    });
  });

  test('that is unreadable in a field is answered with record and columns, and is never taken for absent', () => {
    const data = filed(with_((records) => records.map((r) => (r.startsWith('43') ? put(r, 6, '0001X464') : r))));
    expect(data.reading).toMatchObject([{ code: 'W91', severity: 'fatal', record: '43', grouping: 'HDRREV' }, {}]);
    expect(data.imports[0]!.tariffs[0]!.revenues[0]!.claimedCents).toBeNull();
  });

  test('is taken back by its header alone; records out of order refuse the batch by name', () => {
    expect(filed(with_(([header]) => [put(header!, 3, 'D')]))).toMatchObject({ action: 'D', imports: [] });
    const { faults } = read(with_((records) => [records[0]!, records[2]!, records[1]!, ...records.slice(3)]));
    expect(faults.map(({ code }) => code)).toEqual(['X35']);
  });

  test('says in JSON the same as in CATAIR', () => {
    const body = drawbackClaimBody.read(JSON.parse(sample('drawback-claim.json'))) as DrawbackClaimBody;
    const json = drawbackClaimFromJson(body, account, origin(id)).data as DrawbackClaimFiled;
    expect(DrawbackClaimFiled.faultOf(json)).toBeNull();
    const placeless = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, each) => (key === 'recordIndex' ? undefined : each)));
    const { carried: _carried, reading: _reading, ...abi } = filed();
    abi.imports[0]!.tariffs[0]!.quantities[0]!.quantity = '200';
    abi.exported[0]!.quantity = '200';
    expect(placeless(json)).toEqual(
      placeless({ ...abi, entryNumber: json.entryNumber, brokerReference: 'DB0002', processingPort: '1001' }),
    );
  });

  test('in JSON with three decimals more than four is refused by its field, before it is kept', () => {
    const body = JSON.parse(sample('drawback-claim.json'));
    body.imports[0].tariffs[0].quantities[0].quantity = '200.0000001';
    expect(() => drawbackClaimBody.read(body)).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ at: '/imports/0/tariffs/0/quantities/0/quantity' })],
      }),
    );
  });
});

describe('DX', () => {
  const condition = (change: Partial<Condition>): Condition => ({
    ...{
      code: 'PQ3',
      text: 'REVENUE OF THE LINE EXCEEDED',
      remedy: '',
      severity: 'fatal',
      recordIndex: 1,
      record: '40',
    },
    ...{ field: null, at: null, grouping: 'IMPORT', ...change },
  });
  const answer = (conditions: readonly Condition[], accepted: boolean): string[] => {
    const { records } = first(BATCH);
    const filing = {
      ...{ outcome: accepted ? 'accepted' : 'rejected', conditions },
      summary: accepted
        ? { version: '00100', finalCode: '995', finalText: '', teamNumber: null, centerId: null, computed: null }
        : null,
    } as unknown as AnsweredFiling;
    return renderAx(drawbackAnswerOf({ records, position: 2 }, filing)).map((line) => line.trimEnd());
  };

  test('ends a claim without conditions with its version', () => {
    expect(answer([], true)).toEqual([
      'E0 SUMMRY 000002 REF ID: B76 03245294 DB0001',
      'E1A 995   DRAWBACK HAS BEEN ADDED                 B76  0324529400100DB0001',
    ]);
  });

  test('tells a condition under the data of its record, also where two records have it, and ends with the worst severity', () => {
    const told = answer(
      [
        condition({}),
        condition({ code: 'PDR', text: 'EXPORTED ARTICLE IS WRONG', recordIndex: 5, record: '70', grouping: 'TFTEAE' }),
      ],
      false,
    );
    expect(told[1]).toBe('E0 IMPORT 000001 REF ID: B76  01000006 1');
    expect(told[2]).toMatch(/^E1 FPQ3 {3}REVENUE OF THE LINE EXCEEDED/);
    expect(told[3]).toBe('E0 TFTEAE 000001 REF ID: E3924104000 110126MAEU261110001');
    expect(told.at(-1)).toMatch(/^E1RF999 {3}TRANSACTION DATA REJECTED/);
    expect(keptRecords(Buffer.from(lines.slice(2, -2).join('\n')), '0'.repeat(10))).toHaveLength(10);
  });
});
