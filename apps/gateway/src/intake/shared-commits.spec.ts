import type { Transactions } from '#messaging';
import { RecurringWork } from '#service';
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
  const journal = {
    write: (_: unknown, transmissions: NewTransmission[]) =>
      new Promise((resolve) => {
        const ids = transmissions.map(({ id }) => id);
        const verdicts = new Map(ids.map((id) => [id, { kind: 'repeat', of: 'other', disposition: 'processed' }]));
        begun.push({ ids, end: () => resolve(verdicts) });
      }),
  } as unknown as Journal;
  const intake = new Intake(
    { run: (work: (unit: object) => Promise<unknown>) => work({}) } as unknown as Transactions,
    journal,
    { admit: () => undefined } as unknown as ModulePressure,
    { admit: () => undefined } as unknown as Treatments,
    { ensure: async () => undefined } as unknown as Continuity,
    { append: async () => undefined } as unknown as JournalCopy,
    new GatewayConfig(),
    {} as never,
    new RecurringWork({} as never, { ownsLane: () => true } as never),
  );
  const file = (account: string, ...numbers: number[]): Promise<unknown>[] =>
    numbers.map((number) =>
      intake.accept({
        id: `${account}${number}`,
        filingCount: 0,
        account: { accountId: account },
        body: Buffer.alloc(1),
      } as unknown as NewTransmission),
    );
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, file, settled, shown: () => begun.map(({ ids }) => ids.join(' ')) };
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
