import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { FILING_MODULES } from '../filing-kinds';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';

/** The modules of the platform as a downtime names them. `partner agency` and `filer` are outages outside of it. */
export const DowntimeModule = OneOf(
  'gateway',
  'manifest',
  'entry',
  'cee',
  'account',
  'status',
  'port',
  'enforcement',
  'portal',
  'partner agency',
  'filer',
);
export type DowntimeModule = Static<typeof DowntimeModule>;
export const DowntimeChannel = OneOf('edi', 'api', 'portal', 'internal');
export type DowntimeChannel = Static<typeof DowntimeChannel>;
export const Direction = OneOf('inbound', 'outbound');
export type Direction = Static<typeof Direction>;
export const TransportMode = OneOf('truck', 'rail', 'vessel', 'air', 'air express');
export type TransportMode = Static<typeof TransportMode>;

/** What a downtime is about. An empty list means all of the kind; `ports` are Schedule D codes. */
export const DowntimeScope = Type.Object({
  modules: Type.Array(DowntimeModule),
  channels: Type.Array(DowntimeChannel),
  directions: Type.Array(Direction),
  modes: Type.Array(TransportMode),
  ports: Type.Array(Type.String()),
});
export type DowntimeScope = Static<typeof DowntimeScope>;

/** What becomes of messages of one kind while a downtime is in force. */
export const TransactionTreatment = Type.Object({
  /** As partners call it. */
  kind: Type.String(),
  disposition: OneOf('held, do not resend', 'not processed, resend', 'stop sending'),
});
export type TransactionTreatment = Static<typeof TransactionTreatment>;

/**
 * A downtime was invoked, widened, narrowed, extended or revoked: its whole state. `version` grows by one with each change, so that
 * a reader keeps the newest. A drill changes nothing for live filings.
 */
export const DowntimeChanged = contract({
  type: 'port.downtime-changed',
  version: 1,
  owner: 'port',
  formerly: ['status.downtime-changed'],
  describes: 'A downtime was invoked, changed or revoked by somebody with the authority',
  subject: 'the downtime',
  schema: Type.Object({
    downtimeId: Uuid,
    /** As people quote it: `DT-26-000012`. */
    number: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    drill: Type.Boolean(),
    state: OneOf('in force', 'revoked'),
    incidentNumber: Nullable(Type.String()),
    scope: DowntimeScope,
    /** The account whose own outage it is; null when it is the platform's. */
    filerAccountId: Nullable(Uuid),
    from: Instant,
    to: Nullable(Instant),
    /** What is ordered of the gateway's gates while it is in force, and undone when it is revoked. */
    gateOrders: Type.Array(Type.Object({ module: OneOf(...FILING_MODULES), direction: Direction })),
    treatments: Type.Array(TransactionTreatment),
    /** Business days by which a payment, and any other deadline, that fell due in the downtime is put off. */
    relief: Type.Object({
      paymentBusinessDays: Type.Integer({ minimum: 0 }),
      otherBusinessDays: Type.Integer({ minimum: 0 }),
    }),
    invokedBy: Type.Object({ accountId: Uuid, officer: Type.String(), role: Type.String() }),
    occurredAt: Instant,
  }),
  example: {
    downtimeId: '4c7a4f0e-2d31-4d1c-9a5c-1d2e3f405161',
    number: 'DT-26-000012',
    version: 1,
    drill: false,
    state: 'in force',
    incidentNumber: 'IN-26-000031',
    scope: {
      modules: ['entry'],
      channels: ['edi'],
      directions: ['inbound'],
      modes: ['truck'],
      ports: ['2304', '2402'],
    },
    filerAccountId: null,
    from: '2026-11-21T20:30:00Z',
    to: null,
    gateOrders: [{ module: 'entry', direction: 'inbound' }],
    treatments: [
      { kind: 'entry summary', disposition: 'held, do not resend' },
      { kind: 'cargo release', disposition: 'not processed, resend' },
    ],
    relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
    invokedBy: { accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', officer: 'Watch commander', role: 'headquarters' },
    occurredAt: '2026-11-21T20:35:00Z',
  },
});
export type DowntimeChanged = DataOf<typeof DowntimeChanged>;
