import { setTimeout as pause } from 'node:timers/promises';
import type { Vitals } from '#contracts';
import { messageOf } from '../infrastructure/failure';
import type { AccountRequest, DemoAccount } from './accounts';

/** How long a service that is only just starting is waited for, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Opens the demo accounts through the account service's operations API. Opening one again changes nothing.
 *
 * @returns '' when all are open, else the reason why not
 */
export async function seedAccounts(accountUrl: string, token: string, accounts: readonly DemoAccount[], signal?: AbortSignal): Promise<string> {
  const deadline = Date.now() + PATIENCE;
  for (const { role: _, ...account } of accounts) {
    for (;;) {
      const reason = await open(accountUrl, token, account);
      if (reason === '') break;
      if (signal?.aborted || Date.now() > deadline) return reason;
      await pause(250);
    }
  }
  return '';
}

async function open(accountUrl: string, token: string, account: AccountRequest): Promise<string> {
  try {
    const response = await fetch(`${accountUrl}/operations/accounts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(account),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return response.ok ? '' : `the account service answered ${response.status}: ${text.slice(0, 200)}`;
  } catch (error) {
    return `the account service does not answer (${messageOf(error)})`;
  }
}

/**
 * Waits until the gateway lets every account in: it hears of them from the account service, a moment after they are opened.
 *
 * @returns '' when all keys work, else the reason why not
 */
export async function waitForKeys(gatewayUrl: string, accounts: readonly DemoAccount[], signal?: AbortSignal): Promise<string> {
  const deadline = Date.now() + PATIENCE;
  for (const { apiKey, name } of accounts) {
    for (;;) {
      const status = await fetch(`${gatewayUrl}/mailbox?limit=1`, { headers: { authorization: `Bearer ${apiKey}` } }).then((r) => r.status, () => 0);
      if (status === 200) break;
      if (signal?.aborted || Date.now() > deadline) return `the gateway does not know the key of ${name} yet`;
      await pause(100);
    }
  }
  return '';
}

/** Waits until every service has taken in what the others told it of the accounts, so that the first filing finds all on file. */
export async function waitForQuiet(urls: Readonly<Record<string, string>>, token: string, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  const quiet = async (url: string): Promise<boolean> => {
    const response = await fetch(`${url}/operations/vitals`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(5_000) });
    const { outbox, inbox, queue } = (await response.json()) as Vitals;
    return outbox.depth === 0 && inbox.waiting === 0 && queue.depth === 0;
  };
  // Twice in a row: what left one outbox may not yet have reached the other's queue.
  for (let calm = 0; !signal?.aborted && Date.now() < deadline; await pause(550)) {
    const all = await Promise.all(Object.values(urls).map((url) => quiet(url).catch(() => true)));
    calm = all.every(Boolean) ? calm + 1 : 0;
    if (calm === 2) return;
  }
}
