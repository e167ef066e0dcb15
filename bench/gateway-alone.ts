import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { hashApiKey, hashPassword } from '#service';
import { prepareDatabases } from '../tools/infrastructure/databases';
import { Foreseen } from '../tools/infrastructure/failure';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { ROOT } from '../tools/platform/home';

export const SENDERS = 5;
export const PASSWORD = 'BENCH1';

/** A gateway that accepts and has nobody to hand on to. */
export interface GatewayAlone {
  readonly gateway: ChildProcess;
  readonly url: string;
  /** API keys of as many accounts, each a broker with filer code B76 and sender code B76 of site 2704. */
  readonly keys: readonly string[];
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
};

const untilReady = async (url: string): Promise<void> => {
  for (let look = 0; look < 600; look += 1) {
    if (
      await fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Foreseen('The gateway was not ready within a minute.');
};

/** The gateway alone, with its database; accounts are put where their owner's messages would put them. */
export const startGatewayAlone = async (postgres: PostgresServer, env: NodeJS.ProcessEnv): Promise<GatewayAlone> => {
  const { url: databaseUrl, ownerUrl } = (await prepareDatabases(postgres.url, ['gateway_memory']))['gateway_memory']!;
  const port = await freePort();
  const script = join(ROOT, 'dist/programs/gateway/main.js');
  const environment = {
    ...process.env,
    LOG_LEVEL: 'error',
    ...env,
    DATABASE_URL: databaseUrl,
    MIGRATE_DATABASE_URL: ownerUrl,
    AMQP_URL: 'amqp://nobody:nobody@127.0.0.1:1',
    PORT: String(port),
    HOST: '127.0.0.1',
    INSTANCE: 'gateway-memory',
  };
  const [code] = (await once(
    spawn(process.execPath, [script, 'migrate'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] }),
    'exit',
  )) as [number];
  if (code !== 0) throw new Foreseen('The database of the gateway could not be brought up to date.');
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const passwordHash = await hashPassword(PASSWORD);
  const keys: string[] = [];
  for (let n = 0; n < SENDERS; n += 1) {
    const accountId = `0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b1${n}`;
    const account = {
      accountId,
      name: `Broker ${n}`,
      kinds: ['broker'],
      active: true,
      importerNumbers: [],
      filerCodes: ['B76'],
      scacs: [],
      ports: [],
      abi: { site: '2704', id: 'B76', passwordHash },
    };
    keys.push(`pk_memory-${n}`);
    await client.query('INSERT INTO account (id, version, active, data, changed_at) VALUES ($1, 1, true, $2, now())', [
      accountId,
      JSON.stringify(account),
    ]);
    await client.query('INSERT INTO api_key (hash, account_id) VALUES ($1, $2)', [hashApiKey(keys[n]!), accountId]);
  }
  // Set up as the register would tell it, so that what is measured is judged by it.
  const setUp = {
    ...{
      filesAs: 'broker',
      nationalPermit: { number: '99-00123', from: '2022-12-19', to: null },
      localPermitPorts: [],
    },
    parties: [
      {
        ...{
          as: 'filer',
          ports: [],
          office: '',
          applications: ['SE', 'AE', 'DE', 'CQ', 'KI', 'EQ'],
          processingPorts: [],
        },
        ...{ senders: [{ site: '2704', id: 'B76', office: '' }], from: '2022-12-19', to: null },
      },
    ],
  };
  await client.query('INSERT INTO filer_set_up (filer_code, revision, data, changed_at) VALUES ($1, 1, $2, now())', [
    'B76',
    JSON.stringify(setUp),
  ]);
  await client.end();
  const gateway = spawn(process.execPath, [script], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url);
  return { gateway, url, keys };
};
