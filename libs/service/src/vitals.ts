import { Inject, Injectable } from '@nestjs/common';
import type { GateView, Vitals } from '#contracts';
import { MessagingRuntime } from '#messaging';
import { Database } from '#persistence';
import { ServiceConfig } from './config';

export const SERVICE_NAME = Symbol('service name');
/** A service that holds filings for others (the gateway) gives the reader one of these. */
export interface BacklogReader {
  read(): Promise<Vitals['backlog']>;
}

/** A service that has gates (the gateway) gives the reader one of these; `known` needs no database. */
export interface GatesReader {
  views(): Promise<GateView[]>;
  readonly known: readonly GateView[];
}

/** Puts together what a service says of itself. Kept for a second, so that being asked often costs nothing. */
@Injectable()
export class VitalsReader {
  private readonly startedAt = new Date().toISOString();
  private last: { at: number; vitals: Promise<Vitals> } | undefined;
  backlog: BacklogReader | undefined;
  gates: GatesReader | undefined;

  constructor(
    @Inject(SERVICE_NAME) private readonly service: string,
    private readonly config: ServiceConfig,
    private readonly database: Database,
    private readonly messaging: MessagingRuntime,
  ) {}

  read(): Promise<Vitals> {
    if (!this.last || Date.now() - this.last.at > 1_000) this.last = { at: Date.now(), vitals: this.look() };
    return this.last.vitals;
  }

  private async look(): Promise<Vitals> {
    const self = { service: this.service, instance: this.config.INSTANCE, startedAt: this.startedAt, at: new Date().toISOString() };
    try {
      const [messaging, backlog, gates] = await Promise.all([this.messaging.vitals(), this.backlog?.read() ?? [], this.gates?.views()]);
      return { ...self, databaseReachable: true, ...messaging, backlog, ...(gates ? { gates } : {}) };
    } catch {
      return {
        ...self,
        databaseReachable: await this.database.reachable(),
        brokerConnected: this.messaging.broker.connected,
        outbox: { depth: 0, oldestSeconds: null },
        inbox: { waiting: 0, setAside: 0, oldestSeconds: null },
        queue: { depth: null },
        handledTotal: this.messaging.inbox.handledTotal,
        failing: this.messaging.inbox.failing,
        backlog: [],
        ...(this.gates ? { gates: [...this.gates.known] } : {}),
      };
    }
  }
}
