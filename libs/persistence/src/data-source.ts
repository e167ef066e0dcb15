import { DataSource, EntitySchema, MixedList, MigrationInterface } from 'typeorm';

export interface DatabaseSettings {
  readonly url: string;
  /** Shown by PostgreSQL in pg_stat_activity. */
  readonly applicationName: string;
  readonly entities: MixedList<Function | string | EntitySchema>;
  readonly migrations: (new () => MigrationInterface)[];
  readonly poolSize: number;
  /** Schema changes may take as long as they need. */
  readonly forMigration?: boolean;
}

/**
 * Every statement of a service is short and finds its rows by key. The tables that messages pass through grow and empty within
 * seconds, so the planner's statistics of them are always wrong: left alone it reads whole tables, or compiles statements that
 * run for a millisecond.
 */
const SESSION = [
  'timezone=UTC', 'idle_in_transaction_session_timeout=60000', 'statement_timeout=60000', 'jit=off', 'random_page_cost=1.1', 'enable_seqscan=off',
] as const;

/**
 * A service's own database. Never synchronised from entities: the schema is what the migrations made.
 *
 * A transaction that idles longer than a minute is ended by PostgreSQL, because one forgotten transaction keeps dead rows of
 * the outbox from being cleaned and slows the whole service down.
 */
export const createDataSource = (settings: DatabaseSettings): DataSource =>
  new DataSource({
    type: 'postgres',
    url: settings.url,
    applicationName: settings.applicationName,
    entities: settings.entities,
    migrations: settings.migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize: settings.poolSize,
    connectTimeoutMS: 5_000,
    poolErrorHandler: () => undefined,
    extra: { options: SESSION.filter((setting) => !(settings.forMigration && setting.startsWith('statement_timeout'))).map((setting) => `-c ${setting}`).join(' '), keepAlive: true },
  });
