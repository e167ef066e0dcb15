import { type Static, type TProperties, Type } from '@sinclair/typebox';
import { OneOf, TransportMode } from '#contracts';
import { ONE_LINE } from '#kernel';

/** The order in which everything is done: nothing is made easier before it is safe and lawful. */
export const PHASES = ['security', 'enforcement', 'facilitation'] as const;
/** Where cargo stands when a step is due. */
export const STAGES = ['before arrival', 'primary', 'secondary', 'release', 'after'] as const;
export type Phase = (typeof PHASES)[number];
export type Stage = (typeof STAGES)[number];

export const MODES = ['truck', 'rail', 'vessel', 'air', 'air express'] as const satisfies readonly TransportMode[];

/** Who acts, and on which side of the counter. One sheet is printed for each. */
export const ROLES = [
  { id: 'primary-officer', name: 'Primary officer', side: 'CBP' },
  { id: 'secondary-officer', name: 'Secondary officer', side: 'CBP' },
  { id: 'supervisor', name: 'Supervisor', side: 'CBP' },
  { id: 'port-director', name: 'Port director', side: 'CBP' },
  { id: 'carrier', name: 'Carrier', side: 'trade' },
  { id: 'broker', name: 'Broker', side: 'trade' },
  { id: 'terminal-operator', name: 'Terminal operator', side: 'trade' },
] as const;
export type RoleId = (typeof ROLES)[number]['id'];
export const roleOf = (id: string): (typeof ROLES)[number] | undefined => ROLES.find((role) => role.id === id);

export const Closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
/** One line of text. */
export const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: ONE_LINE.source });
export const Id = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 60,
  description: 'lower-case words joined by hyphens',
});
export const Day = Type.String({ format: 'customs-date', description: 'a day, YYYY-MM-DD' });
export const PhaseName = OneOf(...PHASES);
export const StageName = OneOf(...STAGES);
export const Role = OneOf(
  'primary-officer',
  'secondary-officer',
  'supervisor',
  'port-director',
  'carrier',
  'broker',
  'terminal-operator',
);

/**
 * What a port may do to a step: nothing; add papers and a note; also say it in its own words; or change all but its phase, or
 * leave it out.
 */
export const Overridable = OneOf('no', 'add only', 'detail', 'yes');
export type Overridable = Static<typeof Overridable>;

/** A step keeps its id for ever: ports' changes, sheets and records of drills refer to it. */
export const Step = Closed({
  id: Id,
  phase: PhaseName,
  stage: StageName,
  who: Type.Array(Role, { minItems: 1, uniqueItems: true }),
  what: Line(300),
  /** Ids of documents. */
  documents: Type.Array(Id, { uniqueItems: true, maxItems: 12 }),
  /** Ids of conditions: the step is done only when one of them is met. Empty means always. */
  when: Type.Array(Id, { uniqueItems: true, maxItems: 6 }),
  source: Line(160),
  overridable: Overridable,
});
export type Step = Static<typeof Step>;

/** A paper, and what must stand on it. */
export const Document = Closed({
  id: Id,
  /** As officers call it, on sheets: `3461`. */
  short: Line(24),
  name: Line(80),
  contents: Type.Array(Line(80), { maxItems: 12 }),
  source: Line(160),
});
export type Document = Static<typeof Document>;

const Said = Closed({ id: Id, text: Line(300), source: Line(160) });
export const KeyingLimits = Closed({
  conveyanceAndRelease: Type.Integer({ minimum: 0, maximum: 30 }),
  entryData: Type.Integer({ minimum: 0, maximum: 30 }),
});

/** The national downtime procedure of one mode of transport, whole. It begins at a port when the port's own calendar has come to its day. */
export const Procedure = Closed({
  mode: TransportMode,
  effectiveFrom: Day,
  principle: Line(300),
  conditions: Type.Array(Closed({ id: Id, text: Line(120) }), { maxItems: 40 }),
  documents: Type.Array(Document, { maxItems: 60 }),
  steps: Type.Array(Step, { minItems: 3, maxItems: 120 }),
  /** What the trade must normally have sent, and by when. */
  advanceData: Type.Array(Closed({ id: Id, what: Line(160), by: Line(200), source: Line(160) }), { maxItems: 20 }),
  /** The numbers by which paper and later electronic filings find each other. */
  catchUpKeys: Type.Array(Closed({ id: Id, text: Line(160) }), { maxItems: 12 }),
  responsibilities: Type.Array(Closed({ id: Id, side: OneOf('CBP', 'trade'), text: Line(300), source: Line(160) }), {
    maxItems: 40,
  }),
  /** Never released by hand. */
  excludedGoods: Type.Array(Said, { maxItems: 30 }),
  partnerAgency: Closed({
    /** Hours the agency needs to review a prior notice for this mode. */
    reviewHours: Type.Integer({ minimum: 0, maximum: 168 }),
    source: Line(160),
    scenarios: Type.Array(
      Closed({ id: Id, state: Line(200), confirmed: Line(300), submitted: Line(300), notSubmitted: Line(300) }),
      { maxItems: 12 },
    ),
  }),
  /** When it is a filer's own system that is down. */
  ownOutage: Type.Array(Said, { maxItems: 20 }),
  policies: Closed({
    electronicFilingAfterwards: Closed({ required: Type.Boolean(), text: Line(300) }),
    keptCopies: Closed({ required: Type.Boolean(), text: Line(300) }),
    /** Business days after the downtime's end within which officers key what was done on paper. */
    keyWithinBusinessDays: KeyingLimits,
  }),
  portsMay: Closed({ addStepsTo: Type.Array(PhaseName, { uniqueItems: true }), shortenKeying: Type.Boolean() }),
});
export type Procedure = Static<typeof Procedure>;

/** Security before enforcement before facilitation, and within each in the order cargo comes to it. */
export const inOrder = <S extends Pick<Step, 'phase' | 'stage'>>(steps: readonly S[]): S[] =>
  [...steps].sort(
    (a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage),
  );
