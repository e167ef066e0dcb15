import type { CustomsDate } from '#kernel';
import { inForce } from '#reference';
import { MATERIALITY_RULES } from './materiality.data';
import type { Count } from './pattern.rules';
import type { Slip } from './slip.rules';

export interface MaterialityStep {
  readonly step: 'amount' | 'share' | 'liquidation' | 'protest' | 'pattern' | 'notices' | 'change';
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

/** What CBP did about the entry, and about the importer in twelve months. */
export interface Standing {
  /** By how much its liquidation raised what is owed; 0 where it did not, or nobody liquidated it yet. */
  readonly raisedCents: number;
  readonly protest: 'none' | 'undecided' | 'approved' | 'approved in part' | 'denied';
  /** Entries in twelve months with a notice of action or a notice to mark. */
  readonly notices: number;
}

/**
 * Whether a slip is worth weighing a penalty, step by step.
 *
 * @param dutyCents of the entry
 * @param year entries of the account in the twelve months, and those with a slip of the kind
 * @param standing what CBP did about it: a protest that is approved lowers what the liquidation raised
 * @param worse whether the account's pattern of this kind changed to the worse
 * @param on the day whose rule applies
 */
export const judgeMateriality = (
  { kind, effectCents }: Pick<Slip, 'kind' | 'effectCents'>,
  dutyCents: number,
  year: Count,
  { raisedCents, protest, notices }: Standing,
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
  steps.push(
    {
      step: 'liquidation',
      small: raisedCents <= rule.smallCents,
      why:
        raisedCents === 0
          ? 'the liquidation raised nothing'
          : `the liquidation raised what is owed by ${dollars(raisedCents)}; small up to ${dollars(rule.smallCents)}`,
    },
    {
      step: 'protest',
      small: protest === 'undecided' ? null : true,
      why:
        protest === 'none'
          ? 'no protest is on file'
          : protest === 'undecided'
            ? 'a protest is undecided: what the entry owes in the end is not known yet'
            : `a protest was ${protest}: what the entry owes is what it left`,
    },
  );
  const rare = year.slips * 10_000 <= rule.rareShare * year.entries;
  steps.push(
    {
      step: 'pattern',
      small: year.slips <= rule.fewSlips || rare,
      why: `${year.slips} of ${year.entries} entries in twelve months; no pattern up to ${rule.fewSlips}, or ${percent(rule.rareShare)}`,
    },
    {
      step: 'notices',
      small: notices <= rule.fewNotices,
      why: `${notices} entries with a notice of action or to mark in twelve months; few are up to ${rule.fewNotices}`,
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
