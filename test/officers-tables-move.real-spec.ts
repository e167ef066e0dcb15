import type { MigrationInterface } from 'typeorm';
import { createDataSource } from '#persistence';
import { portService } from '../apps/port/src/port.service-definition';
import { statusService } from '../apps/status/src/status.service-definition';
import { migrated, realServers } from './support';
import { copyOfficersTables, OFFICERS_TABLES } from './support/officers-tables';
import { ownerOf } from './support/real-servers';

type Migration = new () => MigrationInterface;
const NEW = /ToldByPort|ToldInOrder/;
/** As the status service of 0.5 made its database: what is of either service now, without what came with the division. */
const BEFORE = ([...statusService.migrations!, ...portService.migrations!] as Migration[])
  .filter(({ name }) => !NEW.test(name))
  .sort((a, b) => a.name.slice(-13).localeCompare(b.name.slice(-13)));

const connected = (url: string) =>
  createDataSource({
    url: ownerOf(url),
    applicationName: 'test',
    entities: [],
    migrations: [],
    poolSize: 2,
  }).initialize();

test("an officer's register of 0.5 outlives the division of the status service: nothing is dropped, every table moves, and what was declared is in order", async () => {
  const servers = realServers();
  const [old, moved, empty] = await Promise.all([
    servers.freshDatabase('status'),
    servers.freshDatabase('port'),
    servers.freshDatabase('port'),
  ]);
  await migrated(old, { migrations: BEFORE });
  const before = await connected(old);
  const after = await connected(await migrated(moved, portService));
  const nothing = await connected(await migrated(empty, {}));
  try {
    const tablesOf = async (source: typeof before): Promise<string[]> =>
      (await source.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).map(
        ({ name }: { name: string }) => name,
      );
    const ofMessages = new Set([...(await tablesOf(nothing)), 'migration']);
    const ofPort = (await tablesOf(after)).filter((name) => !ofMessages.has(name));
    expect(
      [
        ...OFFICERS_TABLES,
        'downtime_listener',
        'entry_selection',
        'sessions_ended',
        'told_order',
        'trusted_account',
        'trusted_importer',
      ].sort(),
    ).toEqual(ofPort);

    await before.query(`
      INSERT INTO numbering VALUES ('incident', 2026, 31);
      INSERT INTO account VALUES ('0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', 3, true, '{"kinds":["officer"]}', now());
      INSERT INTO api_key (hash, account_id, person) VALUES ('h', '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', 'K. Osei');
      INSERT INTO incident SELECT gen_random_uuid(), 'IN-26-00003' || i, 1, false, 'identified', '{"everywhere":false}', now(), now(), now() FROM generate_series(0, 1) i;
      INSERT INTO notice (number, drill, issued_at, data) SELECT '26-00000' || i, false, now(), '{}' FROM generate_series(1, 3) i;
      INSERT INTO downtime (id, number, version, drill, state, level, data, from_at, changed_at)
        VALUES (gen_random_uuid(), 'DT-26-000012', 1, false, 'in force', 'national', '{}', now(), now());
      INSERT INTO manual_decision (id, control_number, idempotency_key, content_hash, drill, state, version, downtime_number, port_code, decision, account_id, paper,
        known_holds, decided_at, registered_at, effective_at, registered_by)
        VALUES ('5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01', 'MD-26-2704-000017', gen_random_uuid(), 'c', false, 'in effect', 1, 'DT-26-000012', '2704', 'release',
          '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', '{}', '[]', now(), now(), now(), 'K. Osei');
      INSERT INTO manual_decision_history (decision_id, version, event, state, person, detail, at)
        VALUES ('5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01', 1, 'register', 'in effect', 'K. Osei', '{}', now());
      INSERT INTO manual_decision_feed (decision_id, data) VALUES ('5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01', '{}');`);
    // The new release's own migrations leave all of it where it was.
    await migrated(old, statusService);
    const known = (source: typeof before) =>
      source.query(
        `SELECT (SELECT count(*)::int FROM incident) AS incidents, (SELECT count(*)::int FROM notice) AS notices, (SELECT last FROM numbering) AS numbers,
           (SELECT person FROM api_key) AS person, (SELECT control_number || ' ' || registered_by FROM manual_decision) AS decision,
           (SELECT sequence::int FROM manual_decision_feed) AS fed, (SELECT count(*)::int FROM manual_decision_history) AS history`,
      );
    const register = await known(before);
    expect(register).toMatchObject([{ incidents: 2, notices: 3, numbers: 31, decision: 'MD-26-2704-000017 K. Osei' }]);

    await copyOfficersTables(old, moved);
    expect(await known(after)).toEqual(register);
    const told = await after.query(
      `SELECT told::int AS told FROM incident UNION ALL SELECT told FROM notice UNION ALL SELECT told FROM downtime ORDER BY 1`,
    );
    expect(new Set(told.map(({ told: number }: { told: number }) => number)).size).toBe(6);
  } finally {
    await Promise.all([before.destroy(), after.destroy(), nothing.destroy()]);
  }
});
