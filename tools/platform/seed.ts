import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../infrastructure/failure';
import type { AccountRequest, DemoAccount } from './accounts';

/**
 * Opens the demo accounts through the account service's operations API. Opening one again changes nothing.
 *
 * @returns '' when all are open, else the reason why not
 */
export async function seedAccounts(accountUrl: string, token: string, accounts: readonly DemoAccount[], within = 30_000): Promise<string> {
  const deadline = Date.now() + within;
  for (const { role: _, ...account } of accounts) {
    for (;;) {
      const reason = await open(accountUrl, token, account);
      if (reason === '') break;
      if (Date.now() > deadline) return reason;
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
