import { randomUUID } from 'node:crypto';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import type { Contract, DataOf } from '#contracts';
import { MessageContext, UnitOfWork, type Received } from '#messaging';
import { createDataSource } from '#persistence';
import { migrated } from './migrated';
import { realServers } from './real-servers';

/** A service's own database and units of work over it: what a message handler needs, without a broker. */
export interface HandlerBench {
  readonly source: DataSource;
  /** Runs a handler as the inbox does: in one transaction, with the messages it publishes. */
  handle(work: (context: MessageContext) => Promise<void>, now?: Date): Promise<void>;
  /** What was published of a contract, oldest first, each once however many listen to it. */
  published<C extends Contract>(contract: C): Promise<{ subject: string; correlationId: string; data: DataOf<C> }[]>;
  close(): Promise<void>;
}

export interface BenchParts {
  readonly name: string;
  readonly entities: (Function | EntitySchema)[];
  readonly migrations: (new () => MigrationInterface)[];
  readonly appendOnly?: readonly string[];
}

const LANES = 4;

export async function handlerBench({ name, entities, migrations, appendOnly }: BenchParts): Promise<HandlerBench> {
  const settings = {
    url: await realServers().freshDatabase(name),
    applicationName: `${name} test`,
    entities: entities as Function[],
    migrations: [],
    poolSize: 8,
  };
  await migrated(settings.url, { migrations, appendOnly });
  const source = await createDataSource(settings).initialize();
  return {
    source,
    handle: (work, now) =>
      source.transaction(async (manager) => {
        const unit = new UnitOfWork(manager, LANES, now);
        await work(new MessageContext(unit));
        await unit.flush();
      }),
    async published<C extends Contract>(contract: C) {
      const rows: { subject: string; correlation_id: string; data: string }[] = await source.query(
        'SELECT subject, correlation_id, data FROM (SELECT DISTINCT ON (message_id) * FROM outbox WHERE type = $1 ORDER BY message_id, id) once ORDER BY id',
        [contract.type],
      );
      for (const { data } of rows) expect(contract.faultOf(JSON.parse(data))).toBeNull();
      return rows.map((row) => ({
        subject: row.subject,
        correlationId: row.correlation_id,
        data: JSON.parse(row.data) as DataOf<C>,
      }));
    },
    close: () => source.destroy(),
  };
}

/** A message as a handler gets it. */
export const received = <T>(
  contract: Contract,
  subject: string,
  data: T,
  correlationId: string = randomUUID(),
): Received<T> => ({
  id: randomUUID(),
  type: contract.type,
  subject,
  correlationId,
  at: new Date().toISOString(),
  data,
});
