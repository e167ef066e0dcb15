import type { Vitals } from '#contracts';
import type { MessagingRuntime } from '#messaging';
import type { Colleagues, Log } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import { ModuleWatch } from './module-watch';

const vitals = (instance: string, failing: number): Vitals => ({
  service: 'entry',
  instance,
  startedAt: '2026-11-21T20:00:00Z',
  at: '2026-11-21T20:00:00Z',
  databaseReachable: true,
  brokerConnected: true,
  outbox: { depth: 0, oldestSeconds: null },
  inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
  queue: { depth: 0 },
  handledTotal: 0,
  failing,
  backlog: [],
});

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('what a replica that is gone failed at does not excuse the one that took its place', async () => {
  let hear: (heard: unknown) => void = () => undefined;
  const messaging = {
    broker: { connected: true },
    hearHeartbeats: (heard: typeof hear) => void (hear = heard),
  } as unknown as MessagingRuntime;
  const watch = new ModuleWatch(
    Object.assign(new GatewayConfig(), { SERVICE_URLS: {} }),
    messaging,
    {} as Colleagues,
    { warn: () => undefined } as unknown as Log,
  );
  watch.onApplicationBootstrap();
  const seen = async (instance: string, failing: number): Promise<string> => {
    jest.advanceTimersByTime(2_000);
    hear(vitals(instance, failing));
    await watch.look();
    return watch.healthOf('entry').state;
  };
  expect(await seen('entry-1', 5)).toBe('failing');
  watch.forgive('entry');
  expect(await seen('entry-1', 5)).toBe('healthy');
  for (let beats = 0; beats < 4; beats += 1) await seen('entry-2', 0);
  expect(await seen('entry-2', 5)).toBe('failing');
});
