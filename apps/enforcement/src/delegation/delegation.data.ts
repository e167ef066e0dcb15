import type { Effective } from '#reference';

/** Up to which amount of the claim (cents) who decides a petition; above the last, headquarters. Null where there is no limit. */
export interface DelegationRow extends Effective {
  readonly kind: 'seizure' | 'penalty' | 'liquidated damages';
  /** Of this law only; of every other one where null. */
  readonly law: string | null;
  /** Of cases of this event only; of every other one where left out. */
  readonly event?: string;
  /** One FP&F officer alone. */
  readonly aloneUpTo: number | null;
  /** An FP&F officer with a second one who agrees. */
  readonly withSecondUpTo: number | null;
  readonly source: string;
}

const DELEGATED = 'T.D. 00-58; 19 CFR 171.11, 172.11';

/**
 * The delegation of 5 October 2000 (T.D. 00-58 I.A(1)) gives every claim for a summary that was filed late or not at all to the FP&F officer, whatever its amount; supplemental
 * petitions under 19 USC 1641 about more than $10,000 go to headquarters (19 CFR 171.62(a)). 19 CFR 171.11(a) and 172.11(a) name no amounts, they refer to the delegations. The
 * other amounts could not be read in any public text at hand, and that a second officer agrees is the platform's own rule: they are its defaults, which an operator sets to the
 * delegation in force by SETTINGS_FILE.
 */
export const DEFAULT_DELEGATION: readonly DelegationRow[] = [
  {
    ...{ kind: 'liquidated damages', law: null, event: 'late summary', aloneUpTo: null, withSecondUpTo: null },
    ...{ source: 'T.D. 00-58 I.A.(1)', from: '2000-10-05' },
  },
  {
    ...{ kind: 'penalty', law: '19 USC 1641', aloneUpTo: 1_000_000, withSecondUpTo: 3_000_000 },
    ...{ source: '19 CFR 171.11, 171.62(a)', from: '2000-10-05' },
  },
  {
    kind: 'liquidated damages',
    law: null,
    aloneUpTo: 5_000_000,
    withSecondUpTo: 20_000_000,
    source: DELEGATED,
    from: '2000-10-05',
  },
  {
    kind: 'penalty',
    law: '19 USC 1592',
    aloneUpTo: 2_500_000,
    withSecondUpTo: 5_000_000,
    source: DELEGATED,
    from: '2000-10-05',
  },
  {
    kind: 'penalty',
    law: '19 USC 1593a',
    aloneUpTo: 2_500_000,
    withSecondUpTo: 5_000_000,
    source: DELEGATED,
    from: '2000-10-05',
  },
  {
    kind: 'penalty',
    law: null,
    aloneUpTo: 5_000_000,
    withSecondUpTo: 10_000_000,
    source: DELEGATED,
    from: '2000-10-05',
  },
  {
    kind: 'seizure',
    law: null,
    aloneUpTo: 5_000_000,
    withSecondUpTo: 10_000_000,
    source: DELEGATED,
    from: '2000-10-05',
  },
];

let inUse = DEFAULT_DELEGATION;

/** The rows in use. */
export const delegation = (): readonly DelegationRow[] => inUse;
export const isDelegationDefault = (): boolean => inUse === DEFAULT_DELEGATION;
export const useDelegation = (rows: readonly DelegationRow[]): void => void (inUse = rows);
