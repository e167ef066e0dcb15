import type { SERVICE_NAMES } from './components';
import { Static, TObject } from '@sinclair/typebox';
import { lift, type Lifts, requireEveryLift } from '#kernel';
import { faultFinder } from './fault';

/** The services that may own a message. Only the owner publishes it. */
export type ServiceName = (typeof SERVICE_NAMES)[number];

/**
 * A message that crosses a wall between services: its name, who owns it, what it says and what it looks like.
 *
 * `subject` says in words what the message's subject is. Messages with the same subject are handled in the order they were
 * published; different subjects are handled in parallel.
 */
export interface Contract<S extends TObject = TObject> {
  /** Written out, never derived: `owner.what-happened`. Also the routing key. */
  readonly type: string;
  /** Raised when a change would break a reader of the version before; then `lifts` says what becomes of a message of that version. */
  readonly version: number;
  readonly owner: ServiceName;
  /** What it was called while another service owned it. A listener may still have one that it heard then; nobody may say it any more. */
  readonly formerly: readonly `${ServiceName}.${string}`[];
  readonly describes: string;
  readonly subject: string;
  readonly schema: S;
  readonly example: Static<S>;
  /** From each version before this one to the next; none where the contract is still at its first. */
  readonly lifts: Lifts;
  /**
   * What a message of an earlier version says in this one: lifted step by step, `data` itself is left as it is.
   *
   * @throws Error for a version that no build up to this one had
   */
  lifted(data: unknown, from: number): unknown;
  /** The first reason why `data` is not this message, or null. */
  faultOf(data: unknown): string | null;
}

/** What a message of this contract carries. */
export type DataOf<C> = C extends Contract<infer S> ? Static<S> : never;

type Definition<S extends TObject> = Omit<Contract<S>, 'faultOf' | 'lifted' | 'lifts' | 'formerly'> &
  Partial<Pick<Contract<S>, 'lifts' | 'formerly'>>;

export const contract = <S extends TObject>(definition: Definition<S>): Contract<S> => {
  const { type: name, version, lifts = {} } = definition;
  const versioned = { name, version, lifts };
  requireEveryLift(versioned);
  return Object.freeze({
    formerly: [],
    ...definition,
    lifts,
    lifted: (data: unknown, from: number): unknown => lift(versioned, data, from),
    faultOf: faultFinder(definition.schema),
  });
};
