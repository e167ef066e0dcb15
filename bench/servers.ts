import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Foreseen } from '../tools/infrastructure/failure';
import { type PostgresServer, startPostgres } from '../tools/infrastructure/postgres';
import { type RabbitServer, startRabbit } from '../tools/infrastructure/rabbitmq';
import { ROOT } from '../tools/platform/home';
import { launchPlatform, type LaunchedPlatform } from '../tools/platform/launch';
import type { Sender } from './measure';

/** Servers of one run, in a temporary folder that goes away with them. */
export interface Servers {
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly rabbit: RabbitServer;
  /** What is stopped at the end, the last one first. */
  readonly cleanUp: (() => Promise<unknown>)[];
}

/** Runs `work` with a database and a broker of its own, and takes everything away afterwards, also after Ctrl-C, or when it is told to end. */
export const withServers = async <T>(
  say: (line: string) => void,
  work: (servers: Servers) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'portway-bench-'));
  chmodSync(folder, 0o755);
  const cleanUp: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of cleanUp.splice(0).reverse()) await stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));
  process.once('SIGTERM', () => void stopAll().then(() => process.exit(143)));
  try {
    say('starting PostgreSQL and RabbitMQ');
    const postgres = await startPostgres({ dataDir: join(folder, 'database'), settings });
    cleanUp.push(() => postgres.stop());
    const rabbit = await startRabbit({ dir: join(folder, 'broker'), cacheDir: join(ROOT, '.portway', 'cache') });
    cleanUp.push(() => rabbit.stop());
    return await work({ folder, postgres, rabbit, cleanUp });
  } finally {
    await stopAll();
  }
};

/** Portway as `npm start` runs it, on these servers. */
export const startPortway = async (
  { folder, postgres, rabbit, cleanUp }: Servers,
  replicas: Readonly<Record<string, number>> = {},
): Promise<{ platform: LaunchedPlatform; sender: Sender; apiKey: string }> => {
  const env = { LOG_LEVEL: 'warn' };
  const platform = await launchPlatform({
    home: join(folder, 'home'),
    port: 'any',
    databaseUrl: postgres.url,
    amqpUrl: rabbit.url,
    env,
    replicas,
  });
  cleanUp.push(() => platform.stop());
  if (platform.warnings.length > 0) throw new Foreseen(`Portway did not start well: ${platform.warnings.join('; ')}`);
  const broker = platform.demo.accounts.find((account) => account.role === 'broker');
  const importer = platform.demo.accounts.find((account) => account.role === 'importer');
  if (!broker?.abi || !importer) throw new Foreseen('Portway has no demo accounts of a broker and an importer.');
  const sender: Sender = {
    filerCode: broker.filerCodes[0]!,
    siteCode: broker.abi.site,
    senderId: broker.abi.id,
    senderPassword: broker.abi.password,
    importerNumber: importer.importerNumbers[0]!,
  };
  return { platform, sender, apiKey: broker.apiKey };
};
