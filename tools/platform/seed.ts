import { setTimeout as pause } from 'node:timers/promises';
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
