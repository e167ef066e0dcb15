import { type Static, Type } from '@sinclair/typebox';
import { DeclaredMoney } from './declared-money';
import { Condition, FilingOrigin, Index, NOT_PROCESSED, Nullable, Outcome } from './shapes';

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
        Type.Object({
          dutyCents: Type.Integer(),
          feeCents: Type.Integer(),
          totalCents: Type.Integer(),
          /** Left out where nothing is declared beside duty and user fees. */
          declared: Type.Optional(DeclaredMoney),
        }),
      ),
      /** CX only: the number of the bond, and the names on file of whom its records name. */
      bond: Type.Optional(
        Type.Object({
          number: Nullable(Type.String()),
          names: Type.Array(Type.Object({ recordIndex: Index, name: Type.String() })),
        }),
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
