import { setTimeout as pause } from 'node:timers/promises';
import { addDays, formatEntryNumber } from '#kernel';
import { foodRecords } from '../demo/agency-data';
import { numberOf, portDay } from '../demo/filings';
import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/** Numbers that neither samples nor the demo take; see `seed-drawback.ts`. */
const HELD = numberOf('B76', 9_900_003);
const WAITING = numberOf('B76', 9_900_004);
const PATIENCE_MS = 60_000;

/**
 * The demo broker files two entries of food, once; the demo agency holds one of them, and the other waits for it.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedAgency(gateway: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const [broker, agency] = ['broker', 'partner-agency'].map((role) => accounts.find((one) => one.role === role));
  if (!broker || !agency) return '';
  if (!(await gateway.isItself())) return `the gateway does not answer at ${gateway.url}`;
  const ask = async (by: DemoAccount, path: string, body?: object, key = path): Promise<any> => {
    const response = await askPatiently(`${gateway.url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${by.apiKey}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': `seed${key.replaceAll('/', '-')}` }),
      },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the gateway answered ${response.status}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
  const onFile = async (number: string): Promise<boolean> =>
    (await ask(agency, `/agency/lines?state=all&entry=B76${number}`)).entries.length > 0;
  try {
    if (await onFile(HELD)) return '';
    const today = portDay();
    for (const [at, number] of [WAITING, HELD].entries())
      await ask(broker, '/filings/cargo-release', releaseOf(number, `9900002${at}`, addDays(today, 3)), number);
    for (const deadline = Date.now() + PATIENCE_MS; !(await onFile(HELD)); await pause(250))
      if (Date.now() > deadline) return 'the entry of food was not taken in time';
    await ask(agency, `/agency/entries/B76/${HELD}/decision`, {
      ...{ decision: 'hold', note: 'A sample is to be taken' },
    });
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

const releaseOf = (number: string, bill: string, arrivesOn: string): object => ({
  ...{ action: 'add', entryNumber: formatEntryNumber('B76', number), entryType: '01', modeOfTransport: '11' },
  importer: { type: 'EI', number: '12-3456789' },
  ...{
    bondType: '8',
    estimatedValueDollars: 8_000,
    portOfEntry: '2704',
    portOfUnlading: '2704',
    locationOfGoods: 'Y258',
  },
  conveyance: { name: 'PORTWAY MERCHANT', voyage: '0990W' },
  contact: { name: 'PAT FILER', phone: '5625550100' },
  bills: [{ type: 'R', issuer: 'MAEU', number: bill, quantity: 400 }],
  references: [{ qualifier: 'CR', value: `PW${bill.slice(-4)}` }],
  parties: [
    ...['SE', 'MF'].map((role) => ({
      ...{ role, name: 'JUGOS DEL SUR SA', addressLines: ['12 CALLE DEL PUERTO'], city: 'VERACRUZ', country: 'MX' },
    })),
    ...['CN', 'BY'].map((role) => ({ role, idType: 'EI', id: '12-3456789' })),
  ],
  lines: [
    {
      ...{ number: '1', countryOfOrigin: 'MX', description: 'MANGO JUICE IN CARTONS' },
      tariffs: [{ hts: '2009892000', valueDollars: 8_000, agencyRecords: foodRecords(arrivesOn) }],
    },
  ],
});
