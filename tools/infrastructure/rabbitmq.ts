import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { Certified } from './certificates';
import { HeldPort } from './held-port';
import { LOG_LIMIT } from './logs';
import { endLeftover, readPid } from './processes';
import { findRabbitProgram, type RabbitProgram } from './rabbitmq-program';
import { ServerProcess } from './server-process';

export interface RabbitOptions {
  /** Holds messages, password, configuration and log. Kept between starts. */
  dir: string;
  /** Without one: some free one, held by this process. */
  port?: HeldPort;
  /** Where its name service and its own nodes would meet it; exchanged for others when they are taken. */
  privatePorts?: HeldPort[];
  /** Where fetched Debian packages are kept, for a machine without RabbitMQ. */
  cacheDir: string;
  /** Users besides the administrator, and the exchanges that stand ready for them on `/`. */
  users?: readonly RabbitUser[];
  exchanges?: readonly string[];
  /** Virtual hosts besides `/`: separate worlds on one broker. */
  vhosts?: string[];
  /** A port for those who come by TLS, beside the other. */
  tls?: Certified & { readonly port: HeldPort };
  /** Told when the broker's process has begun, with the AMQP URL of each user: it takes seconds until it answers there. */
  begun?: (urlFor: (user: string) => string) => void;
  say?: (line: string) => void;
}

export interface RabbitUser {
  readonly name: string;
  readonly password: string;
  readonly rights: RabbitRights;
  /** Who may also read how many messages wait in which queue, and what else the management shows. */
  readonly watches?: boolean;
}

/** Regular expressions; `topics` by exchange over routing keys. */
export interface RabbitRights {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
  readonly topics: readonly { readonly exchange: string; readonly write: string; readonly read: string }[];
}

/** A real RabbitMQ with every port (AMQP, distribution, name service) private and on loopback. */
export interface RabbitServer {
  /** AMQP URL of the virtual host `/`, as administrator. */
  readonly url: string;
  readonly port: number;
  readonly pid: number | undefined;
  /** Settles when the present run of the broker ends, for whatever reason. */
  readonly exited: Promise<void>;
  /** What it and its name service write beside its own log, which it limits itself. */
  readonly logFiles: string[];
  /** Whether it takes a connection and speaks AMQP right now. */
  answers(): Promise<boolean>;
  /** AMQP URL of one of the virtual hosts given at the start. */
  urlOf(vhost: string): string;
  /** AMQP URL of the virtual host `/` for one of its users. */
  urlFor(user: string): string;
  /**
   * rabbitmqctl.
   *
   * @param input what it reads
   * @throws Error with what it says when it fails
   */
  control(words: readonly string[], input?: string): Promise<void>;
  /** Starts again on the same data and port. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL to the whole Erlang machine, as a power cut would do it. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

const USER = 'portway';
/** Erlang's schedulers that have nothing to do rest at once; for a machine of its own they would look for work a while, which here takes processor from others. */
const RESTING = '+sbwt none +sbwtdcpu none +sbwtdio none';

/** Starts RabbitMQ on `dir`, ending one that an earlier run left behind there. */
export async function startRabbit(options: RabbitOptions): Promise<RabbitServer> {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true });
  await endLeftoverRabbit(dir);
  const program = await findRabbitProgram(options.cacheDir, options.say ?? (() => undefined));
  const held = options.port ?? (await HeldPort.takeAny());
  const password = keep(join(dir, 'password'), () => randomBytes(18).toString('hex'));
  const server = new PrivateRabbit(program, dir, held, options.privatePorts ?? [], password, options);
  await server.start();
  return server;
}

/** Ends a broker and its name service that still run on `dir` although whoever started them is gone. */
export async function endLeftoverRabbit(dir: string): Promise<boolean> {
  const broker = await endLeftover(readPid(join(dir, 'broker.pid')), markerOf(dir), 'SIGTERM');
  const names = await endLeftover(readPid(join(dir, 'epmd.pid')), 'epmd');
  return broker || names;
}

class PrivateRabbit implements RabbitServer {
  private broker!: ServerProcess;
  private names: ServerProcess | undefined;
  private env: NodeJS.ProcessEnv = {};

  constructor(
    private readonly program: RabbitProgram,
    private readonly dir: string,
    private readonly held: HeldPort,
    private readonly privatePorts: HeldPort[],
    private readonly password: string,
    private readonly options: Pick<RabbitOptions, 'vhosts' | 'users' | 'exchanges' | 'tls' | 'begun' | 'say'>,
  ) {}

  get port(): number {
    return this.held.port;
  }

  get logFiles(): string[] {
    return ['boot.log', 'epmd.log'].map((name) => join(this.dir, name));
  }

  answers(): Promise<boolean> {
    return speaksAmqp(this.port);
  }

  get url(): string {
    return this.urlOf('/');
  }

  get pid(): number | undefined {
    return this.broker.pid;
  }

  get exited(): Promise<void> {
    return this.broker.exited;
  }

  urlFor(user: string): string {
    const { name, password } = this.options.users?.find((known) => known.name === user) ?? {
      name: USER,
      password: this.password,
    };
    return `amqp://${name}:${password}@127.0.0.1:${this.port}/`;
  }

  urlOf(vhost: string): string {
    return `amqp://${USER}:${this.password}@127.0.0.1:${this.port}/${vhost === '/' ? '' : encodeURIComponent(vhost)}`;
  }

  async start(): Promise<void> {
    await this.names?.kill();
    await this.held.clearFor('RabbitMQ');
    await this.options.tls?.port.clearFor('RabbitMQ');
    const namePort = await this.privatePort(0);
    const env = (this.env = this.environment(namePort, await this.privatePort(1)));
    this.configure();
    this.names = new ServerProcess({
      command: this.program.epmd,
      args: ['-port', String(namePort), '-address', '127.0.0.1'],
      env,
      logFile: join(this.dir, 'epmd.log'),
    });
    await this.names.untilReady('The Erlang name service (epmd)', () => answers(namePort), this.options.say);
    this.broker = new ServerProcess({
      command: this.program.server,
      args: [],
      env,
      cwd: this.dir,
      logFile: join(this.dir, 'boot.log'),
    });
    writeFileSync(join(this.dir, 'epmd.pid'), `${this.names.pid}\n`);
    writeFileSync(join(this.dir, 'broker.pid'), `${this.broker.pid}\n`);
    this.options.begun?.((user) => this.urlFor(user));
    const names = this.names;
    void this.broker.exited.then(() => names.kill());
    try {
      await this.broker.untilReady('RabbitMQ', () => this.answers(), this.options.say);
    } catch (error) {
      await names.kill();
      await this.held.blame('RabbitMQ', error);
    }
  }

  control(words: readonly string[], input = ''): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = execFile(
        join(dirname(this.program.server), 'rabbitmqctl'),
        [...words],
        { env: this.env },
        (error, out, faults) => (error ? reject(new Error(`${error.message}\n${out}${faults}`)) : resolve()),
      );
      run.stdin!.end(input);
    });
  }

  async stop(): Promise<void> {
    await this.broker.stop('SIGTERM', 20_000);
    await this.names?.kill();
  }

  async kill(): Promise<void> {
    await this.broker.kill();
    await this.names?.kill();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Nobody but this broker knows these two, so that a taken one is simply exchanged. */
  private async privatePort(index: number): Promise<number> {
    while (!(await this.privatePorts[index]?.clear())) {
      await this.privatePorts[index]?.release();
      this.privatePorts[index] = await HeldPort.takeAny();
    }
    return this.privatePorts[index]!.port;
  }

  private configure(): void {
    const file = (name: string): string => join(this.dir, name);
    const { tls } = this.options;
    if (tls) {
      writeFileSync(file('server.crt'), tls.certificate);
      writeFileSync(file('server.key'), tls.key, { mode: 0o600 });
    }
    const settings = [
      'listeners.tcp.local = 127.0.0.1:' + this.port,
      ...(tls
        ? [
            `listeners.ssl.local = 127.0.0.1:${tls.port.port}`,
            `ssl_options.certfile = ${file('server.crt')}`,
            `ssl_options.keyfile = ${file('server.key')}`,
            'ssl_options.verify = verify_none',
          ]
        : []),
      'disk_free_limit.absolute = 50MB',
      'log.console = false',
      `log.file = ${file('broker.log')}`,
      'log.file.level = info',
      `log.file.rotation.size = ${LOG_LIMIT}`,
      'log.file.rotation.count = 1',
      `load_definitions = ${file('definitions.json')}`,
    ];
    writeFileSync(file('rabbitmq.conf'), `${settings.join('\n')}\n`);
    writeFileSync(file('enabled_plugins'), '[].\n');
    writeFileSync(
      file('definitions.json'),
      JSON.stringify(rabbitDefinitions({ ...this.options, administrator: { name: USER, password: this.password } })),
      { mode: 0o600 },
    );
    const home = file('home');
    mkdirSync(home, { recursive: true });
    const cookie = join(home, '.erlang.cookie');
    keep(cookie, () => randomBytes(16).toString('hex').toUpperCase());
    chmodSync(cookie, 0o400);
  }

  private environment(namePort: number, distributionPort: number): NodeJS.ProcessEnv {
    const file = (name: string): string => join(this.dir, name);
    return {
      ...process.env,
      ...this.program.env,
      HOME: file('home'),
      ERL_EPMD_PORT: String(namePort),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: 'portway@localhost',
      RABBITMQ_DIST_PORT: String(distributionPort),
      RABBITMQ_CONF_ENV_FILE: file('no-environment-file'),
      RABBITMQ_CONFIG_FILE: file('rabbitmq.conf'),
      RABBITMQ_ADVANCED_CONFIG_FILE: file('no-advanced.config'),
      RABBITMQ_ENABLED_PLUGINS_FILE: file('enabled_plugins'),
      RABBITMQ_MNESIA_BASE: file('data'),
      RABBITMQ_LOG_BASE: file('log'),
      RABBITMQ_GENERATED_CONFIG_DIR: file('generated'),
      RABBITMQ_FEATURE_FLAGS_FILE: file('feature_flags'),
      RABBITMQ_SCHEDULER_BIND_TYPE: 'u',
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `${RESTING} -kernel inet_dist_use_interface {127,0,0,1} -portway ${markerOf(this.dir)}`,
      // The script then becomes the Erlang machine instead of staying as a shell in front of it.
      RUNNING_UNDER_SYSTEMD: 'true',
    };
  }
}

/** Appears in the broker's command line, so that a leftover of this folder is told from every other broker. */
function markerOf(dir: string): string {
  return `folder-${createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 16)}`;
}

function keep(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

interface Definitions extends Pick<RabbitOptions, 'vhosts' | 'users' | 'exchanges'> {
  readonly administrator: { readonly name: string; readonly password: string };
}

/** Users, virtual hosts, exchanges and rights in the form RabbitMQ imports at every start. */
export function rabbitDefinitions({ administrator, users = [], exchanges = [], vhosts = [] }: Definitions): object {
  const everywhere = ['/', ...vhosts];
  return {
    users: [
      { ...administrator, tags: 'administrator' },
      ...users.map((user) => ({ ...user, tags: user.watches ? 'monitoring' : '' })),
    ].map(({ name, password, tags }) => ({
      name,
      password_hash: hashed(password),
      hashing_algorithm: 'rabbit_password_hashing_sha256',
      tags,
    })),
    vhosts: everywhere.map((name) => ({ name })),
    permissions: [
      ...everywhere.map((vhost) => ({ user: administrator.name, vhost, configure: '.*', write: '.*', read: '.*' })),
      ...users.map(({ name, rights: { configure, write, read } }) => ({
        user: name,
        vhost: '/',
        configure,
        write,
        read,
      })),
    ],
    topic_permissions: users.flatMap(({ name, rights }) =>
      rights.topics.map((topic) => ({ user: name, vhost: '/', ...topic })),
    ),
    exchanges: exchanges.map((name) => ({
      name,
      vhost: '/',
      type: 'topic',
      durable: true,
      auto_delete: false,
      internal: false,
      arguments: {},
    })),
  };
}

function hashed(password: string): string {
  const salt = randomBytes(4);
  return Buffer.concat([
    salt,
    createHash('sha256')
      .update(Buffer.concat([salt, Buffer.from(password)]))
      .digest(),
  ]).toString('base64');
}

/** True when somebody accepts connections there. Trying whether the port is free would take it from epmd at the moment it wants it. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('error', () => done(false));
    socket.once('connect', () => done(true));
  });
}

/** True when the broker answers the protocol header with its first method frame. */
function speaksAmqp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(10_000, () => done(false));
    socket.once('error', () => done(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.write(Buffer.from('AMQP\0\0\x09\x01', 'latin1')));
    socket.once('data', (bytes) => done(bytes[0] === 1));
  });
}
