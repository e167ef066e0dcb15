import type { CustomsDate } from '#kernel';
import { isInForce } from '#reference';
import { delegation, type DelegationRow } from './delegation.data';

export type Decider = 'one officer' | 'two officers' | 'headquarters';

export interface Delegated {
  readonly decider: Decider;
  readonly source: string;
  /** In a line for people: up to which amount. Dollars. */
  readonly why: string;
}

/**
 * Who decides a petition about an amount.
 *
 * @param cents the claim, of a seizure the value of the property
 * @param supplemental a second look is not the first officer's: headquarters, where the claim is more than one officer decides alone (19 CFR 171.62, 172.42)
 */
export const delegatedTo = (
  { kind, law, eventKind }: Pick<DelegationRow, 'kind'> & { readonly law: string; readonly eventKind?: string },
  cents: number,
  day: CustomsDate,
  supplemental = false,
): Delegated => {
  const rows = delegation().filter(
    (row) => row.kind === kind && isInForce(row, day) && (row.event === undefined || row.event === eventKind),
  );
  const row =
    rows.find(({ event }) => event !== undefined) ??
    rows.find((one) => one.law === law) ??
    rows.find((one) => one.law === null);
  if (!row)
    return { decider: 'headquarters', source: '19 CFR 171.12, 172.12', why: 'nothing is delegated on this day' };
  const within = (limit: number | null): boolean => limit === null || cents <= limit;
  const money = (limit: number | null): string => (limit === null ? 'any amount' : `$${(limit / 100).toFixed(2)}`);
  const { source } = row;
  if (within(row.aloneUpTo))
    return { decider: 'one officer', source, why: `an FP&F officer decides up to ${money(row.aloneUpTo)}` };
  if (!supplemental && within(row.withSecondUpTo))
    return {
      decider: 'two officers',
      source,
      why: `more than ${money(row.aloneUpTo)}: a second FP&F officer must agree, up to ${money(row.withSecondUpTo)}`,
    };
  const limit = supplemental ? row.aloneUpTo : row.withSecondUpTo;
  return {
    decider: 'headquarters',
    source: '19 CFR 171.12, 172.12',
    why: `more than ${money(limit)}: headquarters decides`,
  };
};
