import { EntryFilingAnswered } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { sample } from '../gateway.fixture';
import { Retention } from './retention';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench({ MAILBOX_DAYS: '30', DELIVERY_LOG_DAYS: '7', JOURNAL_YEARS: '6' });
});
afterAll(() => gate?.close());

let serial = 0;
const entry = async (): Promise<{ id: number; status: string }> => {
  serial += 1;
  const { body } = await gate
    .fileJson('/filings/cargo-release', {
      ...JSON.parse(sample('cargo-release.json')),
      entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
    })
    .expect(202);
  await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
  return {
    id: (await gate.mailbox()).find(({ transmissionId }) => transmissionId === body.id)!.id,
    status: body.status,
  };
};
const age = (id: number, table: string, column: string, key: string, days: number): Promise<unknown> =>
  gate.source.query(`UPDATE ${table} SET ${column} = now() - make_interval(days => $2) WHERE ${key} = $1`, [id, days]);
const ids = async (table: string, key: string): Promise<number[]> =>
  (await gate.source.query(`SELECT ${key}::float8 AS id FROM ${table} ORDER BY 1`)).map(
    (row: { id: number }) => row.id,
  );

test('what was acknowledged long ago goes with its deliveries; what waits, what is recent and what was filed stays', async () => {
  await gate.source.query(
    `INSERT INTO webhook (id, account_id, url, events, secret, active, paused_until, created_at)
     VALUES (gen_random_uuid(), '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', 'https://example.com', '["answer"]', 's', true, now() + interval '1 day', now())`,
  );
  const [waiting, recent, old] = [await entry(), await entry(), await entry()];
  await gate.fileJson('/mailbox/ack', { ids: [recent!.id, old!.id] }).expect(200);
  await age(recent!.id, 'mailbox', 'acknowledged_at', 'id', 29);
  await age(old!.id, 'mailbox', 'acknowledged_at', 'id', 31);
  await gate.source.query(`UPDATE webhook_delivery SET state = 'delivered' WHERE mailbox_id <> $1`, [waiting!.id]);
  await age(recent!.id, 'webhook_delivery', 'finished_at', 'mailbox_id', 8);
  const transmissions = await gate.source.query('SELECT count(*) FROM transmission');
  expect(await gate.service.app.get(Retention).clean()).toEqual({ deliveries: 1, entries: 1, transmissions: 0 });
  expect(await ids('mailbox', 'id')).toEqual([waiting!.id, recent!.id]);
  expect(await ids('webhook_delivery', 'mailbox_id')).toEqual([waiting!.id]);
  expect(await gate.source.query('SELECT count(*) FROM transmission')).toEqual(transmissions);
  expect((await gate.call('get', old!.status).expect(200)).body).toMatchObject({
    disposition: 'processed',
    responses: [],
  });
  expect(await gate.service.app.get(Retention).clean()).toEqual({ deliveries: 0, entries: 0, transmissions: 0 });
});

test('what was filed longer ago than it must be kept goes with its filings; what waits for its answer or in a mailbox stays', async () => {
  const journal = (): Promise<unknown> =>
    gate.source.query('SELECT id FROM transmission UNION ALL SELECT transmission_id FROM filing ORDER BY 1');
  const before = (await journal()) as { id: string }[];
  const [gone, kept, unread] = [await entry(), await entry(), await entry()];
  const { body: unanswered } = await gate
    .fileJson('/filings/cargo-release', { ...JSON.parse(sample('cargo-release.json')), entryNumber: 'B76-0000099-0' })
    .expect(202);
  await gate.fileJson('/mailbox/ack', { ids: [gone.id, kept.id] }).expect(200);
  const idOf = ({ status }: { status: string }): string => status.split('/').at(-1)!;
  const filedYearsAgo = (id: string, years: number): Promise<unknown> =>
    gate.source.query(
      'UPDATE transmission SET received_at = now() - make_interval(years => $2, days => 1) WHERE id = $1',
      [id, years],
    );
  await filedYearsAgo(idOf(gone), 6);
  await filedYearsAgo(idOf(kept), 5);
  await filedYearsAgo(idOf(unread), 6);
  await filedYearsAgo(unanswered.id, 6);
  expect(await gate.service.app.get(Retention).clean()).toMatchObject({ transmissions: 1 });
  const stayed = [
    ...before.map(({ id }) => id),
    ...[idOf(kept), idOf(unread), unanswered.id].flatMap((id) => [id, id]),
  ];
  expect(((await journal()) as { id: string }[]).map(({ id }) => id).sort()).toEqual(stayed.sort());
  await gate.call('get', gone.status).expect(404);
});
