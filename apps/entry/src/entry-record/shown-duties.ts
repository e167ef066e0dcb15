import type { CustomsDate } from '#kernel';
import { showDeposits, type ShownDeposit } from '../entry-summary/adcvd.rules';
import { taxOf } from '../entry-summary/revenue.rules';
import { showDuties, type ShownDuty } from '../entry-summary/duty.rules';
import { showMeasures, type ShownMeasure } from '../entry-summary/remedy.rules';
import type { ComputedLine, ComputedSummary, ComputedTariff, EntrySummary } from '../summary-on-file/summary.model';

type Shown = ComputedTariff &
  Partial<Pick<ShownDuty, 'role' | 'equation' | 'rateDate' | 'rateFrom' | 'steps' | 'note'>>;

/**
 * What was computed of a summary, each duty with the steps, the day and the period of the tariff it came from, and each trade measure that was looked at with why
 * it is due or not.
 */
export type ShownSummary = Omit<ComputedSummary, 'lines'> & {
  readonly lines: readonly (Omit<ComputedLine, 'tariffs'> & {
    readonly tariffs: readonly Shown[];
    readonly measures: readonly ShownMeasure[];
    readonly deposits?: readonly ShownDeposit[];
    readonly tax?: NonNullable<ReturnType<typeof taxOf>>;
  })[];
};

/**
 * The steps are worked out when they are asked for, by the tariff in use; where that comes to another amount than the one on file, it has changed since,
 * and the amount stands without steps.
 * @param received day on which the summary came
 */
export const withSteps = (filed: EntrySummary, computed: ComputedSummary, received: CustomsDate): ShownSummary => ({
  ...computed,
  lines: computed.lines.map((line, at) => {
    const declared = filed.lines[at];
    const shown = declared ? showDuties(declared, line.rateDate ?? computed.rateDate, received) : [];
    const deposits = declared ? showDeposits(declared) : [];
    const tax = declared && taxOf(declared, line.rateDate ?? computed.rateDate);
    const measures = declared ? showMeasures(declared, filed, line.rateDate ?? computed.rateDate) : [];
    return {
      ...line,
      measures,
      ...(deposits.length > 0 && { deposits }),
      ...(tax && { tax }),
      tariffs: line.tariffs.map((tariff, place): Shown => {
        const now = shown[place];
        if (now?.hts !== tariff.hts || now.dutyCents !== tariff.dutyCents || now.rateText !== tariff.rateText)
          return { ...tariff, note: 'the tariff in use has another rate by now' };
        const { role, equation, rateDate, rateFrom, steps, note } = now;
        return { ...tariff, role, equation, rateDate, rateFrom, steps, note };
      }),
    };
  }),
});
