import { batch, cargoRelease, numberOf, PORT, shipment } from '../../tools/demo/filings';
import type { LoadJob } from './job';

const VOYAGE = '0417W';
const SCAC = 'MAEU';
const billOf = (serial: number): string => `P${String(serial).padStart(9, '0')}`;

/** The body of one request: so many cargo releases from `serial` on, each for a bill of its own. */
export const bodyOf = (job: LoadJob, serial: number): string =>
  job.form === 'json' ? JSON.stringify(releaseInJson(job, serial)) : batchInCatair(job, serial);

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

const party = (role: string, name: string, street: string, city: string, country: string): object => ({
  role,
  name,
  addressLines: [street],
  city,
  country,
});

const releaseInJson = ({ filerCode, importerNumber }: LoadJob, serial: number): object => ({
  action: 'add',
  entryNumber: `${filerCode}${numberOf(filerCode, serial)}`,
  entryType: '01',
  importer: { type: 'EI', number: importerNumber },
  modeOfTransport: '11',
  bondType: '8',
  estimatedValueDollars: 10_000,
  portOfEntry: PORT,
  portOfUnlading: PORT,
  locationOfGoods: 'Y258',
  conveyance: { name: 'PORTWAY MERCHANT', voyage: VOYAGE },
  contact: { name: 'PAT FILER', phone: '5625550100' },
  bills: [{ type: 'R', issuer: SCAC, number: billOf(serial), quantity: 100 }],
  references: [{ qualifier: 'CR', value: `PW${serial}` }],
  parties: [
    party('SE', 'NORDSEE KUNSTSTOFF GMBH', '4 HAFENSTRASSE', 'BREMERHAVEN', 'DE'),
    party('BY', 'PACIFIC HOME GOODS INC', '400 HARBOR AVE', 'LONG BEACH', 'US'),
    { role: 'CN', idType: 'EI', id: importerNumber },
  ],
  lines: [
    {
      number: '001',
      countryOfOrigin: 'DE',
      description: 'PLASTIC KITCHENWARE',
      parties: [party('MF', 'NORDSEE KUNSTSTOFF GMBH', '4 HAFENSTRASSE', 'BREMERHAVEN', 'DE')],
      tariffs: [{ hts: '3924104000', valueDollars: 10_000 }],
    },
  ],
});
