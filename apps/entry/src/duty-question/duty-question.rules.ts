import type { DutyComputed } from '#contracts';
import { isPort } from '#reference';
import { withSteps } from '../entry-record/shown-duties';
import { computeSummary, declaredFee, isHarborFeeDue } from '../entry-summary/fees.rules';
import { dayAt } from '../port-day/port-day';
import type { EntrySummary } from '../summary-on-file/summary.model';

const HARBOR_FEE = '501';
const EXEMPTIONS =
  'The harbor maintenance fee is counted. Leave it out where the goods are exempt from it (19 CFR 24.24(c) and (d)).';

/** A filing owes the harbor fee where it reports it: who asks before filing is told what it comes to. */
const withHarborFee = (summary: EntrySummary): EntrySummary =>
  summary.lines.some(({ fees }) => declaredFee(fees, HARBOR_FEE)) || !isHarborFeeDue(summary)
    ? summary
    : {
        ...summary,
        lines: summary.lines.map((line) => ({
          ...line,
          fees: [...line.fees, { classCode: HARBOR_FEE, cents: 0, recordIndex: null }],
        })),
      };

/** Duty and fees of a summary, as if it came now: by the same computation as those of a filing, with its steps. */
export const dutyOn = (asked: EntrySummary, now: Date): DutyComputed => {
  const summary = withHarborFee(asked);
  const { portOfEntry } = summary;
  const today = dayAt(portOfEntry && isPort(portOfEntry) ? portOfEntry : null, now);
  const {
    lines,
    notes,
    declared: _declared,
    feesByClass,
    ...due
  } = withSteps(summary, computeSummary(summary, today), today);
  return {
    ...due,
    ...{ notes: [...notes, ...(summary === asked ? [] : [EXEMPTIONS])], feesByClass: [...feesByClass] },
    lines: lines.map(({ rateDate: _ofLine, tariffs, deposits, ...line }) => ({
      ...line,
      ...(deposits && { deposits: [...deposits] }),
      tariffs: tariffs.map(({ steps, ...tariff }) => ({
        ...tariff,
        ...(steps && { steps: steps.map(({ says, dollars: comesTo }) => ({ says, comesTo })) }),
      })),
    })),
  };
};
