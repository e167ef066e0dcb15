import { DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Traces } from '#kernel';
import { MessagingRuntime, Transactions, Worklist } from '#messaging';
import { Database } from '#persistence';
import { CallerLimits } from './caller-limits';
import { Colleagues } from './colleagues';
import { ServiceConfig } from './config';
import { HealthController, Metrics } from './health';
import { LOG, Log } from './log';
import { OperationsController, OperationsGuard } from './operations';
import { NeededMigrations, Readiness } from './readiness';
import { RecurringWork } from './recurring-work';
import { Refusals } from './refusals';
import { TRACES } from './tracing';
import { SERVICE_NAME, VitalsReader } from './vitals';

export interface ServiceParts {
  readonly name: string;
  readonly config: ServiceConfig;
  readonly log: Log;
  readonly database: Database;
  readonly messaging: MessagingRuntime;
  readonly needed: NeededMigrations;
  readonly colleagues: Colleagues;
  readonly traces: Traces;
}

/** What every service has: its configuration, log, database, messaging, health, metrics and operations. */
@Global()
@Module({})
export class ServiceModule {
  static of({ name, config, log, database, messaging, needed, colleagues, traces }: ServiceParts): DynamicModule {
    return {
      module: ServiceModule,
      controllers: [HealthController, OperationsController],
      providers: [
        { provide: SERVICE_NAME, useValue: name },
        { provide: ServiceConfig, useValue: config },
        { provide: config.constructor, useValue: config },
        { provide: LOG, useValue: log },
        { provide: Database, useValue: database },
        { provide: DataSource, useValue: database.source },
        { provide: MessagingRuntime, useValue: messaging },
        { provide: Transactions, useValue: messaging.transactions },
        { provide: Worklist, useValue: messaging.worklist },
        { provide: NeededMigrations, useValue: needed },
        { provide: Colleagues, useValue: colleagues },
        { provide: TRACES, useValue: traces },
        Readiness,
        VitalsReader,
        Metrics,
        OperationsGuard,
        RecurringWork,
        Refusals,
        CallerLimits,
      ],
      exports: [
        SERVICE_NAME,
        ServiceConfig,
        config.constructor,
        LOG,
        Database,
        DataSource,
        MessagingRuntime,
        Transactions,
        Worklist,
        VitalsReader,
        Readiness,
        Metrics,
        OperationsGuard,
        RecurringWork,
        Refusals,
        CallerLimits,
        Colleagues,
        TRACES,
      ],
    };
  }
}
