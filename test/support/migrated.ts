import type { MigrationInterface } from 'typeorm';
import { appendOnlyMessagingTables, messagingTables } from '#messaging';
import { createDataSource, migrate } from '#persistence';
import { ownerOf } from './real-servers';

/** What of a service its database is made from; nothing of it where only the tables of messages are wanted. */
export interface MigratedParts {
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly appendOnly?: readonly string[];
}

/** Brings a database up to date as `migrate` of the service does: by its owner, with the rights of the role that the service runs under. */
export const migrated = async (
  url: string,
  { migrations = [], appendOnly = [] }: MigratedParts = {},
): Promise<string> => {
  const source = createDataSource({
    url: ownerOf(url),
    applicationName: 'test migration',
    entities: [],
    migrations: [...messagingTables, ...migrations],
    poolSize: 2,
    forMigration: true,
  });
  await migrate(source, undefined, { url, appendOnly: [...appendOnlyMessagingTables, ...appendOnly] });
  return url;
};
