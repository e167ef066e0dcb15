import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { ServiceName } from '#contracts';
import { Foreseen } from '../infrastructure/failure';
import { descendants, signal } from '../infrastructure/processes';
import { findRabbitProgram } from '../infrastructure/rabbitmq-program';
import type { DemoFile, LaunchedPlatform, LaunchOptions } from '../platform/launch';
import { launchPlatform } from '../platform/launch';
import { planReplicas, SERVICES } from '../platform/services';
import { Clocks, SmallDisk } from './machine';
import { TcpProxy } from './proxy';

export const SERVICE_NAMES = SERVICES.map(({ name }) => name as ServiceName);
export const databaseOf = (service: string): string => `portway_${service}`;

/** So often in a row, twice a second, a broker is seen well that needs nothing done. */
const WELL_LOOKS = 30;
/** Another fault may have stopped the server that this one is made through. */
const SERVER_BACK_WITHIN_MS = 60_000;
const SERVER_LOOK_MS = 500;

interface Ways {
  readonly database: TcpProxy;
  readonly broker: TcpProxy;
}

/** What a fault needs of the platform it is made on. */
export interface Needs {
  /** Processes per service; one where nothing is said. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** Every service has a clock of its own that can be set (libfaketime). */
  readonly clocks?: boolean;
  /** All data is on a disk of its own, so small that it can be filled (tmpfs, as root). */
  readonly smallDisk?: boolean;
}

export interface StageOptions extends Pick<LaunchOptions, 'cacheDir' | 'say' | 'template'> {
  /** A folder of its own, reachable by other users of the system. */
  readonly home: string;
  readonly needs?: Needs;
}

/**
 * A platform of the harness's own, with everything at hand that can be broken: every process, both servers, and the network between each
 * process and either server.
 */
export class Stage {
  private readonly ways = new Map<string, Ways>();
  private readonly frozen = new Set<number>();
  private readonly more: (() => Promise<void>)[] = [];
  private platform!: LaunchedPlatform;
  cacheDir!: string;
  /** Only where a fault needs them. */
  clocks: Clocks | null = null;
  disk: SmallDisk | null = null;

  private constructor(readonly home: string) {}

  static async set({ home, needs = {}, ...options }: StageOptions): Promise<Stage> {
    const stage = new Stage(home);
    const replicas = { ...needs.replicas };
    mkdirSync(home, { recursive: true, mode: 0o755 });
    if (needs.smallDisk) stage.disk = SmallDisk.at(home);
    if (needs.clocks) stage.clocks = Clocks.in(join(home, 'clocks'));
    stage.cacheDir = options.cacheDir ?? '';
    for (const { instance } of planReplicas(SERVICES, replicas)) {
      stage.ways.set(instance, { database: await TcpProxy.listening(), broker: await TcpProxy.listening() });
    }
    stage.platform = await launchPlatform({
      ...options,
      replicas,
      home,
      port: 'any',
      adapt: (instance, env) => stage.route(instance, env),
    });
    if (stage.platform.warnings.length > 0) {
      await stage.strike();
      throw new Foreseen(stage.platform.warnings.join('\n'));
    }
    return stage;
  }

  get launched(): LaunchedPlatform {
    return this.platform;
  }

  get demo(): DemoFile {
    return this.platform.demo;
  }

  /** Ends everything, whatever state it is in. */
  async strike(): Promise<void> {
    this.thaw([...this.frozen]);
    await this.platform?.kill();
    for (const end of this.more) await end();
    await Promise.all([...this.ways.values()].flatMap(({ database, broker }) => [database.close(), broker.close()]));
    this.disk?.remove();
  }

  /** What a fault started and is to be ended with everything else. */
  alsoEnds(end: () => Promise<void>): void {
    this.more.push(end);
  }

  // Processes

  async kill(name: string): Promise<void> {
    await this.platform.ctl('kill', name);
  }

  async start(name: string): Promise<void> {
    await this.platform.ctl('start', name);
  }

  /** Does what the status page says of the broker; nothing when all are connected to it again by themselves. */
  async restartBrokerIfTold(withinMs: number): Promise<void> {
    let well = 0;
    for (const until = performance.now() + withinMs; performance.now() < until && well < WELL_LOOKS; await pause(500)) {
      const page = (await fetch(`${this.demo.services['status']}/status/summary.json`, {
        signal: AbortSignal.timeout(5_000),
      }).then(
        (answer) => answer.json(),
        () => null,
      )) as { components: { name: string; state: string; reason: string }[] } | null;
      const broker = page?.components.find(({ name }) => name === 'broker');
      well = broker?.state === 'operational' ? well + 1 : 0;
      if (broker?.reason.includes('restart it')) {
        await this.kill('broker');
        return this.start('broker');
      }
    }
  }

  /** Orderly, as an operator would stop it. */
  async stop(name: string): Promise<void> {
    await this.platform.ctl('stop', name);
  }

  /** SIGKILL by somebody else: the supervisor starts it again by itself. */
  async endFromOutside(name: string): Promise<void> {
    for (const pid of await this.pidsOf(name)) signal(pid, 'SIGKILL');
  }

  /** Of a service all its replicas, of a replica itself, of `broker` and `database` the server with everything below it. */
  async pidsOf(name: string): Promise<number[]> {
    const units = await this.platform.ctl('status', name);
    const pids = units.flatMap(({ pid }) => (pid === null ? [] : [pid]));
    return name === 'database' || name === 'broker' ? pids.flatMap((pid) => [pid, ...descendants(pid)]) : pids;
  }

  /** SIGSTOP: nothing of it runs, and nobody is told. */
  freeze(pids: readonly number[]): void {
    for (const pid of pids) {
      this.frozen.add(pid);
      signal(pid, 'SIGSTOP');
    }
  }

  thaw(pids: readonly number[]): void {
    for (const pid of pids) {
      signal(pid, 'SIGCONT');
      this.frozen.delete(pid);
    }
  }

  // Network

  /** The stretch of network between the processes of a service (or one replica) and a server. */
  waysOf(name: string, server: keyof Ways): TcpProxy[] {
    const found = [...this.ways]
      .filter(([instance]) => instance === name || instance.replace(/-\d+$/, '') === name)
      .map(([, ways]) => ways[server]);
    if (found.length === 0) throw new Error(`No process is called ${name}.`);
    return found;
  }

  /** Leads a process to both servers by its own ways. */
  private route(instance: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const led = (proxy: TcpProxy, address: string): string => {
      const url = new URL(address);
      proxy.leadTo(url.hostname, Number(url.port));
      url.port = String(proxy.port);
      return url.href;
    };
    const own = { ...env, ...this.clocks?.environmentOf(instance) };
    const ways = this.ways.get(instance);
    // The portal asks neither.
    if (!ways) return own;
    const { database, broker } = ways;
    return {
      ...own,
      DATABASE_URL: led(database, env['DATABASE_URL']!),
      AMQP_URL: led(broker, env['AMQP_URL']!),
    };
  }

  // Database

  /** As administrator of the database server; `database` is one of its databases. */
  async sql<T = Record<string, unknown>>(text: string, values: unknown[] = [], database = 'postgres'): Promise<T[]> {
    const client = await this.connect(database);
    try {
      return (await client.query(text, values)).rows as T[];
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** A connection of the administrator's own, which the caller ends. */
  async connect(database = 'postgres'): Promise<Client> {
    const url = new URL(this.platform.databaseUrl);
    url.pathname = `/${database}`;
    for (const deadline = performance.now() + SERVER_BACK_WITHIN_MS; ; await pause(SERVER_LOOK_MS)) {
      const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 10_000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return client;
      } catch (error) {
        if (performance.now() > deadline) throw error;
      }
    }
  }

  /** Of every session of these databases; the administrator's are not among them. */
  async endSessions(databases: readonly string[]): Promise<void> {
    await this.sql(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY($1) AND pid <> pg_backend_pid()',
      [databases],
    );
  }

  /** The administrator's way to the platform's own database server. */
  get databaseUrl(): string {
    return this.platform.databaseUrl;
  }

  /** From now on every service reaches this server instead; connections to the one before end. */
  leadDatabasesTo(url: string): void {
    const { hostname, port } = new URL(url);
    for (const { database } of this.ways.values()) {
      database.leadTo(hostname, Number(port));
      database.cut();
    }
  }

  get databaseFolder(): string {
    return join(this.home, 'database');
  }

  // Broker

  /** Its own address, past the ways of the services. */
  get amqpUrl(): string {
    return this.platform.amqpUrl;
  }

  get brokerData(): string {
    return join(this.home, 'broker', 'data');
  }

  /** All messages, queues and everything else the broker knew: as if its disk had been replaced. It must not run. */
  wipeBroker(): void {
    rmSync(this.brokerData, { recursive: true, force: true });
  }

  /** `rabbitmqctl`, in the environment of the broker that runs. */
  async rabbitctl(...args: string[]): Promise<string> {
    const { server, env: own } = await findRabbitProgram(this.cacheDir, () => undefined);
    const [pid] = await this.pidsOf('broker');
    const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter((line) => line.includes('='));
    const running = Object.fromEntries(
      pairs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    // Erlang has put its own folders in front, which hold another `erl` than the one to call.
    const env: NodeJS.ProcessEnv = {
      ...running,
      BINDIR: undefined,
      ROOTDIR: undefined,
      PATH: process.env['PATH'],
      ...own,
    };
    const folder = dirname(server);
    const program = readdirSync(folder).includes('rabbitmqctl') ? join(folder, 'rabbitmqctl') : 'rabbitmqctl';
    const { stdout } = await promisify(execFile)(program, ['--quiet', ...args], { env, timeout: 60_000 });
    return stdout;
  }

  /** Everything that waits in the queues of these services is gone, all at once. */
  async purgeQueues(services: readonly string[]): Promise<void> {
    await this.rabbitctl('eval', `[rabbit_amqqueue:purge(Q) || Q <- ${queuesOf(services)}].`);
  }

  /** What is behind so many queues of a service ends, and nobody starts it again. */
  async stopQueues(service: string, atMost: number): Promise<void> {
    await this.rabbitctl(
      'eval',
      `[ra:stop_server(quorum_queues, amqqueue:get_pid(Q)) || Q <- lists:sublist(${queuesOf([service])}, ${atMost})].`,
    );
  }

  /** Every service's user may do nothing at the broker, which remembers what each was allowed and closes every connection. */
  async revokePermissions(): Promise<void> {
    const users = SERVICE_NAMES.map((name) => `<<"${name}">>`).join(', ');
    await this.rabbitctl(
      'eval',
      `
      persistent_term:put(portway_faults, [{U, rabbit_auth_backend_internal:list_user_permissions(U)} || U <- [${users}]]),
      [${setPermissions(['<<"^$">>', '<<"^$">>', '<<"^$">>'])} || ${EACH_PERMISSION}],
      [rabbit_networking:close_connection(Pid, "permissions revoked") || Pid <- rabbit_networking:connections()].`,
    );
  }

  async giveBackPermissions(): Promise<void> {
    await this.rabbitctl(
      'eval',
      `[${setPermissions(['configure', 'write', 'read'].map((right) => `proplists:get_value(${right}, P)`))} || ${EACH_PERMISSION}].`,
    );
  }

  /** @param atMost so many of the service's queues */
  async deleteQueues(service: string, atMost = 99): Promise<void> {
    await this.rabbitctl(
      'eval',
      `[rabbit_amqqueue:delete(Q, false, false, <<"faults">>) || Q <- lists:sublist(${queuesOf([service])}, ${atMost})].`,
    );
  }
}

/** In Erlang: what each user was allowed, and what he is allowed now. */
const EACH_PERMISSION = '{U, Ps} <- persistent_term:get(portway_faults), P <- Ps';
const setPermissions = (rights: readonly string[]): string =>
  `rabbit_auth_backend_internal:set_permissions(U, proplists:get_value(vhost, P), ${rights.join(', ')}, <<"faults">>)`;

/** In Erlang: the broker's records of all queues of these services. One call of `rabbitmqctl` costs seconds, so that it does all at once. */
const queuesOf = (services: readonly string[]): string => {
  const isWanted = services
    .map((service) => `binary:match(element(4, element(2, Q)), <<".${service}.">>) =/= nomatch`)
    .join(' orelse ');
  return `[Q || Q <- rabbit_amqqueue:list(), ${isWanted}]`;
};
