import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '#contracts';
import { putBack } from '../../recovery/put-back';
import { takeBackup } from '../../recovery/take-backup';
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

/** Before the copy, and again before what is lost: partners file. Milliseconds. */
const FILED_FOR = 3_000;
const silent = (): void => undefined;

/** By the commands of operators: a backup while everything works, more filings, the loss, and all put back to an instant before it. */
const putBackByCommand = (
  name: string,
  title: string,
  lose: (stage: Stage) => Promise<void>,
  reaches: 'an instant before' | 'the end of the log',
): Fault => ({
  name,
  title,
  seconds: 2,
  named: [],
  alone: true,
  async begin(stage) {
    await takeBackup(stage.home, { keep: 1, say: silent });
    await pause(FILED_FOR);
    const to = new Date().toISOString();
    // What is filed from here on only the journal's second copy and the other services have afterwards.
    await pause(FILED_FOR);
    await lose(stage);
    return async () => {
      const { before, awayMs } = await putBack(stage.home, {
        to: reaches === 'the end of the log' ? null : to,
        say: silent,
      });
      if (before) await rm(before, { recursive: true });
      return `databases were away for ${(awayMs / 1_000).toFixed(1)} s`;
    };
  },
});

export const RESTORED_FAULTS: readonly Fault[] = [
  ...SERVICE_NAMES.map((service) => restored([service])),
  restored(['gateway', 'entry']),
  putBackByCommand(
    'entry-data-destroyed',
    'the database of entry is dropped, and all are put back to an instant before it from a backup and the log',
    async (stage) => void (await stage.sql(`DROP DATABASE ${databaseOf('entry')} WITH (FORCE)`)),
    'an instant before',
  ),
  putBackByCommand(
    'all-data-destroyed',
    'the databases and their log are deleted, and put back from a backup and the log that was kept elsewhere',
    async (stage) => {
      await stage.kill('database');
      await rm(stage.databaseFolder, { recursive: true });
    },
    'the end of the log',
  ),
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
