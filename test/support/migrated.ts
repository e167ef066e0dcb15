import type { MigrationInterface } from 'typeorm';
import { appendOnlyMessagingTables, messagingTables } from '#messaging';
import { createDataSource, migrate } from '#persistence';
import { madeOrCopied, ownerOf } from './real-servers';

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
  const [all, addOnly] = [
    [...messagingTables, ...migrations],
    [...appendOnlyMessagingTables, ...appendOnly],
  ];
  await madeOrCopied(url, [...all.map(String), ...addOnly].join('\n'), async () => {
    const source = createDataSource({
      url: ownerOf(url),
      applicationName: 'test migration',
      entities: [],
      migrations: all,
      poolSize: 2,
      forMigration: true,
    });
    await migrate(source, undefined, { url, appendOnly: addOnly });
  });
  return url;
};
