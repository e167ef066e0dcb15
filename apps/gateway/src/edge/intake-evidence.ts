import { Injectable, OnModuleInit } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AdmissionRule } from '#access';
import type { Vitals } from '#contracts';
import { VitalsReader } from '#service';
import { Rate } from './rate';

/** Refusals older than this say nothing of now: who sends nothing is refused nothing. */
const STALE_MS = 15_000;
/** A message that is read and has had no answer for so long hangs. */
const HANGS_MS = 8_000;
/** For so long everything must have been refused before callers are sent elsewhere. */
const NOT_READY_SECONDS = 5;

/** How one message was answered: taken, refused for the gateway's own reasons, or answered for what was in it. */
export type Answered = 'taken' | 'refused' | 'judged';

/** Whether this replica takes what comes. Its database may answer and it refuses all the same; what counts is what senders were told. */
@Injectable()
export class IntakeEvidence implements OnModuleInit {
  private readonly taken = new Rate();
  private readonly refused = new Rate();
  private readonly open = new Map<object, number>();
  private takenAt: number | null = null;
  private refusedAt: number | null = null;
  private refusingSince: number | null = null;

  constructor(private readonly vitals: VitalsReader) {}

  onModuleInit(): void {
    this.vitals.intake = this;
  }

  begin(message: object, now = performance.now()): void {
    this.open.set(message, now);
  }

  end(message: object, answered: Answered, now = performance.now()): void {
    this.open.delete(message);
    if (answered === 'taken') {
      this.taken.add(1, now);
      this.takenAt = now;
      this.refusingSince = null;
    }
    if (answered === 'refused') {
      this.refused.add(1, now);
      const isStale = this.refusedAt === null || now - this.refusedAt > STALE_MS;
      this.refusingSince = isStale ? now : (this.refusingSince ?? now);
      this.refusedAt = now;
    }
  }

  /** Since when nothing was taken and something was refused or hung. */
  private standsSince(now: number): number | null {
    const [oldest] = this.open.values();
    const hangs =
      oldest !== undefined && now - oldest > HANGS_MS && (this.takenAt ?? -Infinity) < oldest ? oldest : null;
    const refuses = this.refusedAt !== null && now - this.refusedAt <= STALE_MS ? this.refusingSince : null;
    return hangs === null || refuses === null ? (hangs ?? refuses) : Math.min(hangs, refuses);
  }

  read(now = performance.now()): NonNullable<Vitals['intake']> {
    const since = this.standsSince(now);
    return {
      acceptedPerSecond: this.taken.perSecond(now),
      refusedPerSecond: this.refused.perSecond(now),
      lastAcceptedSeconds: this.takenAt === null ? null : (now - this.takenAt) / 1_000,
      refusingSeconds: since === null ? null : (now - since) / 1_000,
    };
  }

  /** Why callers should be sent elsewhere; null while the gateway takes what comes. */
  waitsFor(now = performance.now()): string | null {
    const seconds = this.read(now).refusingSeconds ?? 0;
    return seconds >= NOT_READY_SECONDS ? `nothing that came was taken for ${Math.round(seconds)} s` : null;
  }
}

const OWN_FAULT = /"type":"urn:portway:problem:(unavailable|internal)"/;

/** Counts every message of a partner by how it was answered. From when it has been read: how long sending takes is the sender's affair. */
export const countIntake = (app: NestFastifyApplication): void => {
  const evidence = app.get(IntakeEvidence);
  const fastify = app.getHttpAdapter().getInstance();
  const isMessage = (request: { method: string; routeOptions: { config: unknown } }): boolean =>
    request.method === 'POST' && (request.routeOptions.config as AdmissionRule).record !== undefined;
  fastify.addHook('preHandler', async (request) => {
    if (isMessage(request)) evidence.begin(request.raw);
  });
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (!isMessage(request)) return payload;
    const isOwnFault = reply.statusCode >= 500 && typeof payload === 'string' && OWN_FAULT.test(payload);
    evidence.end(request.raw, reply.statusCode < 300 ? 'taken' : isOwnFault ? 'refused' : 'judged');
    return payload;
  });
  // Who hangs up is not answered any more.
  fastify.addHook('onRequestAbort', async (request) => evidence.end(request.raw, 'judged'));
};
