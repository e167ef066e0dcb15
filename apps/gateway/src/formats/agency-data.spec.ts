import { readTransmission } from '#catair';
import { CargoReleaseFiled } from '#contracts';
import type { Problem } from '#service';
import type { Account } from '../account/account';
import { arrival } from '../filing/transmission';
import { sample } from '../gateway.fixture';
import { cargoReleaseFiling } from './abi/cargo-release.mapping';
import { agencyDecision, agencyOf } from './json/agency-decision';
import { jsonFilings } from './json/json-filings';

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
const TEXT = sample('cargo-release-agency.abi');

const byCatair = (text: string): CargoReleaseFiled[] => {
  const [batch] = readTransmission(text).batches;
  expect(batch!.faults).toEqual([]);
  return [...batch!.transactions()].map(
    (one) => cargoReleaseFiling(one, account, origin(id)).data as CargoReleaseFiled,
  );
};
const [filed] = byCatair(TEXT);
const records = filed!.lines[0]!.tariffs[0]!.agencyRecords!;
const faultOf = (act: () => unknown): Problem => {
  try {
    act();
  } catch (error) {
    return error as Problem;
  }
  throw new Error('nothing is wrong with it');
};

describe('Data of partner agencies that is filed in CATAIR', () => {
  test('is carried with its tariff number, by the names of the message set, with the place of each record', () => {
    expect(CargoReleaseFiled.faultOf(filed)).toBeNull();
    expect(filed!.reading).toBeUndefined();
    const at = TEXT.split('\n').findIndex((line) => line.startsWith('OI')) - 2;
    expect(records[0]).toEqual({
      record: 'OI',
      recordIndex: at,
      fields: { commercialDescription: 'MANGO JUICE IN CARTONS' },
    });
    expect(records[1]).toMatchObject({
      record: 'PG01',
      fields: { governmentAgencyCode: 'FDA', intendedUseCode: '210.000' },
    });
    expect(records.at(-1)!.fields).toMatchObject({
      inspectionDate: '11242026',
      inspectionOrArrivalLocationCode: '2704',
    });
  });

  test.each([
    ['a letter in a number', (text: string) => text.replace('PG01001FDA', 'PG01X01FDA'), 'W91', 'PG01'],
    [
      'data in a filler',
      (text: string) => text.replace(/^PG02PFDP.*$/m, (line) => `${line.slice(0, 79)}X`),
      'W96',
      'PG02',
    ],
    [
      'a place behind no tariff number',
      (text: string) => text.replace(/^SE40/m, `${'PG19MF'.padEnd(80)}\nSE40`),
      'W97',
      'PG19',
    ],
  ])(
    'refuses its transaction at the record for %s, and the next one of the batch is as sound as before',
    (_what, spoil, code, record) => {
      const transaction = TEXT.split('\n')
        .filter((line) => /^(SE|OI|PG)/.test(line))
        .join('\n');
      const [bad, sound] = byCatair(TEXT.replace(transaction, `${spoil(transaction)}\n${transaction}`));
      expect(bad!.reading).toMatchObject([{ code, record, severity: 'fatal' }]);
      expect(bad!.reading![0]!.recordIndex).toBeGreaterThan(0);
      for (const { text } of bad!.reading!) expect(text.length).toBeLessThanOrEqual(40);
      expect(sound!.reading).toBeUndefined();
      expect(sound!.lines[0]!.tariffs[0]!.agencyRecords).toHaveLength(records.length);
    },
  );

  test('keeps what the message set does not have under the name that it came with', () => {
    const [one] = byCatair(TEXT.replace('PG30A', 'PG99A'));
    expect(one!.lines[0]!.tariffs[0]!.agencyRecords!.at(-1)!.record).toBe('PG99');
  });
});

describe('Data of partner agencies that is filed in JSON', () => {
  const body = JSON.parse(sample('cargo-release.json'));
  const withRecords = (agencyRecords: object[]) => ({
    ...body,
    lines: [{ ...body.lines[0], tariffs: [{ ...body.lines[0].tariffs[0], agencyRecords }] }],
  });
  const read = (sent: object): CargoReleaseFiled =>
    jsonFilings['cargo-release'].read(sent, account)(origin(id)).data as CargoReleaseFiled;

  test('is the same message as in CATAIR, without places', () => {
    const sent = records.map(({ record, fields }) => ({ record, fields }));
    const data = read(withRecords(sent));
    expect(CargoReleaseFiled.faultOf(data)).toBeNull();
    expect(data.lines[0]!.tariffs[0]!.agencyRecords).toEqual(records.map((one) => ({ ...one, recordIndex: null })));
  });

  test('fills numbers with zeros and folds letters, as CATAIR has them', () => {
    const sent = [{ record: 'PG26', fields: { packagingQualifier: '1', quantity: '40000', unitOfMeasure: 'ct' } }];
    expect(read(withRecords(sent)).lines[0]!.tariffs[0]!.agencyRecords![0]!.fields).toEqual({
      ...{ packagingQualifier: '1', quantity: '000000040000', unitOfMeasure: 'CT' },
    });
  });

  test('is refused by field where a record has no such field, or the value has no place in it', () => {
    const sent = [
      { record: 'PG01', fields: { agency: 'FDA' } },
      { record: 'PG26', fields: { quantity: '4O' } },
    ];
    const { errors, kind } = faultOf(() => read(withRecords(sent))) as Problem & { kind: string };
    expect(kind).toBe('not-valid');
    expect(errors!.map(({ at }) => at)).toEqual([
      '/lines/0/tariffs/0/agencyRecords/0/fields/agency',
      '/lines/0/tariffs/0/agencyRecords/1/fields/quantity',
    ]);
  });
});

describe('An order of a partner agency', () => {
  const agency: Account = { ...account, kinds: [], filerCodes: [], agencyCodes: ['FDA'] };
  const holder = { account: agency, person: 'N. Haddad' };

  test('is for the agency of the account, and for no other', () => {
    expect(agencyOf(agency, null, '/agency')).toBe('FDA');
    expect(faultOf(() => agencyOf(agency, 'DEA', '/agency'))).toMatchObject({ kind: 'not-authorized' });
    expect(faultOf(() => agencyOf({ ...agency, agencyCodes: ['FDA', 'DEA'] }, null, '/agency'))).toMatchObject({
      kind: 'not-valid',
    });
    const order = agencyDecision('B76', '03245310', { decision: 'hold' }, holder)(origin(id));
    expect(order.data).toMatchObject({ agency: 'FDA', decision: 'hold', officer: 'N. Haddad', lines: null });
  });

  test('is given by a person, and names the document that it wants', () => {
    expect(
      faultOf(() => agencyDecision('B76', '03245310', { decision: 'hold' }, { ...holder, person: null })),
    ).toMatchObject({ kind: 'not-authorized' });
    expect(faultOf(() => agencyDecision('B76', '03245310', { decision: 'documents required' }, holder))).toMatchObject({
      kind: 'not-valid',
    });
  });
});
