import {
  type Condition,
  type FilingKind,
  type FilingOrigin,
  ManifestFilingAnswered,
  type Outcome,
  filingSubject,
} from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';

export interface Answer {
  readonly kind: FilingKind;
  /** As people write it: `MAEU 0417W` or `MAEU260000101`. */
  readonly reference: string;
  readonly outcome: Outcome;
  readonly conditions: readonly Condition[];
}

/** Publishes the final answer to a filing: once for each, in the unit of work that handled it. */
export const answerFiling = (
  unit: UnitOfWork,
  origin: FilingOrigin,
  { kind, reference, outcome, conditions }: Answer,
  cause: Cause,
): void =>
  unit.publish(
    ManifestFilingAnswered,
    filingSubject(origin.filingId),
    { origin, kind, reference, outcome, conditions: [...conditions], entrySummary: null },
    cause,
  );
