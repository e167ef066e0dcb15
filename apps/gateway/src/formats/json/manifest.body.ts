import { type Static, Type } from '@sinclair/typebox';
import { ArrivalReported, type FilingOrigin, ManifestFiled } from '#contracts';
import type { Account } from '../../account/account';
import { filingOf, type NewFiling } from '../../filing/transmission';
import {
  BodyCheck,
  Choice,
  Closed,
  Code,
  Day,
  Decimal,
  PortCode,
  Text,
  UtcInstant,
  Whole,
} from '../../edge/json-schema';
import { partyOf, PartySchema } from './party.schema';

const Scac = Code('[A-Z]{2,4}', 'Standard Carrier Alpha Code');
const Voyage = Code('[A-Z0-9]{2,25}', 'Voyage, flight or trip number');

const BillSchema = Closed({
  amendment: Type.Optional(
    Closed({ action: Choice('add', 'delete', 'replace'), reason: Type.Optional(Text(5, 'Reason code')) }),
  ),
  issuer: Scac,
  number: Code('[A-Z0-9]{1,12}', 'Bill of lading number without the SCAC'),
  ladingPort: Type.Optional(Code('\\d{5}', 'Foreign port of lading, Schedule K code')),
  quantity: Whole('Pieces'),
  unit: Type.Optional(Text(5, 'Unit of the pieces, such as CTN')),
  weight: Type.Optional(Decimal('Gross weight')),
  weightUnit: Type.Optional(Code('(K|KG|L|LB)', 'K or KG kilograms, L or LB pounds')),
  billType: Type.Optional(Text(2, 'Bill type, such as 00')),
  masterBill: Type.Optional(Text(16, 'Master bill, SCAC and number')),
  secondaryNotify: Type.Optional(Type.Array(Text(4, 'SCAC or FIRMS code'), { maxItems: 4 })),
  parties: Type.Optional(Type.Array(PartySchema, { maxItems: 20 })),
  references: Type.Optional(
    Type.Array(Closed({ qualifier: Text(3, 'Qualifier'), value: Text(50, 'Reference') }), { maxItems: 99 }),
  ),
  inBond: Type.Optional(
    Closed({
      entryType: Code('\\d{2}', '61, 62 or 63'),
      number: Type.Optional(Text(12, 'In-bond number')),
      destinationPort: Type.Optional(PortCode('Destination')),
    }),
  ),
  containers: Type.Optional(
    Type.Array(
      Closed({
        number: Text(14, 'Number, with its owner prefix'),
        seals: Type.Optional(Type.Array(Text(15, 'Seal'), { maxItems: 6 })),
        type: Type.Optional(Text(4, 'ISO 6346 size and type')),
      }),
      { maxItems: 999 },
    ),
  ),
  cargo: Type.Optional(
    Type.Array(
      Closed({
        quantity: Type.Optional(Whole('Pieces')),
        description: Text(500, 'Description of the goods'),
        marks: Type.Optional(Text(200, 'Marks and numbers')),
        hts: Type.Optional(Code('\\d{4,10}', 'Tariff number')),
      }),
      { maxItems: 999 },
    ),
  ),
});

export const ManifestBody = Closed({
  conveyance: Closed({
    carrier: Scac,
    voyage: Voyage,
    modeOfTransport: Code(
      '[1-4][01]',
      '10 11 vessel, 20 21 rail, 30 31 truck, 40 41 air; the second of each in containers',
    ),
    name: Type.Optional(Text(28, 'Name of the conveyance')),
    vesselCode: Type.Optional(Code('\\d{7}', 'IMO number')),
    country: Type.Optional(Code('[A-Z]{2}', 'Flag or registration')),
    manifestSequence: Type.Optional(Text(6, 'Manifest sequence number')),
    manifestType: Type.Optional(Code('[PWY]', 'P preliminary, W complete, Y amendment')),
  }),
  ports: Type.Array(
    Closed({
      port: PortCode('Port of unlading'),
      estimatedArrival: Day('Estimated day of arrival'),
      bills: Type.Array(BillSchema, { minItems: 1, maxItems: 2_000 }),
    }),
    { minItems: 1, maxItems: 50 },
  ),
});
export type ManifestBody = Static<typeof ManifestBody>;

export const manifestBody = new BodyCheck(ManifestBody);

const AMENDMENT = { add: 'A', delete: 'D', replace: 'R' } as const;

export const manifestFromJson = (
  { conveyance, ports }: ManifestBody,
  account: Account,
  origin: FilingOrigin,
): NewFiling => {
  const data: ManifestFiled = {
    origin,
    carrierScacs: account.scacs,
    conveyance: {
      scac: conveyance.carrier,
      modeOfTransport: conveyance.modeOfTransport,
      country: conveyance.country ?? null,
      vesselCode: conveyance.vesselCode ?? null,
      name: conveyance.name ?? null,
      voyage: conveyance.voyage,
      manifestSequence: conveyance.manifestSequence ?? null,
      manifestType: conveyance.manifestType ?? null,
    },
    ports: ports.map(({ port, estimatedArrival, bills }, p) => ({
      portCode: port,
      estimatedArrival,
      recordIndex: null,
      bills: bills.map((bill, b) => ({
        amendment: bill.amendment
          ? { action: AMENDMENT[bill.amendment.action], reason: bill.amendment.reason ?? null }
          : null,
        issuerScac: bill.issuer,
        billNumber: bill.number,
        ladingPort: bill.ladingPort ?? null,
        quantity: bill.quantity,
        unit: bill.unit ?? null,
        weight: bill.weight ?? null,
        weightUnit: bill.weightUnit ?? null,
        billType: bill.billType ?? null,
        masterBill: bill.masterBill ?? null,
        secondaryNotify: bill.secondaryNotify ?? [],
        parties: (bill.parties ?? []).map(partyOf),
        references: bill.references ?? [],
        inBond: bill.inBond
          ? {
              entryType: bill.inBond.entryType,
              number: bill.inBond.number ?? null,
              destinationPort: bill.inBond.destinationPort ?? null,
            }
          : null,
        equipment: (bill.containers ?? []).map(({ number, seals, type }) => {
          const [, initial = null, digits = number] = /^([A-Z]{4})(\d.*)$/.exec(number) ?? [];
          return { initial, number: digits, seals: seals ?? [], type: type ?? null };
        }),
        cargo: (bill.cargo ?? []).map(({ quantity, description, marks, hts }) => ({
          quantity: quantity ?? null,
          description,
          marks: marks ?? null,
          hts: hts ?? null,
        })),
        recordIndex: null,
        at: `/ports/${p}/bills/${b}`,
      })),
    })),
  };
  return filingOf(ManifestFiled, data);
};

export const ArrivalBody = Closed({
  carrier: Scac,
  voyage: Voyage,
  port: PortCode('Port of arrival'),
  arrivedAt: UtcInstant('Instant of arrival'),
  conveyanceName: Type.Optional(Text(28, 'Name of the conveyance')),
  inBondMovement: Type.Optional(
    Code(
      '[A-Z0-9]{3,16}',
      'Arrival of goods in bond at their destination: the in-bond number, or SCAC and number of the bill of a movement without one',
    ),
  ),
});
export type ArrivalBody = Static<typeof ArrivalBody>;

export const arrivalBody = new BodyCheck(ArrivalBody);

export const arrivalFromJson = (body: ArrivalBody, account: Account, origin: FilingOrigin): NewFiling => {
  const data: ArrivalReported = {
    origin,
    carrierScacs: account.scacs,
    scac: body.carrier,
    voyage: body.voyage,
    portCode: body.port,
    arrivedAt: body.arrivedAt,
    conveyanceName: body.conveyanceName ?? null,
    ...(body.inBondMovement !== undefined && { inBondMovement: body.inBondMovement }),
  };
  return filingOf(ArrivalReported, data);
};
