import { addDays, type CustomsDate, formatEntryNumber, localDate } from '#kernel';
import { PORTS } from '#reference';
import {
  batch,
  cargoRelease,
  drawbackClaimBody,
  due,
  entrySummary,
  manifest309,
  numberOf,
  type AbiSender,
  type Shipment,
  shipment,
  type Voyage,
} from '../demo/filings';
import type { Lane } from './outage';

/** What a partner's software sends: the same bytes each time it sends it again. */
export interface Message {
  readonly path:
    | '/x12'
    | '/abi'
    | '/filings/manifest'
    | '/filings/arrival'
    | '/filings/cargo-release'
    | '/filings/entry-summary'
    | '/filings/drawback-claim';
  readonly type: 'application/edi-x12' | 'text/plain' | 'application/json';
  readonly body: string;
  /** JSON only: the partner's own name for the message. */
  readonly key: string | null;
}

/** One bill with its entry, on a conveyance of its own. */
export interface Consignment {
  readonly lane: Lane;
  readonly ship: Shipment;
  readonly trip: string;
  readonly carrierRole: 'truck-carrier' | 'ocean-carrier';
  readonly manifest: Message;
  readonly release: Message;
  readonly summary: Message;
  /** Drawback on two kilograms of it, which go on to Canada. */
  readonly claim: Message;
  /** At the moment of arrival. */
  arrival(at: Date): Message;
}

interface Parties {
  readonly oceanScac: string;
  readonly truckScac: string;
  readonly filerCode: string;
  readonly sender: AbiSender;
  readonly importer: string;
}

/** @param run a number nothing else is made from */
export const consignment = (lane: Lane, run: number, parties: Parties): Consignment =>
  lane.mode === 'vessel' ? byShip(lane, run, parties) : byTruck(lane, run, parties);

const json = (path: Message['path'], key: string, document: object): Message => ({
  path,
  type: 'application/json',
  body: JSON.stringify(document),
  key,
});
const portDay = (port: string): CustomsDate => localDate(new Date(), PORTS.get(port)!.timeZone);

/** Claims are numbered as entries are: theirs are far from those of entries. */
const CLAIMS_FROM = 5_000_000;

const claimOn = ({ filerCode, reference, goods }: Shipment, run: number, port: string): Message =>
  json(
    '/filings/drawback-claim',
    `claim-${run}`,
    drawbackClaimBody(
      formatEntryNumber(filerCode, numberOf(filerCode, (CLAIMS_FROM + run) % 10_000_000)),
      reference,
      goods.hts,
      portDay(port),
    ),
  );

const byShip = (lane: Lane, run: number, { oceanScac, filerCode, sender, importer }: Parties): Consignment => {
  const ship = shipment(oceanScac, `R${String(run).padStart(7, '0')}`, filerCode, run);
  const trip = `${run.toString(36).toUpperCase().padStart(4, '0')}E`;
  const voyage: Voyage = {
    scac: oceanScac,
    voyage: trip,
    vessel: 'PORTWAY MERCHANT',
    port: lane.port,
    today: portDay(lane.port),
    shipments: [ship],
  };
  return {
    lane,
    ship,
    trip,
    carrierRole: 'ocean-carrier',
    manifest: { path: '/x12', type: 'application/edi-x12', body: manifest309(voyage, run), key: null },
    release: {
      path: '/abi',
      type: 'text/plain',
      body: batch('SE', sender, filerCode, [cargoRelease(ship, importer, trip)]),
      key: null,
    },
    summary: {
      path: '/abi',
      type: 'text/plain',
      body: batch('AE', sender, filerCode, [entrySummary(ship, importer, voyage)]),
      key: null,
    },
    claim: claimOn(ship, run, lane.port),
    arrival: (at) =>
      json('/filings/arrival', `arrival-${run}`, {
        carrier: oceanScac,
        voyage: trip,
        port: lane.port,
        arrivedAt: at.toISOString(),
        conveyanceName: voyage.vessel,
      }),
  };
};

const party = (role: string, name: string, street: string, city: string, country: string): object => ({
  role,
  name,
  addressLines: [street],
  city,
  country,
});
const MAKER = ['NORDSEE KUNSTSTOFF GMBH', '4 HAFENSTRASSE', 'BREMERHAVEN', 'DE'] as const;
const BUYER = ['PACIFIC HOME GOODS INC', '400 HARBOR AVE', 'LONG BEACH', 'US'] as const;

const byTruck = (lane: Lane, run: number, { truckScac, filerCode, importer }: Parties): Consignment => {
  const ship = shipment(truckScac, `R${String(run).padStart(7, '0')}`, filerCode, run);
  const trip = `${run.toString(36).toUpperCase().padStart(4, '0')}T`;
  const { port } = lane;
  const today = portDay(port);
  const { hts, value, description, quantities } = ship.goods;
  const { duty, mpf, mpfTotal } = due(ship.goods, today);
  const bill = {
    issuer: truckScac,
    number: ship.billNumber,
    ladingPort: '09999',
    quantity: 100,
    unit: 'CTN',
    weight: '4100',
    weightUnit: 'K',
    billType: '00',
    parties: [party('SH', ...MAKER), party('CN', ...BUYER)],
    containers: [{ number: 'TRL900', seals: ['SEAL9001'] }],
    cargo: [{ quantity: 100, description }],
  };
  return {
    lane,
    ship,
    trip,
    carrierRole: 'truck-carrier',
    manifest: json('/filings/manifest', `manifest-${run}`, {
      conveyance: { carrier: truckScac, voyage: trip, modeOfTransport: '30', country: 'CA', manifestType: 'W' },
      ports: [{ port, estimatedArrival: addDays(today, 1), bills: [bill] }],
    }),
    release: json('/filings/cargo-release', `release-${run}`, {
      action: 'add',
      entryNumber: ship.reference,
      entryType: '01',
      importer: { type: 'EI', number: importer },
      modeOfTransport: '30',
      bondType: '8',
      estimatedValueDollars: value,
      portOfEntry: port,
      portOfUnlading: port,
      locationOfGoods: 'Y258',
      conveyance: { name: 'TRK4417', voyage: trip },
      contact: { name: 'PAT FILER', phone: '5625550100' },
      bills: [{ type: 'R', issuer: truckScac, number: ship.billNumber, quantity: 100 }],
      references: [{ qualifier: 'CR', value: `PW${run}` }],
      parties: [party('SE', ...MAKER), party('BY', ...BUYER), { role: 'CN', idType: 'EI', id: importer }],
      lines: [
        {
          number: '1',
          countryOfOrigin: 'DE',
          description,
          parties: [party('MF', ...MAKER)],
          tariffs: [{ hts, valueDollars: value }],
        },
      ],
    }),
    summary: json('/filings/entry-summary', `summary-${run}`, {
      action: 'add',
      entryNumber: ship.reference,
      entryType: '01',
      processingPort: port,
      portOfEntry: port,
      brokerReference: `PW${run}`.slice(0, 9),
      modeOfTransport: '30',
      paymentType: '1',
      importerNumber: importer,
      consigneeNumber: importer,
      entryDate: today,
      importDate: today,
      estimatedArrival: today,
      carrier: truckScac,
      stateOfDestinationCode: 'CA',
      bond: { type: '8', surety: '036' },
      bills: [{ type: 'M', issuer: truckScac, number: ship.billNumber }],
      lines: [
        {
          number: '1',
          countryOfOrigin: 'DE',
          countryOfExport: 'DE',
          exportDate: addDays(today, -3),
          grossWeightKg: '4100',
          chargesDollars: 500,
          manufacturerId: 'DENORKUN4BRE',
          articleParties: [
            { articlePartyTypeCode: 'M', articlePartyIdentifier: 'DENORKUN4BRE' },
            { articlePartyTypeCode: 'S', articlePartyIdentifier: importer },
          ],
          relatedPartyIndicator: 'N',
          description,
          tariffs: [
            {
              hts,
              valueDollars: value,
              dutyCents: Number(duty),
              quantities: quantities.map(([hundredths, unit]) => ({
                quantity: String(Number(hundredths) / 100),
                unit,
              })),
            },
          ],
          fees: [{ classCode: '499', cents: Number(mpf) }],
        },
      ],
      totals: {
        valueDollars: value,
        dutyCents: Number(duty),
        feeCents: Number(mpfTotal),
        feesByClass: [{ classCode: '499', cents: Number(mpfTotal) }],
      },
    }),
    claim: claimOn(ship, run, lane.port),
    arrival: (at) =>
      json('/filings/arrival', `arrival-${run}`, {
        carrier: truckScac,
        voyage: trip,
        port,
        arrivedAt: at.toISOString(),
        conveyanceName: 'TRK4417',
      }),
  };
};
