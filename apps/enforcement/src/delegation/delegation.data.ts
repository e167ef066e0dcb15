import type { Effective } from '#reference';

/** Up to which amount of the claim (cents) who decides a petition; above the last, headquarters. Null where there is no limit. */
export interface DelegationRow extends Effective {
  readonly kind: 'seizure' | 'penalty' | 'liquidated damages';
  /** Of this law only; of every other one where null. */
  readonly law: string | null;
  /** One FP&F officer alone. */
  readonly aloneUpTo: number | null;
  /** An FP&F officer with a second one who agrees. */
  readonly withSecondUpTo: number | null;
  readonly source: string;
}

const DELEGATED = 'T.D. 00-58; 19 CFR 171.11, 172.11';

/**
 * Amounts are this platform's defaults, drawn up after the delegation of 5 October 2000: the delegation in force is that of the agency that runs it. That a second officer agrees
 * is the platform's own rule.
 */
export const DELEGATION: readonly DelegationRow[] = [
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
