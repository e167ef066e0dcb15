import { Inject, Injectable } from '@nestjs/common';
import type { GateView, Vitals } from '#contracts';
import { lateWork } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { Database } from '#persistence';
import { ServiceConfig } from './config';

/** Slower than this the database counts as not reachable: what a service says of itself must not wait for what it tells of (milliseconds). */
const ANSWER_WITHIN_MS = 1_000;

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

/** A service that takes messages from outside (the gateway) gives the reader one of these; it needs no database. */
export interface IntakeReader {
  read(): NonNullable<Vitals['intake']>;
}

/** A service that shows what others decided (the account service) gives the reader one of these; it needs no database. */
export interface VisibilityReader {
  recent(): Vitals['visible'];
}

/** Puts together what a service says of itself. Kept for a second, so that being asked often costs nothing. */
@Injectable()
export class VitalsReader {
  private readonly startedAt = new Date().toISOString();
  private last: { at: number; vitals: Promise<Vitals> } | undefined;
  /** Whether what was read last was counted; otherwise its zeros stand for what nobody knows. */
  measured = false;
  backlog: BacklogReader | undefined;
  gates: GatesReader | undefined;
  intake: IntakeReader | undefined;
  visibility: VisibilityReader | undefined;

  constructor(
    @Inject(SERVICE_NAME) private readonly service: string,
    private readonly config: ServiceConfig,
    private readonly database: Database,
    private readonly messaging: MessagingRuntime,
  ) {}

  read(): Promise<Vitals> {
    const at = performance.now();
    if (!this.last || at - this.last.at > 1_000) this.last = { at, vitals: this.look() };
    return this.last.vitals;
  }

  private async look(): Promise<Vitals> {
    const visible = this.visibility?.recent();
    const self = {
      service: this.service,
      instance: this.config.INSTANCE,
      startedAt: this.startedAt,
      at: new Date().toISOString(),
      late: [...lateWork(), ...this.messaging.late()],
      ...(this.intake ? { intake: this.intake.read() } : {}),
      ...(visible ? { visible } : {}),
    };
    try {
      const [messaging, backlog, gates] = await inTime(
        Promise.all([this.messaging.vitals(), this.backlog?.read() ?? [], this.gates?.views()]),
      );
      this.measured = true;
      return { ...self, databaseReachable: true, ...messaging, backlog, ...(gates ? { gates } : {}) };
    } catch {
      this.measured = false;
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

const inTime = async <T>(answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
