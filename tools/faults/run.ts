import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../infrastructure/failure';
import { Observer } from '../drill/observer';
import { Book } from './book';
import { chanceFrom } from './chance';
import { type Count, countOf } from './count';
import { type Fault, titleOf } from './fault';
import { Filers } from './filers';
import { lookAtEverything } from './looks';
import type { Stage } from './stage';

/** Milliseconds of ordinary traffic before the first fault, and after the last has ended. */
const BEFORE = 4_000;
const AFTER = 6_000;
/** New filings are waited for so long at the most before filing stops. */
const AGAIN_WITHIN = 45_000;
/** Whatever would come twice has this long to come. */
const SETTLE = 1_500;
const LOOK_EVERY = 100;

export interface RunOptions {
  readonly seed: number;
  /** Transmissions in a second. */
  readonly perSecond: number;
  /** How long after the end of the last fault everything may take until it counts as unanswered, in milliseconds. */
  readonly patience: number;
  readonly say: (what: string) => void;
  /** One fault after the other, each when filings are answered again after the one before; otherwise all at once. */
  readonly inTurn?: boolean;
}

/** One fault as it was seen from outside. Times are seconds. */
export interface Sight {
  readonly fault: Fault;
  /** From its beginning, or from when the public status page could be read after it, until the page named a right part; null: never. */
  readonly named: number | null;
  /** What the page named first, right or not; '' for nothing. */
  readonly namedFirst: string;
  /** From its end until a filing sent after it was answered, by the slower of the modules; null: never. */
  readonly again: number | null;
  /** What it measured itself; '' for nothing. */
  readonly told: string;
  /** Why it could not be made or ended as it should; '' when all went as planned. */
  readonly trouble: string;
}

/** One run: steady filing, the faults, their end, the quiet afterwards, and the count. */
export interface Outcome {
  readonly sights: readonly Sight[];
  readonly count: Count;
  /** Seconds from the end of the last fault until everything accepted before was answered; null: never. */
  readonly cleared: number | null;
}

export const runFaults = async (stage: Stage, faults: readonly Fault[], options: RunOptions): Promise<Outcome> => {
  const { seed, perSecond, patience, say, inTurn = false } = options;
  const book = new Book();
  const observer = new Observer(stage.demo);
  const filers = new Filers(stage.home, stage.demo, book, chanceFrom(seed), perSecond);
  observer.start();
  await filers.begin();
  const telling = setInterval(
    () => say(`${book.acknowledged} accepted, ${book.waiting()} waiting, ${book.notTaken} not taken`),
    5_000,
  );
  try {
    await pause(BEFORE);
    const happenings = faults.map((fault) => new Happening(stage, fault, book, observer, say));
    if (inTurn) {
      for (const happening of happenings) {
        await happening.happen();
        await until(() => happening.again !== null, AGAIN_WITHIN);
      }
    } else await Promise.all(happenings.map((happening) => happening.happen()));
    const ended = Math.max(...happenings.map((happening) => happening.ended));
    say(`over; ${book.waiting()} waiting`);
    let cleared: number | null = null;
    const look = (check: () => boolean) => (): boolean => {
      if (cleared === null && book.waiting(ended) === 0) cleared = (Date.now() - ended) / 1_000;
      return check();
    };
    const left = (): number => Math.max(0, ended + patience - Date.now());
    // Filing goes on until new filings are answered again, so that there are some to be answered.
    await until(
      look(() => Date.now() > ended + AFTER && happenings.every(({ again }) => again !== null)),
      Math.min(left(), AGAIN_WITHIN),
    );
    await filers.windDown(Math.max(3_000, Math.min(15_000, left())));
    await until(
      look(() => book.waiting() === 0),
      left(),
    );
    await pause(SETTLE);
    await filers.stopReading();
    say('quiet; everything is looked at');
    const count = countOf(book, await lookAtEverything(stage.demo, book, filers.mailboxBegan));
    return { sights: happenings.map((happening) => happening.sight), count, cleared };
  } finally {
    clearInterval(telling);
    await filers.windDown(0);
    await filers.stopReading();
    await observer.stop();
  }
};

/** Whether it came true in so many milliseconds. */
const until = async (check: () => boolean, milliseconds: number): Promise<boolean> => {
  for (const deadline = Date.now() + milliseconds; !check(); await pause(LOOK_EVERY))
    if (Date.now() > deadline) return false;
  return true;
};

/** Milliseconds without an answer after which the page counts as not to be read. */
const UNREADABLE_AFTER = 3_000;
const BAD: readonly string[] = ['down', 'slow', 'unknown'];

/** One fault from its beginning to its end, with the status page watched all the while. */
class Happening {
  private named: number | null = null;
  /** Seconds after the beginning at which the page, frozen by a fault at the same time, was last not to be read. */
  private unreadable = 0;
  private namedFirst = '';
  private trouble = '';
  private told = '';
  ended = 0;

  constructor(
    private readonly stage: Stage,
    private readonly fault: Fault,
    private readonly book: Book,
    private readonly observer: Observer,
    private readonly say: (what: string) => void,
  ) {}

  /** Never throws: what went wrong is told in its sight. */
  async happen(): Promise<void> {
    const { fault, stage, say } = this;
    say(titleOf(fault));
    const began = Date.now();
    const watching = setInterval(() => this.watch((Date.now() - began) / 1_000), LOOK_EVERY);
    try {
      const end = await fault.begin(stage);
      await pause(fault.seconds * 1_000);
      this.told = (await end()) ?? '';
    } catch (error) {
      this.trouble = `${fault.name} could not be made as it should: ${messageOf(error).split('\n')[0]}`;
    } finally {
      this.ended = Date.now();
      clearInterval(watching);
    }
  }

  get again(): number | null {
    const answered = (['manifest', 'entry'] as const).map((module) => this.book.answeredAgain(module, this.ended));
    return answered.some((at) => at === null) ? null : (Math.max(...(answered as number[])) - this.ended) / 1_000;
  }

  get sight(): Sight {
    const { fault, named, namedFirst, again, told, trouble } = this;
    return { fault, named, namedFirst, again, told, trouble };
  }

  private watch(since: number): void {
    if (performance.now() - this.observer.readAt > UNREADABLE_AFTER) this.unreadable = since;
    const bad = this.observer.summary?.components.filter(({ state }) => BAD.includes(state)) ?? [];
    if (this.namedFirst === '' && bad[0]) this.namedFirst = `${bad[0].name} ${bad[0].state}, ${since.toFixed(1)} s`;
    if (this.named === null && bad.some(({ name }) => this.fault.named.includes(name)))
      this.named = since - this.unreadable;
  }
}
