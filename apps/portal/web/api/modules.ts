import type { Operations as Account } from './account';
import type { Operations as Cee } from './cee';
import type { Operations as Enforcement } from './enforcement';
import type { Operations as Gateway } from './gateway';
import type { Operations as Port } from './port';
import type { Operations as Status } from './status';

/** What each module answers, by `METHOD /path`. */
export interface Modules {
  account: Account;
  cee: Cee;
  enforcement: Enforcement;
  gateway: Gateway;
  port: Port;
  status: Status;
}
export type Module = keyof Modules;

interface Operation {
  path: object;
  query: object;
  body: unknown;
  answer: unknown;
}

export type OperationOf<M extends Module> = keyof Modules[M] & string;
export type ReadOf<M extends Module> = Extract<OperationOf<M>, `GET ${string}`>;
type Of<M extends Module, K extends OperationOf<M>> = Modules[M][K] extends Operation ? Modules[M][K] : never;
export type AnswerOf<M extends Module, K extends OperationOf<M>> = Of<M, K>['answer'];

type Given<N extends string, T> = [T] extends [Readonly<Record<string, never>>]
  ? unknown
  : Partial<T> extends T
    ? { readonly [P in N]?: T }
    : { readonly [P in N]: T };
type Body<T> = [T] extends [undefined] ? unknown : { readonly body: T };

/** What an operation wants: the parts of its address, its query, its body. */
export type Asked<M extends Module, K extends OperationOf<M>> = Given<'path', Of<M, K>['path']> &
  Given<'query', Of<M, K>['query']> &
  Body<Of<M, K>['body']>;
