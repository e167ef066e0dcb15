import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import request from 'supertest';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { createLog, loadConfig, newApiKey, type RunningService, startService } from '#service';
import { ActivityTreeSigned, isTreeHeadSigned, publicKeyText, signingKey, headKeys } from '#contracts';
import { eventually, migrated, realServers } from '../../../../test/support';
import { account } from '../account.service-definition';
import { AccountConfig } from '../config/account.config';
import type { ActivityEntry } from './activity-chain.rules';
import { ActivityRetention } from './activity-retention';
import { appendActivity } from './activity.repository';
import { hashesOf, sealEntries, treeSize } from './activity-tree.repository';
import {
  completeHash,
  completeNodes,
  leafHash,
  rangeHash,
  provesConsistency,
  provesInclusion,
} from './merkle-tree.rules';

const TOKEN = 'operations-token-of-this-test';
const KEY = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const [A, B] = [randomUUID(), randomUUID()];
let service: RunningService;
let source: DataSource;
let url: string;
let superuserUrl: string;
let cbp: { id: string; key: string };

beforeAll(async () => {
  const servers = realServers();
  const DATABASE_URL = await servers.freshDatabase('account');
  url = await migrated(DATABASE_URL, account);
  superuserUrl = Object.assign(new URL(await servers.postgresUrl()), { pathname: new URL(url).pathname }).href;
  const config = loadConfig(AccountConfig, {
    DATABASE_URL,
    AMQP_URL: 'amqp://guest:guest@127.0.0.1:1',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    ACTIVITY_SIGNING_KEY: KEY,
    ACTIVITY_TREE_SECONDS: '1',
    ACTIVITY_RETENTION_YEARS: '*=15, viewed by CBP=6',
  });
  service = await startService(account, config, createLog('account', 'test', 'fatal'));
  source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
  cbp = await opened({ kinds: ['headquarters'], apiKeyPerson: 'A. Reyes' });
});
afterAll(() => service?.close());

const entry = (accountId: string, at: number, more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  accountId,
  occurredAt: '2026-11-21T14:05:08.120Z',
  kind: 'decided',
  channel: 'CBP',
  transmissionId: null,
  mailboxId: null,
  filingId: null,
  itemKind: null,
  subject: `entry:B76-${at}`,
  outcome: null,
  disposition: 'documents required',
  summary: `decision ${at}`,
  ...more,
});
const append = (...entries: ActivityEntry[]) =>
  source.transaction((manager) => appendActivity(manager, entries, new Date()));
const opened = async (order: object = {}): Promise<{ id: string; key: string }> => {
  const [id, key] = [randomUUID(), newApiKey()];
  const account = { id, name: 'Harbor Brokers', kinds: [], importerNumbers: [], filerCodes: [], scacs: [], ports: [] };
  await request(service.url)
    .post('/operations/accounts')
    .set('authorization', `Bearer ${TOKEN}`)
    .send({ ...account, apiKey: key, ...order })
    .expect(201);
  return { id, key };
};
const get = (path: string, key = cbp.key) => request(service.url).get(`/${path}`).set('authorization', `Bearer ${key}`);
interface Head {
  size: number;
  rootHash: string;
  signedAt: string;
  keyId: string;
  signature: string;
}
const headOfSize = async (least: number): Promise<Head> => {
  let head: Head | undefined;
  await eventually(
    async () => {
      const { body } = await get('activity-tree/heads');
      head = body.heads.at(-1);
      return (head?.size ?? 0) >= least;
    },
    { within: 20_000 },
  );
  return head!;
};
const exported = async (accountId: string, query = ''): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${service.url}/accounts/${accountId}/activity/export${query}`, {
    headers: { authorization: `Bearer ${cbp.key}` },
  });
  return { status: answer.status, text: await answer.text() };
};
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('the tree over all activity logs', () => {
  test('two logs written at the same time become one tree, whose signed root is the one that all its leaves give', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => append(entry(A, at, { person: 'K. Osei', port: '2704' }), entry(B, at))),
    );
    const head = await headOfSize(41);
    expect(isTreeHeadSigned(head, headKeys(publicKeyText(signingKey(KEY))))).toBe(true);
    const rows: { account_id: string; sequence: string; entry_hash: Buffer }[] = await source.query(
      'SELECT account_id, sequence, entry_hash FROM activity_leaf ORDER BY leaf',
    );
    expect(head.size).toBe(rows.length);
    for (const id of [A, B])
      expect(rows.filter((row) => row.account_id === id).map(({ sequence }) => Number(sequence))).toEqual(
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
    const leaves = rows.map((row) => leafHash(row.entry_hash));
    const root = rangeHash(
      completeNodes({ from: 0, to: leaves.length }).map(({ level, position }) =>
        completeHash(leaves.slice(position * 2 ** level, (position + 1) * 2 ** level)),
      ),
    );
    expect(head.rootHash).toBe(root.toString('hex'));
    const told = await source.query('SELECT destination FROM outbox WHERE type = $1', [ActivityTreeSigned.type]);
    expect(told[0]).toEqual({ destination: 'gateway' });
  });

  test('an entry is proved to be in the signed tree, and the tree to continue the one signed before', async () => {
    const before = await headOfSize(40);
    await append(...Array.from({ length: 300 }, (_, at) => entry(A, 100 + at)));
    const now = await headOfSize(before.size + 300);
    const { body: proof } = await get(`accounts/${A}/activity/100/proof`).expect(200);
    const [{ hash }] = await source.query('SELECT hash FROM activity WHERE account_id = $1 AND sequence = 100', [A]);
    expect(
      provesInclusion(
        proof.leaf,
        leafHash(bytes(hash)),
        proof.head.size,
        bytes(proof.head.rootHash),
        proof.path.map(bytes),
      ),
    ).toBe(true);
    const { body } = await get(`activity-tree/consistency?earlier=${before.size}&size=${now.size}`).expect(200);
    expect(
      provesConsistency(before.size, bytes(before.rootHash), now.size, bytes(now.rootHash), body.path.map(bytes)),
    ).toBe(true);
    await get(`accounts/${A}/activity/999999/proof`).expect(404);
    await get(`activity-tree/consistency?earlier=9&size=3`).expect(422);
  });

  test('what is kept of the tree gives the same root for every earlier size', async () => {
    const size = await treeSize(source.manager);
    const rows: { entry_hash: Buffer }[] = await source.query('SELECT entry_hash FROM activity_leaf ORDER BY leaf');
    const leaves = rows.map((row) => leafHash(row.entry_hash));
    for (const power of [1, 16, 32, 64, 128, 256]) {
      if (power > size) break;
      const [root] = await hashesOf(source.manager, [{ from: 0, to: power }]);
      expect(root).toEqual(completeHash(leaves.slice(0, power)));
    }
    expect(await source.transaction((manager) => sealEntries(manager, 10))).toBe(0);
  });

  test("the service's own role can neither change nor delete nor empty what the proofs stand on", async () => {
    for (const table of ['activity', 'activity_leaf', 'activity_node', 'activity_tree_head'])
      for (const statement of [`UPDATE ${table} SET ctid = ctid`, `DELETE FROM ${table}`, `TRUNCATE ${table}`])
        await expect(source.query(statement)).rejects.toThrow();
    const [{ leaves }] = await source.query('SELECT count(*)::int AS leaves FROM activity_leaf');
    expect(leaves).toBe(await treeSize(source.manager));
  });

  test('entries are found by who acted, at which port, about what; page by page, each once', async () => {
    const search = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const { body }: { body: { entries: { summary: string }[]; next: string | null } } = await get(
          `activity?limit=7&${query}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
        ).expect(200);
        found.push(...body.entries.map(({ summary }) => summary));
        after = body.next;
      }
      return found;
    };
    const decided = Array.from({ length: 20 }, (_, at) => `decision ${at}`).sort();
    expect((await search('person=K.%20Osei&port=2704')).sort()).toEqual(decided);
    expect(await search(`account=${B}&kind=decided`)).toHaveLength(20);
    expect(await search(`subject=entry:B76-3`)).toEqual(['decision 3', 'decision 3']);
    expect(await search('port=2705')).toEqual([]);
    expect(await search('to=2020-01-01')).toEqual([]);
    await get('activity?after=nonsense').expect(422);
    await get('activity?from=yesterday').expect(422);
  });

  test('who has an account finds, proves and exports its own log and nobody else sees it', async () => {
    const broker = await opened();
    const { body } = await get('activity', broker.key).expect(200);
    expect(new Set(body.entries.map(({ accountId }: ActivityEntry) => accountId))).toEqual(new Set([broker.id]));
    await get(`activity?account=${A}`, broker.key).expect(404);
    await get(`accounts/${A}/activity/export`, broker.key).expect(404);
    await get(`accounts/${A}/activity/1/proof`, broker.key).expect(404);
    await get(`accounts/${broker.id}/activity/export?format=csv`, broker.key).expect(200);
    await get('activity', 'pk_unknown').expect(401);
  });

  test('an export holds all that proves it, is itself an entry, and whoever kept an older head sees that nothing before it was changed', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'export-'));
    const kept = await headOfSize(1);
    await append(entry(B, 900, { summary: '=HYPERLINK("x")' }));
    const { text } = await exported(B, `?since=${kept.size}`);
    writeFileSync(join(directory, 'log.jsonl'), text);
    writeFileSync(join(directory, 'head.json'), JSON.stringify(kept));
    const run = spawnSync(process.execPath, [
      join(__dirname, '../../../../tools/verify-log.cjs'),
      join(directory, 'log.jsonl'),
      '--head',
      join(directory, 'head.json'),
    ]);
    expect([run.status, String(run.stdout)]).toEqual([0, expect.stringContaining('The log is intact')]);
    rmSync(directory, { recursive: true });
    expect(text.trimEnd().split('\n').at(-2)).toContain('"kind":"exported"');
    const { text: csv } = await exported(B, '?format=csv');
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect((await exported(B, '?since=99999999')).status).toBe(422);
  });

  test('what somebody with every right in the database changed is named by the export', async () => {
    const owner = new Client({ connectionString: superuserUrl });
    await owner.connect();
    await owner.query('ALTER TABLE activity DISABLE TRIGGER ALL');
    await owner.query(`UPDATE activity SET summary = 'nothing happened' WHERE account_id = $1 AND sequence = 5`, [B]);
    await owner.end();
    const { text: body } = await exported(B);
    const run = spawnSync(process.execPath, [join(__dirname, '../../../../tools/verify-log.cjs'), '-'], {
      input: body,
    });
    expect([run.status, String(run.stdout)]).toEqual([1, expect.stringContaining('entry 5 is not what was recorded')]);
  });
});

describe('retention by policy', () => {
  const yearsAgo = (years: number): Date => {
    const at = new Date();
    at.setUTCFullYear(at.getUTCFullYear() - years);
    return at;
  };
  const appendAt = (recordedAt: Date, ...entries: ActivityEntry[]) =>
    source.transaction((manager) => appendActivity(manager, entries, recordedAt));
  const verified = async (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'portway-log-'));
    try {
      const file = join(folder, 'log.jsonl');
      writeFileSync(file, text);
      const { status, stdout } = spawnSync(process.execPath, ['tools/verify-log.cjs', file], { encoding: 'utf8' });
      return { status, stdout };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const removeAll = async () => {
    const retention = service.app.get(ActivityRetention, { strict: false });
    while (await retention.remove());
  };

  test('entries older than the policy of their kind lose their content and keep their place: chain, tree and export hold and say when', async () => {
    const { id } = await opened();
    const secret = 'what nobody reads any more';
    await appendAt(yearsAgo(16), entry(id, 1, { summary: secret }), entry(id, 2, { summary: secret }));
    await appendAt(
      yearsAgo(7),
      entry(id, 3, { summary: 'kept' }),
      entry(id, 4, { kind: 'viewed by CBP', summary: secret }),
    );
    await appendAt(yearsAgo(5), entry(id, 5, { kind: 'viewed by CBP', summary: 'kept' }));
    const before = await headOfSize((await treeSize(source.manager)) + 0);
    await eventually(async () =>
      expect(
        await source.query('SELECT 1 FROM activity_head WHERE account_id = $1 AND sealed_sequence >= 6', [id]),
      ).toHaveLength(1),
    );
    await removeAll();
    await removeAll();

    const rows: { sequence: string; summary: string }[] = await source.query(
      'SELECT sequence, summary FROM activity WHERE account_id = $1 ORDER BY sequence',
      [id],
    );
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual([1, 4, 6, 7, 8]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const said = rows.at(-1)!.summary;
    expect(said).toContain('the content of');
    const { body } = await request(service.url)
      .get(`/operations/accounts/${id}/activity/verify`)
      .set('authorization', `Bearer ${TOKEN}`);
    expect(body.fault).toMatch(/^the chain is unbroken, but the gateway/);
    const now = await headOfSize(before.size + 1);
    expect(now.size).toBeGreaterThan(before.size);
    const { text } = await exported(id);
    expect(text).not.toContain(secret);
    const checked = await verified(text);
    expect(checked.stdout).toContain(
      `Of 3 entries the content was removed by policy on ${new Date().toISOString().slice(0, 10)}`,
    );
    expect(checked.status).toBe(0);
    // What claims to be removed too early, or has a hash of its own, is found.
    const early = text.replace(/("recordedAt":")\d{4}(-[^}]*"removedAt")/, `$1${new Date().getUTCFullYear()}$2`);
    expect((await verified(early)).stdout).toContain('was removed before its 5 years were over');
    const forged = text
      .split('\n')
      .map((line) => (line.includes('removedAt') ? line.replace(/"hash":"[0-9a-f]{4}/, '"hash":"beef') : line))
      .join('\n');
    expect((await verified(forged)).status).toBe(1);
  });

  test('nothing is removed of a log under a legal hold, and everything that is due once it is lifted', async () => {
    const { id } = await opened();
    const post = (path: string, body: object) =>
      request(service.url).post(path).set('authorization', `Bearer ${cbp.key}`).send(body);
    const { body: hold } = await post(`/accounts/${id}/activity/holds`, { reason: 'case 4711' }).expect(201);
    await appendAt(yearsAgo(20), entry(id, 1));
    await eventually(async () =>
      expect(
        await source.query('SELECT 1 FROM activity_head WHERE account_id = $1 AND sealed_sequence = sequence', [id]),
      ).toHaveLength(1),
    );
    const left = async (): Promise<number> =>
      (await source.query('SELECT 1 FROM activity WHERE account_id = $1 AND subject = $2', [id, 'entry:B76-1'])).length;
    await removeAll();
    expect(await left()).toBe(1);
    await post(`/accounts/${id}/activity/holds/${hold.id}/lift`, { reason: 'closed' }).expect(200);
    await post(`/accounts/${id}/activity/holds/${hold.id}/lift`, { reason: 'closed' }).expect(409);
    await removeAll();
    expect(await left()).toBe(0);
    expect((await get(`activity?account=${id}&kind=legal%20hold%20placed`)).body.entries).toMatchObject([
      { person: 'A. Reyes', summary: expect.stringContaining('case 4711') },
    ]);
  });

  test('the role of the service removes nothing itself, and by the function nothing younger than five years', async () => {
    const { id } = await opened();
    await append(entry(id, 1));
    await expect(source.query('DELETE FROM activity WHERE account_id = $1', [id])).rejects.toThrow(
      /permission denied|append-only/,
    );
    await expect(source.query('UPDATE activity_removed SET years = 1')).rejects.toThrow(
      /permission denied|append-only/,
    );
    await expect(source.query(`SELECT * FROM remove_activity('{"*": 4}', 10)`)).rejects.toThrow(/five years at least/);
    const [{ count }] = await source.query(`SELECT count(*) FROM remove_activity('{"*": 5}', 1)`);
    expect(Number(count)).toBeLessThanOrEqual(1);
    expect(
      await source.query('SELECT 1 FROM activity WHERE account_id = $1 AND summary = $2', [id, 'decision 1']),
    ).toHaveLength(1);
    const superuser = new Client({ connectionString: superuserUrl });
    await superuser.connect();
    try {
      // Others here have put them out of action.
      await superuser.query('ALTER TABLE activity ENABLE TRIGGER ALL');
      await expect(superuser.query('DELETE FROM activity WHERE account_id = $1', [id])).rejects.toThrow(/append-only/);
    } finally {
      await superuser.end();
    }
  });

  test('the log of an account is read together with those of accounts merged into it', async () => {
    const [one, other] = [await opened(), await opened({ importerNumbers: [] })];
    await append(entry(other.id, 1, { subject: 'entry:B76-MERGED' }));
    await request(service.url)
      .post(`/accounts/${other.id}/merge`)
      .set('authorization', `Bearer ${cbp.key}`)
      .send({ into: one.id, why: 'bought by it' })
      .expect(200);
    await append(entry(one.id, 2, { subject: 'entry:B76-MERGED' }));
    const { body } = await get('activity?subject=entry:B76-MERGED', one.key);
    expect((body.entries as { accountId: string }[]).map((found) => found.accountId)).toEqual([other.id, one.id]);
    expect((await get(`activity?account=${other.id}`, one.key)).status).toBe(200);
    expect((await get(`activity?account=${one.id}&subject=entry:B76-MERGED&limit=1`)).body.next).toContain(other.id);
  });
});
