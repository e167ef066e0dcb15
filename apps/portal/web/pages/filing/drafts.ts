import type { Kind } from './kinds';
import type { Typed } from './schema';

/** Of this tab and this session only, and wiped when somebody signs out: `forgetKnowledge` removes all that begins so. */
const KEPT = 'portway.draft.';

export interface Remark {
  /** JSON pointer into what was sent. */
  readonly at: string;
  readonly text: string;
  /** What to do about it. */
  readonly remedy?: string;
}
export interface Draft {
  readonly typed: { [name: string]: Typed };
  /** What was said of it when it was sent. */
  readonly remarks: readonly Remark[];
  /** ISO 8601. */
  readonly at: string;
}
export interface SentFiling {
  readonly id: string;
  readonly channel: 'json' | 'abi' | 'x12';
  readonly kind: string;
  readonly reference: string;
  /** ISO 8601. */
  readonly at: string;
}

const read = <T>(name: string): T | null => {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT + name) ?? 'null') as T | null;
  } catch {
    return null;
  }
};
const write = (name: string, value: unknown): void => {
  try {
    sessionStorage.setItem(KEPT + name, JSON.stringify(value));
  } catch {
    // No room: then nothing outlives the page.
  }
};

export const draftOf = (kind: Kind): Draft | null => read(kind);
export const keepDraft = (kind: Kind, typed: Draft['typed'], remarks: readonly Remark[] = []): void =>
  write(kind, { typed, remarks, at: new Date().toISOString() } satisfies Draft);
export const dropDraft = (kind: Kind): void => sessionStorage.removeItem(KEPT + kind);

const MOST_SENT = 50;
export const sentFilings = (): readonly SentFiling[] => read<SentFiling[]>('sent') ?? [];
export const keepSent = (filing: SentFiling, typed?: Draft['typed']): void => {
  write('sent', [filing, ...sentFilings()].slice(0, MOST_SENT));
  if (typed) write(`typed.${filing.id}`, typed);
};
/** What was sent by form, to correct it. */
export const typedSent = (id: string): Draft['typed'] | null => read(`typed.${id}`);

export interface KeptFile {
  readonly name: string;
  readonly content: string;
}
export const keptFile = (): KeptFile | null => read('file');
export const keepFile = (file: KeptFile): void => write('file', file);
