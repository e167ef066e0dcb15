import { Type } from '@sinclair/typebox';
import { Condition, FilingOrigin, Nullable, Outcome } from './shapes';

/**
 * The answer to one filing, the same shape from every service. Exactly one is published for each filing; it is the filing's
 * final state. The gateway renders it in the partner's own format.
 */
export const FilingAnswerSchema = Type.Object({
  origin: FilingOrigin,
  kind: Type.String({ description: 'manifest, arrival, bill hold, cargo release, entry summary, entry review' }),
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
