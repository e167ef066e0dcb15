import { setTimeout as pause } from 'node:timers/promises';
import { SERVED_APPLICATIONS } from '#catair';
import type { Vitals } from '#contracts';
import { messageOf } from '../infrastructure/failure';
import type { AccountRequest, DemoAccount } from './accounts';
import { askPatiently } from './ask-patiently';

/** How long is waited for the next account to open, in milliseconds: a service in its first seconds says that it cannot yet. */
const PATIENCE = 60_000;

/** Somebody at an address who is asked who he is before he is told a secret. */
export interface Known {
  url: string;
  isItself: () => Promise<boolean>;
}

/**
 * Opens the demo accounts through the account service's operations API. Opening one again changes nothing.
 *
 * @returns '' when all are open, else the reason why not
 */
export async function seedAccounts(
  accountUrl: string,
  token: string,
  accounts: readonly DemoAccount[],
): Promise<string> {
  const account = { url: accountUrl, isItself: () => Promise.resolve(true) };
  return (await openAccounts({ account }, token, accounts)).reason;
}

/**
 * Opens accounts and waits until the gateway lets each of them in: it hears of them from the account service, a moment after they are opened.
 * Goes on for as long as one after the other opens.
 *
 * @returns those that can be used, and why the first of the others cannot; '' when all can
 */
export async function openAccounts(
  at: { account: Known; gateway?: Known },
  token: string,
  accounts: readonly DemoAccount[],
  signal?: AbortSignal,
  patience = PATIENCE,
): Promise<{ open: DemoAccount[]; reason: string }> {
  const usable: DemoAccount[] = [];
  for (const demo of accounts) {
    const { role: _, people, ...own } = demo;
    const account = { ...own, people: people.map(({ caller: _caller, ...person }) => person), onlyIfNew: true };
    const deadline = performance.now() + patience;
    let opened = false;
    for (let reason = ''; ; await pause(250)) {
      if (!opened) {
        reason = await open(at.account, token, account);
        if (reason === '') reason = await setUp(at.account, token, demo);
        opened = reason === '';
      }
      if (opened) reason = at.gateway ? await tryKey(at.gateway.url, account) : '';
      if (reason === '') break;
      if (signal?.aborted || performance.now() > deadline) return { open: usable, reason };
    }
    usable.push(demo);
  }
  return { open: usable, reason: '' };
}

const open = (service: Known, token: string, account: object): Promise<string> =>
  post(service, token, '/operations/accounts', account, { patience: 0 });

/** Sets the account's filer codes up for ABI, mechanically: at every port, for every application that is taken, with and without preparer codes. */
const setUp = async (service: Known, token: string, { kinds, filerCodes, abi }: DemoAccount): Promise<string> => {
  if (abi === null) return '';
  const party = {
    ...{ ports: [], office: '', applications: [...SERVED_APPLICATIONS], processingPorts: [] },
    ...{ senders: [{ site: abi.site, id: abi.id, office: '' }], from: '2022-12-19', to: null },
  };
  for (const filerCode of filerCodes) {
    const isBroker = kinds.includes('broker');
    const wanted = {
      filesAs: isBroker ? 'broker' : 'self-filer',
      nationalPermit: isBroker ? { number: `DEMO-${filerCode}`, from: '2022-12-19', to: null } : null,
      localPermitPorts: [],
      statements: { authorised: true, clientBranches: false, periodicDay: 11 },
      parties: [
        { ...party, as: 'filer' },
        { ...party, as: 'preparer' },
      ],
    };
    const order = { filerCode, setUp: wanted, onlyIfNew: true };
    const reason = await post(service, token, '/operations/filer-set-ups', order, { patience: 0 });
    if (reason !== '') return reason;
  }
  return '';
};

async function post(
  service: Known,
  token: string,
  path: string,
  order: object,
  { who = 'the account service', patience }: { who?: string; patience?: number } = {},
): Promise<string> {
  if (!(await service.isItself())) return `${who} does not answer at ${service.url}`;
  try {
    const request = {
      ...{ method: 'POST', body: JSON.stringify(order) },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    };
    const response = await askPatiently(`${service.url}${path}`, request, patience);
    const text = await response.text();
    return response.ok ? '' : `${who} answered ${response.status}: ${text.slice(0, 200)}`;
  } catch (error) {
    return `${who} does not answer (${messageOf(error)})`;
  }
}

async function tryKey(gatewayUrl: string, { apiKey, name }: AccountRequest): Promise<string> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const status = await fetch(`${gatewayUrl}/mailbox?limit=1`, { headers, signal: AbortSignal.timeout(10_000) }).then(
    (r) => r.status,
    () => 0,
  );
  return status === 200 ? '' : `the gateway does not know the key of ${name} yet`;
}

/** Waits until every service has taken in what the others told it of the accounts, so that the first filing finds all on file. */
export async function waitForQuiet(services: readonly Known[], token: string, signal?: AbortSignal): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  const quiet = async ({ url, isItself }: Known): Promise<boolean> => {
    if (!(await isItself())) return true;
    const response = await fetch(`${url}/operations/vitals`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(5_000),
    });
    const { outbox, inbox, queue } = (await response.json()) as Vitals;
    return outbox.depth === 0 && inbox.waiting === 0 && queue.depth === 0;
  };
  // Twice in a row: what left one outbox may not yet have reached the other's queue.
  for (let calm = 0; !signal?.aborted && performance.now() < deadline; await pause(550)) {
    const all = await Promise.all(services.map((service) => quiet(service).catch(() => true)));
    calm = all.every(Boolean) ? calm + 1 : 0;
    if (calm === 2) return;
  }
}

/** By which the demo draws at San Francisco alone, so that elsewhere what is filed to be looked at is released as it always was. */
const DEMO_RULES = [
  { name: 'Random check', floor: true, rate: 1_000, reason: 'Random check of everybody' },
  { name: 'Cargo at large', floor: false, rate: 5_000, reason: 'Cargo at large' },
].map((rule) => ({ ...rule, ports: ['2809'], actor: 'Demo headquarters' }));

/**
 * Rules by which the demo draws for examination, where there is none. The rates are those of a demonstration: every second entry.
 *
 * @returns '' when there are rules, else the reason why not
 */
export async function seedSelection(entry: Known, token: string): Promise<string> {
  if (!(await entry.isItself())) return `the entry service does not answer at ${entry.url}`;
  const headers = { authorization: `Bearer ${token}` };
  try {
    const known = await askPatiently(`${entry.url}/operations/selection/rules`, {
      headers,
    });
    if (!known.ok) return `the entry service answered ${known.status}`;
    const { rules = [] } = (await known.json()) as { rules?: unknown[] };
    if (rules.length > 0) return '';
  } catch (error) {
    return `the entry service does not answer (${messageOf(error)})`;
  }
  const from = new Date().toISOString().slice(0, 10);
  for (const rule of DEMO_RULES) {
    const reason = await post(
      entry,
      token,
      '/operations/selection/rules',
      { ...rule, from },
      { who: 'the entry service' },
    );
    if (reason) return reason;
  }
  return '';
}

/** A case of the demo on tableware of Germany with that of a company, so that the samples have one to cite. */
const DEMO_CASES = [
  { caseNumber: 'A428801000', adValorem: '32.70', manufacturer: null },
  { caseNumber: 'A428801001', adValorem: '4.10', manufacturer: 'DEPORWAY12BER' },
].map((one) => ({
  ...{ name: 'DEMO: TABLEWARE FROM GERMANY', from: '2020-01-01', status: 'active', bondCash: 'C', country: 'DE' },
  ...{ headings: ['392490'], ...one },
}));

/**
 * Records the cases of the demo, where they are not on file.
 *
 * @returns '' when they are, else the reason why not
 */
export async function seedCases(entry: Known, token: string): Promise<string> {
  if (!(await entry.isItself())) return `the entry service does not answer at ${entry.url}`;
  try {
    const known = await askPatiently(`${entry.url}/operations/ad-cvd-cases/${DEMO_CASES[0]!.caseNumber}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (known.ok) return '';
    if (known.status !== 404) return `the entry service answered ${known.status}`;
  } catch (error) {
    return `the entry service does not answer (${messageOf(error)})`;
  }
  const order = { cases: DEMO_CASES, actor: 'Demo headquarters' };
  return post(entry, token, '/operations/ad-cvd-cases', order, { who: 'the entry service' });
}

/** The importer whose number the samples name, and whom it lets file for it. The ids are fixed, so that what somebody revoked is not granted again by the next start. */
const DEMO_POWERS = [
  {
    id: '3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d201',
    role: 'broker',
    scopes: ['cargo release', 'entry summary', 'see'],
  },
  {
    id: '3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d202',
    role: 'second-broker',
    scopes: ['cargo release', 'entry summary'],
  },
];

/**
 * The demo importer grants the demo brokers powers of attorney. Granting one again changes nothing.
 *
 * @returns '' when all are granted, else the reason why not
 */
export async function grantPowers(account: Known, token: string, accounts: readonly DemoAccount[]): Promise<string> {
  const importer = accounts.find(({ role }) => role === 'importer');
  for (const { id, role, scopes } of DEMO_POWERS) {
    const filerCode = accounts.find((demo) => demo.role === role)?.filerCodes[0];
    if (!importer || !filerCode) continue;
    const [importerNumber] = importer.importerNumbers;
    const order = {
      id,
      importerNumber,
      filerCode,
      scopes,
      ports: null,
      from: '2020-01-01',
      to: null,
      actor: importer.name,
    };
    const reason = await post(account, token, `/operations/accounts/${importer.id}/powers-of-attorney`, order);
    if (reason) return reason;
  }
  return '';
}

/**
 * The demo importer is a trusted trader, of tier 2 in CTPAT, as it was before the platform. Taking that over again changes nothing.
 *
 * @returns '' when it is one, else the reason why not
 */
export async function seedStanding(
  cee: Known,
  token: string,
  accounts: readonly DemoAccount[],
  signal?: AbortSignal,
  patience = PATIENCE,
): Promise<string> {
  const importer = accounts.find(({ role }) => role === 'importer');
  if (!importer) return '';
  const standing = {
    ...{ id: '3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d301', accountId: importer.id, program: 'CTPAT', tier: 2 },
    ...{ from: '2024-01-01', source: 'Certificate CT-0004211 of before the platform', actor: importer.name },
  };
  // cee hears of the account a moment after it is opened.
  const deadline = performance.now() + patience;
  for (;;) {
    const reason = await post(cee, token, '/operations/trusted-participations', standing, { who: 'the cee service' });
    if (reason === '' || signal?.aborted || performance.now() > deadline) return reason;
    await pause(250);
  }
}
