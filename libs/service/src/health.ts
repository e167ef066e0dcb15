import { randomUUID } from 'node:crypto';
import { Controller, Get, Inject, Injectable, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Gauge, Registry } from 'prom-client';
import type { Traces } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { ServiceConfig } from './config';
import { OpenTo } from './open-to';
import { figuresOf } from './process-figures';
import { Readiness } from './readiness';
import { SERVICE_NAME, VitalsReader } from './vitals';
import { Sends } from './described';
import { TRACES } from './tracing';

/** The service's figures for Prometheus. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor(vitals: VitalsReader, messaging: MessagingRuntime, @Inject(TRACES) { on }: Pick<Traces, 'on'>) {
    // Examples of traces can be told in OpenMetrics alone, which Prometheus reads as well.
    if (on) this.registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
    const counted = (value: number): number | null => (vitals.measured ? value : null);
    const gauges: [
      name: string,
      help: string,
      pick: (v: Awaited<ReturnType<VitalsReader['read']>>) => number | null,
    ][] = [
      ['portway_outbox_depth', 'Messages written but not yet with the broker', (v) => counted(v.outbox.depth)],
      ['portway_outbox_oldest_seconds', 'Age of the oldest of them', (v) => counted(v.outbox.oldestSeconds ?? 0)],
      [
        'portway_inbox_waiting',
        'Messages that wait for another attempt or behind one',
        (v) => counted(v.inbox.waiting),
      ],
      ['portway_inbox_set_aside', 'Messages that wait for a person', (v) => counted(v.inbox.setAside)],
      ['portway_queue_depth', "Messages in the service's queues at the broker", (v) => v.queue.depth],
      ['portway_broker_connected', '1 while the broker is connected', (v) => Number(v.brokerConnected)],
      ['portway_late_work', 'Recurring work of the process that stands still', (v) => v.late?.length ?? 0],
      [
        'portway_lanes_unowned',
        'Ways of messages that no replica of the service works',
        (v) => v.lanes?.unowned ?? null,
      ],
      ['portway_messages_handled', 'Messages handled since the start of the process', (v) => v.handledTotal],
    ];
    for (const [name, help, pick] of gauges) {
      new Gauge({
        name,
        help,
        registers: [this.registry],
        async collect() {
          const value = pick(await vitals.read());
          // Unknown is no figure at all: `reset` would make it 0.
          if (value === null) this.remove();
          else this.set(value);
        },
      });
    }
    new Gauge({
      name: 'portway_sent_again',
      help: 'Messages that left once more because a listener missed them, since the start of the process',
      registers: [this.registry],
      collect() {
        this.set(messaging.sentAgainTotal);
      },
    });
    new Gauge({
      name: 'portway_refused_deliveries',
      help: "Deliveries of the broker that were not proved to be their sender's, since the start of the process: somebody forges, or a key is missing",
      registers: [this.registry],
      collect() {
        this.set(messaging.refusedTotal);
      },
    });
    new Gauge({
      name: 'portway_backlog_unanswered',
      help: 'Filings accepted and not yet answered, by the module that must answer',
      labelNames: ['module'],
      registers: [this.registry],
      async collect() {
        const { backlog } = await vitals.read();
        // What was counted before the database fell silent is no figure of now.
        this.reset();
        for (const { module, unanswered } of backlog) this.set({ module }, unanswered);
      },
    });
  }
}

/** What /health/ready says. */
export interface ReadinessView {
  readonly status: 'ready' | 'not ready';
  readonly waitsFor?: readonly string[];
}

/** What /health/live says: `instance` is the replica's name and, after a slash, an id of this start that nobody can guess. */
export interface Liveness {
  readonly status: 'live';
  readonly service: string;
  readonly instance: string;
}

@ApiExcludeController()
@OpenTo('everybody')
@Controller()
export class HealthController {
  private readonly liveness: Liveness;

  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    @Inject(SERVICE_NAME) service: string,
    config: ServiceConfig,
  ) {
    this.liveness = { status: 'live', service, instance: `${config.INSTANCE}/${config.START_ID || randomUUID()}` };
  }

  /**
   * The process runs and answers, and says which it is: whoever is about to send it a secret asks this first. What stands still in it for
   * minutes ends it (`run.ts`), wherever it runs.
   */
  @Get('health/live')
  live(): Liveness {
    return this.liveness;
  }

  /** The service can do its work for those who call it; when it cannot, what it waits for. */
  @Get('health/ready')
  @Sends<ReadinessView>('application/json')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const waitsFor = await this.readiness.waitsFor();
    void reply
      .status(waitsFor.length === 0 ? 200 : 503)
      .send(waitsFor.length === 0 ? { status: 'ready' } : { status: 'not ready', waitsFor });
  }

  /** Figures of the process for Prometheus. */
  @Get('metrics')
  @Sends('text/plain')
  async read(@Res() reply: FastifyReply): Promise<void> {
    const { registry } = this.metrics;
    const figures = await figuresOf(registry);
    void reply.type(registry.contentType).send(figures);
  }
}
