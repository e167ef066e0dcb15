import type { CustomsDate } from '#kernel';
import { inForce } from '#reference';
import { MATERIALITY_RULES } from './materiality.data';
import type { Count } from './pattern.rules';
import type { Slip } from './slip.rules';

export interface MaterialityStep {
  readonly step: 'amount' | 'share' | 'pattern' | 'change';
  /** Null where it cannot be told yet. */
  readonly small: boolean | null;
  readonly why: string;
}

export interface Materiality {
  readonly outcome: 'not worth a penalty' | 'to be weighed' | 'not known yet';
  /** All that was asked, in order: it is not worth a penalty only where each says small. */
  readonly steps: readonly MaterialityStep[];
  readonly rule: string;
}

const dollars = (cents: number): string => `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
const percent = (share: number): string => `${(share / 100).toLocaleString('en-US')} %`;

/**
 * Whether a slip is worth weighing a penalty, step by step.
 *
 * @param dutyCents of the entry
 * @param year entries of the account in the twelve months, and those with a slip of the kind
 * @param worse whether the account's pattern of this kind changed to the worse
 * @param on the day whose rule applies
 */
export const judgeMateriality = (
  { kind, effectCents }: Pick<Slip, 'kind' | 'effectCents'>,
  dutyCents: number,
  year: Count,
  worse: boolean,
  on: CustomsDate,
): Materiality => {
  const rule = inForce(
    MATERIALITY_RULES.filter((one) => one.kind === kind),
    on,
  );
  if (!rule)
    return { outcome: 'to be weighed', steps: [], rule: `no rule on ${kind} was in force on ${on}: people weigh it` };
  const unknown = 'the summary was not sent again: by how much it was wrong is not known yet';
  const steps: MaterialityStep[] = [
    {
      step: 'amount',
      small: effectCents === null ? null : effectCents <= rule.smallCents,
      why: effectCents === null ? unknown : `${dollars(effectCents)}; small up to ${dollars(rule.smallCents)}`,
    },
  ];
  if (rule.smallShare !== null) {
    const base = Math.max(dutyCents, 1);
    const share = effectCents === null ? null : Math.ceil((effectCents * 10_000) / base);
    steps.push({
      step: 'share',
      small: share === null ? null : share <= rule.smallShare,
      why: share === null ? unknown : `${percent(share)} of the entry's duty; small up to ${percent(rule.smallShare)}`,
    });
  }
  const rare = year.slips * 10_000 <= rule.rareShare * year.entries;
  steps.push(
    {
      step: 'pattern',
      small: year.slips <= rule.fewSlips || rare,
      why: `${year.slips} of ${year.entries} entries in twelve months; no pattern up to ${rule.fewSlips}, or ${percent(rule.rareShare)}`,
    },
    {
      step: 'change',
      small: !worse,
      why: worse ? 'the pattern of the account became worse' : 'the pattern of the account did not become worse',
    },
  );
  const outcome = steps.some(({ small }) => small === false)
    ? 'to be weighed'
    : steps.some(({ small }) => small === null)
      ? 'not known yet'
      : 'not worth a penalty';
  return { outcome, steps, rule: `${rule.source}; in force from ${rule.from}` };
};
