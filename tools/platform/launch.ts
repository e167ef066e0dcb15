import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join, resolve } from 'node:path';
import { prepareDatabases } from '../infrastructure/databases';
import { Foreseen } from '../infrastructure/failure';
import { endLeftoverPostgres, startPostgres, type PostgresServer } from '../infrastructure/postgres';
import { commandLine, isAlive, readPid } from '../infrastructure/processes';
import { endLeftoverRabbit, startRabbit, type RabbitServer } from '../infrastructure/rabbitmq';
import { Secrets } from '../infrastructure/secrets';
import { demoAccounts, type DemoAccount } from './accounts';
import { controlSocket, listenForControl, resolveUnits, type ControlRequest } from './control';
import { ROOT } from './home';
import { choosePort } from './ports';
import { writeSamples } from './samples';
import { seedAccounts, waitForKeys, waitForQuiet } from './seed';
import { endLeftoverServices, migrate, startServiceProcess, turnLog, type ServiceLaunch } from './service-process';
import { planReplicas, SERVICES, type ReplicaPlan, type ServiceEntry } from './services';
import { Unit, type UnitStatus } from './unit';

export interface LaunchOptions {
  /** Holds data, logs, secrets and demo.json. */
  home: string;
  /** The gateway's port; without it 8080 or the next free one. With `'any'`, every service takes some free port. */
  port?: number | 'any';
  /** A PostgreSQL of the caller's own: its role must be allowed to create roles and databases. */
  databaseUrl?: string;
  /** A RabbitMQ of the caller's own. */
  amqpUrl?: string;
  /** Processes per service; one where nothing is said. */
  replicas?: Record<string, number>;
  /** Where a service's program is. */
  script?: (service: string) => string;
  services?: readonly ServiceEntry[];
  /** More environment for every service. */
  env?: Record<string, string>;
  /** Where fetched Debian packages are kept. */
  cacheDir?: string;
  say?: (line: string) => void;
}

/** What `.portway/demo.json` holds, for programs that try the platform out. */
export interface DemoFile {
  gateway: string;
  status: string;
  operationsToken: string;
  /** Base URL of each service's first replica. */
  services: Record<string, string>;
  accounts: DemoAccount[];
  /** Folder with the partners' sample messages, signed by the accounts above. */
  samples: string;
  generatedAt: string;
}

export interface LaunchedPlatform {
  gatewayUrl: string;
  /** Base URL of each service's first replica. */
  urls: Record<string, string>;
  demo: DemoFile;
  /** What did not go well although the platform runs; empty when all is well. */
  warnings: string[];
  /** As `npm run ctl`: services by name, `broker`, `database`, `all`. */
  ctl(action: ControlRequest['action'], name?: string): Promise<UnitStatus[]>;
  /** Services drain and stop, then the broker, then the database. */
  stop(): Promise<void>;
  /** SIGKILL to everything. */
  kill(): Promise<void>;
}

/**
 * Brings the whole platform up: database, broker, migrations, every service as a process of its own, demo accounts.
 *
 * @throws Foreseen with one sentence when something it needs cannot be had; whatever was started is stopped again
 */
export function launchPlatform(options: LaunchOptions): Promise<LaunchedPlatform> {
  return new Platform(options).launch();
}

/** Ends everything that still runs on this folder although its supervisor is gone. */
export async function endLeftovers(home: string): Promise<void> {
  await endLeftoverServices(join(home, 'run'), 'main.js');
  await Promise.all([endLeftoverRabbit(join(home, 'broker')), endLeftoverPostgres(join(home, 'database'))]);
}

/** A platform on one folder, from its start to its stop. Both may be asked for at any time. */
export class Platform {
  private readonly home: string;
  private readonly say: (line: string) => void;
  private readonly services: readonly ServiceEntry[];
  private readonly replicas: ReplicaPlan[];
  private readonly secrets: Secrets;
  private readonly token: string;
  private readonly warnings: string[] = [];
  private readonly processes: Unit[] = [];
  private broker: Unit | undefined;
  private database: Unit | undefined;
  private control: Server | undefined;
  private claimed = false;
  /** Ports given to services that do not listen yet: nobody else of this platform may take them. */
  private readonly taken = new Set<number>();
  private readonly closing = new AbortController();

  constructor(private readonly options: LaunchOptions) {
    this.home = resolve(options.home);
    // Whoever broke the start off does not want to read what it therefore could not do.
    this.say = (line) => void (this.closing.signal.aborted || options.say?.(line));
    this.services = options.services ?? SERVICES;
    this.replicas = planReplicas(this.services, options.replicas ?? {});
    mkdirSync(join(this.home, 'logs'), { recursive: true });
    mkdirSync(join(this.home, 'run'), { recursive: true });
    this.secrets = new Secrets(join(this.home, 'secrets.json'));
    this.token = this.secrets.get('operations token');
  }

  async launch(): Promise<LaunchedPlatform> {
    try {
      return await this.bringUp();
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  private async bringUp(): Promise<LaunchedPlatform> {
    await this.claimFolder();
    const addresses = await this.chooseAddresses();
    this.control = await listenForControl(this.home, (request) => this.ctl(request.action, request.name));
    // Both are waited for, so that the one that is still starting when the other fails is stopped with the rest.
    const [adminUrl, amqpUrl] = settled(await Promise.allSettled([this.startDatabase(), this.startBroker()]));
    this.proceed();
    const names = this.services.map((service) => service.name);
    const databases = await prepareDatabases(adminUrl, names, this.secrets);
    const urls = Object.fromEntries(this.services.map(({ name }) => [name, addresses.get(`${name}-1`) ?? '']));
    const launches = this.replicas.map((replica) => this.launchOf(replica, addresses, urls, databases[replica.service] ?? '', amqpUrl));
    await this.migrateAll(launches);
    this.proceed();
    await this.startServices(launches);
    this.proceed();
    const accounts = demoAccounts(this.secrets);
    await this.seed(urls, accounts);
    this.proceed();
    const demo = this.writeDemo(urls, accounts);
    return {
      gatewayUrl: demo.gateway,
      urls,
      demo,
      warnings: this.warnings,
      ctl: (action, name) => this.ctl(action, name),
      stop: () => this.stop(),
      kill: () => this.kill(),
    };
  }

  /** During the start too: nothing more is started then. */
  async stop(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.processes.map((unit) => unit.stop()));
    await this.broker?.stop();
    await this.database?.stop();
    this.release();
  }

  async kill(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.units().map((unit) => unit.kill()));
    this.release();
  }

  private proceed(): void {
    if (this.closing.signal.aborted) throw new Foreseen('The start was broken off.');
  }

  private async ctl(action: ControlRequest['action'], name?: string): Promise<UnitStatus[]> {
    if (action === 'status') {
      return (name ? resolveUnits(this.units(), name) : this.units()).map((unit) => unit.status);
    }
    const mine = { broker: this.broker, database: this.database } as Record<string, Unit | undefined>;
    if (name && name in mine && !mine[name]) throw new Foreseen(`The ${name} is not run by this platform: its address was given.`);
    const chosen = resolveUnits(this.units(), name);
    if (action === 'stop') for (const group of [...this.inStartOrder(chosen)].reverse()) await Promise.all(group.map((unit) => unit.stop()));
    else if (action === 'kill') await Promise.all(chosen.map((unit) => unit.kill()));
    else if (action === 'start') for (const group of this.inStartOrder(chosen)) await Promise.all(group.map((unit) => unit.start()));
    else throw new Foreseen(`Unknown action ${String(action)}.`);
    return chosen.map((unit) => unit.status);
  }

  private inStartOrder(units: Unit[]): Unit[][] {
    const servers = [this.database, this.broker];
    return [units.filter((unit) => servers.includes(unit)), units.filter((unit) => !servers.includes(unit))];
  }

  private units(): Unit[] {
    return [...this.processes, this.broker, this.database].filter((unit) => unit !== undefined);
  }

  /** One platform per folder; what a killed one left behind is ended. */
  private async claimFolder(): Promise<void> {
    const file = join(this.home, 'run', 'supervisor');
    const other = readPid(file);
    if (other && other !== process.pid && isAlive(other) && /node|jest/.test(commandLine(other))) {
      throw new Foreseen(`Portway already runs on ${this.home} (pid ${other}): \`npm run ctl -- status\` shows it, Ctrl-C in its terminal stops it.`);
    }
    writeFileSync(file, `${process.pid}\n`);
    this.claimed = true;
    const ended = await endLeftoverServices(join(this.home, 'run'), 'main.js');
    if (ended.length > 0) this.say(`ended what an earlier run left behind: ${ended.join(', ')}`);
  }

  private release(): void {
    this.control?.close();
    if (!this.claimed) return;
    rmSync(join(this.home, 'run', 'supervisor'), { force: true });
    rmSync(controlSocket(this.home), { force: true });
  }

  /** Base URL of each replica, by instance name. */
  private async chooseAddresses(): Promise<Map<string, string>> {
    const { port } = this.options;
    const { taken } = this;
    const addresses = new Map<string, string>();
    for (const replica of this.replicas) {
      const insist = replica.instance === 'gateway-1' && typeof port === 'number';
      const wished = port === 'any' ? undefined : insist ? port : replica.port;
      addresses.set(replica.instance, `http://127.0.0.1:${await choosePort(replica.service, wished, { insist, taken, say: this.say })}`);
    }
    return addresses;
  }

  private async startDatabase(): Promise<string> {
    if (this.options.databaseUrl) return this.options.databaseUrl;
    const begun = Date.now();
    let server: PostgresServer | undefined;
    const port = await choosePort('server', undefined, { taken: this.taken, say: this.say });
    const start = () => startPostgres({ dataDir: join(this.home, 'database'), port, say: this.say });
    const unit = new Unit('database', 'database', `127.0.0.1:${port}`, async () => (server = await startAgain(server, start)), this.say);
    this.database = unit;
    await unit.start();
    this.say(`PostgreSQL is up on port ${port} (${seconds(begun)})`);
    return server!.url;
  }

  private async startBroker(): Promise<string> {
    if (this.options.amqpUrl) return this.options.amqpUrl;
    const begun = Date.now();
    let server: RabbitServer | undefined;
    const cacheDir = this.options.cacheDir ?? join(ROOT, '.portway', 'cache');
    const port = await choosePort('server', undefined, { taken: this.taken, say: this.say });
    const start = () => startRabbit({ dir: join(this.home, 'broker'), port, cacheDir, say: this.say });
    const unit = new Unit('broker', 'broker', `127.0.0.1:${port}`, async () => (server = await startAgain(server, start)), this.say);
    this.broker = unit;
    await unit.start();
    this.say(`RabbitMQ is up on port ${port} (${seconds(begun)})`);
    return server!.url;
  }

  private launchOf(replica: ReplicaPlan, addresses: Map<string, string>, urls: Record<string, string>, databaseUrl: string, amqpUrl: string): ReplicaLaunch {
    const url = addresses.get(replica.instance) ?? '';
    const script = this.options.script ?? ((service: string) => join(ROOT, 'dist', 'apps', service, 'src', 'main.js'));
    return {
      replica,
      name: replica.instance,
      script: script(replica.service),
      url,
      logFile: join(this.home, 'logs', `${replica.name}.log`),
      runFolder: join(this.home, 'run'),
      env: {
        // All of it listens on loopback only, and so does the receiver somebody tries webhooks with.
        WEBHOOK_PRIVATE_ADDRESSES: 'true',
        PUBLIC_URL: urls['gateway'],
        MAIL_OUTBOX: join(this.home, 'mail'),
        ...process.env,
        ...this.options.env,
        DATABASE_URL: databaseUrl,
        AMQP_URL: amqpUrl,
        PORT: new URL(url).port,
        HOST: '127.0.0.1',
        SERVICE_URLS: JSON.stringify(urls),
        OPERATIONS_TOKEN: this.token,
        INSTANCE: replica.instance,
      },
    };
  }

  private async migrateAll(launches: ReplicaLaunch[]): Promise<void> {
    const begun = Date.now();
    const first = launches.filter(({ replica }) => replica.instance === `${replica.service}-1`);
    await Promise.all(
      first.map(async (launch) => {
        const reason = await migrate(launch, this.closing.signal);
        if (reason) this.warn(`the database of ${launch.replica.service} could not be brought up to date: ${reason}`);
      }),
    );
    this.say(`databases are up to date (${seconds(begun)})`);
  }

  private async startServices(launches: ReplicaLaunch[]): Promise<void> {
    await Promise.all(
      launches.map(async (launch) => {
        const begun = Date.now();
        turnLog(launch.logFile);
        const unit = new Unit(launch.replica.name, launch.replica.service, launch.url, async () => startServiceProcess(launch), this.say);
        this.processes.push(unit);
        if (await unit.start()) this.say(`${unit.name} is up at ${launch.url} (${seconds(begun)})`);
        else this.warn(`${unit.name} does not answer yet; see ${launch.logFile}`);
      }),
    );
    const order = this.replicas.map((replica) => replica.name);
    this.processes.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }

  private async seed(urls: Record<string, string>, accounts: DemoAccount[]): Promise<void> {
    const url = urls.account;
    if (!url) return;
    const opened = await seedAccounts(url, this.token, accounts, this.closing.signal);
    const reason = opened || (urls.gateway ? await waitForKeys(urls.gateway, accounts, this.closing.signal) : '');
    if (!reason) await waitForQuiet(urls, this.token, this.closing.signal);
    if (reason) this.warn(`the demo accounts could not be opened: ${reason}`);
    else this.say(`${accounts.length} demo accounts are open`);
  }

  private writeDemo(urls: Record<string, string>, accounts: DemoAccount[]): DemoFile {
    const demo: DemoFile = {
      gateway: urls.gateway ?? '',
      status: urls.status ?? '',
      operationsToken: this.token,
      services: urls,
      accounts,
      samples: join(this.home, 'samples'),
      generatedAt: new Date().toISOString(),
    };
    writeSamples(join(ROOT, 'docs', 'partners', 'samples'), demo.samples, accounts);
    writeFileSync(join(this.home, 'demo.json'), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
    return demo;
  }

  private warn(line: string): void {
    this.warnings.push(line);
    this.say(line);
  }
}

interface ReplicaLaunch extends ServiceLaunch {
  replica: ReplicaPlan;
}

async function startAgain<S extends { start(): Promise<void> }>(server: S | undefined, first: () => Promise<S>): Promise<S> {
  if (!server) return first();
  await server.start();
  return server;
}

function settled<A, B>(results: [PromiseSettledResult<A>, PromiseSettledResult<B>]): [A, B] {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as [A, B];
}

function seconds(begun: number): string {
  return `${((Date.now() - begun) / 1000).toFixed(1)} s`;
}
