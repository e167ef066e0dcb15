import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { NO_TRACES } from '#kernel';
import { MessagingRuntime, Transactions } from '#messaging';
import {
  CallerLimits,
  Colleagues,
  LOG,
  Metrics,
  OperationsGuard,
  RecurringWork,
  Refusals,
  ServiceConfig,
  TRACES,
  VitalsReader,
} from '#service';
import { GatewayConfig } from './config/gateway.config';
import { GatewayModule } from './gateway.module';
import { openApiDocument } from './openapi';

const standIns = [
  { provide: GatewayConfig, useFactory: () => new GatewayConfig() },
  { provide: ServiceConfig, useExisting: GatewayConfig },
  OperationsGuard,
  RecurringWork,
  Refusals,
  CallerLimits,
  ...[DataSource, MessagingRuntime, Transactions, VitalsReader, Colleagues, LOG].map((provide) => ({
    provide,
    useValue: {},
  })),
  { provide: Metrics, useFactory: () => ({ registry: new Registry() }) },
  { provide: TRACES, useValue: NO_TRACES },
];

/** What the chassis gives a service, without its servers: enough to describe the addresses, not to serve them. */
@Global()
@Module({
  providers: standIns,
  exports: [
    GatewayConfig,
    ServiceConfig,
    DataSource,
    TRACES,
    MessagingRuntime,
    Transactions,
    VitalsReader,
    Metrics,
    OperationsGuard,
    RecurringWork,
    Refusals,
    CallerLimits,
    Colleagues,
    LOG,
  ],
})
class WithoutServers {}

@Module({ imports: [WithoutServers, GatewayModule] })
class Described {}

/** The OpenAPI document as it is committed in `docs/partners/openapi.json`: two spaces, a line end at the end. */
export const openApiText = async (): Promise<string> => {
  const app = await NestFactory.create<NestFastifyApplication>(Described, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  const document = openApiDocument(app);
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
};
