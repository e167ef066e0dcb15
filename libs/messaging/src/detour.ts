import { FETCH, FIRST_ID, type OutboxRow } from './outbox';
import type { Passage } from './valve';

/** As long as a pass takes. */
const FIRST_LOOK_MS = 25;

export type PartialPassage = Exclude<Passage, string | { readonly rows: readonly string[] }>;

/**
 * A road on which only some rows may leave. What must stay is stepped over and remembered by its subject, so that the same rows are
 * not read in every pass and nothing later of the subject goes first.
 */
export class Detour {
  after = FIRST_ID;
  private readonly staying = new Set<string>();

  private lookedAt = performance.now() - FIRST_LOOK_MS;

  constructor(readonly passage: PartialPassage) {
    for (const subject of passage.exceptSubjects ?? []) this.staying.add(subject);
  }

  /** How many rows a look at this moment of the process' steady clock may take: what has come due since the last one, and never none. */
  atMost(now: number): number {
    const { perSecond } = this.passage;
    const due = perSecond === undefined ? FETCH : Math.round((perSecond * (now - this.lookedAt)) / 1_000);
    this.lookedAt = now;
    return Math.min(Math.max(due, 1), FETCH);
  }

  /** Of rows read behind `after`, in order: those that may leave. */
  leaving(rows: readonly OutboxRow[]): OutboxRow[] {
    const { types } = this.passage;
    return rows.filter(({ type, subject }) => {
      if (types && !types.includes(type)) this.staying.add(subject);
      return !this.staying.has(subject);
    });
  }
}

export const isSamePassage = (a: PartialPassage, b: PartialPassage): boolean => JSON.stringify(a) === JSON.stringify(b);
