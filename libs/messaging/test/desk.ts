import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CargoReleaseFiled, EntryFilingAnswered, filingSubject } from '#contracts';
import type { KeyRing } from '#kernel';
import { createDataSource } from '#persistence';
import { asNextBuildSays } from './next-build';
import { MessagingLog, MessagingRuntime, messagingDefaults, Received, UnitOfWork } from '#messaging';

/** The two ends of a filing's road in these tests: a gateway that accepts filings, and an entry service that answers them. */

export const silent: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const spoken: MessagingLog = {
  info: () => undefined,
  warn: (fields, text) => process.stderr.write(`${text} ${JSON.stringify(fields)}\n`),
  error: (fields, text) => process.stderr.write(`${text} ${JSON.stringify(fields)}\n`),
};

export interface DeskOptions {
  readonly service: 'gateway' | 'entry';
  readonly instance: string;
  readonly databaseUrl: string;
  readonly amqpUrl: string;
  readonly log?: MessagingLog;
  readonly attempts?: number;
  readonly keys?: KeyRing;
  readonly messageKeys?: readonly Buffer[];
  readonly platform?: string;
}

export interface Desk {
  readonly source: DataSource;
  readonly runtime: MessagingRuntime;
  close(): Promise<void>;
}

/** What an entry filing says it wants to happen to whoever handles it. */
export type Wish = 'be handled' | 'be poison' | 'fail once' | 'kill the service';

export const openDesk = async (options: DeskOptions, handle: (runtime: MessagingRuntime) => void): Promise<Desk> => {
  const source = createDataSource({
    url: options.databaseUrl,
    applicationName: options.instance,
    entities: [],
    migrations: [],
    poolSize: 14,
  });
  await source.initialize();
  const runtime = new MessagingRuntime(
    source,
    {
      ...messagingDefaults,
      service: options.service,
      instance: options.instance,
      amqpUrl: options.amqpUrl,
      attempts: options.attempts ?? 4,
      retryDelays: [100, 200, 300],
      ...(options.platform && { platform: options.platform }),
      ...(options.keys && { keys: options.keys }),
      ...(options.messageKeys && { messageKeys: options.messageKeys }),
    },
    options.log ?? silent,
  );
  handle(runtime);
  runtime.start();
  return {
    source,
    runtime,
    close: async () => {
      await runtime.stop();
      await source.destroy();
    },
  };
};

export const openGateway = (options: Omit<DeskOptions, 'service'>): Promise<Desk> =>
  openDesk({ ...options, service: 'gateway' }, (runtime) =>
    runtime.handle(EntryFilingAnswered.type, {
      repeats: true,
      handle: async (messages, unit) => {
        for (const { data } of messages as Received<EntryFilingAnswered>[]) {
          await unit.manager.query('INSERT INTO final_state (filing_id, outcome) VALUES ($1, $2)', [
            data.origin.filingId,
            data.outcome,
          ]);
        }
      },
    }),
  );

/** Accepts filings as the gateway does: stored and on their way in one transaction. `next`: as a gateway of the next build says them. */
export const accept = (
  desk: Desk,
  filings: { subject: string; n: number; wish?: Wish }[],
  { next = false } = {},
): Promise<string[]> =>
  desk.runtime.transactions.run(async (unit) => {
    const ids: string[] = [];
    for (const { subject, n, wish = 'be handled' } of filings) {
      const filingId = randomUUID();
      await unit.manager.query('INSERT INTO accepted VALUES ($1, $2, $3)', [filingId, subject, n]);
      const data = {
        ...CargoReleaseFiled.example,
        origin: { ...CargoReleaseFiled.example.origin, filingId },
        contactName: wish,
        estimatedValueDollars: n,
      };
      if (next)
        unit.publish({ ...CargoReleaseFiled, version: 2 }, subject, asNextBuildSays(data) as typeof data, {
          correlationId: filingId,
        });
      else unit.publish(CargoReleaseFiled, subject, data, { correlationId: filingId });
      ids.push(filingId);
    }
    return ids;
  });

/** Takes one filing into effect and answers it. */
export const takeIntoEffect = async (
  message: Received<CargoReleaseFiled>,
  unit: UnitOfWork,
  instance: string,
): Promise<void> => {
  const { origin, estimatedValueDollars } = message.data;
  await unit.manager.query('INSERT INTO effect (filing_id, subject, n, instance) VALUES ($1, $2, $3, $4)', [
    origin.filingId,
    message.subject,
    estimatedValueDollars,
    instance,
  ]);
  unit.publish(
    EntryFilingAnswered,
    filingSubject(origin.filingId),
    {
      origin,
      kind: 'cargo release',
      reference: 'B76-0324527-8',
      outcome: 'accepted',
      conditions: [],
      entrySummary: null,
    },
    message,
  );
};
