import type { Transactions, UnitOfWork } from '#messaging';
import type { RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import type { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { AnswerDeadlineTimer } from './answer-deadline.timer';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A timer with answers that are due at these instants, and how often it asked and sent. */
const timerOf = () => {
  const due: Date[] = [];
  const done = { looks: 0, sent: 0 };
  const summaries = {
    firstDue: async () => {
      done.looks += 1;
      return due.length > 0 ? new Date(Math.min(...due.map(Number))) : null;
    },
    releaseDue: async () => {
      const ready = due.filter((at) => at.getTime() <= Date.now());
      due.splice(0, due.length, ...due.filter((at) => !ready.includes(at)));
      done.sent += ready.length;
      return [];
    },
  };
  const transactions = {
    run: (work: (unit: UnitOfWork) => Promise<unknown>) => work({ now: new Date() } as UnitOfWork),
  };
  let turn: (() => Promise<unknown>) | undefined;
  const config = new EntryConfig();
  const work = { every: (_ms: number, _what: string, given: () => Promise<unknown>) => (turn = given) };
  new AnswerDeadlineTimer(
    { manager: {} } as never,
    transactions as unknown as Transactions,
    summaries as unknown as EntrySummaryRepository,
    config,
    work as unknown as RecurringWork,
  );
  const pass = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += config.TEAM_LOOK_MS) {
      await turn!();
      jest.advanceTimersByTime(config.TEAM_LOOK_MS);
    }
  };
  return { due, done, pass, waitMs: config.TEAM_WAIT_MS };
};

test('while no answer waits for its team the database is asked twice in the time that one may wait, not at every look', async () => {
  const { done, pass, waitMs } = timerOf();
  await pass(4 * waitMs);
  expect(done.looks).toBeGreaterThanOrEqual(7);
  expect(done.looks).toBeLessThanOrEqual(9);
});

test('an answer that began to wait right after a look is sent at the first look after its time', async () => {
  const { due, done, pass, waitMs } = timerOf();
  await pass(200);
  due.push(new Date(Date.now() + waitMs));
  await pass(waitMs);
  expect(done.sent).toBe(0);
  await pass(400);
  expect(done.sent).toBe(1);
});

test('answers that wait on from before the service was started are sent at once', async () => {
  const { due, done, pass } = timerOf();
  due.push(new Date(Date.now() - 60_000));
  await pass(200);
  expect(done.sent).toBe(1);
});
