import { GRAMMARS, readTransmission, SERVED_APPLICATIONS, type Transaction } from '#catair';
import { CargoReleaseFiled, EntrySummaryFiled, EVERY_KIND } from '#contracts';
import type { Account } from '../../account/account';
import { sample } from '../../gateway.fixture';
import { arrival } from '../../filing/transmission';
import { cargoReleaseFiling } from './cargo-release.mapping';
import { entrySummaryFiling } from './entry-summary.mapping';

const account: Account = {
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  name: 'Harbor Brokers',
  kinds: ['broker'],
  active: true,
  importerNumbers: [],
  filerCodes: ['B76'],
  scacs: [],
  ports: [],
  abi: null,
};
const { id, origin } = arrival(account, 'abi');
const first = (text: string): Transaction => {
  const [batch] = readTransmission(text).batches;
  expect(batch!.faults).toEqual([]);
  return batch!.transactions().next().value as Transaction;
};

test('the applications that are read are those of the kinds of filing, and the questions', () => {
  const asked = [...GRAMMARS.values()].filter(({ asks }) => asks).map(({ application }) => application);
  const filed = EVERY_KIND.flatMap(({ abi }) => abi?.application ?? []);
  expect([...SERVED_APPLICATIONS].sort()).toEqual([...filed, ...asked].sort());
});

describe('A cargo release of CATAIR', () => {
  const filing = (change: (text: string) => string = (t) => t): CargoReleaseFiled =>
    cargoReleaseFiling(first(change(sample('cargo-release.abi'))), account, origin(id)).data as CargoReleaseFiled;

  test("becomes a message that keeps its contract and every record's place", () => {
    const data = filing();
    expect(CargoReleaseFiled.faultOf(data)).toBeNull();
    expect(data).toMatchObject({
      action: 'A',
      filerCode: 'B76',
      entryNumber: '03245278',
      entryType: '01',
      importer: { type: 'EI', number: '12-3456789' },
      estimatedValueDollars: 10_000,
      voyage: '0417W',
      contactName: 'PAT FILER',
      records: { SE10: 0, SE11: 1, SE13: 2 },
      processingPort: '2704',
    });
    expect(data.bills).toEqual([
      {
        billType: 'R',
        issuer: 'MAEU',
        billNumber: '260000101',
        quantity: 100,
        nonAms: false,
        arrivals: [],
        equipment: ['MSKU1234565'],
        equipmentRecords: [4],
        recordIndex: 3,
      },
    ]);
    expect(data.parties.map(({ entityCode, recordIndex }) => [entityCode, recordIndex])).toEqual([
      ['SE', 6],
      ['BY', 9],
      ['CN', 12],
    ]);
    expect(data.lines[0]).toMatchObject({
      lineNumber: '001',
      recordIndex: 13,
      tariffs: [{ hts: '3924104000', valueDollars: 10_000, recordIndex: 17 }],
    });
    expect(data.parties[1]).toMatchObject({
      addressLines: ['400 HARBOR AVE'],
      city: 'LONG BEACH',
      state: 'CA',
      postalCode: '90802',
      country: 'US',
      addresses: [{ qualifier: '15', text: '400 HARBOR AVE', recordIndex: 10 }],
      areaRecordIndex: 11,
    });
  });

  test('conveyances, indicators, parts of an address and Global Business Identifiers keep their place and what they are', () => {
    const line = (text: string): string => text.padEnd(80);
    const data = filing((t) =>
      t
        .replace(/^(SE13.{57}).{3}/m, '$1111')
        .replace(
          /^(SE15.*)$/m,
          `$1\n${line('SE16MAEU0417W11202600000060CTN')}\n${line('SE16MAEU0418W11222600000040CTN')}`,
        )
        .replace(
          /^(SE30SE.*)\n.*$/m,
          `$1\n${line('SE31GLN 4012345000009')}\n${line(`SE3501${'4'.padEnd(35)}02HAFENSTRASSE`)}`,
        ),
    );
    expect(data).toMatchObject({
      multipleDispositionsIndicator: '1',
      documentImageIndicator: '1',
      splitShipmentIndicator: '1',
    });
    expect(data.bills[0]!.arrivals.map(({ voyage, recordIndex }) => [voyage, recordIndex])).toEqual([
      ['0417W', 4],
      ['0418W', 5],
    ]);
    expect(data.parties[0]).toMatchObject({
      businessIdentifiers: [{ qualifier: 'GLN', id: '4012345000009', recordIndex: 9 }],
      addresses: [
        { qualifier: '01', text: '4', recordIndex: 10 },
        { qualifier: '02', text: 'HAFENSTRASSE', recordIndex: 10 },
      ],
      addressLines: ['4', 'HAFENSTRASSE'],
      areaRecordIndex: 11,
    });
  });

  test('what cannot be what it should is left empty for the entry rules to name', () => {
    const data = filing((t) =>
      t.replace(/^(SE10.{35})0000010000/m, '$1TENTHOUSAN'.slice(0, 49)).replace('SE15R', 'SE15?'.replace('?', 'Q')),
    );
    expect(CargoReleaseFiled.faultOf(data)).toBeNull();
    expect(data.estimatedValueDollars).toBeNull();
    expect(data.bills[0]!.billType).toBe('Q');
  });

  test('in house and master bills, what is said of the shipment stands with the last', () => {
    const data = filing((t) =>
      t.replace(
        /^SE15R(.*)$/m,
        (_, rest: string) =>
          `SE15M${rest}\nSE15HKFWDHOU55019                                          00000040     N       `,
      ),
    );
    expect(data.bills.map(({ billType, equipment }) => [billType, equipment])).toEqual([
      ['M', []],
      ['H', ['MSKU1234565']],
    ]);
  });
});

describe('An entry summary of CATAIR', () => {
  test('becomes a message with exact amounts in cents and quantities with their decimals', () => {
    const filing = entrySummaryFiling(first(sample('entry-summary.abi')), account, origin(id));
    const data = filing.data as EntrySummaryFiled;
    expect(EntrySummaryFiled.faultOf(data)).toBeNull();
    expect(filing).toMatchObject({ subject: 'entry:B76-03245278', reference: 'B76-0324527-8' });
    expect(data).toMatchObject({
      action: 'A',
      portOfEntry: '2704',
      paymentType: '1',
      entryDate: '2026-11-24',
      carrierScac: 'MAEU',
      bond: { type: '8', surety: '036', recordIndex: 6 },
      bills: [{ componentType: 'M', issuer: 'MAEU', billNumber: '260000101', recordIndex: 5 }],
      totals: { valueDollars: null, dutyCents: 34_000, feeCents: 4_714, recordIndex: 15 },
      records: { '10': 0, '11': 1, '20': 2, '40': 7, '50': 11, '90': 15 },
    });
    expect(data.totals.feesByClass).toEqual([
      { classCode: '499', cents: 3_464, recordIndex: 14 },
      { classCode: '501', cents: 1_250, recordIndex: 14 },
    ]);
    expect(data.lines).toMatchObject([
      {
        lineNumber: '001',
        manufacturerId: 'DENORKUN4BRE',
        description: 'PLASTIC HOUSEWARES',
        grossWeight: '4100',
        chargesDollars: 500,
        tariffs: [
          {
            hts: '3924104000',
            valueDollars: 10_000,
            dutyCents: 34_000,
            quantities: [
              { quantity: '400.00', unit: 'NO' },
              { quantity: '500.00', unit: 'KG' },
            ],
          },
        ],
        fees: [
          { classCode: '499', cents: 3_464 },
          { classCode: '501', cents: 1_250 },
        ],
      },
    ]);
  });

  test('marked as a post summary correction it says why, in 35, 36 and 63; unmarked nothing of it is said', () => {
    const filed = (text: string): EntrySummaryFiled => {
      const { data } = entrySummaryFiling(first(text), account, origin(id));
      expect(EntrySummaryFiled.faultOf(data)).toBeNull();
      return data as EntrySummaryFiled;
    };
    const plain = sample('entry-summary.abi');
    expect(filed(plain)).not.toHaveProperty('correction');
    const records = plain.split('\n');
    const marked = records.flatMap((record) => {
      if (record.startsWith('10')) return [`${record.padEnd(80).slice(0, 64)}YY${record.padEnd(80).slice(66)}`];
      if (record.startsWith('40'))
        return ['35H10H99'.padEnd(80), '36PAID AT 12000'.padEnd(80), '36INSTEAD'.padEnd(80), record];
      if (record.startsWith('89') && !record.startsWith('89 ')) return ['63L04L06'.padEnd(80), record];
      return [record];
    });
    const data = filed(marked.join('\n'));
    expect(data.correction).toMatchObject({
      ...{ indicator: 'Y', accelerated: 'Y', explanation: 'PAID AT 12000 INSTEAD' },
      reasons: [{ code: 'H10' }, { code: 'H99' }],
    });
    expect(data.lines[0]!.correctionReasons!.map(({ code }) => code)).toEqual(['L04', 'L06']);
  });
});
