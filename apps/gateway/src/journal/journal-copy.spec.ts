import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('what the folder of copies holds is told once it was looked at, and not while it cannot be', async () => {
  const registry = new Registry();
  const looks: (() => unknown)[] = [];
  const work = { every: (_ms: number, _what: string, look: () => unknown) => void looks.push(look) };
  const folder = mkdtempSync(join(tmpdir(), 'portway-copies-'));
  const config = { INSTANCE: 'gateway-1', JOURNAL_COPY_DIR: folder, JOURNAL_COPY_HOURS: 1, JOURNAL_COPY_BYTES: 1_000 };
  const quiet = { warn: () => undefined, error: () => undefined };
  new JournalCopy(
    ...([config, {}, { registry }, quiet, work] as unknown as ConstructorParameters<typeof JournalCopy>),
  ).onModuleInit();
  const told = async (): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith('portway_journal_copy_bytes'));
  expect(await told()).toEqual([]);
  await looks[0]!();
  expect(await told()).toEqual(['portway_journal_copy_bytes 0']);
  config.JOURNAL_COPY_DIR = join(folder, 'a-file');
  writeFileSync(config.JOURNAL_COPY_DIR, '');
  await expect(looks[0]!()).rejects.toThrow('ENOTDIR');
  expect(await told()).toEqual([]);
});
