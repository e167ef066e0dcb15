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
import { AgencyRecordsSchema, agencyRecordsOf } from './agency-data.body';
import { releasePartyOf, ReleasePartySchema } from './party.schema';
import { SecurityFilingSchema, securityFilingFromJson } from './security-filing.body';
import {
  CurrentHtsSchema,
  privilegedForeignFromJson,
  WAREHOUSE_BODY,
  warehouseFromJson,
  zoneFromJson,
  ZoneSchema,
} from './zone-and-warehouse.body';

const BillSchema = Closed({
  type: Code('[A-Z]', 'R regular, M master, H house, T express tracking, I in-bond'),
  issuer: Type.Optional(
    Code('([A-Z]{2,4}|[A-Z][A-Z0-9]{3})', 'SCAC of the issuer; under an in-bond number also the FIRMS code of a place'),
  ),
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
  parties: Type.Optional(Type.Array(ReleasePartySchema, { maxItems: 11 })),
  tariffs: Type.Array(
    Closed({
      hts: Code('[0-9]{4,10}', 'Tariff number without dots'),
      valueDollars: Type.Optional(Whole('Value in whole dollars')),
      currentHts: CurrentHtsSchema,
      agencyRecords: Type.Optional(AgencyRecordsSchema),
    }),
    { maxItems: 32 },
  ),
  zone: ZoneSchema,
});

const BlockSchema = Closed(
  {
    office: Type.Optional(Text(2, 'Office of the processing filer')),
    preparerPort: Type.Optional(PortCode('Port of the preparer')),
    preparerFiler: Type.Optional(Code('[A-Z0-9]{3}', 'Filer code of the preparer')),
    preparerOffice: Type.Optional(Text(2, 'Office of the preparer')),
    userText: Type.Optional(Text(21, 'Text of your own')),
  },
  { description: 'What comes back with every notification of the release, as the block header of CATAIR' },
);

export const CargoReleaseBody = Closed({
  action: Choice('add', 'replace', 'update', 'cancel'),
  entryNumber: EntryNumber,
  entryType: Type.Optional(Code('\\d{2}', 'Entry type')),
  processingPort: Type.Optional(PortCode('Port that processes the filing')),
  block: Type.Optional(BlockSchema),
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
  documentsHandedIn: Type.Optional(
    Type.Boolean({
      description: 'Documents were handed in for the correction or cancellation: name them by a reference DIS',
    }),
  ),
  multipleDispositions: Type.Optional(
    Type.Boolean({ description: 'The goods have further dispositions beside the reason of the cancellation' }),
  ),
  ofSplitShipment: Type.Optional(Type.Boolean({ description: 'The entry is of a split shipment' })),
  ...WAREHOUSE_BODY,
  bills: Type.Optional(
    Type.Array(BillSchema, {
      maxItems: 3 * 999,
      description: 'Bills of at most 999 shipments, each by its in-bond, master and house bill',
    }),
  ),
  references: Type.Optional(
    Type.Array(Closed({ qualifier: Text(3, 'Qualifier, such as CR'), value: Text(50, 'Reference') }), { maxItems: 99 }),
  ),
  parties: Type.Optional(Type.Array(ReleasePartySchema, { maxItems: 12 })),
  lines: Type.Optional(Type.Array(LineSchema, { maxItems: 999 })),
  securityFiling: Type.Optional(SecurityFilingSchema),
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
    ...(body.documentsHandedIn && { documentImageIndicator: '1' }),
    ...(body.multipleDispositions && { multipleDispositionsIndicator: '1' }),
    ...(body.ofSplitShipment && { splitShipmentIndicator: '1' }),
    ...warehouseFromJson(body),
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
    parties: (body.parties ?? []).map(releasePartyOf),
    lines: (body.lines ?? []).map((line, l) => ({
      lineNumber: line.number.padStart(3, '0'),
      countryOfOrigin: line.countryOfOrigin ?? null,
      description: line.description ?? null,
      parties: (line.parties ?? []).map(releasePartyOf),
      ...zoneFromJson(line.zone),
      tariffs: line.tariffs.map(({ hts, valueDollars, currentHts, agencyRecords }, t) => ({
        hts,
        valueDollars: valueDollars ?? null,
        recordIndex: null,
        ...privilegedForeignFromJson(currentHts),
        ...agencyRecordsOf(agencyRecords, `/lines/${l}/tariffs/${t}`),
      })),
      recordIndex: null,
    })),
    ...securityFilingFromJson(body.securityFiling),
    records: { SE10: null, SE11: null, SE13: null },
    ...blockOf(body.block),
  };
  return filingOf(CargoReleaseFiled, data);
};

/** Whoever names a preparer says in CATAIR that there is one. */
const blockOf = (block: CargoReleaseBody['block']): Pick<CargoReleaseFiled, 'block'> => {
  if (!block || Object.keys(block).length === 0) return {};
  const { office, preparerPort, preparerFiler, preparerOffice, userText } = block;
  const isPrepared = [preparerPort, preparerFiler, preparerOffice].some((value) => value !== undefined);
  return {
    block: {
      office: office ?? null,
      preparerPort: preparerPort ?? null,
      preparerFiler: preparerFiler ?? null,
      preparerOffice: preparerOffice ?? null,
      preparerIndicator: isPrepared ? '1' : null,
      userText: userText ?? null,
    },
  };
};
