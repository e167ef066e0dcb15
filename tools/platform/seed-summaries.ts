import { setTimeout as pause } from 'node:timers/promises';
import { addDays, type CustomsDate, formatEntryNumber } from '#kernel';
import { numberOf, portDay } from '../demo/filings';
import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { householdSummary } from './seed-drawback';
import { askPatiently } from './ask-patiently';

/** Numbers that neither samples nor the demo nor other seeds take. */
const SERIALS = { cases: 9_900_031, warehouse: 9_900_032, withdrawal: 9_900_033, corrected: 9_900_034 } as const;
const PATIENCE_MS = 60_000;
const RAISED_DOLLARS = 12_000;

interface Seeded {
  readonly entryNumber: string;
  readonly body: any;
  /** The entry that must be on file before. */
  readonly after?: string;
}

const written = (serial: number): string => formatEntryNumber('B76', numberOf('B76', serial));

/** A deposit of antidumping duty in cash, 32.70 % of 10,000 dollars (type 03). */
const withCase = (body: any): any => {
  const [line] = body.lines;
  const deposit = {
    bondCashClaimCode: 'C',
    caseRateTypeQualifierCode: 'A',
    caseDepositRate: '32.70',
    dutyCents: 327_000,
  };
  return {
    ...body,
    entryType: '03',
    lines: [
      {
        ...line,
        articleParties: [...line.articleParties, { articlePartyTypeCode: 'E', articlePartyIdentifier: 'DENORKUN4BRE' }],
        adCvdCases: [{ adCvdCaseNumber: 'A428801000', ...deposit }],
      },
    ],
    totals: { ...body.totals, adDutyCents: 327_000, cvDutyCents: 0, adCvd: { cashAdCents: 327_000 } },
  };
};

/** The same goods into a bonded warehouse (type 21): they came the day before. */
const intoWarehouse = (body: any): any => ({
  ...body,
  ...{ entryType: '21', importDate: addDays(body.entryDate, -1), locationOfGoodsCode: 'W123' },
});

/** All of them out again for consumption (type 31): no movement of its own, and no harbor fee. */
const outOf = (warehouseEntry: string, body: any): any => {
  const { modeOfTransport: _mode, bills: _bills, estimatedArrival: _arrival, ...rest } = intoWarehouse(body);
  const fees = body.lines[0].fees.filter(({ classCode }: { classCode: string }) => classCode === '499');
  return {
    ...rest,
    entryType: '31',
    warehouse: { entryNumber: warehouseEntry, port: '2704', finalWithdrawal: 'Y' },
    lines: [{ ...body.lines[0], fees }],
    totals: { ...body.totals, feeCents: fees[0].cents, feesByClass: fees },
  };
};

/** A post summary correction: the goods were worth 12,000 dollars. */
const corrected = (body: any): any => {
  const { paymentType: _payment, ...rest } = body;
  const [line] = body.lines;
  const fees = [
    { classCode: '499', cents: 4_157 },
    { classCode: '501', cents: 1_500 },
  ];
  const tariffs = [{ ...line.tariffs[0], valueDollars: RAISED_DOLLARS, dutyCents: 40_800 }];
  return {
    ...rest,
    action: 'replace',
    correction: { explanation: 'The buyer paid a royalty of 2,000 dollars that the invoice left out.' },
    lines: [{ ...line, tariffs, fees, correctionReasons: ['L01'] }],
    totals: { valueDollars: RAISED_DOLLARS, dutyCents: 40_800, feeCents: 5_657, feesByClass: fees },
  };
};

/** What is filed, in order; `again` comes once its entry is on file. */
export const seededSummaries = (today: CustomsDate): readonly Seeded[] => {
  const of = (serial: number, daysAgo: number): any =>
    householdSummary(written(serial), addDays(today, -daysAgo), serial % 10_000);
  const [cases, warehouse, withdrawal, first] = [
    of(SERIALS.cases, 3),
    of(SERIALS.warehouse, 5),
    of(SERIALS.withdrawal, 2),
    of(SERIALS.corrected, 30),
  ];
  return [
    { entryNumber: cases.entryNumber, body: withCase(cases) },
    { entryNumber: warehouse.entryNumber, body: intoWarehouse(warehouse) },
    { entryNumber: first.entryNumber, body: first },
    {
      ...{ entryNumber: withdrawal.entryNumber, body: outOf(warehouse.entryNumber, withdrawal) },
      after: warehouse.entryNumber,
    },
    { entryNumber: first.entryNumber, body: corrected(first), after: first.entryNumber },
  ];
};

/**
 * The demo broker files, once: a summary with an antidumping case, one of goods that go into a bonded warehouse, their withdrawal, and one that it corrects.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedSummaries(gateway: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const broker = accounts.find(({ role }) => role === 'broker');
  if (!broker) return '';
  if (!(await gateway.isItself())) return `the gateway does not answer at ${gateway.url}`;
  const headers = { authorization: `Bearer ${broker.apiKey}` };
  const isOnFile = async (entryNumber: string): Promise<boolean> => {
    const path = entryNumber.replace('-', '/').replace('-', '');
    const response = await askPatiently(`${gateway.url}/entries/${path}`, { headers });
    await response.arrayBuffer();
    return response.ok;
  };
  try {
    const filings = seededSummaries(portDay());
    if (await isOnFile(filings[0]!.entryNumber)) return '';
    for (const [at, { body, after }] of filings.entries()) {
      for (const deadline = Date.now() + PATIENCE_MS; after && !(await isOnFile(after)); await pause(250))
        if (Date.now() > deadline) return `entry ${after} was not taken in time`;
      const response = await askPatiently(`${gateway.url}/filings/entry-summary`, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': `seed-summaries-${at}` },
      });
      const text = await response.text();
      if (!response.ok) return `the gateway answered ${response.status}: ${text.slice(0, 200)}`;
    }
    return '';
  } catch (error) {
    return messageOf(error);
  }
}
