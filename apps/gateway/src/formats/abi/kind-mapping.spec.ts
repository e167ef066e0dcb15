import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTransmission, type Transaction } from '#catair';
import { CargoReleaseFiled, type Condition } from '#contracts';
import type { Account } from '../../account/account';
import { sample } from '../../gateway.fixture';
import { arrival } from '../../filing/transmission';
import { cargoReleaseBody, cargoReleaseFromJson } from '../json/cargo-release.body';
import { bodyPointer } from '../json/pointers';
import { releaseAnswer } from './abi-answer';
import { cargoReleaseFiling } from './cargo-release.mapping';

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
const EXAMPLE = readFileSync(
  join(__dirname, '../../../../../docs/partners/examples/cargo-release-kinds.abi'),
  'latin1',
);

describe('Cargo releases by the kind of entry, in CATAIR', () => {
  const [batch] = readTransmission(EXAMPLE).batches;
  const filed = [...batch!.transactions()].map(
    (transaction) => cargoReleaseFiling(transaction as Transaction, account, origin(id)).data as CargoReleaseFiled,
  );
  const of = (entryType: string): CargoReleaseFiled => filed.find((each) => each.entryType === entryType)!;

  it('are taken with nothing left unsaid, unread or not judged', () => {
    expect(batch!.faults).toEqual([]);
    expect(filed.map(({ entryType }) => entryType)).toEqual(['06', '22', '23', '01']);
    for (const each of filed) {
      expect(CargoReleaseFiled.faultOf(each)).toBeNull();
      expect(each.reading ?? []).toEqual([]);
      // What an address is made of is told to rules elsewhere.
      expect((each.carried ?? []).filter(({ record }) => !['SE35', 'SE55'].includes(record))).toEqual([]);
    }
  });

  it('say of zone goods what SE41 and SE61 say, at their records', () => {
    const { lines, conveyanceName } = of('06');
    expect(conveyanceName).toBe('FTZ02600A001');
    expect(lines.map(({ zone }) => zone)).toEqual([
      { status: 'P', privilegedFilingDate: '2021-06-01', quantity: 40, recordIndex: 11 },
      { status: 'N', privilegedFilingDate: null, quantity: 100, recordIndex: 18 },
    ]);
    expect(lines[0]!.tariffs).toEqual([
      {
        ...{ hts: '8517120050', valueDollars: 6_000, recordIndex: 15 },
        privilegedForeign: { currentHts: '8517130000', recordIndex: 16 },
      },
    ]);
  });

  it('name the warehouse and the entry the goods come from', () => {
    expect(of('22')).toMatchObject({
      ...{ bondedWarehouse: 'W123', originatingEntry: { filerCode: 'B76' }, bills: [] },
    });
    expect(of('22').originatingEntry!.entryNumber).toMatch(/^0300500\d$/);
  });

  it('ask for immediate delivery, and bring their security filing', () => {
    const { immediateDelivery, securityFiling } = of('01');
    expect(immediateDelivery).toBe('Y');
    expect(securityFiling).toMatchObject({
      ...{ submissionType: '1', shipmentType: '01', action: 'A', actionReason: 'CT', transactionNumber: null },
      ...{ importer: { type: 'EI', number: '12-3456789' }, modeOfTransport: '11', carrierScac: 'MAEU' },
      references: [{ qualifier: 'CR', value: 'PW0009' }],
      equipment: [{ description: 'CN', initial: 'CSQU', number: '000000000305438', checkDigit: '3', sizeType: null }],
    });
    expect(securityFiling).not.toHaveProperty('leftEmpty');
    expect(securityFiling!.parties.map(({ entityCode }) => entityCode)).toEqual([
      'MF',
      'SE',
      'BY',
      'CS',
      'LG',
      'ST',
      'CN',
    ]);
    expect(securityFiling!.parties[0]).toMatchObject({
      ...{ name: 'NORDSEE KUNSTSTOFF GMBH', city: 'BREMERHAVEN', country: 'DE' },
      secondaryNames: [{ code: 'DH', name: 'NORDSEE PLASTICS' }],
      addresses: [{ qualifier: '15', text: '4 HAFENSTRASSE' }],
    });
    expect(securityFiling!.parties[5]).toMatchObject({ idType: 'FR', id: 'Y258', name: null, areaRecordIndex: null });
  });

  it('have their faults told behind the very record, with the records it stands under', () => {
    const transactions = [...batch!.transactions()] as Transaction[];
    const records = transactions.at(-1)!.records;
    const at = (recordId: string, place = 0) => records.filter((record) => record.recordId === recordId)[place]!.index;
    const condition = (recordIndex: number, code: string): Condition => ({
      ...{ code, text: 'AS THE RULE SAYS', remedy: '', severity: 'fatal', recordIndex },
      ...{ record: null, field: null, at: null, grouping: null },
    });
    const conditions = [condition(at('SE11'), 'PB0'), condition(at('SF10'), 'PU5'), condition(at('SF36', 1), 'PW2')];
    const answer = releaseAnswer({ records }, { outcome: 'rejected', conditions } as never);
    expect(answer.map((record) => record.slice(0, record.startsWith('SE90') ? 9 : 4))).toEqual(
      [...['SE10', 'SE11', 'SE9011PB0', 'SE15', 'SF10', 'SE9011PU5', 'SF30', 'SF36', 'SE9011PW2', 'SE9001']].map(
        (start) => expect.stringContaining(start),
      ),
    );
  });

  it('keep what stands where a unified filing has spaces, so that it is refused and not lost', () => {
    const text = EXAMPLE.replace(/(SF10.{24}) {8}/, '$1ABCDEFGH');
    const [changed] = readTransmission(text).batches;
    const last = [...changed!.transactions()].at(-1)! as Transaction;
    const data = cargoReleaseFiling(last, account, origin(id)).data as CargoReleaseFiled;
    expect(data.securityFiling!.leftEmpty).toBe('ABCDEFGH');
  });
});

describe('Cargo releases by the kind of entry, in JSON', () => {
  const base = JSON.parse(sample('cargo-release.json'));
  const filed = (body: object): CargoReleaseFiled => {
    const read = cargoReleaseBody.read({ ...base, ...body });
    return cargoReleaseFromJson(read, account, origin(id)).data as CargoReleaseFiled;
  };

  it('have the same members', () => {
    const [line] = base.lines;
    const data = filed({
      ...{ generalOrderNumber: 'GO2704261180', bondedWarehouse: 'W123', originatingEntry: 'B76-0300500-7' },
      immediateDelivery: true,
      lines: [
        {
          ...line,
          zone: { status: 'P', privilegedFilingDate: '2021-06-01', quantity: 40 },
          tariffs: [{ hts: '8517120050', currentHts: '8517130000' }],
        },
      ],
      securityFiling: {
        ...{ action: 'add', shipmentType: '01', importer: { type: 'EI', number: '12-3456789' } },
        parties: [{ role: 'ST', idType: 'FR', id: 'Y258' }],
      },
    });
    expect(CargoReleaseFiled.faultOf(data)).toBeNull();
    expect(data).toMatchObject({
      ...{ generalOrderNumber: 'GO2704261180', bondedWarehouse: 'W123', immediateDelivery: 'Y' },
      originatingEntry: { filerCode: 'B76', entryNumber: '03005007' },
      lines: [
        {
          zone: { status: 'P', privilegedFilingDate: '2021-06-01', quantity: 40 },
          tariffs: [{ privilegedForeign: { currentHts: '8517130000' } }],
        },
      ],
      securityFiling: {
        submissionType: '1',
        action: 'A',
        actionReason: 'CT',
        parties: [{ entityCode: 'ST', id: 'Y258' }],
      },
    });
  });

  it('are told of conditions by the names of the body', () => {
    expect(bodyPointer('/lines/0/tariffs/1/privilegedForeign/currentHts')).toBe('/lines/0/tariffs/1/currentHts');
    expect(bodyPointer('/securityFiling/equipment/0/number')).toBe('/securityFiling/containers/0/number');
    expect(bodyPointer('/securityFiling/parties/2/entityCode')).toBe('/securityFiling/parties/2/role');
  });
});
