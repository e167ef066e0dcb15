import 'reflect-metadata';
import { Module, Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import type { EntitySchema, MigrationInterface } from 'typeorm';
import type { Vitals } from '#contracts';
import { lateWork, Quiet, Recurring, FieldError } from '#kernel';
import { appendOnlyMessagingTables, MessagingRuntime, MessagingServer, messagingTables } from '#messaging';
import { createDataSource, Database, migrate, reasonOf, watchCommits } from '#persistence';
import { type BodyKind, limitBodies, roomForBodies } from './bodies';
import { limitCallers } from './caller-limits';
import { Colleagues } from './colleagues';
import { BadConfiguration, type ListeningConfig, loadConfig, loginsOf, ServiceConfig } from './config';
import { lookBeforeLettingGo, OperationsListener, SilentConnections, tlsOf } from './listeners';
import { readKeys, readMessageKeys } from './keys';
import { correlationOf, createLog, Log, nestLog, withCorrelation } from './log';
import { giveMemoryBack } from './memory';
import { clientErrorHandler, frameworkErrors, teachManners } from './manners';
import { countWaits } from './own-waits';
import { Problem, ProblemFilter } from './problem';
import { namesAPerson } from './personal-number';
import { NeededMigrations } from './readiness';
import { ServiceModule } from './service.module';
import { tracesOf, traceRequests } from './tracing';
import { VitalsReader } from './vitals';

const HEARTBEAT_MS = 2_000;
const DRAIN_MS = 20_000;
const LET_GO_MS = 100;
/** For the last line of a process that ends because of a fault: a log that takes nothing any more must not keep it alive. */
const LAST_WORDS_MS = 2_000;
const LOOK_AT_WORK_MS = 5_000;
/** Work that stood still for so long will not go on by itself. Seen three times in a row: after a freeze of the whole process it is late for a moment. */
const LOST_AFTER_SECONDS = 300;
const LOOKS = 3;

/** A request must be complete within half a minute, its head within a quarter; looked at every few seconds. */
const TIMES = { requestTimeout: 30_000, http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 } };

/** All that makes a service different from another. */
export interface ServiceDefinition<C extends ServiceConfig = ServiceConfig> {
  readonly name: string;
  readonly config: new () => C;
  readonly module: Type<unknown>;
  readonly entities: (Function | EntitySchema)[];
  readonly migrations: (new () => MigrationInterface)[];
  /** Tables of the service whose rows are only ever added: the role it runs under can neither change nor delete one. */
  readonly appendOnly?: readonly string[];
  /** Server options such as a longer `requestTimeout` (milliseconds), or the `bodyLimit` (bytes) of addresses that name no kind of body. */
  readonly http?: FastifyServerOptions;
  /** Whether it asks for a client certificate where it ends TLS itself. Who shows one is judged where it is asked who sends. */
  readonly clientCertificates?: (config: C) => boolean;
  /** Kinds of bodies that addresses may name with `TakesBody`. */
  readonly bodies?: (config: C) => Readonly<Record<string, BodyKind>>;
  /** Bytes of memory for bodies; absent, what the container leaves for them. */
  readonly bodyRoom?: (config: C) => number | undefined;
  /** Content parsers, hooks, documents: called before the application listens. */
  readonly prepare?: (app: NestFastifyApplication, config: C) => void | Promise<void>;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Base address of /health, /metrics and /operations. */
  readonly operationsUrl: string;
  close(): Promise<void>;
}

const validationErrors = (
  faults: { property: string; constraints?: Record<string, string>; children?: unknown[] }[],
  path = '',
): FieldError[] =>
  faults.flatMap((fault) => {
    const at = `${path}/${fault.property}`;
    const own = Object.values(fault.constraints ?? {}).map((text) => ({ at, text }));
    return [...own, ...validationErrors((fault.children ?? []) as never, at)];
  });

/** Starts a service: HTTP first, so that it answers whatever else is away; database and broker as soon as they can be reached. */
export const startService = async <C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  log: Log,
): Promise<RunningService> => {
  const quiet = new Quiet();
  const traces = await tracesOf(definition.name, config, log);
  const source = createDataSource({
    url: config.DATABASE_URL,
    logins: loginsOf(config, 'DATABASE_URL'),
    applicationName: config.INSTANCE,
    entities: definition.entities as Function[],
    migrations: [],
    poolSize: config.POOL_SIZE,
    ca: config.CA,
    wrote: () => quiet.end(),
  });
  const database = new Database(source, (error) => log.warn({ reason: error.message }, 'database not reachable'));
  const keys = config.KEYS_DIR ? readKeys(config.KEYS_DIR, config.PLATFORM, definition.name) : undefined;
  const messaging = new MessagingRuntime(
    source,
    {
      service: definition.name,
      instance: config.INSTANCE,
      amqpUrl: config.AMQP_URL,
      logins: loginsOf(config, 'AMQP_URL'),
      ca: config.CA,
      platform: config.PLATFORM,
      ...(keys && { keys, messageKeys: readMessageKeys(config.KEYS_DIR) }),
      lanes: config.LANES,
      batch: config.BATCH,
      attempts: config.ATTEMPTS,
      retryDelays: config.RETRY_DELAYS_MS.split(',').map(Number),
      keepSent: `${config.SENT_HOURS} hours`,
      quiet,
      traces,
    },
    log,
  );

  const needed = new NeededMigrations([...messagingTables, ...definition.migrations]);

  @Module({
    imports: [
      ServiceModule.of({
        name: definition.name,
        config,
        log,
        database,
        messaging,
        needed,
        traces,
        colleagues: new Colleagues(definition.name, keys, config),
      }),
      definition.module,
    ],
  })
  class Root {}

  const trustProxy = config.TRUSTED_PROXIES === '' ? false : config.TRUSTED_PROXIES.split(',');
  const tls = tlsOf(config);
  const certificates = definition.clientCertificates?.(config) && { requestCert: true, rejectUnauthorized: false };
  const adapter = new FastifyAdapter({
    ...TIMES,
    ...definition.http,
    trustProxy,
    forceCloseConnections: 'idle',
    frameworkErrors,
    clientErrorHandler,
    ...(tls && { https: { ...TIMES.http, ...tls, ...certificates } }),
  } as object);
  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, {
    logger: nestLog(log),
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalPipes(
    new ValidationPipe({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (faults) =>
        new Problem('not-valid', 'Some fields are missing, unknown or wrong.', validationErrors(faults)),
    }),
  );
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    const correlationId = correlationOf(request);
    void reply.header('x-correlation-id', correlationId);
    withCorrelation(correlationId, () => countWaits(() => watchCommits(done)));
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    // Whoever only reads gives nothing to do.
    if (request.method !== 'GET' && request.method !== 'HEAD') reply.raw.once('close', quiet.begin());
    done();
  });
  traceRequests(fastify, traces);
  fastify.addHook('onRequest', async (request) => {
    if (!namesAPerson(request.url)) return;
    throw new Problem(
      'not-valid',
      'The address has a number in the form of a social security number in it, and addresses are logged on their way: send the number in the body.',
    );
  });
  const operations = new OperationsListener(config.OPERATIONS_PORT, tls);
  teachManners(fastify, operations);
  // In this order: whether the address may send at all, who sends, how much of it.
  limitCallers(app, config);
  await definition.prepare?.(app, config);
  limitBodies(
    app,
    config,
    definition.bodies?.(config) ?? {},
    definition.bodyRoom?.(config) ?? roomForBodies(process.constrainedMemory()),
  );

  app.connectMicroservice<MicroserviceOptions>(
    { strategy: new MessagingServer(messaging) },
    { inheritAppConfig: true },
  );
  await app.init();
  await app.startAllMicroservices();
  lookBeforeLettingGo(fastify.server);
  const silent = new SilentConnections(fastify.server);
  await app.listen(config.PORT, config.HOST);
  const url = (await app.getUrl()).replace(/^http:/, tls ? 'https:' : 'http:');
  const operationsUrl = await operations.listen(fastify, config.HOST, url);
  void database.connected().then(() => {
    log.info({}, 'database connected');
    messaging.databaseConnected();
  });

  const vitals = app.get(VitalsReader);
  let said: Vitals | undefined;
  let leaving = false;
  const heartbeat = new Recurring({ work: 'heartbeat', everyMs: HEARTBEAT_MS, log }, async () => {
    said = await vitals.read();
    if (!leaving) messaging.announce(said);
  }).start();
  const givingBack = giveMemoryBack(quiet, log);
  log.info({ port: config.PORT, operationsPort: config.OPERATIONS_PORT }, 'listening');

  const close = async (): Promise<void> => {
    leaving = true;
    if (said) messaging.announce({ ...said, leaving });
    await heartbeat.stop();
    await givingBack.stop();
    const lettingGo = letGoOf(silent, log);
    await app.close();
    await lettingGo.stop();
    operations.close();
    await database.close();
    await traces.end();
  };
  return { app, url, operationsUrl, close };
};

/** Of connections on which nothing was asked, while a program stops. */
export const letGoOf = (silent: SilentConnections, log: Log): Recurring =>
  new Recurring({ work: 'letting go of silent connections', everyMs: LET_GO_MS, log }, () => silent.letGo()).start();

/** Makes what is missing in a service's database, by the role that owns it, and answers the migrations that were done. */
export const bringUpToDate = <C extends ServiceConfig>(
  { name, migrations, appendOnly = [] }: ServiceDefinition<C>,
  config: C,
  say: (progress: string) => void,
): Promise<string[]> =>
  migrate(
    createDataSource({
      url: config.MIGRATE_DATABASE_URL || config.DATABASE_URL,
      logins: loginsOf(config, config.MIGRATE_DATABASE_URL ? 'MIGRATE_DATABASE_URL' : 'DATABASE_URL'),
      applicationName: `${name} migration`,
      entities: [],
      migrations: [...messagingTables, ...migrations],
      poolSize: 2,
      forMigration: true,
      ca: config.CA,
    }),
    say,
    { url: config.DATABASE_URL, appendOnly: [...appendOnlyMessagingTables, ...appendOnly] },
  );

/**
 * `main.ts` of every service: `node main.js` serves, `node main.js migrate` brings the database up to date and ends.
 */
export const runService = async <C extends ServiceConfig>(definition: ServiceDefinition<C>): Promise<void> => {
  const config = configOrExit(definition);
  const log = createLog(definition.name, config.INSTANCE, config.LOG_LEVEL, config.OTEL_EXPORTER_OTLP_ENDPOINT !== '');
  const leave = (code: number): void => log.flush(() => process.exit(code));
  if (process.argv[2] === 'migrate') {
    try {
      const done = await bringUpToDate(definition, config, (progress) => log.info({ progress }, 'migrating'));
      log.info({ done }, 'database is up to date');
      leave(0);
    } catch (error) {
      process.stderr.write(
        `${definition.name}: the database could not be brought up to date: ${(error as Error).message}\n`,
      );
      leave(1);
    }
    return;
  }
  await liveAndLetGo(config, log, leave, () => startService(definition, config, log));
};

/** Runs a program until a signal ends it: it finishes what it is at, and says why when it could not start. */
export const liveAndLetGo = async (
  config: ListeningConfig,
  log: Log,
  leave: (code: number) => void,
  begin: () => Promise<Pick<RunningService, 'close'>>,
): Promise<void> => {
  const die = dieAloud(log, leave);
  process.on('uncaughtException', (error) => die(error, 'uncaught exception'));
  process.on('unhandledRejection', (reason) => die(reason, 'unhandled rejection'));
  try {
    const service = await begin();
    watchOverWork(log, die);
    let stopping = false;
    const stop = (signal: string): void => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'draining');
      setTimeout(() => leave(1), DRAIN_MS).unref();
      service.close().then(
        () => {
          log.info({}, 'stopped');
          leave(0);
        },
        (error) => {
          log.error({ err: error }, 'stopped with an error');
          leave(1);
        },
      );
    };
    process.on('SIGTERM', () => stop('SIGTERM'));
    process.on('SIGINT', () => stop('SIGINT'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    log.error({ err: error }, 'could not start');
    const { port } = error as { port?: number };
    const reason =
      code === 'EADDRINUSE'
        ? `port ${port ?? config.PORT} is taken; set ${port !== undefined && port === config.OPERATIONS_PORT ? 'OPERATIONS_PORT' : 'PORT'} to another one`
        : message;
    process.stderr.write(`${log.bindings()['service']}: could not start: ${reason}\n`);
    leave(1);
  }
};

type Die = (reason: unknown, what: string) => void;

/** Ends the process after a line in the log: what nobody foresaw may have left anything half-done, and whoever runs the service starts it again. */
const dieAloud = (log: Log, leave: (code: number) => void): Die => {
  let dying = false;
  return (reason, what) => {
    if (dying) return;
    dying = true;
    setTimeout(() => process.exit(1), LAST_WORDS_MS);
    try {
      log.fatal(
        { err: reason instanceof Error ? reason : new Error(reasonOf(reason)) },
        `${what}: this process ends and must be started again`,
      );
      leave(1);
    } catch {
      process.exit(1);
    }
  };
};

/** Ends the process when a piece of recurring work is lost in it: nothing else would ever bring it back. */
const watchOverWork = (log: Log, die: Die): void => {
  const seen = new Map<string, number>();
  const said = new Set<string>();
  const look = (): void => {
    const late = lateWork();
    for (const { work, seconds } of late) {
      if (!said.has(work)) log.error({ work, seconds }, 'recurring work stands still');
      const looks = seconds < LOST_AFTER_SECONDS ? 0 : (seen.get(work) ?? 0) + 1;
      seen.set(work, looks);
      if (looks >= LOOKS) die(new Error(`${work} has stood still for ${seconds} s`), 'recurring work is lost');
    }
    const names = new Set(late.map(({ work }) => work));
    for (const work of said) if (!names.has(work)) log.info({ work }, 'recurring work goes on');
    for (const work of seen.keys()) if (!names.has(work)) seen.delete(work);
    said.clear();
    for (const work of names) said.add(work);
  };
  new Recurring({ work: 'watch over recurring work', everyMs: LOOK_AT_WORK_MS, log }, look).start();
};

export const configOrExit = <C extends ListeningConfig>(definition: {
  readonly name: string;
  readonly config: new () => C;
}): C => {
  try {
    return loadConfig(definition.config, process.env);
  } catch (error) {
    if (!(error instanceof BadConfiguration)) throw error;
    process.stderr.write(`${definition.name}: ${error.message}\n`);
    process.exit(2);
  }
};
