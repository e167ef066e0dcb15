import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Broker } from './broker';
import type { History } from './history';
import type { MessagingLog } from './log';
import { Relay } from './relay';
import type { Seal } from './seal';
import type { Names } from './topology';

test('while much is committed of which nothing may leave, the outbox is looked at no more often than every 25 milliseconds', async () => {
  let looks = 0;
  let relay: Relay;
  const query = async (): Promise<unknown[]> => {
    looks += 1;
    // Somebody commits during each look.
    relay.wake();
    await new Promise((resolve) => setTimeout(resolve, 1));
    return [];
  };
  const source = { isInitialized: true, manager: { query }, query } as unknown as DataSource;
  const log = { debug() {}, info() {}, warn() {}, error() {} } as unknown as MessagingLog;
  relay = new Relay(
    source,
    { connected: true } as Broker,
    ...(['gateway', log, () => true, {} as History, {} as Names, {} as Seal] as const),
  );
  const began = performance.now();
  relay.take(0);
  relay.start();
  await pause(300);
  const most = Math.ceil((performance.now() - began) / 25) + 2;
  await relay.stop();
  expect(looks).toBeGreaterThan(1);
  expect(looks).toBeLessThanOrEqual(most * 2);
});
