import { type Static, Type } from '@sinclair/typebox';
import { Instant, Nullable, OneOf } from '../shapes';
import { Audience, NoticeContent } from '../statement/notice-content';
import { Scope } from '../statement/scope';
import { Statement } from '../statement/statement';
import { DowntimeScope, TransactionTreatment } from './downtime-changed';

export const IncidentState = OneOf('investigating', 'identified', 'watching', 'fixed', 'cancelled');
export type IncidentState = Static<typeof IncidentState>;

const Count = Type.Integer({ minimum: 1 });

/** An incident as everybody may know it: no accounts, no names of people, no suspicions. */
export const ToldIncident = Type.Object({
  /** `IN-26-000031`; a drill's begins with `DRILL-`. */
  number: Type.String(),
  /** Grows by one with each change. */
  version: Count,
  drill: Type.Boolean(),
  state: IncidentState,
  title: Type.String(),
  statement: Statement,
  /** At its last change: what it is about was processed nowhere, whatever ports it is declared for. */
  everywhere: Type.Boolean(),
  /** The role of who declared it. */
  declaredBy: Type.String(),
  openedAt: Instant,
  changedAt: Instant,
  closedAt: Nullable(Instant),
  /** The oldest first. */
  updates: Type.Array(
    Type.Object({
      at: Instant,
      state: IncidentState,
      remark: Nullable(Type.String()),
      noticeNumber: Nullable(Type.String()),
    }),
  ),
  noticeNumbers: Type.Array(Type.String()),
});
export type ToldIncident = Static<typeof ToldIncident>;

export const DowntimeChange = OneOf('invoked', 'widened', 'narrowed', 'extended', 'revoked', 'reconciled', 'parted');
export type DowntimeChange = Static<typeof DowntimeChange>;

/** A downtime of the nation or of ports as everybody may know it. */
export const ToldDowntime = Type.Object({
  number: Type.String(),
  version: Count,
  drill: Type.Boolean(),
  state: OneOf('in force', 'revoked'),
  level: OneOf('national', 'port'),
  incidentNumber: Nullable(Type.String()),
  confirmed: Scope,
  possible: Nullable(Scope),
  /** The confirmed scope with port groups resolved and functions as their modules. */
  scope: DowntimeScope,
  everywhere: Type.Boolean(),
  declaredBy: Type.String(),
  from: Instant,
  to: Nullable(Instant),
  expectedEnd: Nullable(Instant),
  procedure: Nullable(Type.String()),
  treatments: Type.Array(TransactionTreatment),
  relief: Type.Object({
    paymentBusinessDays: Type.Integer({ minimum: 0 }),
    otherBusinessDays: Type.Integer({ minimum: 0 }),
  }),
  /** The national downtime it became part of. */
  partOf: Nullable(Type.String()),
  change: DowntimeChange,
  changedAt: Instant,
});
export type ToldDowntime = Static<typeof ToldDowntime>;

export const NoticeOccasion = OneOf(
  'incident opened',
  'incident updated',
  'incident fixed',
  'incident withdrawn',
  'downtime invoked',
  'downtime widened',
  'downtime narrowed',
  'downtime extended',
  'downtime revoked',
  'announcement',
);
export type NoticeOccasion = Static<typeof NoticeOccasion>;

/** A notice as it went out, with the number of the one that followed it. */
export const ToldNotice = Type.Object({
  /** `26-000017`, consecutive in its year; a drill's is `DRILL-26-000003`. */
  number: Type.String(),
  /** Among all notices, drills too: the later one has the higher. */
  order: Count,
  drill: Type.Boolean(),
  title: Type.String(),
  issuedAt: Instant,
  occasion: NoticeOccasion,
  audience: Type.Array(Audience),
  incidentNumber: Nullable(Type.String()),
  downtimeNumber: Nullable(Type.String()),
  content: NoticeContent,
  /** Generated from the content, in plain text. */
  text: Type.String(),
});
export type ToldNotice = Static<typeof ToldNotice>;

/** How a component is by the word of headquarters, until then. */
export const ToldOverride = Type.Object({
  id: Type.String(),
  component: Type.String(),
  state: OneOf('operational', 'slow', 'partial', 'down', 'maintenance'),
  reason: Type.String(),
  setAt: Instant,
  until: Instant,
});
export type ToldOverride = Static<typeof ToldOverride>;

const told = <
  K extends string,
  S extends typeof ToldIncident | typeof ToldDowntime | typeof ToldNotice | typeof ToldOverride,
>(
  kind: K,
  record: S,
) => Type.Object({ sequence: Count, kind: Type.Literal(kind), record });

/** A record as it now is. Of several with one key the one with the highest sequence stands. */
export const PublicRecord = Type.Union([
  told('incident', ToldIncident),
  told('downtime', ToldDowntime),
  told('notice', ToldNotice),
  told('override', ToldOverride),
]);
export type PublicRecord = Static<typeof PublicRecord>;

/**
 * A page of what was declared for everybody, in the order in which it was declared: `GET /operations/public-records?after=SEQUENCE`. A filer's
 * own outage is not in it. What is committed later has a higher sequence than all that was ever shown, so no page skips a record.
 */
export const PublicRecords = Type.Object({
  asOf: Instant,
  /** Another one where the database was put back: sequences and records of the order before count for nothing. */
  order: Type.String(),
  /** Where the next page begins. */
  upTo: Type.Integer({ minimum: 0 }),
  isAll: Type.Boolean(),
  records: Type.Array(Type.Object({ sequence: Count, kind: Type.String(), record: Type.Unknown() })),
});
export type PublicRecords = Static<typeof PublicRecords>;
