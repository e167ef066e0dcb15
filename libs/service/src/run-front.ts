import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, Get, Header, Module, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { Quiet } from '#kernel';
import { ListeningConfig } from './config';
import type { Liveness } from './health';
import { lookBeforeLettingGo, OperationsListener, SilentConnections, tlsOf } from './listeners';
import { correlationOf, createLog, LOG, Log, nestLog, withCorrelation } from './log';
import { giveMemoryBack } from './memory';
import { clientErrorHandler, frameworkErrors, teachManners } from './manners';
import { ProblemFilter } from './problem';
import { figuresOf } from './process-figures';
import { configOrExit, letGoOf, liveAndLetGo, type RunningService } from './run';

/** A request must be complete within a minute and a half, its head within a quarter; looked at every few seconds. */
const TIMES = { requestTimeout: 90_000, http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 } };

/** A program in front of the services that keeps nothing: it has no database, and the broker does not know it. */
export interface FrontDefinition<C extends ListeningConfig = ListeningConfig> {
  readonly name: string;
  readonly config: new () => C;
  readonly module: Type<unknown>;
  readonly prepare?: (app: NestFastifyApplication, config: C) => void | Promise<void>;
}

/** Starts it. It is ready as soon as it listens: there is nothing that it waits for. */
export const startFront = async <C extends ListeningConfig>(
  definition: FrontDefinition<C>,
  config: C,
  log: Log,
): Promise<RunningService> => {
  const live: Liveness = {
    status: 'live',
    service: definition.name,
    instance: `${config.INSTANCE}/${config.START_ID || randomUUID()}`,
  };
  const registry = new Registry();

  @Controller()
  class FrontHealthController {
    @Get('health/live')
    live(): Liveness {
      return live;
    }

    @Get('health/ready')
    ready(): { status: 'ready' } {
      return { status: 'ready' };
    }

    @Get('metrics')
    @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    metrics(): Promise<string> {
      return figuresOf(registry);
    }
  }

  @Module({
    imports: [definition.module],
    controllers: [FrontHealthController],
  })
  class Root {}

  const tls = tlsOf(config);
  const adapter = new FastifyAdapter({
    ...TIMES,
    trustProxy: config.TRUSTED_PROXIES === '' ? false : config.TRUSTED_PROXIES.split(','),
    forceCloseConnections: 'idle',
    frameworkErrors,
    clientErrorHandler,
    ...(tls && { https: { ...TIMES.http, ...tls } }),
  } as object);
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: Root,
      global: true,
      providers: [
        { provide: config.constructor, useValue: config },
        { provide: LOG, useValue: log },
      ],
      exports: [config.constructor, LOG],
    } as never,
    adapter,
    { logger: nestLog(log), abortOnError: false, bodyParser: false },
  );
  app.useGlobalFilters(new ProblemFilter(log));
  const fastify = adapter.getInstance();
  const quiet = new Quiet();
  quiet.share(false);
  fastify.addHook('onRequest', (request, reply, done) => {
    const correlationId = correlationOf(request);
    void reply.header('x-correlation-id', correlationId);
    reply.raw.once('close', quiet.begin());
    withCorrelation(correlationId, done);
  });
  const operations = new OperationsListener(config.OPERATIONS_PORT, tls);
  teachManners(fastify, operations);
  await definition.prepare?.(app, config);
  await app.init();
  lookBeforeLettingGo(fastify.server);
  const silent = new SilentConnections(fastify.server);
  await app.listen(config.PORT, config.HOST);
  const url = (await app.getUrl()).replace(/^http:/, tls ? 'https:' : 'http:');
  const operationsUrl = await operations.listen(fastify, config.HOST, url);
  const givingBack = giveMemoryBack(quiet, log);
  log.info({ port: config.PORT, operationsPort: config.OPERATIONS_PORT }, 'listening');
  const close = async (): Promise<void> => {
    await givingBack.stop();
    const lettingGo = letGoOf(silent, log);
    await app.close();
    await lettingGo.stop();
    operations.close();
  };
  return { app, url, operationsUrl, close };
};

/** `main.ts` of a program in front of the services. */
export const runFront = async <C extends ListeningConfig>(definition: FrontDefinition<C>): Promise<void> => {
  const config = configOrExit(definition);
  const log = createLog(definition.name, config.INSTANCE, config.LOG_LEVEL);
  const leave = (code: number): void => log.flush(() => process.exit(code));
  await liveAndLetGo(config, log, leave, () => startFront(definition, config, log));
};
