import { type Condition, EntryFilingAnswered, type EntryFilingAnswered as Answer } from '#contracts';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { RIVAL_KEY, sample } from '../gateway.fixture';
import { DowntimeSummaries } from '../downtime/downtime-summaries';
import { open, stop } from '../downtime/downtime.fixture';
import { HeldFilingsRepository } from '../downtime/held-filings.repository';

let gate: GatewayBench;
beforeEach(async () => {
  gate = await gatewayBench({ SUMMARY_WAIT_SECONDS: '3', SUMMARY_HELD_SECONDS: '0' });
});
afterEach(() => gate?.close());

const release = (serial: number): object => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
});
const file = async (serial: number): Promise<{ id: string; filingId: string }> =>
  (await gate.fileJson('/filings/cargo-release', release(serial)).expect(202)).body;
const answer = async (filingId: string, said: Partial<Answer> = {}): Promise<void> =>
  gate.answer(
    EntryFilingAnswered,
    (await gate.releases()).filter(({ origin }) => origin.filingId === filingId),
    said as never,
  );
const summaries = async (key?: string) =>
  (await gate.mailbox(key)).filter(({ application }) => application === 'downtime-summary');
const condition: Condition = {
  code: '010',
  text: 'INVALID ENTRY TYPE',
  remedy: 'Use another.',
  severity: 'fatal',
  recordIndex: null,
  record: null,
  field: null,
  at: null,
  grouping: null,
};

test('an account reads once what was held for it, what became of each filing and what is left to do', async () => {
  const earlier = await file(41);
  await stop(gate, 'entry', 'inbound', [{ kind: 'entry summary', disposition: 'not processed, resend' }]);
  await eventually(async () => expect(await gate.source.query('SELECT 1 FROM stop_period')).toHaveLength(1));
  const [good, bad, byHand, late] = [await file(42), await file(43), await file(44), await file(45)];
  await gate.fileJson('/filings/entry-summary', sample('entry-summary.json')).expect(202);
  await gate
    .call('post', '/operations/gates/entry/held/processed-outside', 'operations-token-of-this-test')
    .send({ actor: 'Officer', note: 'Paper', reference: 'MD-26-2704-000018', filingIds: [byHand.filingId] })
    .expect(200);
  await open(gate, 'entry', 'inbound');
  await file(46);
  for (const { filingId } of [earlier, good]) await answer(filingId);
  await answer(bad.filingId, { outcome: 'rejected', conditions: [condition] });

  const [only] = await eventually(async () => {
    const found = await summaries();
    expect(found).toHaveLength(1);
    return found;
  });
  const document = JSON.parse(only!.body);
  expect(only).toMatchObject({ format: 'json' });
  expect(document).toMatchObject({
    gate: 'entry inbound',
    incidentNumber: 'IN-26-000031',
    from: expect.any(String),
    to: expect.any(String),
    held: {
      count: 5,
      kinds: [
        { kind: 'cargo release', count: 5, references: expect.arrayContaining(['B76-0000041-0', 'B76-0000045-0']) },
      ],
    },
    processed: { count: 2 },
    rejected: {
      count: 1,
      filings: [{ reference: 'B76-0000043-0', conditions: [{ code: '010', remedy: 'Use another.' }] }],
      remedy: expect.stringContaining('Correct'),
    },
    toBeSentAgain: {
      count: 1,
      kinds: [{ kind: 'entry summary', count: 1 }],
      remedy: expect.stringContaining('Send each of them again'),
    },
    processedOutside: { count: 1, filings: [{ conditions: [{ text: 'PROCESSED OUTSIDE MD-26-2704-000018' }] }] },
    stillWaiting: { count: 1, kinds: [{ references: ['B76-0000045-0'] }] },
  });
  const all = await gate.call('get', document.all).expect(200);
  expect(all.body.filings).toHaveLength(6);
  const [first, rest] = await Promise.all([
    gate.call('get', `${document.all}?limit=4`).expect(200),
    gate.call('get', `${document.all}?after=${all.body.filings[3].filingId}`).expect(200),
  ]);
  expect([...first.body.filings, ...rest.body.filings]).toEqual(all.body.filings);
  await gate.call('get', document.all, RIVAL_KEY).expect(404);
  expect(await summaries(RIVAL_KEY)).toEqual([]);
  await answer(late.filingId);
  await gate.service.app.get(DowntimeSummaries, { strict: false }).carryOn();
  expect(await summaries()).toHaveLength(1);
});

test('who files in CATAIR only reads it as text too', async () => {
  await stop(gate, 'entry', 'inbound');
  await gate.fileAbi(sample('cargo-release.abi')).expect(202);
  await open(gate, 'entry', 'inbound');
  await gate.answer(EntryFilingAnswered, await gate.releases());
  const both = await eventually(async () => {
    const found = await summaries();
    expect(found.map(({ format }) => format)).toEqual(['json', 'abi']);
    return found;
  });
  const lines = both[1]!.body.split('\n').slice(0, -1);
  expect(lines.every((line) => line.length === 80 && line.startsWith('* '))).toBe(true);
  expect(lines.map((line) => line.trimEnd())).toEqual(
    expect.arrayContaining(['* HELD FOR YOU: 1', '* PROCESSED: 1', '*     B76-0324527-8', '* STILL WAITING: 0']),
  );
});

test('a process that dies while it tells leaves nothing told twice and nobody untold', async () => {
  const held = gate.service.app.get(HeldFilingsRepository, { strict: false });
  const kinds = held.kinds.bind(held);
  let deaths = 0;
  held.kinds = async (...asked) => {
    deaths += 1;
    if (deaths <= 2) throw new Error('the process died here');
    return kinds(...asked);
  };
  await stop(gate, 'entry', 'inbound');
  const { filingId } = await file(51);
  await open(gate, 'entry', 'inbound');
  await answer(filingId);
  await eventually(async () => expect(await summaries()).toHaveLength(1));
  expect(deaths).toBeGreaterThan(2);
  const lookers = [1, 2, 3].map(() => gate.service.app.get(DowntimeSummaries, { strict: false }).carryOn());
  await Promise.all(lookers);
  expect(await summaries()).toHaveLength(1);
});

test('of several replicas that look at the same moment one tells', async () => {
  const other = await gatewayBench({ SUMMARY_WAIT_SECONDS: '3', SUMMARY_HELD_SECONDS: '0' }, gate.config.DATABASE_URL);
  try {
    await stop(gate, 'entry', 'inbound');
    const { filingId } = await file(61);
    await open(gate, 'entry', 'inbound');
    await answer(filingId);
    await eventually(async () => expect(await summaries()).toHaveLength(1));
    await Promise.all(
      [gate, other].map((bench) => bench.service.app.get(DowntimeSummaries, { strict: false }).carryOn()),
    );
    expect(await summaries()).toHaveLength(1);
  } finally {
    await other.close();
  }
});

describe('A gate that was shut for a moment', () => {
  beforeEach(async () => {
    await gate.close();
    gate = await gatewayBench({ SUMMARY_WAIT_SECONDS: '0', SUMMARY_HELD_SECONDS: '60' });
  });
  const summedUp = () =>
    eventually(async () =>
      expect(await gate.source.query('SELECT 1 FROM stop_period WHERE summarised_at IS NOT NULL')).toHaveLength(1),
    );

  test('tells nothing to accounts whose filings were held for that moment', async () => {
    await stop(gate, 'entry', 'inbound');
    await file(81);
    await open(gate, 'entry', 'inbound');
    await summedUp();
    expect(await gate.source.query('SELECT 1 FROM downtime_summary')).toEqual([]);
  });

  test('tells accounts that must send something again', async () => {
    await stop(gate, 'entry', 'inbound', [{ kind: 'entry summary', disposition: 'not processed, resend' }]);
    await gate.fileJson('/filings/entry-summary', sample('entry-summary.json')).expect(202);
    await open(gate, 'entry', 'inbound');
    await summedUp();
    await eventually(async () => expect(await summaries()).toHaveLength(1));
  });
});
