import { batchOf, cargoRelease } from './filings.fixture';
import { groupCargoRelease } from './grouping';
import { AGENCY_RECORDS } from './layouts/agency-data';
import { renderSx } from './respond';
import { readTransmission } from './transmission';

const line = (text: string): string => text.padEnd(80);
const DATA = [
  line('OI        COTTON BAGS'),
  line('PG01001DEADEA'),
  line('PG02P'),
  line('PG19MF'),
  line('PG01001FDAFOO'.padEnd(79) + 'A'),
];

/** A release with records put behind one of its records. */
const withRecords = (behind: string, records: readonly string[], entryNumber?: string): string[] => {
  const release = cargoRelease(entryNumber);
  const at = release.findIndex((record) => record.startsWith(behind));
  return [...release.slice(0, at + 1), ...records, ...release.slice(at + 1)];
};
const read = (...releases: string[][]) => {
  const [batch] = readTransmission(batchOf('SE', releases.flat()).join('')).batches;
  return { faults: batch!.faults.map(({ code }) => code), transactions: [...batch!.transactions()] };
};

describe('Records of partner agencies in a cargo release', () => {
  it('are 34 kinds, OI and PG01 to PG60', () => {
    expect(AGENCY_RECORDS).toHaveLength(34);
    expect(AGENCY_RECORDS.map(({ recordId }) => recordId)).toContain('PG60');
  });

  it('stand with the tariff number behind which they were sent, and leave all others where they were', () => {
    const { faults, transactions } = read(withRecords('SE60', DATA));
    expect(faults).toEqual([]);
    const [plain] = read(cargoRelease()).transactions;
    const [grouped, without] = [transactions[0]!, plain!].map(({ records }) => groupCargoRelease(records)!);
    expect(grouped!.lines[0]!.tariffs[0]!.agencyRecords.map(({ recordId }) => recordId)).toEqual([
      'OI',
      'PG01',
      'PG02',
      'PG19',
      'PG01',
    ]);
    expect(grouped!.lines[0]!.tariffs[0]!.agencyRecords[1]!.values).toMatchObject({
      pgaLineNumber: '001',
      governmentAgencyCode: 'DEA',
      governmentAgencyProgramCode: 'DEA',
    });
    expect(grouped!.placed.map(({ image }) => image)).toEqual(without!.placed.map(({ image }) => image));
    expect(grouped!.unplaced).toEqual([]);
    expect(grouped!.strayAgencyRecords).toEqual([]);
  });

  it('stand behind SE61 with the number before it', () => {
    const [transaction] = read(withRecords('SE61', DATA)).transactions;
    const tariffs = groupCargoRelease(transaction!.records)!.lines.flatMap((each) => each.tariffs);
    expect(tariffs.filter(({ agencyRecords }) => agencyRecords.length > 0)).toMatchObject([{ privilegedForeign: {} }]);
  });

  it.each([
    ['a record that the message set does not have', 'SE60', line('PG99X')],
    ['a record of a substitution', 'SE60', line('PG00R0001')],
    ['a filler that is filled', 'SE60', 'PG50'.padEnd(79) + 'X'],
    ['a letter in a number', 'SE60', line('PG01XX1FDAFOO')],
    ['a character that no keyboard has', 'SE60', line('OI        BAG\u0001S')],
    ['OI with something in its filler', 'SE60', line('OIX       BAGS')],
    ['data behind no tariff number', 'SE30', line('PG19MF')],
    ['data in a cancelled place, behind the header', 'SE10', line('OI        BAGS')],
  ])('are for the transaction to refuse, never the batch: %s', (_what, behind, record) => {
    const { faults, transactions } = read(withRecords(behind, [record]), cargoRelease('00417739'));
    expect(faults).toEqual([]);
    expect(transactions).toHaveLength(2);
  });

  it('that stand behind no tariff number are told apart', () => {
    const [transaction] = read(withRecords('SE30', DATA.slice(0, 2))).transactions;
    const { strayAgencyRecords, unplaced } = groupCargoRelease(transaction!.records)!;
    expect(strayAgencyRecords.map(({ recordId }) => recordId)).toEqual(['OI', 'PG01']);
    expect(unplaced).toEqual([]);
  });

  it('are no records of a drawback claim, and a bad one in a summary refuses no batch', () => {
    const faults = (application: string) =>
      readTransmission(batchOf(application, [line('10A'), line('PG01001')]).join('')).batches[0]!.faults;
    expect(faults('DE').map(({ code }) => code)).toContain('X34');
    expect(faults('AE')).toEqual([]);
  });

  it('come back in SX behind the line, the number, their OI and their PG01, each with its SE90', () => {
    const [transaction] = read(withRecords('SE60', DATA)).transactions;
    const at = transaction!.records.findIndex(({ recordId }) => recordId === 'PG19');
    const condition = { recordIndex: at, messageType: '11', code: 'G12', narrative: 'MISSING' } as const;
    const answer = renderSx(transaction!, [condition], { messageType: '01' });
    const shown = answer.map((image) => image.slice(0, 4).trimEnd());
    expect(shown.slice(-7)).toEqual(['SE40', 'SE60', 'OI', 'PG01', 'PG19', 'SE90', 'SE90']);
  });
});
