import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../infrastructure/failure';
import { Observer } from '../drill/observer';
import { Book } from './book';
import { chanceFrom } from './chance';
import { type Count, countOf } from './count';
import type { End, Fault } from './fault';
import { Filers } from './filers';
import { lookAtEverything } from './looks';
import type { Stage } from './stage';

/** Milliseconds of ordinary traffic before the fault, and after it has ended. */
const BEFORE = 4_000;
const AFTER = 6_000;
/** Whatever would come twice has this long to come. */
const SETTLE = 1_500;
const LOOK_EVERY = 100;

export interface RunOptions {
  readonly seed: number;
  /** Transmissions in a second. */
  readonly perSecond: number;
  /** How long after the end of the fault everything may take until it counts as unanswered, in milliseconds. */
  readonly patience: number;
  readonly say: (what: string) => void;
  readonly before?: number;
  readonly after?: number;
}

/** One run: steady filing, one fault or several at once, their end, the quiet afterwards, and the count. Times are seconds. */
export interface Outcome {
  readonly faults: readonly Fault[];
  readonly count: Count;
  /** From the beginning of the first fault until the public status page named a right part; null: never. */
  readonly named: number | null;
  /** What the page named first, right or not. */
  readonly namedFirst: string;
  /** From the end of the last fault until a filing sent after it was answered, by the slower of the modules; null: never. */
  readonly again: number | null;
  /** From the end of the last fault until everything accepted before was answered; null: never. */
  readonly cleared: number | null;
  /** What could not be made or ended as it should; '' when all went as planned. */
  readonly trouble: string;
}

export const runFaults = async (stage: Stage, faults: readonly Fault[], { seed, perSecond, patience, say, before = BEFORE, after = AFTER }: RunOptions): Promise<Outcome> => {
  const book = new Book();
  const observer = new Observer(stage.demo);
  const filers = new Filers(stage.home, stage.demo, book, chanceFrom(seed), perSecond);
  const parts = new Set(faults.flatMap(({ named }) => named));
  let named: number | null = null;
  let namedFirst = '';
  let trouble = '';
  observer.start();
  await filers.begin();
  await pause(before);
  const began = Date.now();
  const looking = setInterval(() => {
    const bad = observer.summary?.components.filter(({ state }) => state === 'down' || state === 'slow' || state === 'unknown') ?? [];
    const since = (Date.now() - began) / 1_000;
    if (namedFirst === '' && bad[0]) namedFirst = `${bad[0].name} ${bad[0].state}, ${since.toFixed(1)} s`;
    if (named === null && bad.some(({ name }) => parts.has(name))) named = since;
  }, LOOK_EVERY);
  const telling = setInterval(() => say(`${book.acknowledged} accepted, ${book.waiting()} waiting, ${book.notTaken} not taken`), 5_000);
  try {
    const happen = async ({ title, seconds, begin }: Fault): Promise<void> => {
      say(title);
      let end: End;
      try {
        end = await begin(stage);
      } catch (error) {
        trouble = `it could not be made: ${messageOf(error)}`;
        return;
      }
      await pause(seconds * 1_000);
      await end().catch((error: unknown) => void (trouble = `it could not be ended: ${messageOf(error)}`));
    };
    await Promise.all(faults.map(happen));
    const ended = Date.now();
    say(`over; ${book.waiting()} waiting`);
    const deadline = ended + patience;
    let cleared: number | null = null;
    const waitUntil = async (check: () => boolean, until: number): Promise<boolean> => {
      for (; !check(); await pause(LOOK_EVERY)) {
        if (cleared === null && book.waiting(ended) === 0) cleared = (Date.now() - ended) / 1_000;
        if (Date.now() > until) return false;
      }
      if (cleared === null && book.waiting(ended) === 0) cleared = (Date.now() - ended) / 1_000;
      return true;
    };
    // Filing goes on until new filings are answered again, so that there is one to be answered.
    const back = (): number | null => {
      const [manifest, entry] = [book.answeredAgain('manifest', ended), book.answeredAgain('entry', ended)];
      return manifest === null || entry === null ? null : (Math.max(manifest, entry) - ended) / 1_000;
    };
    await waitUntil(() => Date.now() > ended + after && back() !== null, Math.min(deadline, ended + 45_000));
    await filers.windDown(Math.max(3_000, Math.min(15_000, deadline - Date.now())));
    await waitUntil(() => book.waiting() === 0, deadline);
    await pause(SETTLE);
    await filers.stopReading();
    say('quiet; everything is looked at');
    const looked = await lookAtEverything(stage.demo, book, filers.mailboxBegan);
    const outcome: Outcome = { faults, count: countOf(book, looked), named, namedFirst, again: back(), cleared, trouble };
    return outcome;
  } finally {
    clearInterval(looking);
    clearInterval(telling);
    await filers.windDown(0);
    await filers.stopReading();
    await observer.stop();
  }
};
