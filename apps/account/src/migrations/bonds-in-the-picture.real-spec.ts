import { ownerOf, realServers } from '../../../../test/support';
import { migrated } from '../../../../test/support/migrated';
import { createDataSource } from '#persistence';
import { account } from '../account.service-definition';
import { BondsInThePicture1764800900000 } from './1764800900000-bonds-in-the-picture';

test('while the figures of bonds are added up for the first time, the picture can be read: no lock keeps readers out', async () => {
  const url = await realServers().freshDatabase('bonds');
  await migrated(url, { migrations: account.migrations, appendOnly: account.appendOnly });
  const source = await createDataSource({
    ...{ url: ownerOf(url), applicationName: 'bonds migration', entities: [], migrations: [], poolSize: 1 },
    forMigration: true,
  }).initialize();
  const runner = source.createQueryRunner();
  const migration = new BondsInThePicture1764800900000();
  try {
    await runner.startTransaction();
    await migration.down(runner);
    await runner.commitTransaction();
    await runner.startTransaction();
    await migration.up(runner);
    const locks: { mode: string }[] = await runner.query(
      `SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation IN ('trade_record'::regclass, 'trade_figure'::regclass)`,
    );
    await runner.commitTransaction();
    expect(locks.map(({ mode }) => mode)).toContain('ShareRowExclusiveLock');
    expect(locks.map(({ mode }) => mode)).not.toContain('AccessExclusiveLock');
  } finally {
    await runner.release();
    await source.destroy();
  }
});
