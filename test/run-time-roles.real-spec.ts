import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyMessagingTables, messagingTables } from '#messaging';
import { createDataSource, migrate } from '#persistence';
import { ServiceConfig, type ServiceDefinition } from '#service';
import { account } from '../apps/account/src/account.service-definition';
import { cee } from '../apps/cee/src/cee.service-definition';
import { entryService } from '../apps/entry/src/entry.service-definition';
import { gateway } from '../apps/gateway/src/gateway.service-definition';
import { manifest } from '../apps/manifest/src/manifest.service-definition';
import { portService } from '../apps/port/src/port.service-definition';
import { statusService } from '../apps/status/src/status.service-definition';
import { POOL_SIZE, prepareDatabases } from '../tools/infrastructure/databases';
import { migrated, ownerOf, realServers } from './support';

const SERVICES = [
  gateway,
  manifest,
  entryService,
  cee,
  account,
  statusService,
  portService,
] as unknown as ServiceDefinition[];

const open: Client[] = [];
afterEach(() => Promise.all(open.splice(0).map((client) => client.end())));
const connected = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  open.push(client);
  return client;
};

const tablesOf = async (client: Client): Promise<string[]> =>
  (
    await client.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
    )
  ).rows.map(({ relname }) => relname);

describe.each(SERVICES.map((service) => [service.name, service] as const))(
  'the role that %s runs under',
  (_name, service) => {
    let url: string;
    beforeAll(async () => (url = await migrated(await realServers().freshDatabase(service.name), service)));

    it('owns nothing, and can neither make, alter, empty nor take away a table, nor switch off its guards', async () => {
      const client = await connected(url);
      expect(
        (await client.query('SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user')).rows,
      ).toEqual([]);
      expect(
        (await client.query('SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user'))
          .rows,
      ).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false }]);
      const tables = await tablesOf(client);
      expect(tables.length).toBeGreaterThan(5);
      for (const table of tables) {
        await expect(client.query(`ALTER TABLE "${table}" ADD COLUMN mine int`)).rejects.toThrow('must be owner');
        await expect(client.query(`ALTER TABLE "${table}" DISABLE TRIGGER ALL`)).rejects.toThrow('must be owner');
        await expect(client.query(`DROP TABLE "${table}"`)).rejects.toThrow('must be owner');
        await expect(client.query(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow('permission denied');
      }
      const wishes = [
        'CREATE TABLE mine (id int)',
        'CREATE TEMP TABLE mine (id int)',
        'CREATE SCHEMA mine',
        'CREATE EXTENSION hstore',
        `CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
        'SET session_replication_role = replica',
        `SET ROLE "${new URL(ownerOf(url)).username}"`,
      ];
      for (const wish of wishes) await expect(client.query(wish)).rejects.toThrow(/permission denied/);
      await expect(client.query('UPDATE migration SET name = name')).rejects.toThrow('permission denied');
      await expect(client.query('DELETE FROM migration')).rejects.toThrow('permission denied');
    });

    it('reads and adds to what is append-only, and can neither change nor delete a row of it', async () => {
      const client = await connected(url);
      for (const table of [...appendOnlyMessagingTables, ...(service.appendOnly ?? [])]) {
        await client.query(`SELECT * FROM ${table}`);
        expect((await client.query(`SELECT has_table_privilege($1, 'INSERT') AS may`, [table])).rows).toEqual([
          { may: true },
        ]);
        const column = (
          await client.query(
            `SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = '' LIMIT 1`,
            [table],
          )
        ).rows[0].attname;
        await expect(client.query(`UPDATE ${table} SET ${column} = ${column}`)).rejects.toThrow('permission denied');
        await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      }
    });

    it('has what it needs of every other table and of every sequence', async () => {
      const client = await connected(url);
      const fixed = ['migration', ...appendOnlyMessagingTables, ...(service.appendOnly ?? [])];
      for (const table of (await tablesOf(client)).filter((name) => !fixed.includes(name))) {
        const { rows } = await client.query(
          `SELECT has_table_privilege($1, 'SELECT') AND has_table_privilege($1, 'INSERT') AND has_table_privilege($1, 'UPDATE') AND has_table_privilege($1, 'DELETE') AS may`,
          [`"${table}"`],
        );
        expect([table, rows[0].may]).toEqual([table, true]);
      }
      const { rows: sequences } = await client.query(
        "SELECT relname, has_sequence_privilege(oid, 'USAGE') AND has_sequence_privilege(oid, 'UPDATE') AS may FROM pg_class WHERE relkind = 'S'",
      );
      expect(sequences.filter(({ may }) => !may)).toEqual([]);
    });
  },
);

describe('roles and rights', () => {
  class Bills1700000000000 implements MigrationInterface {
    readonly name = 'Bills1700000000000';
    up = async (runner: QueryRunner): Promise<void> =>
      void (await runner.query('CREATE TABLE bill (id bigint GENERATED ALWAYS AS IDENTITY, number text)'));
    down = async (): Promise<void> => undefined;
  }
  class Holds1700000000001 implements MigrationInterface {
    readonly name = 'Holds1700000000001';
    up = async (runner: QueryRunner): Promise<void> => void (await runner.query('CREATE TABLE hold (bill text)'));
    down = async (): Promise<void> => undefined;
  }
  const bringUp = (
    url: string,
    migrations: (new () => MigrationInterface)[],
    appendOnly: string[] = [],
    ownerUrl = ownerOf(url),
  ): Promise<string[]> =>
    migrate(
      createDataSource({
        url: ownerUrl,
        applicationName: 'test migration',
        entities: [],
        migrations,
        poolSize: 2,
        forMigration: true,
      }),
      undefined,
      { url, appendOnly },
    );
  const fresh = (): Promise<string> => realServers().freshDatabase('rights');
  const newName = (): string => `rights_${randomBytes(4).toString('hex')}`;

  it('more connections than a role may have are refused, and the others keep theirs', async () => {
    const name = newName();
    const { url, ownerUrl } = (
      await prepareDatabases(await realServers().postgresUrl(), [name], { connections: () => 2 })
    )[name]!;
    await connected(url);
    await connected(url);
    await expect(connected(url)).rejects.toThrow('too many connections for role');
    await connected(ownerUrl);
  });

  it('a table of a later release is covered, and one that becomes append-only loses what it had', async () => {
    const url = await fresh();
    await bringUp(url, [Bills1700000000000]);
    const client = await connected(url);
    await client.query(`INSERT INTO bill (number) VALUES ('MAEU1'); UPDATE bill SET number = 'MAEU2'`);
    await bringUp(url, [Bills1700000000000, Holds1700000000001], ['bill']);
    await client.query(
      `INSERT INTO hold VALUES ('MAEU2'); DELETE FROM hold; INSERT INTO bill (number) VALUES ('MAEU3')`,
    );
    await expect(client.query('DELETE FROM bill')).rejects.toThrow('permission denied for table bill');
    await expect(bringUp(url, [Bills1700000000000, Holds1700000000001], ['bil'])).rejects.toThrow(
      'There is no table bil that could be append-only.',
    );
  });

  it('a database from before there were two roles is handed to the owner with all that is in it, and the service goes on', async () => {
    const [name, admin] = [newName(), await realServers().postgresUrl()];
    const asSuperuser = await connected(admin);
    await asSuperuser.query(
      `CREATE ROLE portway_${name} LOGIN PASSWORD 'before'; GRANT portway_${name} TO CURRENT_USER`,
    );
    await asSuperuser.query(`CREATE DATABASE portway_${name} OWNER portway_${name}`);
    const before = new URL(admin);
    [before.username, before.password, before.pathname] = [`portway_${name}`, 'before', `/portway_${name}`];
    await migrate(
      createDataSource({
        url: before.href,
        applicationName: 'test migration',
        entities: [],
        migrations: [...messagingTables, ...account.migrations],
        poolSize: 2,
        forMigration: true,
      }),
    );
    const { url, ownerUrl } = (await prepareDatabases(admin, [name]))[name]!;
    expect(new URL(url).username).toBe(`portway_${name}`);
    expect(await bringUp(url, [...messagingTables, ...account.migrations], ['activity'], ownerUrl)).toEqual([]);
    const client = await connected(url);
    await client.query(`INSERT INTO activity_head VALUES (gen_random_uuid(), 1, '0')`);
    for (const statement of [
      'ALTER TABLE activity DISABLE TRIGGER ALL',
      'DROP FUNCTION refuse_change',
      'DROP EXTENSION btree_gist',
      `DROP DATABASE portway_${name}`,
    ]) {
      await expect(client.query(statement)).rejects.toThrow('must be owner');
    }
  });

  it("where the service's role still owns its tables, it is said what to do", async () => {
    const url = await fresh();
    await bringUp(url, [Bills1700000000000]);
    const superuser = new URL(await realServers().postgresUrl());
    superuser.pathname = new URL(url).pathname;
    const role = new URL(url).username;
    await (await connected(superuser.href)).query(`ALTER TABLE bill OWNER TO ${role}`);
    await expect(bringUp(url, [Bills1700000000000])).rejects.toThrow(
      `the role ${role} owns 1 tables: a superuser has to hand them over in this database, REASSIGN OWNED BY "${role}" TO "${role}_owner"`,
    );
  });

  it("on a server of the caller's own one role may do both", async () => {
    const owner = ownerOf(await fresh());
    expect(await bringUp(owner, [Bills1700000000000], ['bill'], owner)).toEqual(['Bills1700000000000']);
    await (await connected(owner)).query(`INSERT INTO bill (number) VALUES ('MAEU1'); DELETE FROM bill`);
  });

  it('a process has as many connections as its role is given for it', () => {
    expect(new ServiceConfig().POOL_SIZE).toBe(POOL_SIZE);
  });
});
