import type { Transactions } from '#messaging';
import type { RecurringWork } from '#service';
import type { Treatments } from '../gate/treatments';
import { GatewayConfig } from '../config/gateway.config';
import type { Continuity } from '../journal/continuity';
import type { JournalCopy } from '../journal/journal-copy';
import { Intake } from './intake';
import type { Journal } from './journal';
import type { ModulePressure } from '../gate/module-pressure';
import type { NewTransmission } from '../filing/transmission';

/** Commits that begin when they are asked for, and end when the test says so. */
const bench = () => {
  const begun: { ids: string[]; end: () => void }[] = [];
  const stored: string[][] = [];
  let look: () => void;
  /** Held up, a COMMIT that was asked for gets no answer; away, nothing does. */
  const commits = { isSilent: false, isAway: false };
  const run = async (work: (unit: object) => Promise<Map<string, unknown>>): Promise<unknown> => {
    const checks: (() => void)[] = [];
    const verdicts = await work({ beforeCommit: (check: () => void) => checks.push(check) });
    for (const check of checks) check();
    if (commits.isSilent) await new Promise(() => undefined);
    stored.push([...verdicts.keys()]);
    return verdicts;
  };
  const journal = {
    write: (_: unknown, transmissions: NewTransmission[]) =>
      new Promise((resolve) => {
        const ids = transmissions.map(({ id }) => id);
        const verdicts = new Map(ids.map((id) => [id, { kind: 'repeat', of: 'other', disposition: 'processed' }]));
        begun.push({ ids, end: () => resolve(verdicts) });
      }),
  } as unknown as Journal;
  const intake = new Intake(
    { run } as unknown as Transactions,
    journal,
    { admit: () => undefined } as unknown as ModulePressure,
    { admit: () => undefined } as unknown as Treatments,
    { ensure: () => (commits.isAway ? new Promise(() => undefined) : undefined) } as unknown as Continuity,
    { append: async () => undefined } as unknown as JournalCopy,
    new GatewayConfig(),
    { warn: () => undefined } as never,
    { every: (_: number, __: string, turn: () => void) => (look = turn) } as unknown as RecurringWork,
  );
  const accept = (account: string, number: number, bytes: number): Promise<unknown> =>
    intake.accept({
      id: `${account}${number}`,
      filingCount: 0,
      account: { accountId: account },
      body: Buffer.alloc(bytes),
    } as unknown as NewTransmission);
  const file = (account: string, ...numbers: number[]): Promise<unknown>[] =>
    numbers.map((number) => accept(account, number, 1));
  const fileLong = (account: string): Promise<unknown> => accept(account, 1, 200 * 1024);
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    begun,
    commits,
    file,
    fileLong,
    look: () => look(),
    settled,
    shown: () => begun.map(({ ids }) => ids.join(' ')),
    stored,
  };
};

test("what a partner sends is stored beside another account's long line, not behind it", async () => {
  const { begun, file, settled, shown } = bench();
  file('flood', 1, 2, 3, 4, 5, 6);
  await settled();
  file('flood', 7, 8, 9, 10, 11);
  const answered = Promise.all([...file('partner', 1), ...file('broker', 1, 2)]);
  await settled();
  expect(shown()).toEqual(['flood1 flood2 flood3 flood4 flood5 flood6', 'partner1 broker1 broker2']);
  begun[1]!.end();
  await answered;
  begun[0]!.end();
  await settled();
  expect(shown().slice(2)).toEqual(['flood7 flood8 flood9 flood10 flood11']);
  begun[2]!.end();
});

test('nothing of an account is stored beside something else of it, so that its messages keep their order', async () => {
  const { begun, file, settled, shown } = bench();
  file('a', 1);
  await settled();
  file('a', 2);
  file('b', 1);
  await settled();
  expect(shown()).toEqual(['a1', 'b1']);
  begun[0]!.end();
  await settled();
  expect(shown()).toEqual(['a1', 'b1', 'a2']);
  for (const { end } of begun) end();
});

test('those who have few waiting are stored together, in the order they came', async () => {
  const { begun, file, settled, shown } = bench();
  for (const account of ['a', 'b', 'c']) file(account, 1, 2);
  await settled();
  expect(shown()).toEqual(['a1 a2 b1 b2 c1 c2']);
  begun[0]!.end();
});

describe('Whoever has waited nine and a half seconds', () => {
  let now = 1_000;
  beforeEach(() => jest.spyOn(performance, 'now').mockImplementation(() => now));
  afterEach(() => jest.restoreAllMocks());
  const told = (asked: Promise<unknown>): Promise<unknown> =>
    asked.then(
      () => 'stored',
      ({ kind }) => kind,
    );

  test('is told that nothing was kept and is not stored afterwards; whoever came later with him is', async () => {
    const { begun, file, look, settled, shown, stored } = bench();
    const [first] = file('a', 1).map(told);
    now += 4_000;
    const [later] = file('b', 1).map(told);
    await settled();
    now += 5_400;
    look();
    await settled();
    now += 200;
    look();
    expect(await first).toBe('unavailable');
    begun[0]!.end();
    await settled();
    expect(stored).toEqual([]);
    expect(shown()).toEqual(['a1 b1', 'b1']);
    begun[1]!.end();
    expect(await later).toBe('stored');
    expect(stored).toEqual([['b1']]);
  });

  test('is told that it is not known where the commit was asked for', async () => {
    const { begun, commits, file, look, settled } = bench();
    commits.isSilent = true;
    const [asked] = file('a', 1).map(told);
    await settled();
    begun[0]!.end();
    await settled();
    now += 9_600;
    look();
    expect(await asked).toBe('not-known');
  });

  test('is sent away from behind what is being stored, too', async () => {
    const { begun, file, look, settled, shown } = bench();
    const [ahead] = file('a', 1).map(told);
    await settled();
    const [behind] = file('a', 2).map(told);
    await settled();
    now += 9_600;
    look();
    expect(await Promise.all([ahead, behind])).toEqual(['unavailable', 'unavailable']);
    begun[0]!.end();
    await settled();
    expect(shown()).toEqual(['a1']);
  });

  test('is sent away from behind what is long and gets no answer, also when what was in hand was sent away before', async () => {
    const { commits, fileLong, look, settled, shown } = bench();
    commits.isAway = true;
    const [one, other, behind] = ['a', 'b', 'c'].map((account) => told(fileLong(account)));
    await settled();
    now += 4_000;
    const later = told(fileLong('d'));
    now += 5_600;
    look();
    expect(await Promise.all([one, other, behind])).toEqual(['unavailable', 'unavailable', 'unavailable']);
    now += 4_000;
    look();
    expect(await later).toBe('unavailable');
    expect(shown()).toEqual([]);
  });

  test('waits on behind what is long and is being stored', async () => {
    const { begun, fileLong, look, settled } = bench();
    const [one, other, behind] = ['a', 'b', 'c'].map((account) => told(fileLong(account)));
    await settled();
    now += 20_000;
    look();
    begun[0]!.end();
    begun[1]!.end();
    await settled();
    begun[2]!.end();
    expect(await Promise.all([one, other, behind])).toEqual(['stored', 'stored', 'stored']);
  });
});
