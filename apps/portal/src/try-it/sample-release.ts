import { randomInt } from 'node:crypto';
import { entryCheckDigit, formatEntryNumber } from '#kernel';

/** Of the demo broker and its importer. */
const FILER = 'B76';
const IMPORTER = '12-3456789';
const MAKER = {
  name: 'NORDSEE KUNSTSTOFF GMBH',
  addressLines: ['4 HAFENSTRASSE'],
  city: 'BREMERHAVEN',
  postalCode: '27568',
  country: 'DE',
};

/** A cargo release as docs/partners/cargo-release.md describes it, with an entry number and a bill that nobody is likely to have used. */
export const sampleRelease = () => {
  const serial = String(randomInt(10_000_000)).padStart(7, '0');
  const number = formatEntryNumber(FILER, `${serial}${entryCheckDigit(FILER, serial)}`);
  return {
    action: 'add',
    entryNumber: number,
    entryType: '01',
    processingPort: '2704',
    importer: { type: 'EI', number: IMPORTER },
    modeOfTransport: '11',
    bondType: '8',
    estimatedValueDollars: 10_000,
    portOfEntry: '2704',
    portOfUnlading: '2704',
    locationOfGoods: 'Y258',
    conveyance: { name: 'PORTWAY MERCHANT', voyage: '0417W' },
    contact: { name: 'PAT FILER', phone: '5625550100' },
    bills: [
      {
        type: 'R',
        issuer: 'MAEU',
        number: String(randomInt(100_000_000, 1_000_000_000)),
        quantity: 100,
        containers: ['MSKU1234565'],
      },
    ],
    parties: [
      { role: 'SE', ...MAKER },
      {
        role: 'BY',
        name: 'PACIFIC HOME GOODS INC',
        addressLines: ['400 HARBOR AVE'],
        city: 'LONG BEACH',
        state: 'CA',
        postalCode: '90802',
        country: 'US',
      },
      { role: 'CN', idType: 'EI', id: IMPORTER },
    ],
    lines: [
      {
        number: '1',
        countryOfOrigin: 'DE',
        description: 'PLASTIC HOUSEWARES',
        parties: [{ role: 'MF', ...MAKER }],
        tariffs: [{ hts: '3924104000', valueDollars: 10_000 }],
      },
    ],
  };
};
