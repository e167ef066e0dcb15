import { EntryFilingAnswered } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { CARRIER_KEY, OFFICER_KEY, sample } from '../gateway.fixture';
import { UnknownFiling } from '../answers/answer-book';
import { AskAfter } from './ask-after';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

interface Row {
  message_id: string;
  type: string;
  subject: string;
  hash: string;
  data: string;
  again: boolean;
}
const COLUMNS =
  'destination, lane, message_id, type, version, subject, correlation_id, causation_id, hash, data, created_at';
const outbox = (module: string): Promise<Row[]> =>
  gate.source.query(
    'SELECT message_id, type, subject, hash, data, again FROM outbox WHERE destination = $1 ORDER BY id',
    [module],
  );
const leave = async (secondsAgo = 120): Promise<void> => {
  await gate.source.query(
    `WITH gone AS (DELETE FROM outbox RETURNING *)
     INSERT INTO sent (sent_at, position, ${COLUMNS})
     SELECT now() - make_interval(secs => $1), row_number() OVER (ORDER BY id) + (SELECT coalesce(max(position), 0) FROM sent), ${COLUMNS} FROM gone`,
    [secondsAgo],
  );
};
const waited = (seconds: number) =>
  gate.source.query(`UPDATE transmission SET received_at = received_at - make_interval(secs => $1::float8)`, [seconds]);
const ask = (module: 'entry' | 'manifest', isIdle = true) => gate.service.app.get(AskAfter).ask(module, isIdle);
const answer = ({ data }: Row, said: Partial<EntryFilingAnswered> = {}) =>
  gate.answer(EntryFilingAnswered, [JSON.parse(data)], said);
const figure = async (name: string): Promise<string | undefined> =>
  (await gate.call('get', '/metrics').expect(200)).text.split('\n').find((line) => line.startsWith(name));

test('filings without an answer are sent again as they were, from what was sent or else from the journal, and less and less often', async () => {
  const release = (serial: number): object => ({
    ...JSON.parse(sample('cargo-release.json')),
    entryNumber: `B76-000000${serial}-0`,
  });
  await gate.fileJson('/filings/cargo-release', release(1)).expect(202);
  await gate.fileJson('/filings/cargo-release', release(2)).expect(202);
  await gate.fileAbi(sample('entry-summary.abi')).expect(202);
  await gate.fileX12(sample('manifest-ocean.309'), CARRIER_KEY).expect(202);
  await gate
    .fileJson('/officer/bills/MAEU260000101/holds/remove', { code: '1H', reason: 'done' }, OFFICER_KEY)
    .set('idempotency-key', 'k')
    .expect(202);
  const [forEntry, forManifest] = [await outbox('entry'), await outbox('manifest')];
  expect([forEntry.length, forManifest.length]).toEqual([3, 2]);

  await waited(120);
  await gate.source.query(`UPDATE outbox SET created_at = created_at - interval '120 seconds'`);
  // What has not left is waited for.
  expect(await ask('entry')).toBe(0);
  await leave(0);
  // However long it waited here, its module has had no time.
  expect(await ask('entry')).toBe(0);
  await gate.source.query(`UPDATE sent SET sent_at = sent_at - interval '120 seconds'`);
  // A module that has still much to do is asked only after what it passed over.
  expect(await ask('entry', false)).toBe(0);
  await answer(forEntry[0]!);
  await gate.source.query('DELETE FROM sent WHERE message_id <> $1', [forEntry[1]!.message_id]);

  expect(await ask('entry')).toBe(2);
  expect((await outbox('entry')).map(({ message_id, again }) => ({ message_id, again }))).toEqual(
    forEntry.slice(1).map(({ message_id }) => ({ message_id, again: true })),
  );
  expect((await outbox('entry'))[0]).toEqual({ ...forEntry[1]!, again: true });
  expect(await ask('manifest')).toBe(2);
  for (const [n, row] of (await outbox('manifest')).entries()) {
    const before = forManifest[n]!;
    // The time of receipt was set back above and is part of the message.
    expect({ ...row, hash: '', data: '' }).toEqual({ ...before, again: true, hash: '', data: '' });
    const [now, was] = [row, before].map(({ data }) => ({
      ...JSON.parse(data),
      origin: { ...JSON.parse(data).origin, receivedAt: '' },
    }));
    expect(now).toEqual(was);
  }

  await leave();
  expect([await ask('entry'), await ask('manifest')]).toEqual([0, 0]);
  const intervals = async (): Promise<number[]> => {
    await gate.source.query('UPDATE asked_after SET next_at = now()');
    await ask('entry');
    await leave();
    const rows: { seconds: number }[] = await gate.source.query(
      'SELECT round(extract(epoch FROM next_at - now()))::int AS seconds FROM asked_after JOIN transmission t ON t.id = transmission_id WHERE module = $1',
      ['entry'],
    );
    return rows.map(({ seconds }) => seconds);
  };
  const [second, third] = [await intervals(), await intervals()];
  expect(second[0]).toBeGreaterThan(100);
  expect(third[0]).toBeGreaterThan(second[0]! * 1.8);

  await answer(forEntry[1]!);
  await gate.source.query('UPDATE asked_after SET next_at = now()');
  expect(await ask('entry')).toBe(1);
  expect(await figure('portway_filings_asked_after_total{module="entry"}')).toMatch(/ 7$/);
});

test('an answer to what the journal does not know is not lost: it fails, to be tried again, and takes nothing else with it', async () => {
  const { body } = await gate
    .fileJson('/filings/cargo-release', { ...JSON.parse(sample('cargo-release.json')), entryNumber: 'B76-0000008-0' })
    .expect(202);
  const row = (await outbox('entry')).find(({ message_id }) => message_id === body.id)!;
  const stranger = { origin: { ...JSON.parse(row.data).origin, filingId: '019a0000-0000-7000-8000-000000000001' } };
  await expect(gate.answer(EntryFilingAnswered, [JSON.parse(row.data), stranger])).rejects.toThrow(UnknownFiling);
  expect((await gate.call('get', `/filings/${body.id}`).expect(200)).body.counts.unanswered).toBe(1);
});

test('a second answer that says something else changes nothing of what was told, and operators see it', async () => {
  const { body } = await gate
    .fileJson('/filings/cargo-release', { ...JSON.parse(sample('cargo-release.json')), entryNumber: 'B76-0000009-0' })
    .expect(202);
  const row = (await outbox('entry')).find(({ message_id }) => message_id === body.id)!;
  await answer(row);
  await answer(row);
  expect(await figure('portway_answers_contradicting_total')).toMatch(/ 0$/);
  await answer(row, { outcome: 'rejected' });
  expect(await figure('portway_answers_contradicting_total')).toMatch(/ 1$/);
  expect((await gate.call('get', `/filings/${body.id}`).expect(200)).body.filings[0].outcome).toBe('accepted');
  expect((await gate.mailbox()).filter(({ transmissionId }) => transmissionId === body.id)).toHaveLength(1);
});
