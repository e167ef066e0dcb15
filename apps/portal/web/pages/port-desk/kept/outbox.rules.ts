import type { ProblemDocument } from '../../../api/call';
import type { OperationOf } from '../../../api/modules';
import type { Operations } from '../../../api/port';

export type Decide = Extract<OperationOf<'port'>, 'POST /desk/decisions'>;
export type DecisionBody = Operations[Decide]['body'];

/** A decision that an officer typed, from the moment it is typed until the port took it. */
export interface TypedDecision {
  readonly body: DecisionBody;
  /** What the case was opened by. */
  readonly reference: string;
  /** ISO 8601. */
  readonly typedAt: string;
  /** What was known against it when it was typed, in words. */
  readonly knownHolds: readonly string[];
  /** Why the port did not take it; absent while it was not asked. */
  readonly refused?: { readonly problem: ProblemDocument; readonly at: string };
}

export interface Waiting {
  readonly place: number;
  readonly content: TypedDecision;
}

const goodsOf = ({ body: { bills = [], entry } }: TypedDecision): string[] => [
  ...bills.map(({ issuerScac, number }) => `${issuerScac}${number}`.toUpperCase()),
  ...(entry ? [entry.replace(/\W/g, '').toUpperCase()] : []),
];

/** Whether two decisions are about some of the same goods. */
const sameGoods = (a: TypedDecision, b: TypedDecision): boolean => {
  const goods = new Set(goodsOf(a));
  return goodsOf(b).some((one) => goods.has(one));
};

/**
 * What is sent next: the first that was not refused. One about goods on which an earlier one was refused waits, for the officer has to settle that first.
 */
export const nextToSend = (waiting: readonly Waiting[]): Waiting | null =>
  waiting.find(
    ({ content }, at) =>
      !content.refused &&
      !waiting.slice(0, at).some(({ content: before }) => before.refused && sameGoods(before, content)),
  ) ?? null;

/** The network, the portal or the module does not answer, the session is over or it was too much at once: nothing is known of the order, and it is sent again as it is. */
export const isToBeSentAgain = ({ status }: Pick<ProblemDocument, 'status'>): boolean =>
  status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
