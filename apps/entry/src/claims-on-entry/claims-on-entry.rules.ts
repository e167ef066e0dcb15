import type { LiquidationOrdered } from '#contracts';
import { formatMoney } from '#kernel';
import { isDrawbackEligible, normalHts, takesPlaceOfDuty } from '#reference';
import type {
  ClaimedRevenue,
  ClaimsOnEntry,
  ComputedLine,
  ComputedSummary,
  EntrySummary,
  SummaryLine,
} from '../summary-on-file/summary.model';

/** One line of an entry summary on file, with what can be claimed of it. */
export interface ImportLine {
  readonly tariffs: readonly {
    readonly hts: string;
    readonly quantities: readonly { unit: string; quantity: string }[];
  }[];
  /** Without additional duty that the law never refunds. */
  readonly dutyCents: number;
  readonly mpfCents: number;
  readonly hmfCents: number;
}

/** Duty of a line that can be refunded. What is the whole duty of its goods has their ordinary duty in it, and is not taken apart. */
function refundableCents(declared: SummaryLine, computed: ComputedLine | undefined): number {
  const tariffs = computed?.tariffs ?? declared.tariffs.map(({ hts, dutyCents }) => ({ hts, dutyCents, rateText: '' }));
  return tariffs.reduce((sum, { hts, dutyCents, rateText }) => {
    const number = normalHts(hts);
    return isDrawbackEligible(number) || takesPlaceOfDuty(number, rateText) ? sum + dutyCents : sum;
  }, 0);
}

/** In the order in which they are judged. */
export const COMPARED: readonly ClaimedRevenue[] = ['duty', 'mpf', 'hmf'];

/** `12.5` as 125000n. */
export const tenThousandths = (quantity: string): bigint => {
  const [whole = '0', part = ''] = quantity.split('.');
  return BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0').slice(0, 4));
};
export const quantityText = (amount: bigint): string => {
  const part = String(amount % 10_000n)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${amount / 10_000n}${part && `.${part}`}`;
};

/** 99 percent, to the cent, a half counting as one (guide, appendix F). */
export const claimable = (cents: number, full: boolean): bigint =>
  full ? BigInt(cents) : (BigInt(cents) * 99n + 50n) / 100n;

export const FEE_CLASSES: Readonly<Record<Exclude<ClaimedRevenue, 'duty'>, string>> = { mpf: '499', hmf: '501' };
const listed = (claims: readonly string[]): string =>
  claims.length > 3 ? `${claims.slice(0, 3).join(', ')} and ${claims.length - 3} more` : claims.join(', ');

/** The lines of a summary with what may be claimed of each, by number. */
export const importLines = (summary: EntrySummary, computed: ComputedSummary | null): Map<string, ImportLine> => {
  const due = new Map((computed?.lines ?? []).map((line) => [line.lineNumber, line]));
  return new Map(
    summary.lines.map((summaryLine) => {
      const { lineNumber, tariffs, fees } = summaryLine;
      const line = due.get(lineNumber);
      const declared = (classCode: string): number =>
        fees.reduce((sum, fee) => (fee.classCode === classCode ? sum + fee.cents : sum), 0);
      return [
        lineNumber,
        {
          tariffs: tariffs.map(({ hts, quantities }) => ({
            hts,
            quantities: quantities.map(({ quantity, unit }) => ({ quantity, unit: unit ?? '' })),
          })),
          dutyCents: refundableCents(summaryLine, line),
          mpfCents: line?.mpfCents ?? declared(FEE_CLASSES.mpf),
          hmfCents: line?.hmfCents ?? declared(FEE_CLASSES.hmf),
        },
      ];
    }),
  );
};

/**
 * What stands against a summary that would take the place of the one on file: the first line of which less would be left than drawback is claimed on. Null where nothing does.
 */
export const againstSummary = (
  { claims, amounts }: ClaimsOnEntry,
  summary: EntrySummary,
  computed: ComputedSummary | null,
): string | null => {
  const lines = importLines(summary, computed);
  for (const { line: number, of, unit, amount, full } of amounts) {
    const line = lines.get(number);
    const by = `Claimed by ${listed(claims)}`;
    if (!line) return `${by}: line ${number} has to stay.`;
    if (of === 'quantity') {
      const quantities = line.tariffs.flatMap((tariff) => tariff.quantities.filter((each) => each.unit === unit));
      const left = quantities.reduce((sum, { quantity }) => sum + tenThousandths(quantity), 0n);
      // A summary that gives no quantity in this unit was not compared with it.
      if (quantities.length > 0 && left < amount) return `${by}: ${quantityText(amount)} ${unit} of line ${number}.`;
    } else if (claimable(line[`${of}Cents`], full) < amount)
      return `${by}: $${formatMoney(amount)} of ${of} of line ${number}.`;
  }
  return null;
};

/** Why an order to liquidate cannot be carried out beside the claims on its entry; null where it can. */
export const againstOrder = (
  { claims, amounts }: ClaimsOnEntry,
  owed: NonNullable<LiquidationOrdered['finally']>,
): string | null => {
  const feesOf = (classCode: string): number =>
    owed.fees.reduce((sum, fee) => (fee.class === classCode ? sum + fee.cents : sum), 0);
  for (const of of COMPARED) {
    const ofKind = amounts.filter((each) => each.of === of);
    const claimed = ofKind.reduce((sum, { amount }) => sum + amount, 0n);
    const left = of === 'duty' ? owed.dutyCents : feesOf(FEE_CLASSES[of]);
    if (
      claimed > 0n &&
      claimable(
        left,
        ofKind.some(({ full }) => full),
      ) < claimed
    )
      return `DRAWBACK OF $${formatMoney(claimed)} ${of.toUpperCase()} IS CLAIMED ON IT: ${listed(claims)}`;
  }
  return null;
};
