import { Client } from 'pg';
import { messagingTables } from '#messaging';
import type { NotedMigration } from '#persistence';
import { type Caller, EVERY_SERVICE } from '../tools/documents/rights';
import { STORED_COLUMNS } from '../tools/documents/stored-columns';
import { eventually, migrated, ownerOf, realServers } from './support';
import { type Answer, everyService, type EveryService } from './support/every-service';
import { frozenReleases } from './support/frozen';
import { copyOfficersTables, dropOfficersTables, OFFICERS_TABLES } from './support/officers-tables';

/**
 * A deployment in the middle of the day: the release before was stopped with filings of every kind waiting, in every format, and its databases
 * are brought up to date by today's migrations and worked on by today's build.
 */

type Row = Record<string, unknown>;
interface Column {
  readonly name: string;
  readonly type: string;
  /** That a row can be written without it. */
  readonly optional: boolean;
}
interface Picture {
  readonly columns: Map<string, Map<string, Column>>;
  /** Of each table, every row as text, in no order. */
  readonly rows: Map<string, Row[]>;
}

const connected = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const ask = <T extends Row>(url: string, sql: string, values: unknown[] = []): Promise<T[]> =>
  connected(url, async (client) => (await client.query<T>(sql, values)).rows);

const pictureOf = (url: string): Promise<Picture> =>
  connected(url, async (client) => {
    const columns: Picture['columns'] = new Map();
    const { rows: found } = await client.query<Column & { table: string }>(
      `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
              NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '' AS optional
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
    );
    for (const { table, ...column } of found)
      columns.set(table, (columns.get(table) ?? new Map<string, Column>()).set(column.name, column));
    const rows: Picture['rows'] = new Map();
    for (const [table, of] of columns) {
      const all = await client.query<Row>(
        `SELECT ${[...of.keys()].map((name) => `"${name}"::text`).join(', ')} FROM "${table}"`,
      );
      rows.set(table, all.rows);
    }
    return { columns, rows };
  });

/** What the notes of a service's migrations say is taken away or made different. */
const takenFrom = (service: string): Set<string> => {
  const { migrations } = EVERY_SERVICE.find(({ name }) => name === service)!;
  const notes = [...messagingTables, ...migrations].map((make) => (new make() as Partial<NotedMigration>).note);
  return new Set(notes.flatMap((note) => note?.contracts?.places ?? []));
};

describe.each(frozenReleases().map((release) => [release.release, release] as const))(
  'What %s left',
  (_name, frozen) => {
    const databases: Record<string, string> = {};
    const before: Record<string, Picture> = {};
    const after: Record<string, Picture> = {};
    /** Services that the release had. */
    const had = new Set<string>();
    let all: EveryService;

    /** What an operator does who comes from a release whose status service had what the port service has now. */
    const divideStatus = async (): Promise<void> => {
      const [status, port] = EVERY_SERVICE.filter(({ name }) => name === 'status' || name === 'port').sort((a, b) =>
        b.name.localeCompare(a.name),
      );
      databases['port'] = await migrated(await realServers().freshDatabase('port'), port!);
      await copyOfficersTables(databases[status!.name]!, databases['port']);
      await dropOfficersTables(databases['status']!);
      before['port'] = { columns: new Map(), rows: new Map() };
      for (const table of OFFICERS_TABLES) {
        for (const part of ['columns', 'rows'] as const) {
          const of = before['status']![part] as Map<string, never>;
          (before['port'][part] as Map<string, never>).set(table, of.get(table)!);
          of.delete(table);
        }
      }
      for (const name of ['status', 'port']) after[name] = await pictureOf(ownerOf(databases[name]!));
    };

    beforeAll(async () => {
      await Promise.all(
        EVERY_SERVICE.map(async (definition) => {
          const { name } = definition;
          const url = await frozen.restored(name);
          if (url === null) return;
          databases[name] = url;
          had.add(name);
          before[name] = await pictureOf(ownerOf(url));
          await migrated(url, definition);
          after[name] = await pictureOf(ownerOf(url));
        }),
      );
      if (!databases['port']) await divideStatus();
      all = await everyService({ databases, secrets: frozen.secrets() });
    });
    afterAll(() => all?.close());

    test('is there after the migrations, row by row, but for what a note says is taken away', () => {
      for (const [service, { columns, rows }] of Object.entries(before)) {
        const taken = takenFrom(service);
        for (const [table, old] of columns) {
          if (table === 'migration' || taken.has(table)) continue;
          const now = after[service]!.columns.get(table);
          const kept = [...old.keys()].filter((name) => !taken.has(`${table}.${name}`));
          const typesIn = (of: Map<string, Column> | undefined): string[] =>
            kept.map((name) => `${service} ${table}.${name} ${of?.get(name)?.type ?? 'is gone'}`);
          expect(typesIn(now)).toEqual(typesIn(old));
          const told = (picture: Row[]): string[] =>
            picture.map((row) => JSON.stringify([service, table, ...kept.map((name) => row[name])]));
          const there = new Set(told(after[service]!.rows.get(table)!));
          expect(told(rows.get(table)!).filter((row) => !there.has(row))).toEqual([]);
        }
      }
    });

    test('could still be written to by that release: what is new in its tables can be left out', () => {
      for (const [service, { columns }] of Object.entries(before).filter(([name]) => had.has(name)))
        for (const [table, old] of columns)
          for (const column of after[service]!.columns.get(table)?.values() ?? [])
            if (!old.has(column.name))
              expect([service, table, column.name, column.optional]).toEqual([service, table, column.name, true]);
    });

    test('is known, column by column, to those who change what is kept as JSON', () => {
      for (const [service, { columns }] of Object.entries(after)) {
        const kept = [...columns].flatMap(([table, of]) =>
          [...of.values()].filter(({ type }) => /^jsonb?$/.test(type)).map(({ name }) => `${table}.${name}`),
        );
        expect([service, kept.sort()]).toEqual([service, Object.keys(STORED_COLUMNS[service] ?? {}).sort()]);
      }
    });

    test('is read in the words of today, whatever was kept as JSON', () => {
      for (const [service, columns] of Object.entries(STORED_COLUMNS)) {
        for (const [place, { how }] of Object.entries(columns)) {
          if (typeof how === 'string') continue;
          const [table, name] = place.split('.') as [string, string];
          // A column that this release brings has nothing of an earlier one.
          for (const row of before[service]?.rows.get(table) ?? [])
            if (row[name] !== null && row[name] !== undefined)
              expect(() => how.read(JSON.parse(row[name] as string))).not.toThrow();
        }
      }
    });

    const read = async (
      pattern: string,
      path: string,
      caller: Caller,
      at?: string,
    ): Promise<Answer & { body: any }> => {
      const service = at ?? Object.keys(all.served).find((name) => all.served[name]!.includes(`GET ${pattern}`))!;
      const answer = await all.call(service, 'GET', path, caller);
      expect([path, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([path, 200, '']);
      return { ...answer, body: JSON.parse(answer.text) };
    };
    const rowsOf = (service: string, table: string): any[] => before[service]!.rows.get(table)!;

    test('is read back: releases, summaries and bills as they stood', async () => {
      const releases = rowsOf('entry', 'cargo_release');
      expect(releases.length).toBeGreaterThan(10);
      for (const { entry_key } of releases) {
        const address = `/entries/${entry_key.slice(0, 3)}/${entry_key.slice(3)}`;
        const { body } = await read('/entries/:filerCode/:entryNumber', address, 'broker', 'gateway');
        // Time passes: what happened then stands at the beginning of its history.
        const events = rowsOf('entry', 'cargo_release_event').filter((event) => event.entry_key === entry_key);
        expect([entry_key, body.release.history]).toEqual([
          entry_key,
          expect.arrayContaining(
            events.map(({ version, event, state }) =>
              expect.objectContaining({ version: Number(version), event, state }),
            ),
          ),
        ]);
        const versions = rowsOf('entry', 'entry_summary_version').filter((one) => one.entry_key === entry_key);
        expect([entry_key, body.summary?.history ?? []]).toEqual([
          entry_key,
          expect.arrayContaining(
            versions.map(({ revision, event }) => expect.objectContaining({ revision: Number(revision), event })),
          ),
        ]);
      }
      for (const { bill_key, state } of rowsOf('manifest', 'bill')) {
        const owner: Caller = bill_key.startsWith('MAEU') ? 'ocean-carrier' : 'truck-carrier';
        const { body } = await read('/bills/:billKey', `/bills/${bill_key}`, owner, 'gateway');
        expect([bill_key, body.state]).toEqual([bill_key, state]);
      }
    });

    test('is read back: the answers in the mailboxes, and what was sent', async () => {
      const owners = new Map(all.accounts.map(({ id, role }) => [id, role as Caller]));
      const mail = rowsOf('gateway', 'mailbox').filter(({ acknowledged_at }) => acknowledged_at === null);
      for (const [id, role] of owners) {
        const own = mail.filter(({ account_id }) => account_id === id);
        if (own.length === 0) continue;
        const { body } = await read('/mailbox', '/mailbox?limit=500', role, 'gateway');
        for (const one of own)
          expect(body.entries).toContainEqual(
            expect.objectContaining({ id: Number(one.id), application: one.application, body: one.body }),
          );
      }
      for (const { id, channel, account_id, filings } of rowsOf('gateway', 'transmission')) {
        const { body } = await read(
          `/${channel}/:id`,
          `/${channel === 'json' ? 'filings' : channel}/${id}`,
          owners.get(account_id)!,
          'gateway',
        );
        expect([id, body.filings.length]).toEqual([id, Number(filings)]);
      }
    });

    test('is read back: downtimes, incidents, notices and decisions on paper', async () => {
      const decisions = rowsOf('port', 'manual_decision');
      expect(decisions.map(({ decision }) => decision).sort()).toEqual(['hold', 'release']);
      for (const { control_number, decision } of decisions) {
        const { body } = await read('/desk/decisions/:controlNumber', `/desk/decisions/${control_number}`, 'officer');
        expect(JSON.stringify(body)).toContain(`"decision":"${decision}"`);
      }
      for (const { number } of rowsOf('port', 'downtime'))
        expect(
          (await read('/downtime/downtimes/:number', `/downtime/downtimes/${number}`, 'headquarters')).text,
        ).toContain(number);
      for (const { number } of rowsOf('port', 'incident'))
        expect(
          (await read('/status/incidents/:number.json', `/status/incidents/${number}.json`, 'no key')).text,
        ).toContain(number);
      for (const { number } of rowsOf('port', 'notice'))
        expect((await read('/status/notices/:number.json', `/status/notices/${number}.json`, 'no key')).text).toContain(
          number,
        );
      expect((await read('/activity', '/activity?limit=100', 'broker', 'gateway')).body.entries.length).toBeGreaterThan(
        10,
      );
    });

    test('is answered, when the gates open: each filing that waited once, none set aside', async () => {
      const gateway = databases['gateway']!;
      const ids = frozen.waiting.map(({ transmissionId }) => transmissionId);
      const waited = rowsOf('gateway', 'filing').filter(({ state }) => state === 'accepted');
      expect(waited.map(({ transmission_id }) => transmission_id)).toEqual(expect.arrayContaining(ids));
      expect(new Set(waited.map(({ channel }) => channel))).toEqual(new Set(['abi', 'x12', 'json']));
      for (const module of ['manifest', 'entry']) {
        const { status, text } = await all.call(
          'gateway',
          'POST',
          `/operations/gates/${module}/inbound/resume`,
          'operations token',
          {
            type: 'application/json',
            text: JSON.stringify({ actor: 'Watch officer', cause: 'Deployed' }),
          },
        );
        expect([module, status, status === 200 ? '' : text]).toEqual([module, 200, '']);
      }
      const states = (): Promise<{ state: string; id: string; kind: string }[]> =>
        ask(
          ownerOf(gateway),
          `SELECT state, id, kind FROM filing WHERE transmission_id = ANY($1) AND state <> 'answered'`,
          [ids],
        );
      await eventually(async () => expect(await states()).toEqual([]), { within: 60_000, every: 250 });
      for (const [service, url] of Object.entries(databases))
        expect([
          service,
          await ask(ownerOf(url), `SELECT type, state, error FROM inbox WHERE state IN ('set aside', 'waiting')`),
        ]).toEqual([service, []]);
      const answers = await ask<{ id: string; filings: number; said: number; failed: number }>(
        ownerOf(gateway),
        `SELECT t.id, t.filings, (SELECT count(*)::int FROM mailbox m WHERE m.transmission_id = t.id AND m.event = 'answer') AS said,
              (SELECT count(*)::int FROM filing f WHERE f.transmission_id = t.id AND f.conditions::text LIKE '%SYSTEM FAILURE%') AS failed
         FROM transmission t WHERE t.id = ANY($1)`,
        [ids],
      );
      expect(answers).toHaveLength(ids.length);
      // An X12 manifest is acknowledged (997) when it comes and answered (355) when it is judged; each of the others has one answer.
      for (const { id, said, failed } of answers) {
        const { channel } = frozen.waiting.find(({ transmissionId }) => transmissionId === id)!;
        expect([id, channel, said, failed]).toEqual([id, channel, channel === 'x12' ? 2 : 1, 0]);
      }
    });
  },
);
