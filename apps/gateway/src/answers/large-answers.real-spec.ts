import { type Condition, EntryFilingAnswered, InteractionRecorded } from '#contracts';
import { eventually } from '../../../../test/support/eventually';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { stop } from '../downtime/downtime.fixture';
import { sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const RELEASES = 501;
const [opening, header, ...rest] = sample('cargo-release.abi').trimEnd().split(/\r?\n/) as [
  string,
  string,
  ...string[],
];
const release = rest.slice(0, -2);
const [trailer, closing] = rest.slice(-2) as [string, string];
/** A batch of so many releases, and one of a single release behind it. */
const large = (mark: string): string => {
  const marked = release.map((record) => (record.startsWith('SE13') ? record.replace('PAT FILER', mark) : record));
  const releases = Array.from({ length: RELEASES - 1 }, () => marked).flat();
  const batch = (records: readonly string[]): string[] => [opening, header, ...records, trailer, closing];
  return [...batch(releases), ...batch(marked), ''].join('\n');
};
const missing: Condition = {
  code: '433',
  text: 'NOT ON FILE',
  remedy: 'Correct it.',
  severity: 'fatal',
  recordIndex: 2,
  record: 'SE13',
  field: null,
  at: null,
  grouping: null,
};
const filed = async (mark: string) => {
  const { body } = await gate.fileAbi(large(mark)).expect(202);
  expect(body).toMatchObject({ filings: RELEASES });
  const own = (await gate.releases()).filter(({ origin }) => origin.transmissionId === body.id);
  return { id: body.id as string, status: body.status as string, own };
};
const isWritten = async (): Promise<boolean> => (await gate.source.query('SELECT 1 FROM answer_due')).length === 0;
const answersTo = async (id: string) => (await gate.mailbox()).filter(({ transmissionId }) => transmissionId === id);
const finalOf = (body: string): string[] => body.match(/^SE900\d/gm) ?? [];

test('a large transmission is being processed until its answers are in the mailbox, one for each batch, whole and in order', async () => {
  const { id, status, own } = await filed('ANN FILER');
  const other = gate.source.createQueryRunner();
  await other.query(`SELECT pg_advisory_lock(hashtext('answer due'), hashtext($1))`, [id]);
  await gate.answer(EntryFilingAnswered, own.slice(1));
  await gate.answer(EntryFilingAnswered, own.slice(0, 1), { outcome: 'rejected', conditions: [missing] });
  const { body: copy } = await gate.fileAbi(large('ANN FILER')).expect(202);
  expect(copy.repeats).toBe(id);
  const state = (await gate.call('get', status).expect(200)).body;
  expect(state).toMatchObject({ disposition: 'accepted, being processed', responses: [] });
  await other.query('SELECT pg_advisory_unlock_all()');
  await other.release();
  expect(await eventually(isWritten)).toBe(true);
  expect((await gate.call('get', status).expect(200)).body).toMatchObject({ disposition: 'processed' });

  const answers = await answersTo(id);
  expect(answers.map(({ application }) => application)).toEqual(['SX', 'SX']);
  const [first, second] = answers.map(({ body }) => body) as [string, string];
  expect(finalOf(first)).toEqual(['SE9001', ...Array<string>(RELEASES - 2).fill('SE9002')]);
  expect(finalOf(second)).toEqual(['SE9002']);
  expect(first).toMatch(/^A.*\nB.*\nSE10.*\nSE11.*\nSE13ANN FILER.*\nSE9011433NOT ON FILE/);
  expect(first).toMatch(/\nY.*\nZ.*\n$/);
  expect((await answersTo(copy.id)).map(({ body }) => body)).toEqual([first, second]);
  expect(await gate.source.query('SELECT 1 FROM answer_piece')).toEqual([]);
});

test('the activity log names with each answer the filings of its own batch', async () => {
  const { id, own } = await filed('DOT FILER');
  await gate.answer(EntryFilingAnswered, own);
  expect(await eventually(isWritten)).toBe(true);
  const named = (await gate.published(InteractionRecorded))
    .filter(({ data }) => data.kind === 'answer placed')
    .flatMap(({ data }) =>
      data.items.map((item) => ({ ...item, transmissionId: item.transmissionId ?? data.transmissionId })),
    )
    .filter(({ transmissionId }) => transmissionId === id);
  const last = own.at(-1)!.origin.filingId;
  expect(named.filter(({ filingId }) => filingId === last)).toHaveLength(1);
  expect(named.filter(({ filingId }) => filingId === own[0]!.origin.filingId)).toHaveLength(1);
});

test('what came before this was kept with filings is answered the same, by reading it again', async () => {
  const { id, own } = await filed('BEN FILER');
  await gate.source.query('UPDATE filing SET sent = NULL WHERE transmission_id = $1', [id]);
  await gate.answer(EntryFilingAnswered, own);
  expect(await eventually(isWritten)).toBe(true);
  expect((await answersTo(id)).map(({ body }) => finalOf(body).length)).toEqual([RELEASES - 1, 1]);

  const { body: small } = await gate.fileAbi(sample('cargo-release.abi')).expect(202);
  await gate.source.query('UPDATE filing SET sent = NULL WHERE transmission_id = $1', [small.id]);
  await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
  expect((await answersTo(small.id)).map(({ body }) => finalOf(body))).toEqual([['SE9002']]);
});

test('while the answers of its module are kept back it is kept back too, whole', async () => {
  const { id, own } = await filed('CAL FILER');
  await stop(gate, 'entry', 'outbound');
  await gate.answer(EntryFilingAnswered, own);
  expect(await eventually(isWritten)).toBe(true);
  expect(await answersTo(id)).toEqual([]);
  const held = await gate.source.query('SELECT body FROM mailbox_held WHERE transmission_id = $1 ORDER BY id', [id]);
  expect(held.map(({ body }: { body: string }) => finalOf(body).length)).toEqual([RELEASES - 1, 1]);
});
