import type { Vitals } from '#contracts';
import { NO_TRACES } from '#kernel';
import type { MessagingRuntime } from '#messaging';
import { Metrics } from './health';
import type { VitalsReader } from './vitals';

const known: Partial<Vitals> = {
  brokerConnected: true,
  outbox: { depth: 7, oldestSeconds: 3 },
  inbox: { waiting: 2, setAside: 1, oldestSeconds: null },
  queue: { depth: 5 },
  handledTotal: 40,
  backlog: [],
};
const figures = async (vitals: Partial<Vitals>, measured: boolean): Promise<string[]> => {
  const reader = { measured, read: () => Promise.resolve(vitals) } as unknown as VitalsReader;
  const messaging = { sentAgainTotal: 0, refusedTotal: 0 } as MessagingRuntime;
  const text = await new Metrics(reader, messaging, NO_TRACES).registry.metrics();
  return text.split('\n').filter((line) => /^portway_(outbox|inbox|queue|lanes|broker|messages)/.test(line));
};

it('a figure is what was counted', async () => {
  expect(await figures(known, true)).toEqual([
    'portway_outbox_depth 7',
    'portway_outbox_oldest_seconds 3',
    'portway_inbox_waiting 2',
    'portway_inbox_set_aside 1',
    'portway_queue_depth 5',
    'portway_broker_connected 1',
    'portway_messages_handled 40',
  ]);
});

it('what could not be counted has no figure: a zero would say that nothing waits, and who scales would believe it', async () => {
  const nothing = {
    ...known,
    outbox: { depth: 0, oldestSeconds: null },
    inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
    queue: { depth: null },
  };
  expect(await figures(nothing, false)).toEqual(['portway_broker_connected 1', 'portway_messages_handled 40']);
  expect(await figures({ ...known, queue: { depth: null } }, true)).not.toContainEqual(
    expect.stringContaining('portway_queue_depth'),
  );
});

it('a backlog that was counted before the database fell silent is no figure any more', async () => {
  const counted: Vitals['backlog'] = [{ module: 'entry', unanswered: 500, oldestReceivedAt: null } as never];
  let vitals: Partial<Vitals> = { ...known, backlog: counted };
  const reader = { measured: true, read: () => Promise.resolve(vitals) } as unknown as VitalsReader;
  const metrics = new Metrics(reader, { sentAgainTotal: 0, refusedTotal: 0 } as MessagingRuntime, NO_TRACES);
  expect(await metrics.registry.metrics()).toContain('portway_backlog_unanswered{module="entry"} 500');
  vitals = known;
  expect(await metrics.registry.metrics()).not.toContain('portway_backlog_unanswered{');
});
