import { useSyncExternalStore } from 'react';
import { call, CallFailed } from '../../../api/call';
import type { AnswerOf } from '../../../api/modules';
import { addOrder, changeOrder, dropOrder, keptOrders } from '../../../offline/desk-store';
import { isToBeSentAgain, nextToSend, type Decide, type TypedDecision, type Waiting } from './outbox.rules';

export type Sent = AnswerOf<'port', Decide>;
export type Who = { readonly holder: string; readonly name: string };

/** Typed decisions that the port has not taken yet, and the last ones that it took. */
export interface OutboxView {
  readonly waiting: readonly Waiting[];
  /** Names of others who left unsent decisions on this device. */
  readonly others: readonly string[];
  readonly sent: readonly { readonly key: string; readonly decision: Sent }[];
  readonly isSending: boolean;
  /** Why the last attempt to send got no answer. */
  readonly failure: CallFailed | null;
}

const NOTHING: OutboxView = { waiting: [], others: [], sent: [], isSending: false, failure: null };
/** One window sends at a time. */
const LOCK = 'portway-desk-orders';
const AGAIN_MS = 15_000;

let view = NOTHING;
const listeners = new Set<() => void>();
const show = (change: Partial<OutboxView>): void => {
  view = { ...view, ...change };
  for (const listener of listeners) listener();
};

const readAgain = async (who: Who): Promise<readonly Waiting[]> => {
  const { own, others } = await keptOrders<TypedDecision>(who.holder);
  show({ waiting: own, others });
  return own;
};

const locked = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request(LOCK, work) as Promise<T>) : work();

/**
 * Sends what waits, in its order, each under its own key: what is sent twice, because the answer was lost, is registered once.
 *
 * @returns what was sent, or why not, by place
 */
export const sendWaiting = (who: Who): Promise<ReadonlyMap<number, Sent | CallFailed>> =>
  locked(async () => {
    const outcomes = new Map<number, Sent | CallFailed>();
    for (;;) {
      const next = nextToSend(await readAgain(who));
      if (!next) break;
      show({ isSending: true });
      const { place, content } = next;
      try {
        const decision = await call('port', 'POST /desk/decisions', { body: content.body });
        outcomes.set(place, decision);
        await dropOrder(place);
        show({ sent: [{ key: content.body.idempotencyKey, decision }, ...view.sent], failure: null });
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        outcomes.set(place, error);
        if (isToBeSentAgain(error.problem)) {
          show({ failure: error });
          break;
        }
        await changeOrder(who, place, {
          ...content,
          refused: { problem: error.problem, at: new Date().toISOString() },
        } satisfies TypedDecision);
        show({ failure: null });
      }
    }
    return outcomes;
  }).finally(() => show({ isSending: false }));

/**
 * Keeps a typed decision, and sends all that waits. `null`: it was kept, and will be sent.
 *
 * @throws CallFailed where the port refuses it: it stands in the form still, and is not kept
 */
export const decide = async (who: Who, typed: TypedDecision): Promise<Sent | null> => {
  const place = await addOrder(who, typed);
  const outcome = (await sendWaiting(who)).get(place);
  const isRefused = outcome instanceof CallFailed && !isToBeSentAgain(outcome.problem);
  if (isRefused) await dropOrder(place);
  await readAgain(who);
  if (isRefused) throw outcome;
  return outcome instanceof CallFailed ? null : (outcome ?? null);
};

/** Takes a typed decision out of the outbox: given up, or typed anew. */
export const giveUp = async (who: Who, place: number): Promise<void> => {
  await dropOrder(place);
  await readAgain(who);
  await sendWaiting(who);
};

/** Sends a refused decision again, changed. It has another content, and so another key. */
export const sendChanged = async (
  who: Who,
  { place, content }: Waiting,
  body: TypedDecision['body'],
): Promise<void> => {
  const { refused: _, ...typed } = content;
  await changeOrder(who, place, { ...typed, body: { ...body, idempotencyKey: crypto.randomUUID() } });
  await sendWaiting(who);
  await readAgain(who);
};

let keeper: { readonly who: Who; readonly stop: () => void } | null = null;

/** Sends what waits by itself, as soon as the network is back, while a page of the desk is open. */
export const keepSending = (who: Who): void => {
  if (keeper?.who.holder === who.holder) return;
  keeper?.stop();
  const send = (): void => void sendWaiting(who).catch(() => undefined);
  const timer = setInterval(() => view.waiting.length > 0 && send(), AGAIN_MS);
  window.addEventListener('online', send);
  keeper = {
    who,
    stop: () => {
      clearInterval(timer);
      window.removeEventListener('online', send);
    },
  };
  send();
};

export const useOutbox = (): OutboxView =>
  useSyncExternalStore(
    (change) => {
      listeners.add(change);
      return () => listeners.delete(change);
    },
    () => view,
  );
