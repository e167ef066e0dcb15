/** `npm run bench`: the floor, a peer and Portway, one after the other on the machine at hand, in about three minutes. */
import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Foreseen, runProgram } from '../tools/infrastructure/failure';
import { startPostgres } from '../tools/infrastructure/postgres';
import { startRabbit } from '../tools/infrastructure/rabbitmq';
import { ROOT } from '../tools/platform/home';
import { launchPlatform } from '../tools/platform/launch';
import { postgresFloor, rabbitFloor } from './floor';
import { measure, type Road, type Sender } from './measure';
import { startPeer } from './peer-road';
import { portwayRoads, untilAccepted } from './portway-road';
import { report, type BenchResult, type Machine } from './report';

const WARM_UP_SECONDS = 4;
const FULL_SECONDS = 10;
const HALF_SECONDS = 10;

const began = Date.now();
const say = (line: string): void => void process.stderr.write(`  ${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}\n`);

const machineOf = async (url: string): Promise<Machine> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  await client.end();
  return {
    processor: cpus()[0]?.model ?? 'unknown processor', cores: cpus().length, memoryGigabytes: Math.round(totalmem() / 2 ** 30), system: `${type()} ${release()}`,
    node: process.versions.node, postgres: rows[0]!.server_version, at: new Date().toISOString().slice(0, 10),
  };
};

/** Warms up, then full speed, then half of what was accepted at full speed. */
const measureRoad = async (road: Road, sender: Sender): Promise<BenchResult['roads']> => {
  say(`${road.name}: warming up`);
  await measure(road, sender, 'full', WARM_UP_SECONDS);
  say(`${road.name}: full speed`);
  const full = await measure(road, sender, 'full', FULL_SECONDS);
  const half = Math.max(1, Math.floor(full.acceptedPerSecond / 2));
  say(`${road.name}: ${Math.round(full.acceptedPerSecond)} accepted/s, ${Math.round(full.deliveredPerSecond)} delivered/s; now ${half}/s offered`);
  return [full, await measure(road, sender, half, HALF_SECONDS)];
};

const bench = async (): Promise<number> => {
  const words = process.argv.slice(2);
  const jsonFile = words[words.indexOf('--json') + 1];
  if (words.includes('--json') && !jsonFile) throw new Foreseen('Say where: npm run bench -- --json FILE');
  const folder = mkdtempSync(join(tmpdir(), 'portway-bench-'));
  chmodSync(folder, 0o755);
  const cleanUp: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of cleanUp.splice(0).reverse()) await stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));
  try {
    say('starting PostgreSQL and RabbitMQ');
    const postgres = await startPostgres({ dataDir: join(folder, 'database') });
    cleanUp.push(() => postgres.stop());
    const rabbit = await startRabbit({ dir: join(folder, 'broker'), cacheDir: join(ROOT, '.portway', 'cache') });
    cleanUp.push(() => rabbit.stop());

    say('floor: PostgreSQL');
    const postgresRowsPerSecond = { oneConnection: await postgresFloor(postgres.url, 1), fourConnections: await postgresFloor(postgres.url, 4) };
    say('floor: RabbitMQ');
    const floor = { postgresRowsPerSecond, rabbit: await rabbitFloor(rabbit.url) };

    const nobody: Sender = { filerCode: 'B76', siteCode: '2704', senderId: 'B76', senderPassword: '', importerNumber: '12-3456789' };
    const peer = await startPeer(postgres.url, rabbit.url);
    cleanUp.push(() => peer.stop());
    const roads = await measureRoad(peer, nobody);
    await cleanUp.pop()!();

    say('starting Portway');
    const env = { LOG_LEVEL: 'warn' };
    const platform = await launchPlatform({ home: join(folder, 'home'), port: 'any', databaseUrl: postgres.url, amqpUrl: rabbit.url, env });
    cleanUp.push(() => platform.stop());
    if (platform.warnings.length > 0) throw new Foreseen(`Portway did not start well: ${platform.warnings.join('; ')}`);
    const broker = platform.demo.accounts.find((account) => account.role === 'broker');
    const importer = platform.demo.accounts.find((account) => account.role === 'importer');
    if (!broker?.abi || !importer) throw new Foreseen('Portway has no demo accounts of a broker and an importer.');
    const sender: Sender = {
      filerCode: broker.filerCodes[0]!, siteCode: broker.abi.site, senderId: broker.abi.id, senderPassword: broker.abi.password, importerNumber: importer.importerNumbers[0]!,
    };
    const own = await portwayRoads(platform, postgres.url, broker.apiKey);
    cleanUp.push(() => own.close());
    await untilAccepted(own.json, sender);
    const measuredSince = new Date();
    roads.push(...(await measureRoad(own.json, sender)), ...(await measureRoad(own.catair, sender)));

    const { rejected, answered, example } = await own.outcomes(measuredSince);
    if (rejected > 0) throw new Foreseen(`${rejected} of ${answered} releases were rejected, so these figures would say nothing: ${example}`);
    const result: BenchResult = { machine: await machineOf(postgres.url), floor, roads };
    process.stdout.write(`\n${report(result)}\n`);
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
    return roads.some(({ missing }) => missing > 0) ? 1 : 0;
  } finally {
    await stopAll();
  }
};

if (require.main === module) void runProgram(bench);
