import { type Static, Type } from '@sinclair/typebox';
import {
  Closed,
  Day,
  Document,
  Id,
  KeyingLimits,
  Line,
  PhaseName,
  type Procedure,
  Role,
  StageName,
  type Step,
} from './procedure/procedure';

/** What a port adds is told from what is national by its name. */
const PortId = Type.String({
  pattern: '^port-[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 60,
  description: 'begins with port-',
});

export const StepChange = Closed({
  step: Id,
  leaveOut: Type.Optional(Type.Literal(true)),
  what: Type.Optional(Line(300)),
  who: Type.Optional(Type.Array(Role, { minItems: 1, uniqueItems: true })),
  stage: Type.Optional(StageName),
  when: Type.Optional(Type.Array(Id, { uniqueItems: true, maxItems: 6 })),
  removeDocuments: Type.Optional(Type.Array(Id, { minItems: 1, uniqueItems: true, maxItems: 12 })),
  addDocuments: Type.Optional(Type.Array(Id, { minItems: 1, uniqueItems: true, maxItems: 12 })),
  note: Type.Optional(Line(200)),
});
export type StepChange = Static<typeof StepChange>;

/** How one port differs from the national procedure of one mode. It names only the differences. */
export const Overlay = Closed({
  /** By the port's own calendar. */
  effectiveFrom: Day,
  reason: Line(300),
  changes: Type.Array(StepChange, { maxItems: 60 }),
  steps: Type.Array(
    Closed({
      id: PortId,
      phase: PhaseName,
      stage: StageName,
      who: Type.Array(Role, { minItems: 1, uniqueItems: true }),
      what: Line(300),
      documents: Type.Array(Id, { uniqueItems: true, maxItems: 12 }),
      when: Type.Array(Id, { uniqueItems: true, maxItems: 6 }),
      source: Line(160),
    }),
    { maxItems: 20 },
  ),
  documents: Type.Array(
    Type.Composite([Type.Omit(Document, ['id']), Type.Object({ id: PortId })], { additionalProperties: false }),
    { maxItems: 12 },
  ),
  /** Telephones and places for the sheets: `{ "what": "Watch commander", "how": "956-555-0100, gate 3" }`. */
  contacts: Type.Array(Closed({ what: Line(60), how: Line(120) }), { maxItems: 6 }),
  keyWithinBusinessDays: Type.Optional(KeyingLimits),
});
export type Overlay = Static<typeof Overlay>;

/** A step as it is done at the port. */
export interface EffectiveStep extends Step {
  /** The port's own words beside the national ones. */
  readonly note: string | null;
  /** The step is the port's own. */
  readonly ofPort: boolean;
  /** What of a national step the port has changed. */
  readonly changed: readonly string[];
}

export interface EffectiveProcedure extends Omit<Procedure, 'steps'> {
  readonly steps: readonly EffectiveStep[];
  readonly contacts: Overlay['contacts'];
}
