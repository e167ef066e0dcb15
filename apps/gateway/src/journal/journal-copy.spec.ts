import { Registry } from 'prom-client';
import type { Log, Metrics } from '#service';
import { RecurringWork } from '#service';
import type { GatewayConfig } from '../config/gateway.config';
import type { Continuity } from './continuity';
import { type Accepted, JournalCopy } from './journal-copy';

test('a disk that hangs holds a receipt up for two seconds, and the copy is told to be failing', async () => {
  const registry = new Registry();
  const said: string[] = [];
  const log = { error: (_: object, words: string) => said.push(words), warn: () => undefined } as unknown as Log;
  const hangs = new Promise<string>(() => undefined);
  const continuity = {
    remember: () => undefined,
    get journal() {
      return hangs;
    },
  } as unknown as Continuity;
  const copy = new JournalCopy(
    { INSTANCE: 'gateway-1', JOURNAL_COPY_DIR: '/nowhere' } as GatewayConfig,
    continuity,
    { registry } as unknown as Metrics,
    log,
    new RecurringWork({} as never, { ownsLane: () => true }),
  );
  Object.assign(copy, { fileFor: () => hangs });
  copy.onModuleInit();
  const failing = async (): Promise<number> =>
    (await registry.getSingleMetric('portway_journal_copy_failing')!.get()).values[0]!.value;
  expect(await failing()).toBe(0);

  const accepted = [
    { transmission: { id: '1', body: Buffer.from('A2704') }, verdict: { kind: 'new' } },
  ] as unknown as Accepted[];
  await copy.append(accepted);
  expect(await failing()).toBe(1);
  expect(said).toEqual(['the copy of the journal cannot be written; filing goes on']);
});
