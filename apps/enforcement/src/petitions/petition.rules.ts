import { addMonths, type CustomsDate, type FieldError } from '#kernel';
import type { CaseKind, CaseState } from '../cases/case.states';
import { mostWaived } from './waiver.data';

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
  // Of an offer in compromise; a petition is forwarded.
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
  'delinquent surety': {
    code: 'FP12',
    says: 'the surety was told to show cause why its bonds should not be refused: no action is taken on later petitions',
    rule: '19 CFR 172.13(b), 113.38(c)(3)',
  },
  'no waiver': {
    code: 'FP13',
    says: 'less than a year remains to the limitation: a supplemental petition comes with a waiver of it that leaves one',
    rule: '19 CFR 171.64, 172.43',
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
  /** All is paid, though a petition is open and so the case is not 'paid'. */
  readonly allPaid?: boolean;
  /** Its time has not begun: the notice of the decision on a petition of the party waits to be mailed. */
  readonly unmailed?: boolean;
}

const OVER: readonly CaseState[] = ['cancelled', 'remitted', 'written off', 'closed'];

/** Why it is not taken; null where it is. */
export const refusalOf = ({
  kind,
  caseState,
  due,
  receivedOn,
  pending,
  decided,
  answered,
  allPaid = false,
  unmailed = false,
}: Filing): Refusal | null => {
  if (OVER.includes(caseState)) return 'case is over';
  // No action is taken on it: it is kept and forwarded, late or not, whatever was decided (19 CFR 171.13(a), 172.13(a)).
  if (caseState === 'referred to Justice')
    return kind === 'petition for proceeds' ? 'not forfeited' : pending ? 'one is pending' : null;
  if (kind === 'petition for proceeds') {
    if (caseState !== 'forfeited') return 'not forfeited';
  } else if (caseState === 'opened' || caseState === 'pre-penalty') return 'no notice';
  else if (caseState === 'forfeited') return 'case is over';
  // Payment by one party is accord and satisfaction for all; it bars no supplemental petition.
  else if ((caseState === 'paid' || allPaid) && kind === 'petition') return 'case is over';
  if (pending) return 'one is pending';
  if (answered && kind !== 'supplemental petition') return 'one is decided';
  if (kind === 'supplemental petition' && !decided) return 'no decision';
  if (unmailed) return null;
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
  /** The day up to which the party waives the statute of limitations, in writing signed with the petition; null where it does not (19 CFR 171.64, 172.43). */
  readonly waivedUntil?: CustomsDate | null;
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
    limitationOn,
  }: { caseKind: CaseKind; onPaper: boolean; commercial: boolean; today: CustomsDate; limitationOn: CustomsDate },
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
  const { waivedUntil = null } = contents;
  if (waivedUntil !== null)
    for (const text of waiverFaults(waivedUntil, { limitationOn, today })) say('waivedUntil', text);
  return errors;
};

/**
 * What is wrong with a waiver of the limitation: it says how long, which is longer than the limitation of who gives it, yet to come, and no longer than is taken at a time.
 *
 * @param limitationOn of the party that waives
 */
const waiverFaults = (
  until: CustomsDate,
  { limitationOn, today }: { readonly limitationOn: CustomsDate; readonly today: CustomsDate },
): string[] => {
  if (until <= limitationOn) return [`is not after ${limitationOn}, the limitation as it is for the party`];
  if (until <= today) return [`${until} is over`];
  const { months, source } = mostWaived(today);
  const most = addMonths(limitationOn > today ? limitationOn : today, months);
  return until > most ? [`is after ${most}: one waiver gives up to ${months} months more (${source})`] : [];
};

/**
 * Whether a supplemental petition is accepted only with a waiver of the statute of limitations: less than one year remains before it is available as a defense. The regulation
 * reserves the right to require one (19 CFR 171.64, 172.43); the platform requires it of who files, an officer who enters a petition may do without.
 */
export const needsWaiver = (
  kind: PetitionKind,
  {
    limitationOn,
    receivedOn,
    ofCbp,
    waivedUntil = null,
  }: {
    /** Of the party that petitions. */
    readonly limitationOn: CustomsDate;
    readonly receivedOn: CustomsDate;
    readonly ofCbp: boolean;
    /** With which it comes. */
    readonly waivedUntil?: CustomsDate | null;
  },
): boolean => kind === 'supplemental petition' && !ofCbp && (waivedUntil ?? limitationOn) < addMonths(receivedOn, 12);
