import { type Static, Type } from '@sinclair/typebox';
import {
  Direction,
  Instant,
  OneOf,
  TransactionTreatment,
  TransportMode,
  Uuid,
  Scope,
  Exactly,
  Known,
  Line,
  ListOf,
  Name,
  PortCode,
  FILING_MODULES,
} from '#contracts';
import { Audience } from '#contracts';
import { RequestShape } from '../model/request-shape';

const Reason = Line(3, 500);
const Person = Known(Name);
const GateOrder = Exactly({ module: OneOf(...FILING_MODULES), direction: Direction });
const Relief = Type.Object(
  {
    paymentBusinessDays: Type.Integer({ minimum: 0, maximum: 30, default: 0 }),
    otherBusinessDays: Type.Integer({ minimum: 0, maximum: 30, default: 0 }),
  },
  { additionalProperties: false, default: {} },
);

/** What is needed to invoke a downtime. */
export const Declaration = Exactly({
  drill: Type.Boolean({ default: false }),
  incidentNumber: Known(Name),
  confirmed: Scope,
  possible: Known(Scope),
  /** For a filer's own outage. */
  filer: Known(Exactly({ accountId: Uuid, scacs: ListOf(Name), conveyances: ListOf(Name) })),
  /** When the fault began; now when not given. */
  from: Known(Instant),
  expectedEnd: Known(Instant),
  reviewAt: Known(Instant),
  procedure: Known(Name),
  gateOrders: ListOf(GateOrder),
  /** When not given, what the gate orders mean for each kind of filing. */
  treatments: ListOf(TransactionTreatment),
  relief: Relief,
  reason: Reason,
  earlyReason: Known(Reason),
  audience: ListOf(Audience),
  /** Who orders it; can only be the person of the key. */
  officer: Person,
});
export type Declaration = Static<typeof Declaration>;

/** A wider or a narrower scope; what is null stays as it is. */
export const ScopeChange = Exactly({
  confirmed: Scope,
  possible: Known(Scope),
  gateOrders: Known(Type.Array(GateOrder, { maxItems: 4 })),
  treatments: Known(Type.Array(TransactionTreatment, { maxItems: 20 })),
  relief: Known(
    Exactly({
      paymentBusinessDays: Type.Integer({ minimum: 0, maximum: 30 }),
      otherBusinessDays: Type.Integer({ minimum: 0, maximum: 30 }),
    }),
  ),
  reason: Reason,
  officer: Person,
});
export type ScopeChange = Static<typeof ScopeChange>;

export const Extension = Exactly({ expectedEnd: Instant, reviewAt: Known(Instant), reason: Reason, officer: Person });
export type Extension = Static<typeof Extension>;

export const Revocation = Exactly({
  reason: Reason,
  /** More relief may be given when the length is known; null leaves it. */
  relief: Known(
    Exactly({
      paymentBusinessDays: Type.Integer({ minimum: 0, maximum: 30 }),
      otherBusinessDays: Type.Integer({ minimum: 0, maximum: 30 }),
    }),
  ),
  officer: Person,
});
export type Revocation = Static<typeof Revocation>;

/** What a filer says of its own outage: it orders nothing of anybody. */
export const FilerDeclaration = Exactly({
  accountId: Uuid,
  scacs: ListOf(Name),
  conveyances: ListOf(Name),
  modes: ListOf(TransportMode),
  ports: ListOf(PortCode),
  from: Known(Instant),
  expectedEnd: Known(Instant),
  reason: Reason,
  drill: Type.Boolean({ default: false }),
  officer: Person,
});
export const FilerRevocation = Exactly({ accountId: Uuid, reason: Reason });
export const filerDeclaration = new RequestShape(FilerDeclaration);
export const filerRevocation = new RequestShape(FilerRevocation);

export const declaration = new RequestShape(Declaration);
export const scopeChange = new RequestShape(ScopeChange);
export const extension = new RequestShape(Extension);
export const revocation = new RequestShape(Revocation);
