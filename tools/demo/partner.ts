import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen, messageOf } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';

export interface MailboxEntry {
  readonly id: number;
  /** What it answers; null for a notification. */
  readonly transmissionId: string | null;
  readonly application: string;
  readonly createdAt: string;
  readonly body: string;
}

/** What the platform said at once to something sent. */
export interface Receipt {
  readonly disposition: string;
  readonly transmissionId: string;
}

const WITHIN_MS = 10_000;
const ATTEMPTS = 30;

/** A partner's side of the platform's HTTP interface. */
export class Partner {
  private lastEntry = 0;

  constructor(
    private readonly gateway: string,
    readonly account: DemoAccount,
  ) {}

  sendX12(text: string): Promise<Receipt> {
    return this.send('/x12', 'application/edi-x12', text);
  }

  sendAbi(text: string): Promise<Receipt> {
    return this.send('/abi', 'text/plain', text);
  }

  sendJson(path: string, document: object): Promise<Receipt> {
    return this.send(path, 'application/json', JSON.stringify(document), { 'idempotency-key': randomUUID() });
  }

  /** What came into the mailbox since it was last asked, oldest first. */
  async newMail(): Promise<MailboxEntry[]> {
    const { entries } = (await this.call('GET', `/mailbox?limit=200&after=${this.lastEntry}`)) as {
      entries: MailboxEntry[];
    };
    this.lastEntry = entries.at(-1)?.id ?? this.lastEntry;
    return entries;
  }

  async acknowledge(ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await this.call('POST', '/mailbox/ack', 'application/json', JSON.stringify({ ids }));
  }

  private async send(path: string, type: string, body: string, own: Record<string, string> = {}): Promise<Receipt> {
    const answer = (await this.call('POST', path, type, body, own)) as { id?: string; disposition?: string };
    return { disposition: answer.disposition ?? 'no disposition', transmissionId: answer.id ?? '' };
  }

  /** Tries again while the gateway cannot take it: what was not acknowledged may be sent again without harm. */
  private async call(
    method: string,
    path: string,
    type?: string,
    body?: string,
    own: Record<string, string> = {},
  ): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.once(method, path, type, body, own).catch((error: unknown) => messageOf(error));
      if (typeof response !== 'string' && response.ok) return response.json();
      const what =
        typeof response === 'string'
          ? `not answered (${response})`
          : `answered ${response.status}: ${(await response.text()).slice(0, 600)}`;
      // A key that was made a moment ago is known to the gateway a moment later.
      const passing = typeof response === 'string' || [401, 429, 503].includes(response.status);
      if (!passing || attempt === ATTEMPTS)
        throw new Foreseen(`${this.account.name}: ${method} ${this.gateway}${path} was ${what}`);
      await pause(500);
    }
  }

  private once(
    method: string,
    path: string,
    type: string | undefined,
    body: string | undefined,
    own: Record<string, string>,
  ): Promise<Response> {
    const headers = {
      ...own,
      authorization: `Bearer ${this.account.apiKey}`,
      accept: 'application/json',
      ...(type ? { 'content-type': type } : {}),
    };
    return fetch(this.gateway + path, { method, headers, body, signal: AbortSignal.timeout(WITHIN_MS) });
  }
}
