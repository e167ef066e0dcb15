import { type Static, type TObject, Type } from '@sinclair/typebox';
import type { ServiceName } from './contract';
import { faultFinder } from './fault';

type NamesIn<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/**
 * What one service asks of another by HTTP: where, with what, and what it is answered. Like a message it only ever gains optional fields; what
 * would break a caller of the version before is a new contract at an address of its own. Who may ask it stands in `calls`.
 */
export interface RequestContract<
  Path extends string = string,
  Query extends TObject = TObject,
  Body extends TObject | null = TObject | null,
  Answer extends TObject = TObject,
> {
  /** `owner.what-is-asked`. */
  readonly name: string;
  readonly version: number;
  /** Who answers; `every service` where all do alike. */
  readonly owner: ServiceName | 'every service';
  readonly describes: string;
  readonly method: 'GET' | 'POST';
  /** With a name for each of its places, `/operations/bills/:billKey`. */
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  readonly example: {
    readonly parameters: Readonly<Record<NamesIn<Path>, string>>;
    readonly query: Static<Query>;
    readonly answer: Static<Answer>;
  };
  /** The first reason why `data` is no answer to this, or null. */
  faultOf(data: unknown): string | null;
}

/** What a request of this contract carries. */
export type AskedBy<C> =
  C extends RequestContract<infer Path, infer Query, infer Body, TObject>
    ? {
        readonly parameters: Readonly<Record<NamesIn<Path>, string>>;
        readonly query?: Partial<Static<Query>>;
        readonly body: Body extends TObject ? Static<Body> : undefined;
      }
    : never;

/** What is answered to a request of this contract. */
export type AnswerOf<C> = C extends { readonly answer: infer Answer extends TObject } ? Static<Answer> : never;

type Defined<C, Optional extends keyof C> = Omit<C, Optional | 'faultOf'> & Partial<Pick<C, Optional>>;

export const requestContract = <
  const Path extends `/operations/${string}`,
  Answer extends TObject,
  Query extends TObject = TObject<{}>,
  Body extends TObject | null = null,
>(
  definition: Defined<RequestContract<Path, Query, Body, Answer>, 'query' | 'body'>,
): RequestContract<Path, Query, Body, Answer> =>
  Object.freeze({
    query: Type.Object({}) as TObject as Query,
    body: null as Body,
    ...definition,
    faultOf: faultFinder(definition.answer),
  });

/** The address of a request, its places filled and its query behind it. */
export const addressOf = (
  { path }: Pick<RequestContract, 'path'>,
  parameters: Readonly<Record<string, string>>,
  query: Readonly<Record<string, unknown>> = {},
): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
  const said = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined || value === null ? [] : [[name, String(value)]],
    ),
  );
  return said.size === 0 ? filled : `${filled}?${said}`;
};
