import type { DataSource } from 'typeorm';
import { UnitOfWork } from '#messaging';
import { timeOrderedId } from '#kernel';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { analyze, plansOf } from '../../../../test/support/plans';
import type { ModulePressure } from '../gate/module-pressure';
import { UnansweredFilingsReader } from './unanswered-filings';
import { MailboxRepository } from '../mailbox/mailbox.repository';

const BROKER = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10';
let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench({ PAGE_BYTES: '2048' });
});
afterAll(() => gate?.close());

const place = (unit: UnitOfWork, body: string, transmissionId: string | null = null): Promise<void> =>
  gate.service.app.get(MailboxRepository).place(unit, [
    {
      event: 'answer',
      format: 'json',
      contentType: 'application/json',
      application: 'test',
      body,
      accountId: BROKER,
      transmissionId,
      correlationId: 'c',
    },
  ]);
const bodies = async (query = ''): Promise<string[]> =>
  (await gate.call('get', `/mailbox${query}`).expect(200)).body.entries.map(({ body }: { body: string }) => body);

test('no entry is shown, on the first page either, while one with a lower number may still appear', async () => {
  const slow = gate.source.createQueryRunner();
  await slow.startTransaction();
  await place(new UnitOfWork(slow.manager, 4), 'lower');
  await gate.handle(({ unit }) => place(unit, 'higher'));
  expect(await bodies()).toEqual([]);
  await slow.commitTransaction();
  await slow.release();
  await eventually(async () => expect(await bodies()).toEqual(['lower', 'higher']));
});

test('a reader who goes on behind the last entry misses none, whichever of two transactions began or ended first', async () => {
  const before = (await gate.call('get', '/mailbox').expect(200)).body.entries.at(-1).id as number;
  const [early, late] = [gate.source.createQueryRunner(), gate.source.createQueryRunner()];
  await early.startTransaction();
  await early.query(`SELECT pg_current_xact_id()`);
  await late.startTransaction();
  await place(new UnitOfWork(late.manager, 4), 'of the later transaction');
  await place(new UnitOfWork(early.manager, 4), 'of the earlier transaction');
  await early.commitTransaction();
  const read: string[] = [];
  let after = before;
  const goOn = async (): Promise<number> => {
    const { entries } = (await gate.call('get', `/mailbox?after=${after}`).expect(200)).body;
    for (const { id, body } of entries) {
      read.push(body);
      after = id;
    }
    return read.length;
  };
  await eventually(async () => expect(await goOn()).toBe(1));
  await late.commitTransaction();
  await Promise.all([early.release(), late.release()]);
  await eventually(async () => expect(await goOn()).toBe(2));
  expect(read).toEqual(['of the earlier transaction', 'of the later transaction']);
  await gate.source.query('UPDATE mailbox SET acknowledged_at = now() WHERE id > $1', [before]);
});

test('a page ends before it grows too large, and goes on behind its last entry', async () => {
  const id = timeOrderedId();
  await gate.source.query(
    `INSERT INTO transmission (id, account_id, channel, format, module, content_hash, body, received_at, correlation_id, disposition, filings, unanswered, envelope)
     VALUES ($1, $2, 'abi', 'CATAIR SE', 'entry', 'h', '', now(), 'c', 'rejected', 0, 0, '{}')`,
    [id, BROKER],
  );
  const sent = ['a'.repeat(3_000), 'b'.repeat(1_000), 'c'.repeat(1_000), 'd'.repeat(100)];
  for (const body of sent) await gate.handle(({ unit }) => place(unit, body, id));
  const pagesOf = async (path: string, list: 'entries' | 'responses'): Promise<string[][]> => {
    const pages: string[][] = [];
    for (let after: number | null = 0; after !== null; ) {
      const { body }: { body: Record<string, any> } = await gate.call('get', `${path}?after=${after}`).expect(200);
      pages.push(body[list].map((item: { body: string }) => item.body[0]));
      after = body['next'];
    }
    return pages;
  };
  await eventually(async () =>
    expect(await pagesOf('/mailbox', 'entries')).toEqual([['l', 'h'], ['a'], ['b', 'c'], ['d']]),
  );
  expect(await pagesOf(`/abi/${id}`, 'responses')).toEqual([['a'], ['b', 'c'], ['d']]);
  const text = await gate.call('get', `/abi/${id}`).set('accept', 'text/plain').expect(200);
  expect(text.text).toBe(sent[0]);
  expect(Number(text.headers['x-next'])).toBeGreaterThan(0);
});

test('numbers follow the time, so that a sequence that was put back gives none twice; they stay what JSON can carry, and many at once get different ones in their order', async () => {
  const numbers = async (count: number): Promise<number[]> =>
    (await gate.source.query('SELECT mailbox_number()::float8 AS n FROM generate_series(1, $1)', [count])).map(
      ({ n }: { n: number }) => n,
    );
  const before = await numbers(3);
  await gate.source.query(`SELECT setval('mailbox_id_seq', 17)`);
  const runs = await Promise.all(Array.from({ length: 8 }, () => numbers(200)));
  for (const run of runs) expect([...run].sort((a, b) => a - b)).toEqual(run);
  const all = runs.flat();
  expect(new Set(all).size).toBe(all.length);
  expect(Math.min(...all)).toBeGreaterThan(Math.max(...before));
  expect(Math.max(...all)).toBeLessThan(Number.MAX_SAFE_INTEGER / 30);
});

test('a reader whose last entry is gone is shown what was written at the same moment, also where it has a lower number', async () => {
  await gate.source.query('UPDATE mailbox SET acknowledged_at = now()');
  const [one, other] = [gate.source.createQueryRunner(), gate.source.createQueryRunner()];
  await one.startTransaction();
  await one.query('SELECT pg_current_xact_id()');
  await other.startTransaction();
  await place(new UnitOfWork(other.manager, 4), 'lower number, later transaction');
  await place(new UnitOfWork(one.manager, 4), 'read');
  await Promise.all([one.commitTransaction(), other.commitTransaction()]);
  await Promise.all([one.release(), other.release()]);
  const [read] = await eventually(async () => {
    const { entries } = (await gate.call('get', '/mailbox?limit=1').expect(200)).body;
    expect(entries.map(({ body }: { body: string }) => body)).toEqual(['read']);
    return entries as { id: number }[];
  });
  await gate.source.query('DELETE FROM mailbox WHERE id = $1', [read!.id]);
  expect(await bodies(`?after=${read!.id}`)).toEqual(['lower number, later transaction']);
});

test('entries that were read in from another server, whose transactions had higher numbers, are shown in their order and before what is new', async () => {
  await gate.source.query('UPDATE mailbox SET acknowledged_at = now()');
  for (const body of ['first', 'second', 'third']) await gate.handle(({ unit }) => place(unit, body));
  // As a dump of another server has them: later in the transactions' order than in that of the numbers.
  await gate.source.query(
    `UPDATE mailbox SET written_by = (9000000000 - CASE body WHEN 'second' THEN 100 ELSE length(body) END)::text::xid8 WHERE acknowledged_at IS NULL`,
  );
  expect(await bodies()).toEqual([]);
  await gate.source.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await eventually(async () => expect(await bodies()).toEqual(['second', 'first', 'third']));
  await gate.handle(({ unit }) => place(unit, 'new'));
  await eventually(async () => expect(await bodies()).toEqual(['second', 'first', 'third', 'new']));
});

test('in a large outage an account reads what it waits for by its own index, however much the modules have to answer to others', async () => {
  const [own, others] = ['b0000000-0000-4000-8000-000000000001', 20_000];
  const filed = (accounts: string, count: number, unanswered = 1): Promise<unknown> =>
    gate.source.query(
      `INSERT INTO transmission (id, account_id, channel, format, module, content_hash, body, received_at, correlation_id, disposition, filings, unanswered, envelope)
       SELECT gen_random_uuid(), ${accounts}, 'json', 'release', 'entry', 'h' || n, '', timestamptz '2026-11-20' + n * interval '1 second', 'c', 'accepted, being processed', 1, ${unanswered}, '{}'
         FROM generate_series(1, ${count}) AS n`,
    );
  try {
    await filed(`('c0000000-0000-4000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid`, others);
    await filed(`'${own}'::uuid`, 300);
    // Most of what it filed was answered long ago.
    await filed(`'${own}'::uuid`, 20_000, 0);
    await gate.source.query(
      `INSERT INTO filing (transmission_id, id, account_id, channel, ordinal, module, kind, subject, reference, state, received_at)
       SELECT id, gen_random_uuid(), account_id, 'json', 0, 'entry', 'cargo release', 's', 'R' || extract(epoch FROM received_at)::int, 'accepted', received_at
         FROM transmission WHERE account_id = $1 AND unanswered > 0`,
      [own],
    );
    await analyze(gate.source, 'transmission', 'transmission_part', 'filing');
    const pressure = { isBehind: () => true } as unknown as ModulePressure;
    const plans = await plansOf(gate.source, async (manager) => {
      const told = await new UnansweredFilingsReader(manager as unknown as DataSource, pressure).read(own);
      expect([told.unanswered, told.filings.length]).toEqual([300, 200]);
      expect(told.filings[0]).toMatchObject({
        receivedAt: '2026-11-20T00:00:01.000Z',
        disposition: 'held, do not resend',
      });
      expect(told.filings.at(-1)!.receivedAt).toBe('2026-11-20T00:03:20.000Z');
    });
    expect(plans).toHaveLength(2);
    for (const plan of plans) {
      expect(plan.match(/Index Cond: \(account_id = /g)).toHaveLength(2);
      expect(plan).not.toMatch(/Seq Scan|transmission_unanswered |transmission_part_unanswered /);
    }
    expect(plans[1]).toMatch(/Limit[\s\S]*Index Scan using transmission_unanswered_of/);
  } finally {
    await gate.source.query('DELETE FROM transmission WHERE account_id = $1 OR account_id::text LIKE $2', [
      own,
      'c0000000-%',
    ]);
    await gate.source.query('DELETE FROM filing WHERE account_id = $1', [own]);
  }
});
