import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';
import { TransportMode } from './downtime-changed';

export const ManualDecision = OneOf('release', 'hold', 'exam', 'refuse');
export type ManualDecision = Static<typeof ManualDecision>;

/**
 * An officer decided on cargo by hand during a downtime. Of several decisions on one entry or bill the newest (`decidedAt`, then
 * `controlNumber`) stands; one that is taken back is sent again under its id, with `voided`. Decisions made in a drill are never sent.
 */
export const ManualDecisionMade = contract({
  type: 'port.manual-decision-made',
  version: 1,
  owner: 'port',
  formerly: ['status.manual-decision-made'],
  describes: 'An officer released, held, sent to examination or refused cargo on paper during a downtime',
  subject: 'the entry: filer code and entry number; without one the first bill: SCAC and number',
  schema: Type.Object({
    decisionId: Uuid,
    /** The one stable reference that later electronic filings are joined to: `MD-26-2704-000017`. */
    controlNumber: Type.String(),
    downtimeNumber: Type.String(),
    decision: ManualDecision,
    reason: Nullable(Type.String()),
    portCode: Type.String(),
    mode: TransportMode,
    /** The entry number written on the paper; null where the goods move without one. */
    entry: Nullable(Type.Object({ filerCode: Type.String(), entryNumber: Type.String() })),
    billKeys: Type.Array(Type.String()),
    conveyance: Type.Object({ scac: Nullable(Type.String()), trip: Nullable(Type.String()) }),
    importerNumber: Nullable(Type.String()),
    officer: Type.String(),
    decidedAt: Instant,
    /** Set when the decision was taken back: it counts for nothing any more, and what was decided before it stands again. */
    voided: Type.Optional(Type.Object({ at: Instant, reason: Type.String() })),
  }),
  example: {
    decisionId: '5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01',
    controlNumber: 'MD-26-2704-000017',
    downtimeNumber: 'DT-26-000012',
    decision: 'release',
    reason: null,
    portCode: '2704',
    mode: 'vessel',
    entry: { filerCode: 'B76', entryNumber: '03245278' },
    billKeys: ['MAEU260000101'],
    conveyance: { scac: 'MAEU', trip: '0417W' },
    importerNumber: '12-3456789',
    officer: 'Officer 2704-17',
    decidedAt: '2026-11-21T21:10:00Z',
  },
});
export type ManualDecisionMade = DataOf<typeof ManualDecisionMade>;
