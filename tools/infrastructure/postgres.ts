import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { Certified } from './certificates';
import { Foreseen, messageOf } from './failure';
import { HeldPort } from './held-port';
import { archiving } from './log-archive';
import { type PostgresHome, reachableHome } from './postgres-home';
import { endLeftover, readPid } from './processes';
import { ServerProcess } from './server-process';

export interface PostgresOptions {
  /** Holds the cluster, its superuser's password and its log. Kept between starts. */
  dataDir: string;
  /** Without one: some free one, held by this process. */
  port?: HeldPort;
  /** A data directory to copy when `dataDir` is new: faster than initialising one. It must not be running. */
  template?: string;
  /** With it, those who ask for TLS have it. */
  tls?: Certified;
  /** Where finished pieces of its log are kept from the first backup on. */
  archive?: string;
  /** More settings, or others: of a server that nobody kills and that has a database for each of many tests. */
  settings?: Readonly<Record<string, string>>;
  say?: (line: string) => void;
}

/** A real PostgreSQL on loopback, as the `portway` superuser. */
export interface PostgresServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number | undefined;
  /** Settles when the present run of the server ends, for whatever reason. */
  readonly exited: Promise<void>;
  readonly logFile: string;
  /** Whether it takes a connection and a statement right now. */
  answers(): Promise<boolean>;
  start(): Promise<void>;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
  /** SIGKILL to the server and all its backends, as a power cut would do it. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

const SUPERUSER = 'portway';

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '350',
  fsync: 'on',
  synchronous_commit: 'on',
  idle_in_transaction_session_timeout: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
};

/** Starts PostgreSQL on `dataDir`, making the cluster when there is none and ending one an earlier run left behind. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const home = reachableHome(resolve(options.dataDir), options.say);
  await endLeftoverPostgres(home.dataDir);
  const password = await prepareCluster(home, options.template);
  const held = options.port ?? (await HeldPort.takeAny());
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${held.port}/postgres`;
  const server = new EmbeddedPostgres(home, held, url, options);
  await server.start();
  return server;
}

/** Ends a server that still runs on this data directory although whoever started it is gone. */
export async function endLeftoverPostgres(dataDir: string): Promise<boolean> {
  const cluster = join(dataDir, 'cluster');
  return endLeftover(readPid(join(cluster, 'postmaster.pid')), cluster, 'SIGINT');
}

/** Makes an initialised, stopped data directory for `template`. */
export async function preparePostgresTemplate(dataDir: string): Promise<void> {
  await prepareCluster(reachableHome(resolve(dataDir)), undefined);
}

class EmbeddedPostgres implements PostgresServer {
  private process!: ServerProcess;

  constructor(
    private readonly home: PostgresHome,
    private readonly held: HeldPort,
    readonly url: string,
    private readonly options: Pick<PostgresOptions, 'archive' | 'tls' | 'settings' | 'say'>,
  ) {}

  get port(): number {
    return this.held.port;
  }

  get logFile(): string {
    return join(this.home.dataDir, 'postgres.log');
  }

  answers(): Promise<boolean> {
    return answers(this.url);
  }

  get dataDir(): string {
    return this.home.dataDir;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get exited(): Promise<void> {
    return this.process.exited;
  }

  async start(): Promise<void> {
    await this.held.clearFor('PostgreSQL');
    const flags = Object.entries({
      ...SETTINGS,
      ...(this.options.archive && archiving(this.options.archive)),
      ...this.options.settings,
      ...this.encryption(),
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.process = new ServerProcess({
      command: join(this.home.binaries, 'bin', 'postgres'),
      args: ['-D', join(this.home.dataDir, 'cluster'), '-p', String(this.port), ...flags],
      cwd: '/',
      logFile: this.logFile,
      ...this.home.user,
    });
    await this.process
      .untilReady('PostgreSQL', () => this.answers(), this.options.say)
      .catch((error: unknown) => this.held.blame('PostgreSQL', error));
  }

  private encryption(): Record<string, string> {
    const { tls } = this.options;
    if (!tls) return {};
    const [certificate, key] = ['server.crt', 'server.key'].map((name) => join(this.home.dataDir, name)) as [
      string,
      string,
    ];
    const { uid, gid } = this.home.user;
    for (const [file, text] of [
      [certificate, tls.certificate],
      [key, tls.key],
    ] as const) {
      writeFileSync(file, text, { mode: 0o600 });
      if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
    }
    return { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key };
  }

  async stop(): Promise<void> {
    await this.process.stop('SIGINT', 30_000);
  }

  async kill(): Promise<void> {
    await this.process.kill();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}

/** Makes the cluster unless it is there and whole; answers the superuser's password. */
async function prepareCluster(home: PostgresHome, template: string | undefined): Promise<string> {
  const cluster = join(home.dataDir, 'cluster');
  const passwordFile = join(home.dataDir, 'password');
  const whole = join(home.dataDir, 'initialised');
  if (!existsSync(whole)) {
    rmSync(cluster, { recursive: true, force: true });
    if (template) {
      execFileSync('cp', ['-a', `${template}/.`, home.dataDir]);
    } else {
      await initialise(home, cluster, passwordFile);
      writeFileSync(whole, '');
    }
  }
  return readFileSync(passwordFile, 'utf8').trim();
}

async function initialise(home: PostgresHome, cluster: string, passwordFile: string): Promise<void> {
  writeFileSync(passwordFile, `${randomBytes(18).toString('hex')}\n`, { mode: 0o600 });
  if (home.user.uid !== undefined && home.user.gid !== undefined) chownSync(passwordFile, home.user.uid, home.user.gid);
  const flags = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--auth=scram-sha-256',
  ];
  try {
    await promisify(execFile)(
      join(home.binaries, 'bin', 'initdb'),
      [`--pgdata=${cluster}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, ...flags],
      { ...home.user, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
    );
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.trim().split('\n') ?? [];
    throw new Foreseen(
      `PostgreSQL could not be set up in ${cluster}: ${words.find((line) => /error/.test(line)) ?? messageOf(error)}`,
    );
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
