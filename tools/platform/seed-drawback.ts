import { setTimeout as pause } from 'node:timers/promises';
import { addDays, formatEntryNumber } from '#kernel';
import { remediesOn } from '#reference';
import { drawbackClaimBody, numberOf, portDay } from '../demo/filings';
import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { askPatiently } from './ask-patiently';

/** Numbers that neither samples nor the demo take: they count from the number of the start. */
const ENTRY = numberOf('B76', 9_900_001);
const CLAIM = numberOf('B76', 9_900_002);
/** So long ago that the entry is liquidated, as filed, on the next business day. */
const ENTERED_DAYS_AGO = 330;
const PATIENCE_MS = 60_000;
const HTS = '3924104000';

/**
 * The demo broker files the summary of an entry of last year, and for its importer a drawback claim on it, once.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedDrawback(gateway: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const broker = accounts.find(({ role }) => role === 'broker');
  if (!broker) return '';
  if (!(await gateway.isItself())) return `the gateway does not answer at ${gateway.url}`;
  const ask = async (path: string, body?: object): Promise<number> => {
    const response = await askPatiently(`${gateway.url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${broker.apiKey}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': `seed${path.replaceAll('/', '-')}` }),
      },
    });
    const text = await response.text();
    if (!response.ok && response.status !== 404)
      throw new Error(`the gateway answered ${response.status}: ${text.slice(0, 200)}`);
    return response.status;
  };
  try {
    const today = portDay();
    if ((await ask(`/drawback-claims/B76/${CLAIM}`)) !== 404) return '';
    if ((await ask(`/entries/B76/${ENTRY}`)) === 404)
      await ask(
        '/filings/entry-summary',
        householdSummary(formatEntryNumber('B76', ENTRY), addDays(today, -ENTERED_DAYS_AGO), 9_901),
      );
    for (const deadline = Date.now() + PATIENCE_MS; (await ask(`/entries/B76/${ENTRY}`)) === 404; await pause(250))
      if (Date.now() > deadline) return 'the entry that it is on was not taken in time';
    const exportedOn = addDays(today, -30);
    await ask(
      '/filings/drawback-claim',
      drawbackClaimBody(formatEntryNumber('B76', CLAIM), formatEntryNumber('B76', ENTRY), HTS, exportedOn),
    );
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

/** That day, or the last one before it on which no trade measure asks for a number of its own. */
const plainDay = (day: string): string => {
  let plain = day;
  while (remediesOn(HTS, plain, 'DE').length > 0) plain = addDays(plain, -1);
  return plain;
};

/** Household goods of the demo importer, in JSON. @param serial of the reference and the bill */
export const householdSummary = (entryNumber: string, day: string, serial: number): object =>
  householdEntered(entryNumber, plainDay(day), serial);

const householdEntered = (entryNumber: string, enteredOn: string, serial: number): object => ({
  ...{ action: 'add', entryNumber, entryType: '01', portOfEntry: '2704' },
  ...{ brokerReference: `PW${serial}`, modeOfTransport: '11', paymentType: '1' },
  ...{ importerNumber: '12-3456789', consigneeNumber: '12-3456789' },
  ...{ entryDate: enteredOn, importDate: enteredOn, estimatedArrival: enteredOn, carrier: 'MAEU' },
  ...{ stateOfDestinationCode: 'CA', conveyanceName: 'PORTWAY MERCHANT' },
  ...{ portOfUnlading: '2704', bond: { type: '8', surety: '036' } },
  bills: [{ type: 'M', issuer: 'MAEU', number: `99000${String(serial).slice(-4)}` }],
  lines: [
    {
      ...{ number: '1', countryOfOrigin: 'DE', countryOfExport: 'DE', exportDate: addDays(enteredOn, -20) },
      ...{ chargesDollars: 500, grossWeightKg: '4100', manufacturerId: 'DENORKUN4BRE', description: 'HOUSEWARES' },
      ...{ relatedPartyIndicator: 'N', foreignPortOfLadingCode: '42870' },
      articleParties: [
        { articlePartyTypeCode: 'M', articlePartyIdentifier: 'DENORKUN4BRE' },
        { articlePartyTypeCode: 'S', articlePartyIdentifier: '12-3456789' },
      ],
      tariffs: [
        {
          ...{ hts: HTS, valueDollars: 10_000, dutyCents: 34_000 },
          quantities: [
            { quantity: '400', unit: 'NO' },
            { quantity: '500', unit: 'KG' },
          ],
        },
      ],
      fees: [
        { classCode: '499', cents: 3_464 },
        { classCode: '501', cents: 1_250 },
      ],
    },
  ],
  totals: {
    ...{ valueDollars: 10_000, dutyCents: 34_000, feeCents: 4_714 },
    feesByClass: [
      { classCode: '499', cents: 3_464 },
      { classCode: '501', cents: 1_250 },
    ],
  },
});
