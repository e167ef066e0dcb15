import type { SERVICE_NAMES } from './components';
import { Static, TObject } from '@sinclair/typebox';
import { TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';

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
  /** Raised when a change would break a reader of the version before. */
  readonly version: number;
  readonly owner: ServiceName;
  readonly describes: string;
  readonly subject: string;
  readonly schema: S;
  readonly example: Static<S>;
  /** The first reason why `data` is not this message, or null. */
  faultOf(data: unknown): string | null;
}

/** What a message of this contract carries. */
export type DataOf<C> = C extends Contract<infer S> ? Static<S> : never;

export const contract = <S extends TObject>(definition: Omit<Contract<S>, 'faultOf'>): Contract<S> => {
  let check: TypeCheck<S> | undefined;
  return Object.freeze({
    ...definition,
    faultOf(data: unknown): string | null {
      check ??= TypeCompiler.Compile(definition.schema);
      if (check.Check(data)) return null;
      const first = check.Errors(data).First();
      return first ? `${first.path || '/'}: ${first.message}` : 'does not match its contract';
    },
  });
};
