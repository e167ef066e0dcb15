import { Static, Type } from '@sinclair/typebox';
import { Instant, Nullable, OneOf } from '../shapes';

/** One gate of the gateway as all its replicas see it. */
export const GateView = Type.Object({
  module: Type.String(),
  direction: OneOf('inbound', 'outbound'),
  state: OneOf('FLOWING', 'TRIAL', 'STOPPED'),
  since: Instant,
  /** A person with the role, or `the platform`. */
  changedBy: Type.String(),
  cause: Type.String(),
  incidentNumber: Nullable(Type.String()),
  /** What waits behind it. */
  held: Type.Integer(),
  oldestSeconds: Nullable(Type.Number()),
});
export type GateView = Static<typeof GateView>;

/**
 * What a running service says of itself: over the broker every two seconds (nothing is stored of it, a lost one is replaced by
 * the next) and at `GET /operations/vitals` at any time, so that the status service sees it also when the broker is dead.
 */
export const Vitals = Type.Object({
  service: Type.String(),
  instance: Type.String(),
  startedAt: Instant,
  at: Instant,
  brokerConnected: Type.Boolean(),
  databaseReachable: Type.Boolean(),
  /** Messages written but not yet with the broker. */
  outbox: Type.Object({ depth: Type.Integer(), oldestSeconds: Nullable(Type.Number()) }),
  /** Messages received that wait for a retry or behind one. */
  inbox: Type.Object({ waiting: Type.Integer(), setAside: Type.Integer(), oldestSeconds: Nullable(Type.Number()) }),
  /** Messages in this service's queues at the broker; null when the broker cannot be asked. */
  queue: Type.Object({ depth: Nullable(Type.Integer()) }),
  handledTotal: Type.Integer(),
  /** Different messages that failed since the last one that went well; one bad message alone never makes it more than 1. */
  failing: Type.Optional(Type.Integer()),
  /** Of all ways that messages are spread over: how many no replica of this service works at this moment. */
  lanes: Type.Optional(Type.Object({ total: Type.Integer(), unowned: Type.Integer() })),
  /** Recurring work of this process that is later than it may be. Empty while everything goes round. */
  late: Type.Optional(Type.Array(Type.Object({ work: Type.String(), seconds: Type.Number() }))),
  /** Gateway only: filings accepted and not yet answered, by the module that must answer. */
  backlog: Type.Array(
    Type.Object({
      module: Type.String(),
      unanswered: Type.Integer(),
      oldestSeconds: Nullable(Type.Number()),
      /** What this replica took in and what it saw answered, filings a second over the last ten seconds. */
      receivedPerSecond: Type.Optional(Type.Number()),
      answeredPerSecond: Type.Optional(Type.Number()),
      /** Filings that have left for the module and that none after them overtook, none of which is answered, and since when; null while answers come. */
      standstill: Type.Optional(Nullable(Type.Object({ filings: Type.Integer(), seconds: Type.Number() }))),
      /** Filings without an answer although later ones have theirs. */
      overtaken: Type.Optional(Type.Integer()),
      /** How long a filing that comes now waits, as fast as the module answers; null where it has answered nothing lately. */
      waitAheadSeconds: Type.Optional(Nullable(Type.Number())),
      /** For how long filings that may leave have not been taken by the broker. */
      notTakenSeconds: Type.Optional(Type.Number()),
    }),
  ),
  /** Gateway only: whether this replica takes what comes. Refusals are those for its own reasons, not for what was sent. */
  intake: Type.Optional(
    Type.Object({
      acceptedPerSecond: Type.Number(),
      refusedPerSecond: Type.Number(),
      /** Since it last stored something; null when it has not yet. */
      lastAcceptedSeconds: Nullable(Type.Number()),
      /** For how long everything that came was refused or is not answered; null while it takes what comes, or nothing comes. */
      refusingSeconds: Nullable(Type.Number()),
    }),
  ),
  /** Account only: how soon this replica showed what was accepted. Left out while it has shown nothing for a minute. */
  visible: Type.Optional(
    Type.Object({
      /** Filings whose effects became visible in the last minute or so. */
      filings: Type.Integer(),
      /** From their acceptance at the gateway. */
      p50Seconds: Type.Number(),
      p99Seconds: Type.Number(),
      longestSeconds: Type.Number(),
      /** Of the last ten seconds: the longest from what happened to when it was shown; null where nothing was shown. */
      behindSeconds: Nullable(Type.Number()),
      /** The view, list or search that is so late, where one alone is. */
      view: Type.Optional(Type.String()),
    }),
  ),
  /** The last word of a replica that ends in good order. */
  leaving: Type.Optional(Type.Boolean()),
  /** Gateway only. */
  gates: Type.Optional(Type.Array(GateView)),
});
export type Vitals = Static<typeof Vitals>;
/** Exchange routing key of heartbeats. */
export const HEARTBEAT = 'status.heartbeat';
