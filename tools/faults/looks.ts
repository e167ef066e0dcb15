import type { MailboxEntry } from '../demo/partner';
import { isAcknowledged } from '../drill/ledger';
import type { DemoFile } from '../platform/launch';
import type { Book, Filed } from './book';

/** Of what the gateway tells of a transmission, the parts that are checked. */
export interface State {
  readonly disposition: string;
  readonly repeats?: string;
  readonly counts: { readonly unanswered: number; readonly rejected: number };
  readonly filings: readonly {
    readonly reference: string;
    readonly outcome: string | null;
    readonly conditions: readonly { readonly code: string }[];
  }[];
}

export interface EntryOnFile {
  readonly release: null | {
    readonly bills: readonly { readonly billKey: string; readonly onFile: boolean }[];
    readonly history: readonly { readonly event: string }[];
  };
  readonly summary: null | { readonly history: readonly { readonly event: string }[] };
}

export interface BillOnFile {
  readonly arrivedAt?: string | null;
  readonly history: readonly { readonly change: string }[];
  readonly entries: readonly { readonly entryNumber: string }[];
}

/** What is found afterwards. Null: told that there is none; missing: it could not be asked. */
export interface Looked {
  readonly states: ReadonlyMap<string, State | null>;
  readonly entries: ReadonlyMap<string, EntryOnFile | null>;
  readonly bills: ReadonlyMap<string, BillOnFile | null>;
  /** By account, all that is in the mailbox since the first filing. */
  readonly mailboxes: ReadonlyMap<string, readonly MailboxEntry[]>;
}

const AT_ONCE = 6;
const WITHIN_MS = 10_000;

const pathOf = ({ message: { path } }: Filed): string => (path === '/abi' || path === '/x12' ? path : '/filings');

/** Asks the gateway for every transmission and mailbox, and the owners for every entry and bill. */
export const lookAtEverything = async (
  demo: DemoFile,
  book: Book,
  mailboxBegan: ReadonlyMap<string, number>,
): Promise<Looked> => {
  const keyOf = (role: string): string => demo.accounts.find((account) => account.role === role)!.apiKey;
  const states = new Map<string, State | null>();
  const entries = new Map<string, EntryOnFile | null>();
  const bills = new Map<string, BillOnFile | null>();
  const mailboxes = new Map<string, MailboxEntry[]>();
  const asks: (() => Promise<void>)[] = [];
  const ask = <T>(into: Map<string, T | null>, key: string, url: string, token: string): void => {
    if (into.has(key)) return;
    // Asked for once, however many filings are about it.
    into.set(key, null);
    asks.push(async () => {
      const found = await read<T>(url, token);
      if (found === undefined) into.delete(key);
      else into.set(key, found);
    });
  };
  for (const filed of book.filings) {
    const {
      role,
      sendings,
      cargo: { ship },
    } = filed;
    for (const { transmissionId } of sendings.filter(isAcknowledged))
      ask(states, transmissionId, `${demo.gateway}${pathOf(filed)}/${transmissionId}`, keyOf(role));
    ask(
      entries,
      ship.reference,
      `${demo.services['entry']}/operations/entries/${ship.filerCode}/${ship.entryNumber}`,
      demo.operationsToken,
    );
    ask(bills, ship.billKey, `${demo.services['manifest']}/operations/bills/${ship.billKey}`, demo.operationsToken);
  }
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = asks.shift(); next; next = asks.shift()) await next();
    }),
  );
  for (const [role, began] of mailboxBegan) {
    const mailbox: MailboxEntry[] = [];
    for (let after: number | null = began; after !== null; ) {
      const page: { entries: MailboxEntry[] } | null | undefined = await read(
        `${demo.gateway}/mailbox?limit=500&after=${after}`,
        keyOf(role),
      );
      mailbox.push(...(page?.entries ?? []));
      after = page?.entries.at(-1)?.id ?? null;
    }
    mailboxes.set(role, mailbox);
  }
  return { states, entries, bills, mailboxes };
};

/** Null: 404. Undefined: no answer that could be used, not even the third time. */
const read = async <T>(url: string, token: string, attempts = 3): Promise<T | null | undefined> => {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(WITHIN_MS),
    }).catch(() => null);
    if (response?.status === 404) return null;
    if (response?.ok) return (await response.json()) as T;
  }
  return undefined;
};
