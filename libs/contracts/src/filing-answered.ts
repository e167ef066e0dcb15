import { type Static, Type } from '@sinclair/typebox';
import { Condition, FilingOrigin, NOT_PROCESSED, Nullable, Outcome } from './shapes';

/**
 * The answer to one filing, the same shape from every service. Exactly one is published for each filing; it is the filing's
 * final state. The gateway renders it in the partner's own format.
 */
export const FilingAnswerSchema = Type.Object({
  origin: FilingOrigin,
  kind: Type.String({ description: 'As partners call it' }),
  /** What the filing was about, as people write it: `B76-0324527-8` or `MAEU260000101`. */
  reference: Type.String(),
  outcome: Outcome,
  conditions: Type.Array(Condition),
  /** AX only: the team that stands in E0, the version and the closing E1. Null for other kinds. */
  entrySummary: Nullable(
    Type.Object({
      teamNumber: Nullable(Type.String()),
      centerId: Nullable(Type.String()),
      version: Nullable(Type.String()),
      finalCode: Type.String(),
      finalText: Type.String(),
      computed: Nullable(
        Type.Object({ dutyCents: Type.Integer(), feeCents: Type.Integer(), totalCents: Type.Integer() }),
      ),
    }),
  ),
});

export type FilingAnswered = Static<typeof FilingAnswerSchema>;

interface AnswerOfVersion1 {
  readonly outcome: Outcome;
  readonly conditions: readonly Pick<Condition, 'code'>[];
}

/** Version 1 told by a rejection with a code that nothing was processed. */
const fromVersion1 = (answer: AnswerOfVersion1): AnswerOfVersion1 =>
  answer.outcome === 'rejected' && answer.conditions.some(({ code }) => code === NOT_PROCESSED.code)
    ? { ...answer, outcome: 'not processed' }
    : answer;

/** Of the answers of all modules. */
export const ANSWER_VERSIONS = { version: 2, lifts: { 1: fromVersion1 } };
