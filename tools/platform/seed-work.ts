import { setTimeout as pause } from 'node:timers/promises';
import { addDays, type CustomsDate, formatEntryNumber } from '#kernel';
import { numberOf, portDay } from '../demo/filings';
import { messageOf } from '../infrastructure/failure';
import type { DemoAccount } from './accounts';
import type { Known } from './seed';
import { householdSummary } from './seed-drawback';
import { askPatiently } from './ask-patiently';

const PATIENCE_MS = 30_000;
const ID = '5e0c7d31-7a44-4f0b-9c55-2611000';
const ORDER_ID = `${ID}0f001`;

/** The entry that was filed late, on which a charge is protested. */
const CHARGED = 9_900_015;

type Post = (path: string, body?: object) => Promise<any>;

interface Seeded {
  readonly serial: number;
  readonly enteredDaysAgo: number;
  /** What the specialist does with it, who has taken it by then; null where nobody has taken it. */
  readonly work: ((specialist: Post, at: string) => Promise<unknown>) | null;
}

/** Numbers that neither samples nor the demo nor the drawback claim take. What was entered long ago is filed late. */
const ENTRIES: readonly Seeded[] = [
  {
    ...{ serial: 9_900_011, enteredDaysAgo: 60 },
    work: async (specialist, at) => {
      await specialist(`${at}/notices`, {
        ...{ id: `${ID}0e011`, form: 'CF-29', taken: true, about: 'rate', action: 'rate advance', outcome: '5.3%' },
        ...{ product: 'Drawer organizers of plastics', heading: '3926', supplier: 'DENORKUN4BRE' },
        question: 'The organizers are of 3926, at 5.3 percent. The entry is liquidated so.',
        finally: { dutyCents: 53_000, fees: [] },
      });
      await specialist('/departures', {
        ...{ id: `${ID}0e021`, kind: 'rate', goods: 'Drawer organizers of plastics', supplier: 'DENORKUN4BRE' },
        ...{ outcome: '3.4%', reason: 'Samples of a later shipment are trays for cutlery: tableware of 3924' },
      });
    },
  },
  {
    ...{ serial: 9_900_012, enteredDaysAgo: 45 },
    work: (specialist, at) =>
      specialist(`${at}/liquidation-orders`, {
        ...{ id: `${ID}0e012`, order: 'suspend', code: '46', reference: 'CIT 26-00117' },
        reason: 'The Court of International Trade has the same goods before it',
      }),
  },
  {
    ...{ serial: 9_900_013, enteredDaysAgo: 6 },
    work: (specialist, at) =>
      specialist(`${at}/notices`, {
        ...{ id: `${ID}0e013`, form: 'CF-28', about: 'value', product: 'Pastry boards of plastics', heading: '3924' },
        question: 'Please send the contract with the maker. Were moulds or designs given to it?',
      }),
  },
  { serial: 9_900_014, enteredDaysAgo: 4, work: () => Promise.resolve() },
  { serial: CHARGED, enteredDaysAgo: 40, work: null },
  { serial: 9_900_016, enteredDaysAgo: 2, work: null },
];

/**
 * Work of a Center as it stands after some weeks, once: an entry that was liquidated with a notice of action, one whose liquidation is suspended, one with an open request for information, one in a
 * specialist's hands, and two that nobody has taken, of which one was filed late and has a charge that is protested; a rate that somebody would decide otherwise than before; and a delegation order that waits for headquarters.
 *
 * @returns '' when that is done, else the reason why not
 */
export async function seedWork(gateway: Known, cee: Known, accounts: readonly DemoAccount[]): Promise<string> {
  const people = accounts.flatMap((account) => account.people);
  const specialist = people.find(({ role, center }) => role === 'Center specialist' && center !== null);
  const director = people.find(({ role, center }) => role === 'Center director' && center === specialist?.center);
  const importer = accounts.find(({ role }) => role === 'importer');
  const broker = accounts.find(({ role }) => role === 'broker');
  if (!specialist || !director || !importer || !broker) return '';
  for (const service of [gateway, cee]) if (!(await service.isItself())) return `nobody answers at ${service.url}`;
  const filer = asker(gateway.url, 'the gateway', broker.apiKey);
  const worker = asker(cee.url, 'the cee service', specialist.apiKey);
  try {
    await seedOrder(asker(cee.url, 'the cee service', director.apiKey), director.center!, importer);
    const today = portDay();
    const fresh: Seeded[] = [];
    for (const one of ENTRIES) {
      const number = numberOf('B76', one.serial);
      if ((await filer(`/entries/B76/${number}`)) !== null) continue;
      const entry = formatEntryNumber('B76', number);
      await filer('/filings/entry-summary', householdSummary(entry, addDays(today, -one.enteredDaysAgo), one.serial));
      fresh.push(one);
    }
    for (const one of fresh) if (one.work !== null) await workOn(worker, one);
    if (fresh.some(({ serial }) => serial === CHARGED)) {
      await itemOf(worker, CHARGED);
      await asker(cee.url, 'the cee service', importer.apiKey)('/protests', protestOf(importer, today));
    }
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

/** Against what was charged for the services of officers (19 CFR 24.17): for a charge no liquidation is waited (19 USC 1514(a)(3)). */
const protestOf = ({ name, importerNumbers: [importerNumber] }: DemoAccount, today: CustomsDate): object => ({
  ...{ id: `${ID}0e031`, capacity: 'importer', decision: 'charge', drawback: 'none' },
  protestant: { name, address: '100 Harbor Plaza, Long Beach CA 90802', importerNumber },
  entries: [
    {
      ...{ entryNumber: formatEntryNumber('B76', numberOf('B76', CHARGED)), enteredOn: addDays(today, -40) },
      decidedOn: addDays(today, -2),
    },
  ],
  ...{ category: 'Reimbursable services of officers', merchandise: 'Household articles of plastics' },
  objections: [
    {
      claim: 'Half of the charge is owed.',
      justification: 'One examination at the premises of the importer was billed as two.',
    },
  ],
  rulings: [],
});

/** The work on an entry, once a Center has it. */
const itemOf = async (worker: Post, serial: number): Promise<{ itemId: number }> => {
  const entry = formatEntryNumber('B76', numberOf('B76', serial));
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { items } = await worker('/work-items?limit=200');
    const item = items.find((one: { entryNumber: string }) => one.entryNumber === entry);
    if (item) return item;
    if (Date.now() > deadline) throw new Error(`the summary of ${entry} was given to no Center in time`);
    await pause(250);
  }
};

const workOn = async (worker: Post, { serial, work }: Seeded): Promise<void> => {
  const at = `/work-items/${(await itemOf(worker, serial)).itemId}`;
  // Whatever became of it since it was filed is the people's.
  if ((await worker(`${at}/takes`, {})) === null) return;
  await work!(worker, at);
};

/** A test phase for the demo importer: the director has reported what is there, and headquarters says go or no-go. */
const seedOrder = async (director: Post, center: string, importer: DemoAccount): Promise<void> => {
  const known = await director(`/delegation-orders/${ORDER_ID}`);
  if (known !== null) return;
  const prepared = await director('/delegation-orders', {
    ...{ id: ORDER_ID, center, phase: 'test', functions: ['revenue-collection', 'refunds'] },
    ...{ volunteers: importer.importerNumbers.slice(0, 1), from: addDays(portDay(), 60) as CustomsDate },
    ...{ staffNeeded: 10, trialCasesNeeded: 50, trialPercentNeeded: 95, source: 'Trial of collection by the Center' },
  });
  if (prepared === null) return;
  const report = { trialCases: 60, trialAsExpected: 58 };
  await director(`/delegation-orders/${ORDER_ID}/readiness`, {
    ...report,
    staff: 8,
    note: 'Two people are in training',
  });
  await director(`/delegation-orders/${ORDER_ID}/readiness`, { ...report, staff: 10, note: 'Everybody is there' });
};

/** What is not there, and what people did with it since, is null. */
const asker =
  (url: string, who: string, key: string): Post =>
  async (path, body) => {
    const response = await askPatiently(`${url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        authorization: `Bearer ${key}`,
        ...(body && { 'content-type': 'application/json' }),
      },
    });
    const text = await response.text();
    if (response.status === 404 || response.status === 409) return null;
    if (!response.ok) throw new Error(`${who} answered ${response.status} to ${path}: ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
