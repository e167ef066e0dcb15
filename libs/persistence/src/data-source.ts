import { DataSource, EntitySchema, MixedList, MigrationInterface } from 'typeorm';
import { Client } from 'pg';
import type { Logins } from '#kernel';
import { encrypted } from './encryption';
import { pgEnteringBy } from './entering';
import { clientThatGivesUp } from './silence';

export interface DatabaseSettings {
  /** With `sslmode=verify-full` the connection is encrypted, and the server must prove its name. */
  readonly url: string;
  /** As whom each new connection enters; absent, as the one in `url`. */
  readonly logins?: Logins;
  /** Certificates (PEM) of those who may vouch for the server; absent, those that Node trusts. */
  readonly ca?: string;
  /** Shown by PostgreSQL in pg_stat_activity. */
  readonly applicationName: string;
  readonly entities: MixedList<Function | string | EntitySchema>;
  readonly migrations: (new () => MigrationInterface)[];
  readonly poolSize: number;
  /** Schema changes may take as long as they need. */
  readonly forMigration?: boolean;
  /** Called whenever a statement of this process has changed a row, other than as a part of a SELECT. */
  readonly wrote?: () => void;
  /** How long a statement may go without a word from the server before its connection is given up. */
  readonly silentAfterMs?: number;
}

/**
 * Every statement of a service is short and finds its rows by key. The tables that messages pass through grow and empty within
 * seconds, so the planner's statistics of them are always wrong: left alone it reads whole tables, or compiles statements that
 * run for a millisecond.
 *
 * A peer that is gone is noticed within 15 seconds, also where nobody tells: a host lost its power, or the network swallows what is sent.
 * PostgreSQL ends a session whose client does not acknowledge (`tcp_…`), a transaction that idles, and at last a session that asks nothing; nobody keeps a lock
 * beyond its transaction. So a lock outlives its owner, or an owner that is frozen, only by seconds.
 */
const SESSION = [
  'timezone=UTC',
  'jit=off',
  'random_page_cost=1.1',
  'enable_seqscan=off',
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=10000',
] as const;

/** Not for schema changes, which may take as long as they need. In milliseconds, the next longer than the one before: who knows most speaks first. */
const LIMITS = [
  'lock_timeout=8000',
  'statement_timeout=10000',
  'idle_in_transaction_session_timeout=10000',
  'idle_session_timeout=90000',
] as const;
/**
 * A pool gives up an idle connection after this (milliseconds). Work that comes again every few seconds finds its connections open: to make one costs
 * PostgreSQL about ten milliseconds of a processor, more than an idle service asks of it in seconds. What comes once a minute, and is dealt with on several at once, does not keep
 * them: each holds four megabytes.
 */
const IDLE_FOR_MS = 25_000;
/** After this the connection is taken for dead, whatever its socket says (milliseconds). */
const SILENT_AFTER_MS = 12_000;

/**
 * A service's own database. Never synchronised from entities: the schema is what the migrations made.
 *
 * A transaction that idles for ten seconds is ended by PostgreSQL: its locks would stop others, and one forgotten transaction keeps dead rows of
 * the outbox from being cleaned and slows the whole service down.
 */
export const createDataSource = (settings: DatabaseSettings): DataSource => {
  const OwnClient = settings.forMigration
    ? Client
    : clientThatGivesUp(settings.silentAfterMs ?? SILENT_AFTER_MS, settings.wrote);
  return new DataSource({
    type: 'postgres',
    ...(settings.logins && { driver: pgEnteringBy(settings.logins, OwnClient) }),
    ...encrypted(settings.url, settings.ca ?? ''),
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
    extra: {
      options: [...SESSION, ...(settings.forMigration ? [] : LIMITS)].map((setting) => `-c ${setting}`).join(' '),
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
      idleTimeoutMillis: IDLE_FOR_MS,
      Client: OwnClient,
    },
  });
};
