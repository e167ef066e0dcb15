import { type Static, Type } from '@sinclair/typebox';
import { CargoReleaseFiled, type FilingOrigin } from '#contracts';
import type { Account } from '../../account/account';
import { filingOf, type NewFiling } from '../../filing/transmission';
import {
  BodyCheck,
  Choice,
  Closed,
  Code,
  Day,
  EntryNumber,
  entryParts,
  PortCode,
  Text,
  Whole,
} from '../../edge/json-schema';
import { partyOf, PartySchema } from './party.schema';

const BillSchema = Closed({
  type: Code('[A-Z]', 'R regular, M master, H house, T express tracking, I in-bond'),
  issuer: Type.Optional(Code('[A-Z]{2,4}', 'SCAC of the issuer')),
  number: Text(50, 'Bill of lading number without the SCAC'),
  quantity: Type.Optional(Whole('Pieces of the bill in this entry')),
  nonAms: Type.Optional(Type.Boolean({ description: 'The bill is not in the automated manifest' })),
  arrivals: Type.Optional(
    Type.Array(
      Closed({
        carrier: Type.Optional(Code('[A-Z0-9]{2,4}', 'Carrier code')),
        voyage: Type.Optional(Text(5, 'Voyage, flight or trip')),
        date: Type.Optional(Day('Day of arrival')),
        quantity: Type.Optional(Whole('Pieces')),
        unit: Type.Optional(Text(5, 'Unit of the pieces')),
        conveyanceName: Type.Optional(Text(20, 'Name of the conveyance')),
      }),
      { maxItems: 99 },
    ),
  ),
  containers: Type.Optional(Type.Array(Text(20, 'Equipment number'), { maxItems: 99 })),
});

const LineSchema = Closed({
  number: Code('\\d{1,3}', 'Line number'),
  countryOfOrigin: Type.Optional(Code('[A-Z]{2}', 'ISO 3166 country')),
  description: Type.Optional(Text(70, 'Commercial description')),
  parties: Type.Optional(Type.Array(PartySchema, { maxItems: 11 })),
  tariffs: Type.Array(
    Closed({
      hts: Code('[0-9]{4,10}', 'Tariff number without dots'),
      valueDollars: Type.Optional(Whole('Value in whole dollars')),
    }),
    { maxItems: 32 },
  ),
});

export const CargoReleaseBody = Closed({
  action: Choice('add', 'replace', 'update', 'cancel'),
  entryNumber: EntryNumber,
  entryType: Type.Optional(Code('\\d{2}', 'Entry type')),
  processingPort: Type.Optional(PortCode('Port that processes the filing')),
  importer: Type.Optional(
    Closed({ type: Type.Optional(Text(3, 'EI, 34 or ANI')), number: Text(12, 'Importer of record, `12-3456789`') }),
  ),
  modeOfTransport: Type.Optional(Code('\\d{2}', '11 vessel in containers, 31 truck in containers, 40 air, …')),
  bondType: Type.Optional(Code('\\d', '8 continuous, 9 single transaction, 0 none')),
  estimatedValueDollars: Type.Optional(Whole('Value of the entry in whole dollars')),
  portOfEntry: Type.Optional(PortCode('Planned port of entry')),
  portOfUnlading: Type.Optional(PortCode('Port of unlading')),
  splitShipment: Type.Optional(Code('[0-9A-Z]', 'Split shipment release code')),
  entryDateElection: Type.Optional(Code('[0-9A-Z]', 'Entry date election')),
  electedEntryDate: Type.Optional(Day('Elected entry date')),
  locationOfGoods: Type.Optional(Code('[A-Z0-9]{4}', 'FIRMS code')),
  electedExamSite: Type.Optional(Code('[A-Z0-9]{4}', 'FIRMS code')),
  conveyance: Type.Optional(
    Closed({ name: Type.Optional(Text(20, 'Name')), voyage: Type.Optional(Text(5, 'Voyage, flight or trip')) }),
  ),
  contact: Type.Optional(Closed({ name: Text(40, 'Person to call'), phone: Text(15, 'Telephone') })),
  cancellationReason: Type.Optional(Code('[A-Z0-9]{1,2}', 'Reason of a cancellation')),
  bills: Type.Optional(Type.Array(BillSchema, { maxItems: 999 })),
  references: Type.Optional(
    Type.Array(Closed({ qualifier: Text(3, 'Qualifier, such as CR'), value: Text(50, 'Reference') }), { maxItems: 99 }),
  ),
  parties: Type.Optional(Type.Array(PartySchema, { maxItems: 12 })),
  lines: Type.Optional(Type.Array(LineSchema, { maxItems: 999 })),
});
export type CargoReleaseBody = Static<typeof CargoReleaseBody>;

export const cargoReleaseBody = new BodyCheck(CargoReleaseBody);

const ACTION = { add: 'A', replace: 'R', update: 'U', cancel: 'D' } as const;

export const cargoReleaseFromJson = (body: CargoReleaseBody, account: Account, origin: FilingOrigin): NewFiling => {
  const { filerCode, entryNumber } = entryParts(body.entryNumber);
  const data: CargoReleaseFiled = {
    origin,
    accountFilerCodes: account.filerCodes,
    processingPort: body.processingPort ?? body.portOfEntry ?? null,
    action: ACTION[body.action],
    filerCode,
    entryNumber,
    entryType: body.entryType ?? null,
    importer: body.importer ? { type: body.importer.type ?? null, number: body.importer.number } : null,
    modeOfTransport: body.modeOfTransport ?? null,
    bondType: body.bondType ?? null,
    estimatedValueDollars: body.estimatedValueDollars ?? null,
    plannedPortOfEntry: body.portOfEntry ?? null,
    portOfUnlading: body.portOfUnlading ?? null,
    splitShipment: body.splitShipment ?? null,
    entryDateElection: body.entryDateElection ?? null,
    electedEntryDate: body.electedEntryDate ?? null,
    locationOfGoods: body.locationOfGoods ?? null,
    electedExamSite: body.electedExamSite ?? null,
    conveyanceName: body.conveyance?.name ?? null,
    voyage: body.conveyance?.voyage ?? null,
    contactName: body.contact?.name ?? null,
    contactPhone: body.contact?.phone ?? null,
    cancellationReason: body.cancellationReason ?? null,
    bills: (body.bills ?? []).map((bill) => ({
      billType: bill.type,
      issuer: bill.issuer ?? null,
      billNumber: bill.number,
      quantity: bill.quantity ?? null,
      nonAms: bill.nonAms ?? false,
      arrivals: (bill.arrivals ?? []).map((a) => ({
        carrierCode: a.carrier ?? null,
        voyage: a.voyage ?? null,
        arrivalDate: a.date ?? null,
        quantity: a.quantity ?? null,
        unit: a.unit ?? null,
        conveyanceName: a.conveyanceName ?? null,
      })),
      equipment: bill.containers ?? [],
      recordIndex: null,
    })),
    references: (body.references ?? []).map((reference) => ({ ...reference, recordIndex: null })),
    parties: (body.parties ?? []).map(partyOf),
    lines: (body.lines ?? []).map((line) => ({
      lineNumber: line.number.padStart(3, '0'),
      countryOfOrigin: line.countryOfOrigin ?? null,
      description: line.description ?? null,
      parties: (line.parties ?? []).map(partyOf),
      tariffs: line.tariffs.map(({ hts, valueDollars }) => ({
        hts,
        valueDollars: valueDollars ?? null,
        recordIndex: null,
      })),
      recordIndex: null,
    })),
    records: { SE10: null, SE11: null, SE13: null },
  };
  return filingOf(CargoReleaseFiled, data);
};
