import { Client } from 'pg';
import { readTransmissionInTurns, SERVED_APPLICATIONS } from '#catair';
import { AccountChanged, EntryFilingAnswered, EntrySummaryFiled, type FilingOrigin } from '#contracts';
import { timeOrderedId } from '#kernel';
import { MessageContext, messagingDefaults, messagingTables, type Received, UnitOfWork } from '#messaging';
import { createDataSource, insertRows } from '#persistence';
import { AuthorityRepository } from '../apps/entry/src/authority/authority.repository';
import { BondRepository } from '../apps/entry/src/bonds/bond.repository';
import { BondCoverage } from '../apps/entry/src/bonds/coverage';
import { ClaimsOnEntryRepository } from '../apps/entry/src/claims-on-entry/claims-on-entry.repository';
import { EntryConfig } from '../apps/entry/src/config/entry.config';
import { DeadlineRepository } from '../apps/entry/src/deadlines/deadline.repository';
import { entryService } from '../apps/entry/src/entry.service-definition';
import { EntrySummaryConsumer } from '../apps/entry/src/entry-summary/entry-summary.consumer';
import { ImporterConsumer } from '../apps/entry/src/importer/importer.consumer';
import { ImporterRepository } from '../apps/entry/src/importer/importer.repository';
import { LiquidationDesk } from '../apps/entry/src/liquidation/liquidation.desk';
import { LiquidationRepository } from '../apps/entry/src/liquidation/liquidation.repository';
import { EntrySummaryRepository } from '../apps/entry/src/summary-on-file/entry-summary.repository';
import type { Account } from '../apps/gateway/src/account/account';
import { entrySummaryFiling } from '../apps/gateway/src/formats/abi/entry-summary.mapping';
import { checked } from '../apps/gateway/src/filing/filing-check';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { summariesInCatair } from './load/filings';
import { Meter } from './meter';

const IN_A_BLOCK = 900;

export interface SummaryWorkFigures {
  readonly summaries: number;
  /** Summaries a second, one stage after the other in one process: bytes to checked messages, as the gateway does. */
  readonly read: number;
  /** Judged with duty and fees, kept and answered, as entry does, a batch of messages a transaction. */
  readonly kept: number;
  readonly both: number;
  /** Microseconds of a processor for each: of the process in both stages, and of PostgreSQL. */
  readonly readUs: number;
  readonly keptUs: number;
  readonly databaseUs: number;
  readonly statementsABatch: number;
  /** Each summary looked up and written by itself, a batch a transaction: the peer. Two rows for each by one INSERT a batch: the floor. */
  readonly peer: number;
  readonly floor: number;
  /** Microseconds of processors for each of those, PostgreSQL's in them. */
  readonly peerUs: number;
  readonly floorUs: number;
  readonly accepted: number;
}

const account: Account = {
  ...{ accountId: AccountChanged.example.accountId, name: 'Harbor Brokers', kinds: ['broker'], active: true },
  ...{ importerNumbers: [], filerCodes: ['B76'], scacs: [], ports: [], abi: null },
};
const IMPORTER = '12-3456789';
const sender = { filerCode: 'B76', siteCode: '2704', senderId: 'B76', senderPassword: '', importerNumber: IMPORTER };

const messageOf = <T extends object>(type: string, subject: string, data: T, id: string = timeOrderedId()) =>
  ({ id, type, subject, correlationId: id, at: new Date().toISOString(), data }) as Received<T>;

/** What gateway and entry do with a batch of entry summaries, without the way between them. */
export const measureSummaryWork = async (
  { url }: Pick<PostgresServer, 'url'>,
  count: number,
  lines: number,
  say: (line: string) => void,
  warmUp = Math.min(count, 2_000),
): Promise<SummaryWorkFigures> => {
  const source = await createDataSource({
    url,
    applicationName: 'summaries bench',
    entities: [],
    migrations: [...messagingTables, ...entryService.migrations],
    poolSize: 4,
    forMigration: true,
  }).initialize();
  let statements = 0;
  const handle = (work: (context: MessageContext) => Promise<void>): Promise<void> =>
    source.transaction(async (manager) => {
      const { query } = manager;
      manager.query = (...given: Parameters<typeof query>) => {
        statements += 1;
        return query.apply(manager, given) as never;
      };
      const unit = new UnitOfWork(manager, messagingDefaults.lanes);
      await work(new MessageContext(unit));
      await unit.flush();
      manager.query = query;
    });
  const admin = new Client({ connectionString: url });
  await admin.connect();
  const meter = new Meter(admin, [admin.database!]);
  const timed = async <T>(work: () => Promise<T>): Promise<{ made: T; ms: number; us: number }> => {
    const [began, used] = [performance.now(), process.cpuUsage()];
    const made = await work();
    const { user, system } = process.cpuUsage(used);
    return { made, ms: performance.now() - began, us: (user + system) / count };
  };
  try {
    await source.runMigrations();
    const known = { ...AccountChanged.example, importerNumbers: [IMPORTER] } as AccountChanged;
    const importers = new ImporterRepository();
    await handle((context) =>
      new ImporterConsumer(importers).accountsChanged([messageOf(AccountChanged.type, 'account', known)], context),
    );
    const consumer = new EntrySummaryConsumer(
      new EntryConfig(),
      importers,
      new AuthorityRepository(),
      new EntrySummaryRepository(),
      new DeadlineRepository(),
      new LiquidationDesk(new LiquidationRepository()),
      new ClaimsOnEntryRepository(),
      new BondCoverage(new EntryConfig(), new BondRepository()),
    );
    const textOf = (first: number, of: number): Buffer => {
      const blocks = Array.from({ length: Math.ceil(of / IN_A_BLOCK) }, (_, n) =>
        summariesInCatair(sender, first + n * IN_A_BLOCK, Math.min(IN_A_BLOCK, of - n * IN_A_BLOCK), lines)
          .trimEnd()
          .split('\n'),
      );
      const all = [blocks[0]![0], ...blocks.flatMap((block) => block.slice(1, -1)), blocks[0]!.at(-1), ''];
      return Buffer.from(all.join('\n'), 'latin1');
    };
    const origin = (): FilingOrigin =>
      ({
        ...EntrySummaryFiled.example.origin,
        ...{ filingId: timeOrderedId(), accountId: account.accountId, receivedAt: new Date().toISOString() },
      }) as FilingOrigin;
    const read = async (text: Buffer): Promise<Received<EntrySummaryFiled>[]> => {
      const { batches } = await readTransmissionInTurns(text, { accepts: SERVED_APPLICATIONS });
      return batches.flatMap((batch) =>
        [...batch.transactions()].map((transaction) => {
          const { data, subject } = checked(entrySummaryFiling(transaction, account, origin()));
          const filed = JSON.parse(JSON.stringify(data)) as EntrySummaryFiled;
          return messageOf(EntrySummaryFiled.type, subject, filed, filed.origin.filingId);
        }),
      );
    };
    const { batch } = messagingDefaults;
    const inBatches = async <T>(all: readonly T[], work: (some: T[]) => Promise<void>): Promise<void> => {
      for (let at = 0; at < all.length; at += batch) await work(all.slice(at, at + batch));
    };
    const keep = (some: readonly Received<EntrySummaryFiled>[]): Promise<void> =>
      handle((context) => consumer.take([...some], context));

    say('warming up');
    await inBatches(await read(textOf(4_000_000, warmUp)), keep);
    const text = textOf(5_000_000, count);
    say(`${count} entry summaries of ${lines} lines, read`);
    const reading = await timed(() => read(text));
    const messages = reading.made;

    await source.query('CREATE TABLE plain_summary (key text PRIMARY KEY, content json NOT NULL)');
    await source.query('CREATE TABLE plain_answer (key text PRIMARY KEY, answer json NOT NULL)');
    const plainOf = (some: readonly Received<EntrySummaryFiled>[]) =>
      some.map(({ data }) => ({ key: data.entryNumber, content: JSON.stringify(data) }));
    const peer = (some: readonly Received<EntrySummaryFiled>[]): Promise<void> =>
      source.transaction(async (manager) => {
        for (const { key, content } of plainOf(some)) {
          await manager.query('SELECT 1 FROM plain_summary WHERE key = $1 FOR UPDATE', [key]);
          await manager.query('INSERT INTO plain_summary VALUES ($1, $2)', [key, content]);
          await manager.query('INSERT INTO plain_answer VALUES ($1, $2)', [key, '{"outcome":"accepted"}']);
        }
      });
    const floor = (some: readonly Received<EntrySummaryFiled>[]): Promise<void> =>
      source.transaction(async (manager) => {
        await insertRows(manager, 'plain_summary', { key: 'text', content: 'json' }, plainOf(some));
        const answers = some.map(({ data }) => ({ key: data.entryNumber, answer: '{"outcome":"accepted"}' }));
        await insertRows(manager, 'plain_answer', { key: 'text', answer: 'json' }, answers);
      });
    const sums = { keep: { ms: 0, us: 0 }, peer: { ms: 0, us: 0 }, floor: { ms: 0, us: 0 } };
    const turn = async (which: keyof typeof sums, work: () => Promise<void>): Promise<void> => {
      const began = performance.now();
      sums[which].us += (await meter.used(work)) / count;
      sums[which].ms += performance.now() - began;
    };
    say('the same judged, kept and answered; by turns each by itself, and nothing but one INSERT a batch');
    let [keptUs, keptStatements] = [0, 0];
    // By turns, so that what else the machine does meets all of them.
    await inBatches(messages, async (some) => {
      const [used, asked] = [process.cpuUsage(), statements];
      await turn('keep', () => keep(some));
      const { user, system } = process.cpuUsage(used);
      keptUs += (user + system) / count;
      keptStatements += statements - asked;
      await turn('peer', () => peer(some));
      await source.query('TRUNCATE plain_summary, plain_answer');
      await turn('floor', () => floor(some));
      await source.query('TRUNCATE plain_summary, plain_answer');
    });
    const [{ accepted, example }] = await source.query(
      `SELECT count(*) FILTER (WHERE answer->>'outcome' LIKE 'accepted%')::int AS accepted, max(answer::text) FILTER (WHERE answer->>'outcome' NOT LIKE 'accepted%') AS example
         FROM (SELECT data::jsonb AS answer FROM outbox WHERE type = $1 AND causation_id = ANY($2)
               UNION ALL SELECT answer::jsonb FROM waiting_answer WHERE filing_id = ANY($2)) AS answers`,
      [EntryFilingAnswered.type, messages.map(({ id }) => id)],
    );
    if (accepted < count) say(example ?? 'some were not answered');
    const perSecond = (milliseconds: number): number => (count * 1_000) / milliseconds;
    return {
      ...{ summaries: count, read: perSecond(reading.ms), kept: perSecond(sums.keep.ms) },
      both: perSecond(reading.ms + sums.keep.ms),
      ...{ readUs: reading.us, keptUs, databaseUs: sums.keep.us - keptUs },
      statementsABatch: keptStatements / Math.ceil(count / batch),
      ...{ peer: perSecond(sums.peer.ms), floor: perSecond(sums.floor.ms) },
      ...{ peerUs: sums.peer.us, floorUs: sums.floor.us, accepted },
    };
  } finally {
    await admin.end();
    await source.destroy();
  }
};
