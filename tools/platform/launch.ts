import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '#contracts';
import { takeRuns } from '../demo/runs';
import { POOL_SIZE, installationOf, prepareDatabases, type DatabaseUrls } from '../infrastructure/databases';
import { Foreseen, messageOf, PortTaken, TimedOut } from '../infrastructure/failure';
import type { HeldPort } from '../infrastructure/held-port';
import { keepKeys } from '../infrastructure/keys';
import { LogKeeper } from '../infrastructure/logs';
import { endLeftoverPostgres, startPostgres, type PostgresServer } from '../infrastructure/postgres';
import { commandLine, isAlive, readPid } from '../infrastructure/processes';
import { endLeftoverRabbit, startRabbit, type RabbitServer } from '../infrastructure/rabbitmq';
import { Secrets } from '../infrastructure/secrets';
import { demoAccounts, type DemoAccount } from './accounts';
import { Backups } from '../recovery/backups';
import { DrillRunner } from './drill-runner';
import { controlSocket, listenForControl, resolveUnits, type ControlRequest } from './control';
import { ROOT } from './home';
import { choosePort, portHolder } from './ports';
import { writeSamples } from './samples';
import { openAccounts, type Known } from './seed';
import { bondsLookedUpFrom } from './seed-bonds';
import { seedDemo } from './seeds';
import { keysOf } from './service-keys';
import { DEMO_CLIENTS, type DemoSignIn, setUpDemoPerson } from '../sign-in/demo-person';
import {
  answersAs,
  endLeftoverServices,
  migrate,
  migrateAll,
  startServiceProcess,
  type ServiceLaunch,
} from './service-process';
import {
  FIRST_PORT,
  MAIL_OFFSET,
  planReplicas,
  PORTAL,
  SERVER_OFFSETS,
  SERVICES,
  type ReplicaPlan,
  type ServiceEntry,
} from './services';
import { loadedTariff } from './tariff';
import { Unit, type Program, type UnitStatus } from './unit';

/** Numbers 555-0100 to 555-0199 belong to nobody. */
const DEMO_HELP_DESK = {
  HELP_DESK_NAME: 'Demo help desk (nobody answers)',
  HELP_DESK_PHONE: '202-555-0100',
  HELP_DESK_EMAIL: 'help@portway.example',
  HELP_DESK_HOURS: 'demo only',
};

/** The port at which e-mails with documents are taken, and by which process. */
const [MAIL, TAKES_MAIL] = ['mail', 'account-1'];

const PORTAL_INSTANCE = `${PORTAL.name}-1`;

/** Who gives orders to operations with the token of `npm start`. */
export const OPERATOR = 'Watch officer';
/** What a service is given while it brings its database up to date, which needs no broker. */
const NO_BROKER_YET = 'amqp://127.0.0.1';
/** How often accounts that could not be opened at the start are tried again; how often a slow start says so; in milliseconds. */
const OPEN_AGAIN_EVERY = 10_000;
const STILL_EVERY = 15_000;
/** From when on, and at most how often, the progress of migrations is told, in milliseconds. */
const TELL_AFTER = 2_000;
const TELL_EVERY = 5_000;

export interface LaunchOptions {
  /** Holds data, logs, secrets and demo.json. */
  home: string;
  /** The gateway's port, from which all others are counted; without it 8080 or the next free one. With `'any'`, everything takes some free port. */
  port?: number | 'any';
  /** A data directory of PostgreSQL to copy where there is none yet: faster than initialising one. */
  template?: string;
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
  env?: Record<string, string> | undefined;
  /** What a process is started with, given what it would be started with: its way to database and broker, its clock. */
  adapt?: (instance: string, env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
  /** Where fetched Debian packages are kept. */
  cacheDir?: string;
  say?: (line: string) => void;
}

/** What `.portway/demo.json` holds, for programs that try the platform out. */
export interface DemoFile {
  gateway: string;
  status: string;
  /** Where officers declare downtimes and decide on paper. */
  port: string;
  /** The pages; empty where they do not run. */
  portal: string;
  operationsToken: string;
  /** Base URL of each service's first replica. */
  services: Record<string, string>;
  /** Where e-mails with documents are taken; null where no account service runs. */
  mail: string | null;
  /** Those that are open; one that could not be opened yet comes later, by itself. */
  accounts: DemoAccount[];
  /** Who can sign in; absent until that is set up. */
  person?: DemoSignIn;
  /** Folder with the partners' sample messages, signed by the accounts above. */
  samples: string;
  generatedAt: string;
}

export interface LaunchedPlatform {
  gatewayUrl: string;
  /** Base URL of each service's first replica. */
  urls: Record<string, string>;
  demo: DemoFile;
  /** Roles of the demo accounts that are not open yet. */
  notOpen: string[];
  /** What did not go well although the platform runs; empty when all is well. */
  warnings: string[];
  /** The database server as a role that may do everything on it. */
  databaseUrl: string;
  /** The broker as the services know it. */
  amqpUrl: string;
  /** As `npm run ctl`: services by name, `broker`, `database`, `all`. */
  ctl(action: ControlRequest['action'], name?: string, inspect?: number): Promise<UnitStatus[]>;
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
  /** Of the installation, as its services know it. */
  private readonly name: string;
  private readonly warnings: string[] = [];
  private readonly processes: Unit[] = [];
  private broker: Unit | undefined;
  private database: Unit | undefined;
  private control: Server | undefined;
  private claimed = false;
  /** By instance, and by name for database and broker. */
  private readonly ports = new Map<string, HeldPort>();
  /** Base URL of each service's first replica. */
  private readonly urls: Record<string, string> = {};
  private databases: Record<string, DatabaseUrls> = {};
  private amqpUrl = '';
  /** Of each service's own user, where the broker is ours. */
  private amqpUrls: Record<string, string> = {};
  /** Known to the processes of this start only. */
  private readonly startId = randomBytes(16).toString('hex');
  private readonly logs = new LogKeeper();
  /** The debugger's port of each process that somebody works on. */
  private readonly inspected = new Map<string, number>();
  private demo: DemoFile | undefined;
  private demoPerson: DemoSignIn | undefined;
  private readonly closing = new AbortController();
  private readonly drills: DrillRunner;

  constructor(private readonly options: LaunchOptions) {
    this.home = resolve(options.home);
    this.drills = new DrillRunner(this.drillsFolder, this.home);
    // Whoever broke the start off does not want to read what it therefore could not do.
    this.say = (line) => void (this.closing.signal.aborted || options.say?.(line));
    this.services = options.services ?? SERVICES;
    this.replicas = planReplicas(this.services, options.replicas ?? {});
    mkdirSync(join(this.home, 'logs'), { recursive: true });
    mkdirSync(join(this.home, 'run'), { recursive: true });
    this.secrets = new Secrets(join(this.home, 'secrets.json'));
    this.token = this.secrets.get('operations token');
    // Others may use a broker that is lent: there, everything of ours has a name of its own.
    this.name = options.amqpUrl ? `portway-${installationOf(this.secrets).slice(0, 8)}` : 'portway';
    keepKeys(
      join(this.home, 'keys'),
      this.services.map(({ name }) => name),
    );
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
    await this.choosePorts();
    this.control = await listenForControl(this.home, (request) =>
      this.ctl(request.action, request.name, request.inspect),
    );
    // Databases are brought up to date while the broker starts, and services begin as soon as it is known where it will be: they come to it by themselves.
    // All are waited for, so that what is still at it when another fails is stopped with the rest.
    const databases = this.readyDatabases();
    let found = (): void => undefined;
    const isFound = new Promise<void>((resolve) => (found = resolve));
    const broker = this.startBroker(found);
    let told = this.amqpUrls;
    const services = databases.then(async () => {
      await Promise.race([isFound, broker]);
      this.proceed();
      told = this.amqpUrls;
      await this.startServices();
    });
    const [adminUrl, amqpUrl] = settled(await Promise.allSettled([databases, broker, services]));
    this.amqpUrl = amqpUrl;
    this.proceed();
    // It went elsewhere after all, because a stranger got hold of its port.
    if (told !== this.amqpUrls) await Promise.all(this.processes.map((unit) => unit.restart()));
    const accounts = demoAccounts(this.secrets);
    const open = await this.openAccounts(accounts);
    this.proceed();
    const demo = (this.demo = this.writeDemo(open));
    if (this.hasPortal) this.drills.start();
    return {
      gatewayUrl: demo.gateway,
      urls: this.urls,
      demo,
      notOpen: accounts.filter((account) => !open.includes(account)).map(({ role }) => role),
      warnings: this.warnings,
      databaseUrl: adminUrl,
      amqpUrl,
      ctl: (action, name, inspect) => this.ctl(action, name, inspect),
      stop: () => this.stop(),
      kill: () => this.kill(),
    };
  }

  /** During the start too: nothing more is started then. */
  async stop(): Promise<void> {
    this.closing.abort();
    await this.drills.stop();
    await Promise.all(this.processes.map((unit) => unit.stop()));
    await this.broker?.stop();
    await this.database?.stop();
    this.release();
  }

  async kill(): Promise<void> {
    this.closing.abort();
    this.drills.kill();
    await Promise.all(this.units().map((unit) => unit.kill()));
    this.release();
  }

  /** Of every process. */
  status(): UnitStatus[] {
    return this.units().map((unit) => unit.status);
  }

  private proceed(): void {
    if (this.closing.signal.aborted) throw new Foreseen('The start was broken off.');
  }

  private async ctl(action: ControlRequest['action'], name?: string, inspect?: number): Promise<UnitStatus[]> {
    if (action === 'status') {
      return (name ? resolveUnits(this.units(), name) : this.units()).map((unit) => unit.status);
    }
    const mine = { broker: this.broker, database: this.database } as Record<string, Unit | undefined>;
    if (name && name in mine && !mine[name])
      throw new Foreseen(`The ${name} is not run by this platform: its address was given.`);
    const chosen = resolveUnits(this.units(), name);
    if (action === 'stop')
      for (const group of [...this.inStartOrder(chosen)].reverse()) await Promise.all(group.map((unit) => unit.stop()));
    else if (action === 'kill') await Promise.all(chosen.map((unit) => unit.kill()));
    else if (action === 'start') {
      await this.prepareInspection(chosen, inspect);
      for (const group of this.inStartOrder(chosen)) await Promise.all(group.map((unit) => unit.start()));
    } else throw new Foreseen(`Unknown action ${String(action)}.`);
    return chosen.map((unit) => unit.status);
  }

  /** A service that somebody works on is started with a debugger's port, on the schema that its sources have now. */
  private async prepareInspection(units: readonly Unit[], inspect: number | undefined): Promise<void> {
    for (const [at, { name }] of units.entries()) {
      if (inspect) this.inspected.set(name, inspect + at);
      else this.inspected.delete(name);
    }
    if (!inspect) return;
    for (const replica of this.firstReplicas())
      if (units.some(({ service }) => service === replica.service))
        await this.migrateOne(replica, () => undefined, this.closing.signal);
  }

  private firstReplicas(): ReplicaPlan[] {
    return this.replicas.filter(({ service, instance }) => instance === `${service}-1`);
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
      throw new Foreseen(
        `Portway already runs on ${this.home} (pid ${other}): \`npm run ctl -- status\` shows it, Ctrl-C in its terminal stops it.`,
      );
    }
    writeFileSync(file, `${process.pid}\n`);
    this.claimed = true;
    const ended = await endLeftoverServices(join(this.home, 'run'), 'main.js');
    if (ended.length > 0) this.say(`ended what an earlier run left behind: ${ended.join(', ')}`);
  }

  private release(): void {
    this.control?.close();
    this.logs.end();
    for (const port of this.ports.values()) void port.release();
    if (!this.claimed) return;
    rmSync(join(this.home, 'run', 'supervisor'), { force: true });
    rmSync(controlSocket(this.home), { force: true });
  }

  /** All of them at once, and held from now on: what they are for starts minutes later on a slow machine. */
  private async choosePorts(): Promise<void> {
    const { port, databaseUrl, amqpUrl } = this.options;
    let first = port === 'any' ? undefined : (port ?? FIRST_PORT);
    for (const { service, instance, offset } of this.replicas) {
      const isFirst = instance === 'gateway-1';
      const held = await this.choosePort(
        instance,
        service,
        first && first + offset,
        isFirst && typeof port === 'number',
      );
      // The others count from where the gateway really is.
      if (isFirst && first) first = held.port;
    }
    for (const [part, offset] of Object.entries(SERVER_OFFSETS)) {
      const given = part === 'database' ? databaseUrl : amqpUrl;
      if (!given) await this.choosePort(part, part, first && first + offset);
    }
    if (this.hasPortal) await this.choosePort(PORTAL_INSTANCE, PORTAL.name, first && first + PORTAL.offset);
    if (this.services.some(({ name }) => name === 'account'))
      await this.choosePort(MAIL, 'e-mail with documents', first && first + MAIL_OFFSET);
    for (const { name } of this.services) this.urls[name] = this.urlOf(`${name}-1`);
  }

  /** What Node made of the scripts of services, for the next start. */
  private get compiled(): string {
    return join(this.options.cacheDir ?? join(ROOT, '.portway', 'cache'), 'compiled');
  }

  private get drillsFolder(): string {
    return join(this.home, 'drills');
  }

  /** Where all of the platform runs, its pages do. */
  private get hasPortal(): boolean {
    return this.options.services === undefined && this.options.script === undefined;
  }

  private get portalUrl(): string {
    // By name, as the account service where people sign in.
    return this.hasPortal ? this.urlOf(PORTAL_INSTANCE).replace('127.0.0.1', 'localhost') : '';
  }

  private async choosePort(key: string, part: string, wished: number | undefined, insist = false): Promise<HeldPort> {
    const held = await choosePort(part, wished, {
      insist,
      mine: new Set([...this.ports.values()].map(({ port }) => port)),
      say: this.say,
    });
    this.ports.set(key, held);
    return held;
  }

  private urlOf(instance: string): string {
    return `http://127.0.0.1:${this.ports.get(instance)?.port}`;
  }

  /** @returns the server's address, with every service's database on it up to date */
  private async readyDatabases(): Promise<string> {
    const adminUrl = await this.startDatabase();
    this.proceed();
    this.databases = await prepareDatabases(
      adminUrl,
      this.services.map((service) => service.name),
      {
        secrets: this.secrets,
        lent: this.options.databaseUrl !== undefined,
        connections: (service) => this.connectionsOf(service),
      },
    );
    await this.migrateAll();
    return adminUrl;
  }

  /** Of all its replicas, and of one that ends slowly while another takes its place. */
  private connectionsOf(service: string): number {
    const poolSize = Number.parseInt({ ...process.env, ...this.options.env }['POOL_SIZE'] ?? '', 10) || POOL_SIZE;
    return poolSize * (this.replicas.filter((replica) => replica.service === service).length + 1);
  }

  private async startDatabase(): Promise<string> {
    if (this.options.databaseUrl) return this.options.databaseUrl;
    const begun = Date.now();
    let server: PostgresServer | undefined;
    const start = (port: HeldPort) =>
      startPostgres({
        dataDir: join(this.home, 'database'),
        port,
        template: this.options.template,
        archive: Backups.of(this.home).log,
        say: this.say,
      });
    const unit: Unit = new Unit(
      'database',
      'database',
      `127.0.0.1:${this.ports.get('database')?.port}`,
      async () => {
        server = await startAgain(server, () => this.untilStarted(unit, start));
        this.logs.keep(server.logFile);
        return server;
      },
      this.say,
    );
    this.database = unit;
    await unit.start();
    this.say(`PostgreSQL is up on port ${server!.port} (${seconds(begun)})`);
    return server!.url;
  }

  /** @param found told when it is known where the broker is or will be */
  private async startBroker(found: () => void): Promise<string> {
    if (this.options.amqpUrl) {
      this.amqpUrl = this.options.amqpUrl;
      found();
      return this.options.amqpUrl;
    }
    const begun = Date.now();
    let server: RabbitServer | undefined;
    const cacheDir = this.options.cacheDir ?? join(ROOT, '.portway', 'cache');
    const privatePorts = [this.ports.get('names')!, this.ports.get('nodes')!];
    // Only here, and meanwhile the database starts: the library brings much with it.
    const { brokerExchanges, brokerRights } = await import('#messaging');
    const users = this.services.map(({ name }) => ({
      name,
      password: this.secrets.get(`broker ${name}`),
      rights: brokerRights(this.name, name as ServiceName),
    }));
    const start = (port: HeldPort) =>
      startRabbit({
        dir: join(this.home, 'broker'),
        port,
        privatePorts,
        cacheDir,
        users,
        exchanges: brokerExchanges(this.name),
        begun: (urlFor) => {
          this.amqpUrls = Object.fromEntries(users.map(({ name }) => [name, urlFor(name)]));
          found();
        },
        say: this.say,
      });
    const unit: Unit = new Unit(
      'broker',
      'broker',
      `127.0.0.1:${this.ports.get('broker')?.port}`,
      async () => {
        server = await startAgain(server, () => this.untilStarted(unit, start));
        this.logs.keep(...server.logFiles);
        // Asking it again and again whether it speaks AMQP would fill its log.
        return programOf(server);
      },
      this.say,
    );
    this.broker = unit;
    await unit.start();
    this.say(`RabbitMQ is up on port ${server!.port} (${seconds(begun)})`);
    return server!.url;
  }

  /** Starts a server for the first time: where a stranger got hold of its port, on another; where it stood still, once more. */
  private async untilStarted<S>(unit: Unit, start: (port: HeldPort) => Promise<S>): Promise<S> {
    for (let attempt = 1; ; attempt++) {
      const held = this.ports.get(unit.name)!;
      try {
        return await start(held);
      } catch (error) {
        if (attempt === 3 || this.closing.signal.aborted) throw error;
        if (error instanceof TimedOut) {
          this.say(`${error.message}; it is started again`);
          continue;
        }
        if (!(error instanceof PortTaken)) throw error;
        await held.release();
        unit.address = `127.0.0.1:${(await this.choosePort(unit.name, unit.name, held.port)).port}`;
      }
    }
  }

  private launchOf(replica: ReplicaPlan): ServiceLaunch {
    const url = this.urlOf(replica.instance);
    const script = this.options.script ?? ((service: string) => join(ROOT, 'dist', 'programs', service, 'main.js'));
    return {
      name: replica.instance,
      script: script(replica.service),
      url,
      answersAs: this.answerOf(replica.instance),
      logFile: join(this.home, 'logs', `${replica.name}.log`),
      runFolder: join(this.home, 'run'),
      inspect: this.inspected.get(replica.name),
      givesWay: replica.givesWay,
      env: this.adapted(replica.instance, {
        // All of it listens on loopback only, and so does the receiver somebody tries webhooks with.
        WEBHOOK_PRIVATE_ADDRESSES: 'true',
        // The samples, the demo and the drill are test data.
        X12_TEST_IS_LIVE: 'true',
        PUBLIC_URL: this.urls['gateway'],
        MAIL_OUTBOX: join(this.home, 'mail'),
        STATUS_COPY_FOLDER: join(this.home, 'status-copy'),
        ...(replica.service === 'port' && this.hasPortal && { DRILLS_FOLDER: this.drillsFolder }),
        ...DEMO_HELP_DESK,
        JOURNAL_COPY_DIR: join(this.home, 'journal-copy'),
        ...(existsSync(loadedTariff(this.home)) && { TARIFF_FILE: loadedTariff(this.home) }),
        DOCUMENT_STORE: `directory:${join(this.home, 'documents')}`,
        ...(replica.instance === TAKES_MAIL && { DOCUMENT_MAIL_PORT: String(this.ports.get(MAIL)?.port ?? 0) }),
        SIGN_IN_ISSUER: this.issuer,
        SIGN_IN_CLIENTS: JSON.stringify({
          ...DEMO_CLIENTS,
          ...(this.hasPortal && { 'portway-portal': [`${this.portalUrl}/session/callback`] }),
        }),
        NODE_COMPILE_CACHE: this.compiled,
        BONDS_LOOKED_UP_FROM: bondsLookedUpFrom(this.home),
        AD_CVD_CASES_LOOKED_UP_FROM: '2020-01-01',
        ...process.env,
        ...this.options.env,
        ...keysOf(replica.service, this.secrets),
        DATABASE_URL: this.databases[replica.service]?.url ?? '',
        AMQP_URL: this.amqpUrls[replica.service] ?? (this.amqpUrl || NO_BROKER_YET),
        PLATFORM: this.name,
        KEYS_DIR: join(this.home, 'keys', replica.service),
        PORT: new URL(url).port,
        HOST: '127.0.0.1',
        SERVICE_URLS: JSON.stringify(this.urls),
        // A service knows its operators again, and has nothing in its environment by which to pass for one.
        OPERATORS: JSON.stringify({ [OPERATOR]: createHash('sha256').update(this.token).digest('hex') }),
        OPERATIONS_TOKEN: undefined,
        INSTANCE: replica.instance,
        START_ID: this.startId,
      }),
    };
  }

  /** By name: browsers know no passkeys of a network address. */
  private get issuer(): string {
    return `${(this.urls['account'] ?? 'http://127.0.0.1').replace('127.0.0.1', 'localhost')}/oidc`;
  }

  /** The pages are given the way to the modules and their own keys, and nothing else. */
  private launchOfPortal(): ServiceLaunch {
    const url = this.urlOf(PORTAL_INSTANCE);
    return {
      name: PORTAL_INSTANCE,
      script: join(ROOT, 'dist', 'programs', PORTAL.name, 'main.js'),
      url,
      answersAs: this.answerOf(PORTAL_INSTANCE),
      logFile: join(this.home, 'logs', `${PORTAL.name}.log`),
      runFolder: join(this.home, 'run'),
      inspect: this.inspected.get(PORTAL.name),
      env: this.adapted(PORTAL_INSTANCE, {
        SIGN_IN_ISSUER: this.issuer,
        NODE_COMPILE_CACHE: this.compiled,
        KEY_SIGN_IN: 'yes',
        TRY_IT_KEY: demoAccounts(this.secrets).find(({ role }) => role === 'broker')?.apiKey,
        ...process.env,
        ...this.options.env,
        PORTAL_URL: this.portalUrl,
        MODULE_URLS: JSON.stringify(this.urls),
        ...keysOf(PORTAL.name, this.secrets),
        PORT: new URL(url).port,
        HOST: '127.0.0.1',
        INSTANCE: PORTAL_INSTANCE,
        START_ID: this.startId,
      }),
    };
  }

  private adapted(instance: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return this.options.adapt?.(instance, env) ?? env;
  }

  private answerOf(instance: string): string {
    return `${instance}/${this.startId}`;
  }

  /** A service's first replica, to be asked who it is before it is told the operations token. */
  private known(service: string): Known {
    const instance = `${service}-1`;
    return { url: this.urls[service] ?? '', isItself: () => answersAs(this.urlOf(instance), this.answerOf(instance)) };
  }

  /** No service starts on a schema that was not brought up to date: one that fails ends the start. */
  private async migrateAll(): Promise<void> {
    const begun = Date.now();
    const first = this.firstReplicas();
    const doing = new Map<string, string>();
    let done = 0;
    const broken = new AbortController();
    let told = '';
    let toldAt = begun + TELL_AFTER - TELL_EVERY;
    const telling = setInterval(() => {
      const words = [
        `${done} of ${first.length} done`,
        ...[...doing].map(([service, what]) => `${service}: ${what}`),
      ].join('; ');
      if (Date.now() - toldAt < (words === told ? STILL_EVERY : TELL_EVERY)) return;
      [told, toldAt] = [words, Date.now()];
      this.say(`bringing databases up to date, ${words} (${seconds(begun)})`);
    }, 500);
    const signal = AbortSignal.any([this.closing.signal, broken.signal]);
    const hear = (service: string, words?: string): void => {
      if (words !== undefined) return void doing.set(service, words);
      doing.delete(service);
      done++;
    };
    try {
      if (!this.options.script) await this.migrateTogether(first, hear, signal);
      else
        await Promise.all(
          first.map(async (replica) => {
            await this.migrateOne(replica, (words) => hear(replica.service, words), signal);
            hear(replica.service);
          }),
        );
    } finally {
      clearInterval(telling);
      broken.abort();
    }
    if (first.length > 0) this.say(`databases are up to date (${seconds(begun)})`);
  }

  private async migrateTogether(
    replicas: readonly ReplicaPlan[],
    hear: (service: string, words?: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const environments = Object.fromEntries(
      replicas.map((replica) => [replica.service, this.migrationOf(replica).env] as const),
    );
    const reason = await migrateAll(environments, this.compiled, hear, signal);
    if (reason) throw new Foreseen(`The start ended: ${reason}`);
  }

  /** As the role that owns the database. */
  private migrationOf(replica: ReplicaPlan): ServiceLaunch {
    const launch = this.launchOf(replica);
    return { ...launch, env: { ...launch.env, MIGRATE_DATABASE_URL: this.databases[replica.service]?.ownerUrl } };
  }

  private async migrateOne(replica: ReplicaPlan, say: (words: string) => void, signal: AbortSignal): Promise<void> {
    const reason = await migrate(this.migrationOf(replica), say, signal);
    if (reason)
      throw new Foreseen(
        `The start ended: the database of ${replica.service} could not be brought up to date: ${reason}`,
      );
  }

  private async startServices(): Promise<void> {
    const begun = Date.now();
    const waiting = new Set(this.replicas.map(({ name }) => name));
    const still = setInterval(
      () => this.say(`still starting: ${[...waiting].join(', ')} (${seconds(begun)})`),
      STILL_EVERY,
    );
    this.processes.push(
      ...this.replicas.map((replica) => {
        const unit: Unit = new Unit(
          replica.name,
          replica.service,
          this.urlOf(replica.instance),
          () => this.startService(replica, unit),
          this.say,
        );
        return unit;
      }),
    );
    if (this.hasPortal) this.processes.push(this.portalUnit());
    try {
      await Promise.all(
        this.processes.map(async (unit) => {
          const live = await unit.start();
          waiting.delete(unit.name);
          if (live) this.say(`${unit.name} is up at ${unit.address} (${seconds(begun)})`);
          else this.warn(`${unit.name} does not answer yet; see ${join(this.home, 'logs', `${unit.name}.log`)}`);
        }),
      );
    } finally {
      clearInterval(still);
    }
  }

  private portalUnit(): Unit {
    const held = this.ports.get(PORTAL_INSTANCE)!;
    return new Unit(
      PORTAL.name,
      PORTAL.name,
      this.portalUrl,
      async () => {
        if (!(await held.clear()))
          throw new Foreseen(
            `port ${held.port} is used by ${portHolder(held.port)}: the pages wait until it is free, for people are signed in there`,
          );
        const launch = this.launchOfPortal();
        this.logs.keep(launch.logFile);
        return startServiceProcess(launch);
      },
      this.say,
    );
  }

  private async startService(replica: ReplicaPlan, unit: Unit): Promise<Program> {
    while (!(await this.ports.get(replica.instance)!.clear())) await this.move(replica, unit);
    if (replica.instance === TAKES_MAIL) await this.ports.get(MAIL)?.clear();
    const launch = this.launchOf(replica);
    this.logs.keep(launch.logFile);
    return startServiceProcess(launch);
  }

  /** A stranger listens where a service did that is down: it goes elsewhere, and the others learn where. */
  private async move({ service, instance }: ReplicaPlan, unit: Unit): Promise<void> {
    const held = this.ports.get(instance)!;
    const holder = portHolder(held.port);
    if (instance === 'gateway-1' && typeof this.options.port === 'number') {
      throw new Foreseen(
        `port ${held.port} is used by ${holder}, and PORT says that the gateway is there: it waits until the port is free`,
      );
    }
    await held.release();
    await this.choosePort(instance, service, held.port);
    unit.address = this.urlOf(instance);
    if (instance !== `${service}-1`) return;
    this.urls[service] = unit.address;
    this.say(
      `${service} moves to ${unit.address}; the other services are started again, one after the other, to learn it`,
    );
    if (this.demo) this.demo = this.writeDemo(this.demo.accounts);
    void (async () => {
      for (const other of this.processes) if (other !== unit) await other.restart();
    })();
  }

  /** Answers those that are open; the others are tried again until they are. */
  private async openAccounts(accounts: DemoAccount[]): Promise<DemoAccount[]> {
    if (!this.urls.account) return accounts;
    const { open, reason } = await this.tryToOpen(accounts);
    if (reason) {
      this.warn(`${open.length} of ${accounts.length} demo accounts are open: ${reason}; the others are tried again`);
      void this.openLater(accounts);
      return open;
    }
    const person = await setUpDemoPerson(this.urls.account, this.token, accounts, this.secrets);
    if (typeof person === 'string') this.warn(`nobody of the demo can sign in: ${person}`);
    else if (person) this.demoPerson = person;
    // What an earlier start has put on file is looked after while people look at it.
    if (existsSync(this.seeded)) void this.seed(accounts, this.say);
    else await this.seed(accounts, (fault) => this.warn(fault));
    this.say(`${accounts.length} demo accounts are open`);
    return open;
  }

  private tryToOpen(accounts: DemoAccount[]): ReturnType<typeof openAccounts> {
    const at = { account: this.known('account'), ...(this.urls.gateway && { gateway: this.known('gateway') }) };
    return openAccounts(at, this.token, accounts, this.closing.signal);
  }

  /** Says that all of the demo's data was put on file once. */
  private get seeded(): string {
    return join(this.home, 'seeded');
  }

  private async seed(accounts: DemoAccount[], hear: (fault: string) => void): Promise<void> {
    const isComplete = await seedDemo(
      {
        ...{ services: this.services.map(({ name }) => name), at: (service) => this.known(service) },
        ...{ token: this.token, accounts, signal: this.closing.signal },
      },
      hear,
    );
    if (isComplete) writeFileSync(this.seeded, `${new Date().toISOString()}\n`);
  }

  private async openLater(accounts: DemoAccount[]): Promise<void> {
    for (;;) {
      await pause(OPEN_AGAIN_EVERY, undefined, { signal: this.closing.signal, ref: false }).catch(() => undefined);
      if (this.closing.signal.aborted) return;
      const { open } = await this.tryToOpen(accounts);
      if (this.demo && open.length > this.demo.accounts.length) {
        this.demo = this.writeDemo(open);
        this.say(
          `${open.length} of ${accounts.length} demo accounts are open now: ${open.map(({ role }) => role).join(', ')}; their keys are in ${join(this.home, 'demo.json')}`,
        );
      }
      if (open.length === accounts.length) return this.seed(accounts, this.say);
    }
  }

  private writeDemo(accounts: DemoAccount[]): DemoFile {
    const demo: DemoFile = {
      gateway: this.urls.gateway ?? '',
      status: this.urls.status ?? '',
      port: this.urls.port ?? '',
      portal: this.portalUrl,
      operationsToken: this.token,
      services: this.urls,
      mail: this.ports.has(MAIL) ? `smtp://127.0.0.1:${this.ports.get(MAIL)!.port}` : null,
      accounts,
      ...(this.demoPerson && { person: this.demoPerson }),
      samples: join(this.home, 'samples'),
      generatedAt: new Date().toISOString(),
    };
    try {
      writeSamples(join(ROOT, 'docs', 'partners', 'samples'), demo.samples, accounts, takeRuns(this.home));
      writeFileSync(join(this.home, 'demo.json'), `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
    } catch (error) {
      this.warn(`${join(this.home, 'demo.json')} could not be written: ${messageOf(error)}`);
    }
    return demo;
  }

  private warn(line: string): void {
    this.warnings.push(line);
    this.say(line);
  }
}

/** A server as a program that is not asked whether it answers. */
function programOf(server: RabbitServer): Program {
  return {
    get pid() {
      return server.pid;
    },
    get exited() {
      return server.exited;
    },
    stop: () => server.stop(),
    kill: () => server.kill(),
  };
}

async function startAgain<S extends { start(): Promise<void> }>(
  server: S | undefined,
  first: () => Promise<S>,
): Promise<S> {
  if (!server) return first();
  await server.start();
  return server;
}

function settled<T extends readonly unknown[]>(results: { [K in keyof T]: PromiseSettledResult<T[K]> }): T {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as T;
}

function seconds(begun: number): string {
  return `${((Date.now() - begun) / 1000).toFixed(1)} s`;
}
