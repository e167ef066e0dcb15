import type { DeclaredMoney } from '#contracts';
import type { EntrySummary } from '../summary-on-file/summary.model';

const sum = (amounts: readonly (number | null)[]): number => amounts.reduce<number>((all, one) => all + (one ?? 0), 0);

/** Internal revenue tax is paid later, and not with the summary (entry summary guide, July 2026, p. ESF-29). */
const isTaxDeferred = ({ indicators }: EntrySummary): boolean => (indicators?.deferredTaxPaymentCode ?? '') !== '';

/**
 * What a summary declares beside duty and user fees, added up over its lines: deposits of its cases, internal revenue tax, other revenue (53, 60 and 61 records).
 * Left out where it declares none of them.
 */
export function declaredMoney(summary: EntrySummary): DeclaredMoney | undefined {
  if (!summary.lines.some(({ adCvdCases, irTax, otherRevenue }) => adCvdCases?.length || irTax || otherRevenue))
    return undefined;
  const cases = summary.lines.flatMap(({ adCvdCases = [] }) => adCvdCases);
  const depositOf = (letter: 'A' | 'C', claim: 'B' | 'C'): number =>
    sum(
      cases
        .filter(({ caseNumber, bondCashClaimCode }) => caseNumber.startsWith(letter) && bondCashClaimCode === claim)
        .map(({ dutyCents }) => dutyCents),
    );
  const money = {
    adCashCents: depositOf('A', 'C'),
    adBondedCents: depositOf('A', 'B'),
    cvCashCents: depositOf('C', 'C'),
    cvBondedCents: depositOf('C', 'B'),
    irTaxCents: sum(summary.lines.map(({ irTax }) => irTax?.cents ?? null)),
    otherRevenueCents: sum(summary.lines.map(({ otherRevenue }) => otherRevenue?.cents ?? null)),
  };
  if (Object.values(money).every((cents) => cents === 0)) return undefined;
  const tax = isTaxDeferred(summary) ? 0 : money.irTaxCents;
  return { ...money, payableCents: money.adCashCents + money.cvCashCents + tax + money.otherRevenueCents };
}
