import type { CustomsDate, FieldError } from '#kernel';
import type { CaseKind, CaseState } from '../cases/case.states';

export const PETITION_KINDS = ['petition', 'supplemental petition', 'petition for proceeds'] as const;
export type PetitionKind = (typeof PETITION_KINDS)[number];

/** Who may sign (19 CFR 171.1(b), 172.2(b)). */
export const CAPACITIES = [
  'petitioner',
  'officer of the petitioner',
  'employee of the petitioner',
  'attorney-at-law',
  'customs broker',
  'family member or other representative',
] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** Why a petition, an offer or a claim is not taken, each with the code that the answer carries. */
export const REFUSALS = {
  late: {
    code: 'FP01',
    says: 'the time to file is over and was not extended',
    rule: '19 CFR 171.2(b), 172.3(b), 172.4',
  },
  'at Justice': {
    code: 'FP02',
    says: 'the case was referred to the Department of Justice',
    rule: '19 CFR 171.13(a), 172.13(a)',
  },
  'no notice': {
    code: 'FP03',
    says: 'no notice was mailed that could be petitioned against',
    rule: '19 CFR 171.1, 172.1',
  },
  'one is pending': { code: 'FP04', says: 'a petition of this party is pending', rule: '19 CFR 171.2, 172.3' },
  'no decision': {
    code: 'FP05',
    says: 'there is no decision on a petition that could be petitioned against again',
    rule: '19 CFR 171.61, 172.41',
  },
  'no law cited': {
    code: 'FP06',
    says: 'an offer cites the law under which it is made',
    rule: '19 CFR 171.31, 172.31; 19 USC 1617',
  },
  'no deposit': {
    code: 'FP07',
    says: 'the amount of an offer is deposited with it',
    rule: '19 CFR 161.5, 171.31, 172.31',
  },
  'case is over': { code: 'FP08', says: 'the case is over', rule: '19 CFR part 171, 172' },
  'not forfeited': { code: 'FP09', says: 'nothing was forfeited', rule: '19 CFR 171.41, 171.42' },
  'one is decided': {
    code: 'FP11',
    says: 'a petition of this party was decided: the next one is supplemental',
    rule: '19 CFR 171.61, 172.41',
  },
  'cost bond': { code: 'FP10', says: 'a claim comes with a cost bond', rule: '19 USC 1608; 19 CFR 162.47(b)' },
} as const;
export type Refusal = keyof typeof REFUSALS;

export interface Filing {
  readonly kind: PetitionKind;
  readonly caseKind: CaseKind;
  readonly caseState: CaseState;
  /** The last day of the clock that it must keep; null where none runs or ran for the party. */
  readonly due: CustomsDate | null;
  readonly receivedOn: CustomsDate;
  readonly pending: boolean;
  readonly decided: boolean;
  /** One of the party of the same kind was decided. */
  readonly answered: boolean;
}

const OVER: readonly CaseState[] = ['cancelled', 'remitted', 'written off', 'closed'];

/** Why it is not taken; null where it is. */
export const refusalOf = ({ kind, caseState, due, receivedOn, pending, decided, answered }: Filing): Refusal | null => {
  if (caseState === 'referred to Justice') return 'at Justice';
  if (OVER.includes(caseState)) return 'case is over';
  if (kind === 'petition for proceeds') {
    if (caseState !== 'forfeited') return 'not forfeited';
  } else if (caseState === 'opened' || caseState === 'pre-penalty') return 'no notice';
  else if (caseState === 'forfeited') return 'case is over';
  if (pending) return 'one is pending';
  if (answered && kind !== 'supplemental petition') return 'one is decided';
  if (kind === 'supplemental petition' && !decided) return 'no decision';
  if (due === null) return kind === 'supplemental petition' ? 'no decision' : 'no notice';
  return receivedOn > due ? 'late' : null;
};

/** The contents of a petition as they are sent. */
export interface PetitionContents {
  /** What was seized (19 CFR 171.1(c)(1)). */
  readonly property: string | null;
  readonly happenedOn: CustomsDate;
  readonly happenedAt: string;
  readonly facts: string;
  /** Proof of the petitioner's interest in seized property (19 CFR 171.1(c)(4)). */
  readonly interest: string | null;
  readonly signedBy: string;
  readonly capacity: Capacity;
  /** Only of paper: in duplicate (19 CFR 171.2(d), 172.3(d)). */
  readonly copies: number | null;
}

/** What is missing in it, by field. */
export const contentFaults = (
  contents: PetitionContents,
  {
    caseKind,
    onPaper,
    commercial,
    today,
  }: { caseKind: CaseKind; onPaper: boolean; commercial: boolean; today: CustomsDate },
): FieldError[] => {
  const errors: FieldError[] = [];
  const say = (at: string, text: string): unknown => errors.push({ at: `/${at}`, text });
  if (caseKind === 'seizure' && contents.property === null) say('property', 'is missing: 19 CFR 171.1(c)(1)');
  if (caseKind === 'seizure' && contents.interest === null)
    say('interest', 'is missing: the interest in the property, 19 CFR 171.1(c)(4)');
  if (caseKind !== 'seizure' && contents.interest !== null) say('interest', 'is for seized property');
  if (contents.happenedOn > today) say('happenedOn', `${contents.happenedOn} is yet to come`);
  if (commercial && contents.capacity === 'family member or other representative')
    say('capacity', 'signs only where the violation is not commercial: 19 CFR 171.1(b)');
  if (onPaper && contents.copies !== 2)
    say('copies', 'must be 2: a petition on paper is filed in duplicate (19 CFR 171.2(d), 172.3(d))');
  if (!onPaper && contents.copies !== null) say('copies', 'are of paper');
  return errors;
};
