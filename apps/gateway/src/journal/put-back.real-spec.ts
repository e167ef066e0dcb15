import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BillHoldOrdered,
  CargoReleaseFiled,
  EntryFilingAnswered,
  EntrySummaryFiled,
  ManifestFiled,
  ManifestFilingAnswered,
} from '#contracts';
import { eventually, freshDatabaseOn, realServers } from '../../../../test/support';
import { DatabaseCopy } from '../../../../test/support/database-copy';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { CARRIER_KEY, OFFICER_KEY, sample } from '../gateway.fixture';

/** The gateway's database is put back to a copy while filing goes on; the service is not restarted. */

const folder = mkdtempSync(join(tmpdir(), 'portway-journal-copy-'));
let databaseUrl: string;
let gate: GatewayBench;
beforeAll(async () => {
  databaseUrl = await realServers().freshDatabase('gateway');
  gate = await gatewayBench({ JOURNAL_COPY_DIR: folder }, databaseUrl);
});
afterAll(async () => {
  await gate?.close();
  rmSync(folder, { recursive: true, force: true });
});

const release = (serial: number): object => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
});
const summary = (serial: number): string => sample('entry-summary.abi').replaceAll('03245278', `0324${serial}`);
const interchange = (control: number): string =>
  sample('manifest-ocean.309').replaceAll('000000041', String(control).padStart(9, '0'));
const hold = (key: string) =>
  gate
    .fileJson('/officer/bills/MAEU260000101/holds', { code: '1H', reason: 'exam' }, OFFICER_KEY)
    .set('idempotency-key', key);

interface Filed {
  readonly id: string;
  readonly path: string;
  readonly key?: string;
}
/** One of each kind, of a refused batch and of a repeat too. */
const fileAll = async (run: number): Promise<Filed[]> => {
  const filed: Filed[] = [];
  const note = async (path: string, file: () => ReturnType<GatewayBench['fileJson']>, key?: string): Promise<void> => {
    const { body } = await file().expect(202);
    filed.push({ id: body.id, path, ...(key ? { key } : {}) });
  };
  await note('/filings', () => gate.fileJson('/filings/cargo-release', release(run * 10 + 1)));
  await note('/filings', () => gate.fileJson('/filings/cargo-release', release(run * 10 + 1)));
  await note('/filings', () =>
    gate.fileJson('/filings/cargo-release', release(run * 10 + 2)).set('idempotency-key', `order-${run}`),
  );
  await note('/abi', () => gate.fileAbi(summary(5_270 + run)));
  await note('/abi', () => gate.fileAbi(summary(5_270 + run).replaceAll('PASSWD', 'WRONG1')));
  await note('/x12', () => gate.fileX12(interchange(100 + run), CARRIER_KEY), CARRIER_KEY);
  await note('/filings', () => hold(`hold-${run}`), OFFICER_KEY);
  return filed;
};
const stateOf = async ({ id, path, key }: Filed) => (await gate.call('get', `${path}/${id}`, key).expect(200)).body;
const CONTRACTS = [CargoReleaseFiled, EntrySummaryFiled, ManifestFiled, BillHoldOrdered] as const;

interface Sent {
  message_id: string;
  type: string;
  subject: string;
  hash: string;
  data: string;
  again: boolean;
}
/** Filings on their way to a module, in order. */
const sent = (): Promise<Sent[]> =>
  gate.source.query(
    'SELECT message_id, type, subject, hash, data, again FROM outbox WHERE type = ANY($1) ORDER BY id',
    [CONTRACTS.map(({ type }) => type)],
  );
const moduleAnswers = async (messages: readonly Sent[]): Promise<void> => {
  for (const { type, data } of messages) {
    const contract =
      type === ManifestFiled.type || type === BillHoldOrdered.type ? ManifestFilingAnswered : EntryFilingAnswered;
    await gate.answer(contract, [JSON.parse(data)]);
  }
};
const controls = async (): Promise<number[]> =>
  (await gate.source.query(`SELECT body FROM mailbox WHERE format = 'x12'`)).map(({ body }: { body: string }) =>
    Number(body.split('*')[13]),
  );

test('what was accepted since the copy is known again under its ids, goes to its module as it was, is answered once, and numbers go on', async () => {
  const before = await fileAll(1);
  await moduleAnswers(await sent());
  const cursor = (await gate.mailbox()).at(-1)!.id;
  const copy = await DatabaseCopy.of(databaseUrl, await realServers().postgresUrl());

  const beyond = (await sent()).length;
  const lost = await fileAll(2);
  const messages = (await sent()).slice(beyond);
  expect(messages).toHaveLength(5);
  await moduleAnswers(messages.slice(0, 3));
  const states = await Promise.all(lost.map(stateOf));
  const given = await controls();
  const read = (await gate.call('get', `/mailbox?after=${cursor}`).expect(200)).body.entries as {
    id: number;
    transmissionId: string;
  }[];
  expect(read.length).toBeGreaterThan(0);
  await copy.putBack();

  // The first to come in is a repeat of what the journal has forgotten.
  const again = await eventually(() => gate.fileJson('/filings/cargo-release', release(21)).expect(202));
  expect(again.body.repeats).toBe(lost[0]!.id);
  const number = await gate
    .fileJson('/filings/cargo-release', release(22))
    .set('idempotency-key', 'order-2')
    .expect(202);
  expect(number.body.repeats).toBe(lost[2]!.id);

  for (const [n, filed] of lost.entries()) {
    const { id, receivedAt, format, filings, repeats, counts } = states[n];
    const ids = filings.map(({ filingId }: { filingId: string }) => filingId);
    const now = await stateOf(filed);
    expect({ ...now, filings: now.filings.map(({ filingId }: { filingId: string }) => filingId) }).toMatchObject({
      id,
      receivedAt,
      format,
      filings: ids,
      counts: { filings: counts.filings },
      ...(repeats ? { repeats } : {}),
    });
  }
  for (const filed of before) expect((await stateOf(filed)).id).toBe(filed.id);

  const resent = (await sent()).filter(({ again: isAgain }) => isAgain);
  expect(resent).toEqual(messages.map((message) => ({ ...message, again: true })));

  // Modules say again what they had said; what is told twice is told once.
  await moduleAnswers(resent);
  await moduleAnswers(resent);
  for (const filed of lost) expect((await stateOf(filed)).counts.unanswered).toBe(0);
  const placed = (await gate.call('get', `/mailbox?after=${read.at(-1)!.id}&limit=1000`).expect(200)).body.entries as {
    id: number;
    transmissionId: string;
    application: string;
  }[];
  // Entries written shortly before the one that is gone may be shown once more; what is new has a higher number than all that were read.
  const shown = new Set(
    (await gate.source.query('SELECT id::float8 AS id FROM mailbox WHERE id <= $1', [cursor])).map(
      ({ id }: { id: number }) => id,
    ),
  );
  expect(Math.min(...placed.map(({ id }) => id).filter((id) => !shown.has(id)))).toBeGreaterThan(
    Math.max(...read.map(({ id }) => id)),
  );
  for (const { id } of [lost[0]!, lost[1]!, lost[2]!, lost[3]!, again.body, number.body])
    expect(placed.filter(({ transmissionId }) => transmissionId === id)).toHaveLength(1);
  const fresh = (await controls()).filter((control) => !given.includes(control));
  expect(fresh.length).toBeGreaterThan(0);
  expect(Math.min(...fresh)).toBeGreaterThan(Math.max(...given));
  expect((await gate.call('get', '/metrics').expect(200)).text).toMatch(/^portway_journal_restored_total 7$/m);
});

test('a gateway that is started on a database put back while it was down brings back what other processes wrote, in order, and nothing of another journal', async () => {
  const copy = await DatabaseCopy.of(databaseUrl, await realServers().postgresUrl());
  const add = release(91);
  const first = await gate.fileJson('/filings/cargo-release', add).expect(202);
  const [refused] = (await sent()).slice(-1);
  await gate.answer(EntryFilingAnswered, [JSON.parse(refused!.data)], { outcome: 'rejected' });
  const second = await gate.fileJson('/filings/cargo-release', add).expect(202);
  expect(second.body).not.toHaveProperty('repeats');
  const ids = [first.body.id, second.body.id];
  await gate.close();
  await copy.putBack();

  gate = await gatewayBench({ JOURNAL_COPY_DIR: folder, INSTANCE: 'another' }, databaseUrl);
  for (const id of ids) await eventually(() => gate.call('get', `/filings/${id}`).expect(200));
  expect((await sent()).slice(-2).map(({ message_id, again }) => ({ message_id, again }))).toEqual(
    ids.map((id) => ({ message_id: id, again: true })),
  );
  const repeat = await gate.fileJson('/filings/cargo-release', add).expect(202);
  expect(repeat.body.repeats).toBe(ids[1]);

  // Made and not copied: copies have one journal's name.
  const other = await freshDatabaseOn(await realServers().postgresUrl(), 'gateway');
  const elsewhere = await gatewayBench({ JOURNAL_COPY_DIR: folder, INSTANCE: 'elsewhere' }, other);
  await elsewhere.fileJson('/filings/cargo-release', release(92)).expect(202);
  expect((await elsewhere.source.query('SELECT count(*)::int AS n FROM transmission'))[0].n).toBe(1);
  await elsewhere.close();
});

test('a copy that cannot be written refuses nobody, and operators see it', async () => {
  const blocked = await gatewayBench({ JOURNAL_COPY_DIR: join(__filename, 'no-folder') });
  try {
    await blocked.fileJson('/filings/cargo-release', release(93)).expect(202);
    const { text } = await blocked.call('get', '/metrics').expect(200);
    expect(text).toMatch(/^portway_journal_copy_failing 1$/m);
    expect(text).toMatch(/^portway_journal_copy_errors_total 1$/m);
  } finally {
    await blocked.close();
  }
});
