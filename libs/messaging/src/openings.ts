import type { EntityManager } from 'typeorm';

/**
 * What of a destination's messages may leave now: all, none, or only
 * - `rows`: these rows of the outbox (ids, decimal text), each the oldest of its subject, or
 * - `upTo`: rows up to this id, of these `types` when any are named, and of no subject in `exceptSubjects`. A row waits as long as an
 *   earlier one of its subject has to, so that none is overtaken. `perSecond` bounds how many leave on one lane, so that what comes in
 *   meanwhile is not kept waiting by what leaves. `first`: only what was put first (`putFirst`).
 */
export type Opening =
  | 'open'
  | 'shut'
  | { readonly rows: readonly string[] }
  | {
      readonly upTo: string;
      readonly types?: readonly string[];
      readonly exceptSubjects?: readonly string[];
      readonly perSecond?: number;
      readonly first?: true;
    };

/** By destination; one that is not named is open. */
export type Openings = ReadonlyMap<string, Opening>;

/**
 * Asked by the relay in each pass, in the transaction of the pass. Every replica's relay carries some of the lanes, so the answer
 * must come from what they share: the database. What is on its way when a gate shuts still arrives.
 */
export type ReadGates = (manager: EntityManager) => Promise<Openings>;
