import { FETCH, FIRST_ID, type OutboxRow } from './outbox';
import type { Opening } from './openings';

/** As long as a pass takes. */
const FIRST_LOOK_MS = 25;

export type PartialOpening = Exclude<Opening, string | { readonly rows: readonly string[] }>;

/**
 * A road on which only some rows may leave. What must stay is stepped over and remembered by its subject, so that the same rows are
 * not read in every pass and nothing later of the subject goes first.
 */
export class PartlyOpenRoad {
  after = FIRST_ID;
  private readonly staying = new Set<string>();

  private lookedAt = performance.now() - FIRST_LOOK_MS;

  constructor(readonly opening: PartialOpening) {
    for (const subject of opening.exceptSubjects ?? []) this.staying.add(subject);
  }

  /** How many rows a look at this moment of the process' steady clock may take: what has come due since the last one, and never none. */
  atMost(now: number): number {
    const { perSecond } = this.opening;
    const due = perSecond === undefined ? FETCH : Math.round((perSecond * (now - this.lookedAt)) / 1_000);
    this.lookedAt = now;
    return Math.min(Math.max(due, 1), FETCH);
  }

  /** Of rows read behind `after`, in order: those that may leave. */
  leaving(rows: readonly OutboxRow[]): OutboxRow[] {
    const { types } = this.opening;
    return rows.filter(({ type, subject }) => {
      if (types && !types.includes(type)) this.staying.add(subject);
      return !this.staying.has(subject);
    });
  }
}

export const isSameOpening = (a: PartialOpening, b: PartialOpening): boolean => JSON.stringify(a) === JSON.stringify(b);
