import { timeOrderedId } from '#kernel';
import type { Transactions } from '#messaging';
import type { Log } from '#service';
import { RecurringWork } from '#service';
import type { Treatments } from '../gate/treatments';
import { GatewayConfig } from '../config/gateway.config';
import type { Continuity } from '../journal/continuity';
import type { JournalCopy } from '../journal/journal-copy';
import { Intake } from './intake';
import type { Journal } from './journal';
import type { ModulePressure } from '../gate/module-pressure';
import type { NewTransmission, Verdict } from '../filing/transmission';

const arrivals = [
  { verdict: 'new', told: 1 },
  { verdict: 'repeat', told: 0 },
] as const;

test.each(arrivals)(
  'one line leads from the id of the request to the filings of a $verdict transmission: $told',
  async ({ verdict, told }) => {
    const lines: unknown[] = [];
    const log = { info: (fields: object, text: string) => lines.push({ ...fields, text }) } as unknown as Log;
    const filingIds = [timeOrderedId(), timeOrderedId()];
    const id = timeOrderedId();
    const kinds: Record<'new' | 'repeat', Verdict> = {
      new: { kind: 'new', filingIds },
      repeat: { kind: 'repeat', of: 'other', disposition: 'processed' },
    };
    const transactions = {
      run: (work: (unit: object) => Promise<unknown>) => work({ beforeCommit: () => undefined }),
    } as unknown as Transactions;
    const journal = { write: async () => new Map([[id, kinds[verdict]]]) } as unknown as Journal;
    const intake = new Intake(
      transactions,
      journal,
      { admit: () => undefined, noteReceived: () => undefined } as unknown as ModulePressure,
      { admit: () => undefined } as unknown as Treatments,
      { ensure: async () => undefined } as unknown as Continuity,
      { append: async () => undefined } as unknown as JournalCopy,
      new GatewayConfig(),
      log,
      new RecurringWork({} as never, { ownsLane: () => true }),
    );
    await intake.accept({
      id,
      channel: 'abi',
      correlationId: 'of-the-request',
      filingCount: 2,
      counts: [{ kind: 'cargo release', filings: 2 }],
      account: { accountId: 'a' },
      module: 'entry',
      body: Buffer.alloc(1),
    } as unknown as NewTransmission);
    const line = {
      text: 'transmission accepted',
      transmissionId: id,
      correlationId: 'of-the-request',
      channel: 'abi',
      filings: 2,
      filingIds,
    };
    expect(lines).toEqual(told ? [line] : []);
  },
);
