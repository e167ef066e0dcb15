import { DataSource, EntitySchema, MixedList, MigrationInterface } from 'typeorm';

export interface DatabaseSettings {
  readonly url: string;
  /** Shown by PostgreSQL in pg_stat_activity. */
  readonly applicationName: string;
  readonly entities: MixedList<Function | string | EntitySchema>;
  readonly migrations: (new () => MigrationInterface)[];
  readonly poolSize: number;
}

/**
 * A service's own database. Never synchronised from entities: the schema is what the migrations made.
 *
 * A transaction that idles longer than 15 seconds is ended by PostgreSQL, because one forgotten transaction keeps dead rows of
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
    extra: { options: '-c idle_in_transaction_session_timeout=15000 -c statement_timeout=60000 -c timezone=UTC', keepAlive: true },
  });
