import { rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ServiceName } from '#contracts';
import type { Fault } from '../fault';
import { databaseOf, SERVICE_NAMES, type Stage } from '../stage';

const SECONDS = 15;

/** Nobody but the administrator gets in meanwhile: a database can be copied or renamed only while nobody uses it. */
const whileClosed = async (stage: Stage, database: string, work: () => Promise<void>): Promise<void> => {
  await stage.sql(`ALTER DATABASE ${database} WITH ALLOW_CONNECTIONS false`);
  try {
    await stage.endSessions([database]);
    await work();
  } finally {
    await stage.sql(`ALTER DATABASE ${database} WITH ALLOW_CONNECTIONS true`);
  }
};

const restored = (services: readonly ServiceName[], name = `${services.join('-')}-database-restored`): Fault => ({
  name,
  title: `the database of ${services.join(' and ')} is put back to the copy that was made when the time began`,
  seconds: SECONDS,
  named: [],
  async begin(stage) {
    for (const service of services) {
      const database = databaseOf(service);
      await stage.sql(`DROP DATABASE IF EXISTS ${database}_copy`);
      await whileClosed(
        stage,
        database,
        async () =>
          void (await stage.sql(`CREATE DATABASE ${database}_copy TEMPLATE ${database} OWNER ${database}_owner`)),
      );
    }
    return async () => {
      for (const service of services) {
        const database = databaseOf(service);
        await stage.sql(`DROP DATABASE IF EXISTS ${database}_lost`);
        await whileClosed(stage, database, async () => {
          await stage.sql(`ALTER DATABASE ${database} RENAME TO ${database}_lost`);
          await stage.sql(`ALTER DATABASE ${database}_copy RENAME TO ${database}`);
        });
      }
    };
  },
});

export const RESTORED_FAULTS: readonly Fault[] = [
  ...SERVICE_NAMES.map((service) => restored([service])),
  restored(['gateway', 'entry']),
  {
    name: 'all-databases-restored',
    title: `the folder of the database server is put back to the copy that was made when the time began`,
    seconds: SECONDS,
    named: [],
    async begin(stage) {
      const cluster = join(stage.databaseFolder, 'cluster');
      const copy = join(stage.databaseFolder, 'copy');
      const copied = (from: string, to: string): void => {
        rmSync(to, { recursive: true, force: true });
        execFileSync('cp', ['-a', from, to]);
      };
      await stage.stop('database');
      copied(cluster, copy);
      await stage.start('database');
      return async () => {
        await stage.stop('database');
        copied(copy, cluster);
        await stage.start('database');
      };
    },
  },
];
