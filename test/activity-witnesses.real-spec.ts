import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { AccountChangedConsumer, KnownAccounts } from '#access';
import {
  AccountChanged,
  InteractionRecorded,
  isSigned,
  headKeys,
  publicKeyText,
  signHead,
  signingKey,
  type SignedHead,
  accountSubject,
} from '#contracts';
import { MessageContext, Transactions, UnitOfWork } from '#messaging';
import { createLog, loadConfig, type RunningService, startService } from '#service';
import { AccountConfig } from '../apps/account/src/config/account.config';
import { account } from '../apps/account/src/account.service-definition';
import { chained, type ChainHead, entriesOf } from '../apps/account/src/activity-log/activity-chain.rules';
import { appendActivity, readActivity, type Verification } from '../apps/account/src/activity-log/activity.repository';
import { HeadSigner } from '../apps/account/src/activity-log/head-signer';
import { GatewayConfig } from '../apps/gateway/src/config/gateway.config';
import { BROKER_KEY, partners } from '../apps/gateway/src/gateway.fixture';
import { gateway } from '../apps/gateway/src/gateway.service-definition';
import { eventually, migrated, realServers } from './support';
import { DatabaseCopy } from './support/database-copy';
import { received } from './support/handler-bench';

const TOKEN = 'operations-token-of-this-test';
const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const [PRESENT_KEY, EARLIER_KEY] = [newKey(), newKey()];
const PUBLIC_KEYS = [PRESENT_KEY, EARLIER_KEY].map((key) => publicKeyText(signingKey(key))).join(',');

let accounts: RunningService;
let gate: RunningService;
let databaseUrl: string;
let superuserUrl: string;
let brokerId: string;

beforeAll(async () => {
  const servers = realServers();
  const AMQP_URL = await servers.freshVhost();
  const shared = { AMQP_URL, PORT: '0', HOST: '127.0.0.1', OPERATIONS_TOKEN: TOKEN };
  const gatewayUrl = await migrated(await servers.freshDatabase('gateway'), gateway);
  databaseUrl = await migrated(await servers.freshDatabase('account'), account);
  superuserUrl = await servers.postgresUrl();
  const log = createLog('test', 'test', process.env['TEST_LOG'] ?? 'fatal');
  gate = await startService(
    gateway,
    loadConfig(GatewayConfig, { ...shared, DATABASE_URL: gatewayUrl, ACTIVITY_PUBLIC_KEYS: PUBLIC_KEYS }),
    log,
  );
  const settings = {
    ACTIVITY_SIGNING_KEY: PRESENT_KEY,
    ACTIVITY_PUBLIC_KEYS: publicKeyText(signingKey(EARLIER_KEY)),
    ACTIVITY_HEAD_SECONDS: '1',
  };
  accounts = await startService(
    account,
    loadConfig(AccountConfig, {
      ...shared,
      ...settings,
      DATABASE_URL: databaseUrl,
      SERVICE_URLS: JSON.stringify({ gateway: gate.url }),
    }),
    log,
  );
  await eventually(() => [accounts, gate].every(({ app }) => app.get(DataSource).isInitialized), { within: 20_000 });
  const known = await partners();
  await gate.app.get(DataSource).transaction(async (manager) => {
    const unit = new UnitOfWork(manager, 4);
    await new AccountChangedConsumer(gate.app.get(KnownAccounts)).take(
      known.map((data) => received(AccountChanged, accountSubject(data.accountId), data)),
      new MessageContext(unit),
    );
    await unit.flush();
  });
  brokerId = known.find(({ filerCodes }) => filerCodes.includes('B76'))!.accountId;
});

afterAll(async () => {
  await accounts?.close();
  await gate?.close();
});

const asSuperuser = async (
  text: string,
  values: unknown[] = [],
  database = new URL(databaseUrl).pathname,
): Promise<any[]> => {
  const url = new URL(superuserUrl);
  url.pathname = database;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return (await client.query(text, values)).rows ?? [];
  } finally {
    await client.end();
  }
};
const write = (accountId: string, summaries: readonly string[], recordedAt = new Date()): Promise<void> =>
  accounts.app.get(DataSource).transaction((manager) =>
    appendActivity(
      manager,
      summaries.flatMap((summary) => entriesOf({ ...InteractionRecorded.example, accountId, summary, items: [] })),
      recordedAt,
    ),
  );
const verify = async (accountId: string): Promise<Verification> =>
  (await (
    await fetch(`${accounts.url}/operations/accounts/${accountId}/activity/verify`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    })
  ).json()) as Verification;
const atGateway = async (path: string, key = BROKER_KEY): Promise<any> =>
  (await fetch(`${gate.url}${path}`, { headers: { authorization: `Bearer ${key}` } })).json();
const heldFor = async (accountId: string): Promise<SignedHead[]> =>
  (
    (await (
      await fetch(`${gate.url}/operations/activity-heads/${accountId}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      })
    ).json()) as { heads: SignedHead[] }
  ).heads;
const witnessed = (accountId: string, sequence: number): Promise<unknown> =>
  eventually(async () => expect((await heldFor(accountId)).map((head) => head.sequence)).toContain(sequence), {
    within: 20_000,
  });
/** Writes the log of an account anew as somebody with the whole database would: with hashes and head that fit. */
const rewrite = async (
  accountId: string,
  change: (summary: string, sequence: number) => string | null,
): Promise<void> => {
  const entries = await readActivity(accounts.app.get(DataSource).manager, accountId, 0, 1_000);
  const kept = entries.flatMap((entry) => {
    const summary = change(entry.summary, entry.sequence);
    return summary === null ? [] : [{ ...entry, summary }];
  });
  const heads = new Map<string, ChainHead>();
  const placed = kept.map((entry) => chained([entry], heads, entry.recordedAt)[0]!);
  await asSuperuser('ALTER TABLE activity DISABLE TRIGGER USER');
  await asSuperuser('DELETE FROM activity WHERE account_id = $1 AND sequence > $2', [accountId, placed.length]);
  for (const { sequence, summary, previousHash, hash } of placed) {
    await asSuperuser(
      'UPDATE activity SET summary = $3, previous_hash = $4, hash = $5 WHERE account_id = $1 AND sequence = $2',
      [accountId, sequence, summary, previousHash, hash],
    );
  }
  await asSuperuser('ALTER TABLE activity ENABLE TRIGGER USER');
  await asSuperuser('UPDATE activity_head SET sequence = $2, hash = $3 WHERE account_id = $1', [
    accountId,
    placed.length,
    placed.at(-1)!.hash,
  ]);
};

describe('an activity log that was signed', () => {
  test('is intact as it was written, and says up to where others can tell', async () => {
    const id = randomUUID();
    await write(id, ['one', 'two', 'three']);
    await witnessed(id, 3);
    await write(id, ['four']);
    expect(await verify(id)).toMatchObject({
      entries: 4,
      intact: true,
      fault: null,
      witnessed: { sequence: expect.any(Number), signedAt: expect.any(String) },
    });
    await witnessed(id, 4);
    expect((await verify(id)).witnessed).toMatchObject({ heads: 2, sequence: 4 });
  });

  test('is found out when one entry is rewritten and every hash and the head are computed anew', async () => {
    const id = randomUUID();
    await write(id, ['filed 12 containers', 'answered', 'acknowledged']);
    await witnessed(id, 3);
    await rewrite(id, (summary, sequence) => (sequence === 1 ? 'nothing was ever filed' : summary));
    const { signedAt } = (await heldFor(id))[0]!;
    expect(await verify(id)).toMatchObject({
      intact: false,
      fault: `entry 3 is not the one that was signed at ${signedAt}: it or one before it was rewritten, or the log grew anew from an older copy`,
    });
  });

  test('is found out when entries are cut off its end', async () => {
    const id = randomUUID();
    await write(id, ['one', 'two', 'three', 'four']);
    await witnessed(id, 4);
    await rewrite(id, (summary, sequence) => (sequence > 2 ? null : summary));
    expect(await verify(id)).toMatchObject({
      entries: 2,
      intact: false,
      fault: expect.stringMatching(
        /^(entries were cut off: the log ends with entry 2|the log went back, ).*entry 4 was signed at /,
      ),
    });
    // The shorter log is signed in turn, and contradicts what is held.
    await witnessed(id, 2);
    expect((await verify(id)).fault).toMatch(
      /^the log went back, entries were cut off or this database is an older copy: entry 4 was signed at .*, and at .* only entry 2$/,
    );
  });

  test('that was cut off and goes on is found out by the entries in the place of those that are gone', async () => {
    const id = randomUUID();
    await write(id, ['one', 'two', 'three']);
    await witnessed(id, 3);
    await rewrite(id, (summary, sequence) => (sequence > 2 ? null : summary));
    await write(id, ['another three', 'four']);
    expect(await verify(id)).toMatchObject({
      intact: false,
      fault: expect.stringMatching(/^entry 3 is not the one that was signed at /),
    });
  });

  test('is found out when the database is put back to an older copy', async () => {
    const id = randomUUID();
    await write(id, ['one', 'two']);
    await witnessed(id, 2);
    const copy = await DatabaseCopy.of(databaseUrl, superuserUrl);
    await eventually(() => write(id, ['three', 'four']).then(() => true), { within: 20_000 });
    await witnessed(id, 4);
    await copy.putBack();
    await eventually(
      async () => {
        expect(await verify(id)).toMatchObject({
          entries: 2,
          intact: false,
          fault: expect.stringMatching(
            /^this database is an older copy: the log ends with entry 2 and nothing is known here of what was signed later, entry 4 was signed at /,
          ),
        });
      },
      { within: 30_000 },
    );
  });

  test('is not called intact while nobody can say what was signed', async () => {
    const id = randomUUID();
    await write(id, ['one']);
    const urls = accounts.app.get(AccountConfig).SERVICE_URLS;
    const before = urls['gateway']!;
    urls['gateway'] = 'http://127.0.0.1:1';
    expect(await verify(id)).toMatchObject({
      intact: null,
      fault: expect.stringContaining('the gateway, which holds the signed heads, does not answer'),
      witnessed: null,
    });
    urls['gateway'] = before;
    expect(await verify(id)).toMatchObject({ intact: true });
  });

  test('was signed by a key of before as well as by the present one; a head that somebody else made is named', async () => {
    const id = randomUUID();
    await write(id, ['one', 'two']);
    await witnessed(id, 2);
    const [first, second] = await readActivity(accounts.app.get(DataSource).manager, id, 0, 10);
    const insert = (head: SignedHead): Promise<unknown> =>
      gate.app
        .get(DataSource)
        .query(
          'INSERT INTO activity_head (account_id, sequence, hash, signed_at, key_id, signature, heard_at) VALUES ($1, $2, $3, $4, $5, $6, now())',
          [head.accountId, head.sequence, head.hash, head.signedAt, head.keyId, head.signature],
        );
    await insert(
      signHead(
        { accountId: id, sequence: 1, hash: first!.hash, signedAt: '2026-11-20T08:00:00.000Z' },
        signingKey(EARLIER_KEY),
      ),
    );
    expect(await verify(id)).toMatchObject({ intact: true, witnessed: { heads: 2, sequence: 2 } });
    await insert(
      signHead(
        { accountId: id, sequence: 2, hash: second!.hash, signedAt: '2026-11-20T09:00:00.000Z' },
        signingKey(newKey()),
      ),
    );
    expect(await verify(id)).toMatchObject({
      intact: false,
      fault: expect.stringMatching(
        /^the gateway holds a head of entry 2, 2026-11-20T09:00:00.000Z, that key [0-9a-f]{16} did not sign/,
      ),
    });
  });

  test('cannot be changed at the gateway either', async () => {
    for (const statement of [
      'UPDATE activity_head SET sequence = 1',
      'DELETE FROM activity_head',
      'TRUNCATE activity_head',
    ]) {
      await expect(gate.app.get(DataSource).query(statement)).rejects.toThrow('permission denied');
    }
  });
});

describe('a partner', () => {
  test('reads the signed heads of the own log and the keys by which to check them, and finds one in the mailbox the day after', async () => {
    const yesterday = new Date(Date.now() - 86_400_000);
    await write(brokerId, ['filed', 'answered'], yesterday);
    await eventually(
      async () =>
        expect((await atGateway('/activity/heads')).heads.map((head: SignedHead) => head.sequence)).toContain(2),
      { within: 20_000 },
    );
    const { keys } = (await (await fetch(`${gate.url}/activity/keys`)).json()) as {
      keys: { keyId: string; publicKey: string }[];
    };
    expect(keys.map(({ publicKey }) => publicKey).join()).toBe(PUBLIC_KEYS);
    const known = headKeys(keys.map(({ publicKey }) => publicKey).join());
    const { heads } = await atGateway('/activity/heads');
    for (const head of heads) expect(isSigned(head, known)).toBe(true);
    expect((await fetch(`${gate.url}/activity/heads`)).status).toBe(401);
    const notices = async (): Promise<SignedHead[]> =>
      (await atGateway('/mailbox')).entries
        .filter(({ application }: { application: string }) => application === 'activity-log-head')
        .map(({ body }: { body: string }) => JSON.parse(body));
    await eventually(async () => expect(await notices()).toHaveLength(1), { within: 20_000 });
    const [notice] = await notices();
    expect(notice).toEqual({
      accountId: brokerId,
      sequence: 2,
      hash: expect.any(String),
      signedAt: expect.any(String),
      keyId: expect.any(String),
      signature: expect.any(String),
    });
    expect(isSigned(notice!, known)).toBe(true);
    // That it was put there stands in the log too, and is no reason for another notice, today or on a later day.
    await eventually(
      async () =>
        expect(await readActivity(accounts.app.get(DataSource).manager, brokerId, 0, 10)).toMatchObject([
          {},
          {},
          { kind: 'notification placed', itemKind: 'activity log head' },
        ]),
      { within: 20_000 },
    );
    await asSuperuser(`UPDATE activity_head SET noticed_at = now() - interval '3 days' WHERE account_id = $1`, [
      brokerId,
    ]);
    await asSuperuser('ALTER TABLE activity DISABLE TRIGGER USER');
    await asSuperuser(`UPDATE activity SET recorded_at = recorded_at - interval '2 days' WHERE account_id = $1`, [
      brokerId,
    ]);
    await asSuperuser('ALTER TABLE activity ENABLE TRIGGER USER');
    await asSuperuser('UPDATE activity_head SET signed_at = NULL WHERE account_id = $1', [brokerId]);
    await accounts.app.get(HeadSigner).sign();
    await eventually(async () =>
      expect(
        (await asSuperuser('SELECT signed_at FROM activity_head WHERE account_id = $1', [brokerId]))[0].signed_at,
      ).not.toBeNull(),
    );
    expect(
      (await asSuperuser('SELECT noticed_sequence::int AS n FROM activity_head WHERE account_id = $1', [brokerId]))[0]
        .n,
    ).toBe(2);
  });

  test('a log that does not grow is signed again after a day', async () => {
    const id = randomUUID();
    await write(id, ['one']);
    await witnessed(id, 1);
    await asSuperuser(`UPDATE activity_head SET signed_at = signed_at - interval '25 hours' WHERE account_id = $1`, [
      id,
    ]);
    await eventually(async () => expect(await heldFor(id)).toHaveLength(2), { within: 20_000 });
    expect(await verify(id)).toMatchObject({ intact: true, witnessed: { heads: 2, sequence: 1 } });
  });
});

test('signing one transaction after the other goes on until nothing is due', async () => {
  await accounts.app.get(Transactions).run(async ({ manager }) => {
    await appendActivity(
      manager,
      Array.from(
        { length: 600 },
        (_, n) =>
          entriesOf({ ...InteractionRecorded.example, accountId: randomUUID(), summary: `${n}`, items: [] })[0]!,
      ),
      new Date(),
    );
  });
  await eventually(
    async () =>
      expect(
        (await asSuperuser('SELECT count(*)::int AS n FROM activity_head WHERE signed_sequence < sequence'))[0].n,
      ).toBe(0),
    { within: 20_000 },
  );
});
