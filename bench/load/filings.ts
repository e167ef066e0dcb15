import { batch, cargoRelease, entrySummary, PORT, portDay, type Shipment, shipment } from '../../tools/demo/filings';
import type { Sender } from '../measure';
import type { LoadJob } from './job';

const VOYAGE = '0417W';
const SCAC = 'MAEU';
const billOf = (serial: number): string => `P${String(serial).padStart(9, '0')}`;

/** The body of one request: so many cargo releases from `serial` on, each for a bill of its own. */
export const bodyOf = (job: LoadJob, serial: number): string =>
  job.form === 'json' ? JSON.stringify(releaseAt(job, serial)) : batchInCatair(job, serial);

const batchInCatair = (
  { filingsPerRequest, filerCode, importerNumber, siteCode, senderId, senderPassword }: LoadJob,
  serial: number,
): string =>
  batch(
    'SE',
    { site: siteCode, id: senderId, password: senderPassword },
    filerCode,
    Array.from({ length: filingsPerRequest }, (_, at) =>
      cargoRelease(shipment(SCAC, billOf(serial + at), filerCode, serial + at), importerNumber, VOYAGE),
    ),
  );

/** Entry summaries of so many lines each, in one block. */
export const summariesInCatair = (
  { filerCode, importerNumber, siteCode, senderId, senderPassword }: Sender,
  serial: number,
  count: number,
  lines: number,
): string => {
  const ship = { voyage: VOYAGE, today: portDay() };
  return batch(
    'AE',
    { site: siteCode, id: senderId, password: senderPassword },
    filerCode,
    Array.from({ length: count }, (_, at) =>
      entrySummary(shipment(SCAC, billOf(serial + at), filerCode, serial + at), importerNumber, ship, lines),
    ),
  );
};

const party = (role: string, name: string, street: string, city: string, country: string): object => ({
  role,
  name,
  addressLines: [street],
  city,
  country,
});

const releaseAt = ({ filerCode, importerNumber, lines = 1 }: LoadJob, serial: number): object =>
  releaseInJson(shipment(SCAC, billOf(serial), filerCode, serial), importerNumber, VOYAGE, lines);

/** A cargo release of one bill, as the gateway takes it in JSON. */
export const releaseInJson = (
  { scac, billNumber, filerCode, entryNumber }: Shipment,
  importerNumber: string,
  voyage: string,
  lines = 1,
): object => ({
  action: 'add',
  entryNumber: `${filerCode}${entryNumber}`,
  entryType: '01',
  importer: { type: 'EI', number: importerNumber },
  modeOfTransport: '11',
  bondType: '8',
  estimatedValueDollars: 10_000 * lines,
  portOfEntry: PORT,
  portOfUnlading: PORT,
  locationOfGoods: 'Y258',
  conveyance: { name: 'PORTWAY MERCHANT', voyage },
  contact: { name: 'PAT FILER', phone: '5625550100' },
  bills: [{ type: 'R', issuer: scac, number: billNumber, quantity: 100 }],
  references: [{ qualifier: 'CR', value: `PW${entryNumber.slice(0, 7)}` }],
  parties: [
    party('SE', 'NORDSEE KUNSTSTOFF GMBH', '4 HAFENSTRASSE', 'BREMERHAVEN', 'DE'),
    party('BY', 'PACIFIC HOME GOODS INC', '400 HARBOR AVE', 'LONG BEACH', 'US'),
    { role: 'CN', idType: 'EI', id: importerNumber },
  ],
  lines: Array.from({ length: lines }, (_, at) => ({
    number: String(at + 1).padStart(3, '0'),
    countryOfOrigin: 'DE',
    description: 'PLASTIC KITCHENWARE',
    parties: [party('MF', 'NORDSEE KUNSTSTOFF GMBH', '4 HAFENSTRASSE', 'BREMERHAVEN', 'DE')],
    tariffs: [{ hts: '3924104000', valueDollars: 10_000 }],
  })),
});
