import { Registry } from 'prom-client';
import type { FilingAnswered } from '#contracts';
import { firstStepOf, NO_TRACES, type Step, traceIdOf, type Traces } from '#kernel';
import { handlingStepOf, type Received } from '#messaging';
import { type Metrics, Problem } from '#service';
import { FilingTimes } from './filing-times';
import type { NewTransmission } from './transmission';

const registry = new Registry();
const times = new FilingTimes({ registry } as Metrics, NO_TRACES);
const lines = async (start: string): Promise<string[]> =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(start));

const counts = [
  { kind: 'cargo release', filings: 2 },
  { kind: 'entry summary', filings: 1 },
];
const transmission = { channel: 'abi', counts } as unknown as NewTransmission;

const clock = (...instants: number[]) => {
  const left = [...instants];
  return (): number => left.shift()!;
};

beforeEach(() => registry.resetMetrics());

test('what was stored is timed by its channel, and its filings are counted by kind', async () => {
  await times.ofAcceptance(transmission, async () => ({ kind: 'new', filingIds: [] }), clock(1_000, 1_040));
  expect(await lines('portway_accept_seconds_bucket{le="0.05"')).toEqual([
    'portway_accept_seconds_bucket{le="0.05",channel="abi"} 1',
  ]);
  expect(await lines('portway_accept_seconds_bucket{le="0.025"')).toEqual([
    'portway_accept_seconds_bucket{le="0.025",channel="abi"} 0',
  ]);
  expect(await lines('portway_filings_accepted_total')).toEqual([
    'portway_filings_accepted_total{kind="cargo release"} 2',
    'portway_filings_accepted_total{kind="entry summary"} 1',
  ]);
});

test('what was sent before is accepted once more, and none of its filings is new', async () => {
  await times.ofAcceptance(transmission, async () => ({ kind: 'repeat', of: 'first', disposition: 'processed' }));
  expect(await lines('portway_accept_seconds_count')).toEqual(['portway_accept_seconds_count{channel="abi"} 1']);
  expect(await lines('portway_filings_accepted_total')).toEqual([]);
});

test.each([
  [new Problem('unavailable', 'away'), 'unavailable'],
  [new Problem('not-known', 'lost'), 'not-known'],
  [new Error('a fault of ours'), 'failed'],
])('what was not stored is not timed; it is counted by what its sender was told (%s)', async (error, problem) => {
  await expect(times.ofAcceptance(transmission, () => Promise.reject(error))).rejects.toBe(error);
  expect(await lines('portway_accept_seconds_count')).toEqual([]);
  expect(await lines('portway_not_accepted_total')).toEqual([`portway_not_accepted_total{problem="${problem}"} 1`]);
});

test('a filing is timed until its module had decided and until its answer was here; an answer that came before is not', async () => {
  const answer = (filingId: string, at: string): Received<FilingAnswered> =>
    ({
      at,
      data: { outcome: 'accepted', origin: { filingId, receivedAt: '2026-11-30T10:00:00.000Z' } },
    }) as unknown as Received<FilingAnswered>;
  times.answered(
    'entry',
    [answer('first', '2026-11-30T10:00:00.400Z'), answer('told before', '2026-11-30T10:00:00.400Z')],
    new Set(['first']),
    Date.parse('2026-11-30T10:00:04.000Z'),
  );
  expect(await lines('portway_decide_seconds_sum')).toEqual(['portway_decide_seconds_sum{module="entry"} 0.4']);
  expect(await lines('portway_answer_seconds_sum')).toEqual([
    'portway_answer_seconds_sum{module="entry",outcome="accepted"} 4',
  ]);
});

test('a module whose clock is ahead or behind takes no negative time', async () => {
  const data = { outcome: 'rejected', origin: { filingId: 'one', receivedAt: '2026-11-30T10:00:00.000Z' } };
  const answer = { at: '2026-11-30T09:59:58.000Z', data } as unknown as Received<FilingAnswered>;
  times.answered('manifest', [answer], new Set(['one']), Date.parse('2026-11-30T10:00:01.000Z'));
  expect(await lines('portway_decide_seconds_sum')).toEqual(['portway_decide_seconds_sum{module="manifest"} 0']);
});

describe('while traces are on', () => {
  const FILING = '01963f2a-0000-7abc-8000-00000000002a';
  const steps: Step[] = [];
  const traces: Traces = { ...NO_TRACES, on: true, isTraced: () => true, add: (step) => void steps.push(step) };
  const told = new Registry();
  told.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  const traced = new FilingTimes({ registry: told } as never, traces);

  test('the acceptance of each filing begins its trace and leads to the request that it came with, the answer ends it, and each figure leads to the trace of one', async () => {
    await traced.ofAcceptance(
      {
        ...transmission,
        correlationId: 'request',
        receivedAt: '2026-11-30T10:00:00.000Z',
        filingCount: 1,
        filings: [{ id: FILING }],
      } as never,
      async () => ({ kind: 'new', filingIds: [FILING] }) as never,
    );
    const answer = {
      id: 'answer',
      at: '2026-11-30T10:00:00.400Z',
      data: { outcome: 'accepted', origin: { filingId: FILING, receivedAt: '2026-11-30T10:00:00.000Z' } },
    } as unknown as Received<FilingAnswered>;
    traced.answered('entry', [answer], new Set([FILING]));
    expect(steps).toEqual([
      expect.objectContaining({
        ...{ name: 'accept', correlationId: FILING, id: firstStepOf(FILING) },
        links: [{ correlationId: 'request', id: firstStepOf('request') }],
      }),
      expect.objectContaining({
        ...{ name: 'answer', correlationId: FILING, after: handlingStepOf('answer', 'gateway') },
        attributes: { 'portway.module': 'entry', 'portway.outcome': 'accepted' },
      }),
    ]);
    const text = await told.metrics();
    for (const name of ['accept', 'decide', 'answer'])
      expect(text).toMatch(
        new RegExp(`^portway_${name}_seconds_bucket\\{.*\\} 1 # \\{trace_id="${traceIdOf(FILING)}"\\}`, 'm'),
      );
    expect(text.endsWith('# EOF\n')).toBe(true);
  });
});
