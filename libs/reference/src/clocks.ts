import {
  addDays,
  addMonths,
  daysBetween,
  FEDERAL_CALENDAR,
  withRelief,
  type BusinessCalendar,
  type CustomsDate,
  type Relief,
} from '#kernel';
import { inForce, type Effective } from './effective';

/** A time that the rules give somebody to do something. */
export interface Clock extends Effective {
  readonly name: ClockName;
  /** What it runs for: who has the time. A downtime gives time to the trade; CBP's own time goes on. */
  readonly runsFor: 'trade' | 'CBP';
  readonly length: number;
  /**
   * Calendar days that end on a day without business end on the next one with it. Consecutive days end on their last day whatever day it is: the law itself does something then.
   * Months and years do too, on the same day of a later month or year, those from a day that this one does not have on its last.
   */
  readonly unit: 'working days' | 'calendar days' | 'consecutive days' | 'months' | 'years';
  /** The day of this never counts. */
  readonly starts: string;
  readonly rule: string;
  readonly atEnd: string;
  /** Which relief of a downtime puts it off. */
  readonly relief: 'payment' | 'other' | null;
}

export const CLOCK_NAMES = [
  'filing of a summary',
  'summary after immediate delivery',
  'in-bond movement',
  'estimated duties',
  'review of a summary',
  'review of an AD/CVD summary',
  'resubmission of a summary',
  'documents asked for',
  'liquidation cycle',
  'deemed liquidation',
  'liquidation after suspension',
  'voluntary reliquidation',
  'certification of a trusted trader',
  'validation of a trusted trader',
  'validation of a trusted trader again',
  'appeal against a suspension or removal',
  'appeal against a finding of false statements',
  'decision on an appeal of a trusted trader',
  'question of a trusted trader',
  'problem of a trusted trader',
  'input on a penalty',
  'blanket certification',
  'answer to a request for information',
  'disagreement with a notice of action',
  'marking or redelivery',
  'question to a Center',
  'appeal against an assignment',
  'protest',
  'claim of preference after importation',
  'review of a protest',
  'accelerated disposition',
  'review of an exclusion',
  'court action',
  'internal advice',
  'comments on a change of a ruling',
  'effect of a change of a ruling',
  'decision on an allegation',
  'interim measures',
  'determination of evasion',
  'extended determination of evasion',
  'request for review of a determination',
  'review of a determination',
  'notice of detention to the importer',
  'proof against detention',
  'notice of detention to the owner',
  'notice of detention to the owner of restricted goods',
  'notice of seizure to the owner',
  'decision to detain',
  'admissibility of detained goods',
  'detention of restricted goods',
  'suit for a penalty or forfeiture',
  'suit after involvement of property',
  'suit on a bond',
  'answer to a pre-penalty notice',
  'petition against a seizure',
  'petition against a penalty',
  'petition against liquidated damages',
  'short answer to a pre-penalty notice',
  'petition of a surety',
  'short petition',
  'supplemental petition',
  'life of a decision on a petition',
  'claim to seized goods',
  'petition for proceeds',
  'forwarding of a petition',
  'time for a drawback claim',
  'time for a core drawback claim',
  'answer in a conversation',
  'first notice of a missing bill',
  'second notice of a missing bill',
  'announced cancellation',
  'update of a release',
] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

const ALWAYS = '1979-01-01';

/** Every clock of the platform, as data: a change of a rule is a row from another day on. */
export const CLOCKS: readonly Clock[] = [
  {
    ...{ name: 'in-bond movement', runsFor: 'trade', length: 30, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts:
        'arrival of the goods, free of holds, at the port where the movement begins; days on which CBP holds them are not counted',
      rule: '19 CFR 18.1(i)',
      atEnd: 'the movement is overdue: liquidated damages (19 CFR 18.8)',
    },
  },
  {
    ...{
      name: 'filing of a summary',
      runsFor: 'trade',
      length: 10,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'time of entry',
      rule: '19 CFR 142.12(b)',
      atEnd: 'the summary is late: liquidated damages (19 CFR 142.15)',
    },
  },
  {
    ...{
      name: 'summary after immediate delivery',
      runsFor: 'trade',
      length: 10,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'release of the goods, or of their first part, under the special permit',
      rule: '19 CFR 142.23',
      atEnd: 'the summary is late: liquidated damages (19 CFR 142.27)',
    },
  },
  {
    ...{
      name: 'estimated duties',
      runsFor: 'trade',
      length: 10,
      unit: 'working days',
      relief: 'payment',
      from: ALWAYS,
    },
    ...{ starts: 'time of entry', rule: '19 CFR 24.25(c), 142.12(b)', atEnd: 'the payment is late' },
  },
  {
    ...{ name: 'review of a summary', runsFor: 'CBP', length: 10, unit: 'working days', relief: null, from: ALWAYS },
    ...{
      starts: 'filing of the summary',
      rule: 'ABI requirements (July 2022), p. 3',
      atEnd: 'the item is past due: its team lead sees it first',
    },
  },
  {
    ...{
      name: 'review of an AD/CVD summary',
      runsFor: 'CBP',
      length: 60,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of the summary',
      rule: 'ABI requirements (July 2022), p. 3; CSMS 18-000301',
      atEnd: 'the item is past due: its team lead sees it first',
    },
  },
  {
    ...{
      name: 'resubmission of a summary',
      runsFor: 'trade',
      length: 2,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'rejection by the Center',
      rule: '19 CFR 141.64, 142.15; ACE Entry Summary Business Process 1.14',
      atEnd: 'the item comes back to its team as not resubmitted',
    },
  },
  {
    ...{
      name: 'documents asked for',
      runsFor: 'trade',
      length: 5,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'request of CBP',
      rule: "platform's own rule; setting DOCUMENT_REQUEST_DAYS",
      atEnd: 'the request is overdue and the filer is told',
    },
  },
  {
    ...{ name: 'liquidation cycle', runsFor: 'CBP', length: 314, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts: 'date of entry',
      rule: "CBP's liquidation cycle; 19 CFR 159.1",
      atEnd: 'the entry is liquidated as filed, unless it is suspended, extended or under review',
    },
  },
  {
    ...{ name: 'deemed liquidation', runsFor: 'CBP', length: 12, unit: 'months', relief: null, from: ALWAYS },
    ...{
      starts: 'date of entry',
      rule: '19 U.S.C. 1504(a); 19 CFR 159.11',
      atEnd: 'the entry is deemed liquidated as filed, unless it is suspended or extended',
    },
  },
  {
    ...{ name: 'liquidation after suspension', runsFor: 'CBP', length: 6, unit: 'months', relief: null, from: ALWAYS },
    ...{
      starts: 'end of the last suspension',
      rule: '19 U.S.C. 1504(d)',
      atEnd: 'the entry is liquidated as filed; deemed so where its year is over',
    },
  },
  {
    ...{
      name: 'voluntary reliquidation',
      runsFor: 'CBP',
      length: 90,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'notice of liquidation',
      rule: '19 U.S.C. 1501; 19 CFR 173.3',
      atEnd: 'only a protest, a request of the importer, an evasion case or a court reopens the liquidation',
    },
  },
  {
    ...{
      name: 'certification of a trusted trader',
      runsFor: 'CBP',
      length: 90,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'receipt of the application',
      rule: '6 U.S.C. 964',
      atEnd: 'the application is late: shown to the Center and to the account',
    },
  },
  {
    ...{
      name: 'validation of a trusted trader',
      runsFor: 'CBP',
      length: 365,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'certification',
      rule: '6 U.S.C. 965',
      atEnd: 'the validation is late: shown to the Center and to the account',
    },
  },
  {
    ...{
      name: 'validation of a trusted trader again',
      runsFor: 'CBP',
      length: 1461,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'validation',
      rule: '6 U.S.C. 969: not less than once in four years',
      atEnd: 'the validation is late: shown to the Center and to the account',
    },
  },
  {
    ...{
      name: 'appeal against a suspension or removal',
      runsFor: 'trade',
      length: 90,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'decision',
      rule: '6 U.S.C. 967(c)(1)',
      atEnd: 'no appeal is taken any more',
    },
  },
  {
    ...{
      name: 'appeal against a finding of false statements',
      runsFor: 'trade',
      length: 30,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'decision',
      rule: '6 U.S.C. 967(c)(2)',
      atEnd: 'no appeal is taken any more',
    },
  },
  {
    ...{
      name: 'decision on an appeal of a trusted trader',
      runsFor: 'CBP',
      length: 180,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of the appeal',
      rule: '6 U.S.C. 967(c)',
      atEnd: 'the decision is late: shown to headquarters and to the account',
    },
  },
  {
    ...{
      name: 'question of a trusted trader',
      runsFor: 'CBP',
      length: 20,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'receipt of the question',
      rule: 'benefits of CTPAT Trade Compliance: about 20 days',
      atEnd: "the answer is late, and counts so in the account's report",
    },
  },
  {
    ...{
      name: 'problem of a trusted trader',
      runsFor: 'CBP',
      length: 2,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'receipt of the problem',
      rule: "platform's own rule",
      atEnd: "the answer is late, and counts so in the account's report",
    },
  },
  {
    ...{ name: 'input on a penalty', runsFor: 'CBP', length: 10, unit: 'working days', relief: null, from: ALWAYS },
    ...{
      starts: 'request for input',
      rule: "platform's own rule",
      atEnd: "the answer is late, and counts so in the account's report",
    },
  },
  {
    ...{ name: 'blanket certification', runsFor: 'CBP', length: 10, unit: 'working days', relief: null, from: ALWAYS },
    ...{
      starts: 'request for it',
      rule: "platform's own rule",
      atEnd: "the answer is late, and counts so in the account's report",
    },
  },
  {
    ...{
      name: 'answer to a request for information',
      runsFor: 'trade',
      length: 30,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'date of the request',
      rule: 'CBP Form 28; 19 CFR 151.11',
      atEnd: 'the request is overdue, comes back to the team, and the Center may decide by what it has',
    },
  },
  {
    ...{
      name: 'disagreement with a notice of action',
      runsFor: 'trade',
      length: 20,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'date of the notice',
      rule: 'CBP Form 29; 19 CFR 152.2',
      atEnd: 'the proposal has lapsed, comes back to the team, and the action may be taken as proposed',
    },
  },
  {
    ...{
      name: 'marking or redelivery',
      runsFor: 'trade',
      length: 30,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'date of the notice',
      rule: '19 CFR 134.51, 134.54(a), 141.113',
      atEnd: 'the notice has lapsed, comes back to the team: liquidated damages (19 CFR 134.54(a), 141.113(h))',
    },
  },
  {
    ...{ name: 'question to a Center', runsFor: 'CBP', length: 10, unit: 'working days', relief: null, from: ALWAYS },
    ...{
      starts: 'question of an importer, a port or another agency',
      rule: "platform's own rule: no regulation names a time",
      atEnd: 'the question is overdue: who asked and the Center see since when',
    },
  },
  {
    ...{
      name: 'appeal against an assignment',
      runsFor: 'CBP',
      length: 30,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of the appeal',
      rule: '19 CFR 101.10(c) names none; setting APPEAL_BUSINESS_DAYS',
      atEnd: 'the decision is late: shown to headquarters and to the account',
    },
  },
  {
    ...{ name: 'protest', runsFor: 'trade', length: 180, unit: 'calendar days', relief: 'other', from: ALWAYS },
    ...{
      starts: 'notice of liquidation or reliquidation, or another decision',
      rule: '19 CFR 174.12(e)',
      atEnd: 'a protest is untimely, and the decision final (19 USC 1514)',
    },
  },
  {
    ...{
      name: 'claim of preference after importation',
      runsFor: 'trade',
      length: 1,
      unit: 'years',
      relief: 'other',
      from: ALWAYS,
    },
    ...{ starts: 'importation', rule: '19 USC 1520(d)', atEnd: 'the claim is untimely' },
  },
  {
    ...{ name: 'review of a protest', runsFor: 'CBP', length: 2, unit: 'years', relief: null, from: ALWAYS },
    ...{
      starts: 'filing of the protest, of several of one category the last',
      rule: '19 CFR 174.21(a)',
      atEnd: 'the review is past due: it stands first in the list of its Center',
    },
  },
  {
    ...{
      name: 'accelerated disposition',
      runsFor: 'CBP',
      length: 30,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'request for accelerated disposition',
      rule: '19 CFR 174.22(d)',
      atEnd: 'the protest is deemed denied at the close of the day',
    },
  },
  {
    ...{
      name: 'review of an exclusion',
      runsFor: 'CBP',
      length: 30,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of a protest against the exclusion of goods',
      rule: '19 CFR 174.21(b)',
      atEnd: 'the protest is deemed denied on that day',
    },
  },
  {
    ...{ name: 'court action', runsFor: 'trade', length: 180, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts: 'notice of denial, or the day of a deemed denial',
      rule: '19 CFR 174.31; 28 USC 2636(a)',
      atEnd: 'the Court of International Trade is not open any more: a downtime of the platform gives no time there',
    },
  },
  {
    ...{
      name: 'answer in a conversation',
      runsFor: 'CBP',
      length: 5,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'first message that wants an answer and has none, of the other side',
      rule: "platform's own rule; setting CONVERSATION_ANSWER_DAYS. The same time for the account's side",
      atEnd: 'whoever owes the answer is reminded, and the conversation stands among the late ones',
    },
  },
  {
    ...{ name: 'internal advice', runsFor: 'CBP', length: 90, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts: 'question of the Center or port',
      rule: "platform's own rule; 19 CFR 177.11 names no time",
      atEnd: 'the answer is past due: it stands first in the list of headquarters',
    },
  },
  {
    ...{
      name: 'comments on a change of a ruling',
      runsFor: 'trade',
      length: 30,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'publication of the proposed modification or revocation',
      rule: '19 CFR 177.12(b); 19 USC 1625(c)',
      atEnd: 'headquarters may publish the final notice',
    },
  },
  {
    ...{
      name: 'effect of a change of a ruling',
      runsFor: 'CBP',
      length: 60,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'publication of the final notice',
      rule: '19 CFR 177.12(e); 19 USC 1625(c)',
      atEnd: 'the modification or revocation is in effect',
    },
  },
  {
    ...{
      name: 'decision on an allegation',
      runsFor: 'CBP',
      length: 15,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'receipt of the allegation',
      rule: '19 U.S.C. 1517(b)(1); 19 CFR 165.15(b)',
      atEnd: 'the case is past due',
    },
  },
  {
    ...{ name: 'interim measures', runsFor: 'CBP', length: 90, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts: 'initiation of the investigation',
      rule: '19 U.S.C. 1517(e); 19 CFR 165.24(a)',
      atEnd: 'the case is past due',
    },
  },
  {
    ...{
      name: 'determination of evasion',
      runsFor: 'CBP',
      length: 300,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'initiation of the investigation',
      rule: '19 U.S.C. 1517(c)(1)(A); 19 CFR 165.22(a)',
      atEnd: 'the case is past due, unless it was extended',
    },
  },
  {
    ...{
      name: 'extended determination of evasion',
      runsFor: 'CBP',
      length: 360,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'initiation of the investigation',
      rule: '19 U.S.C. 1517(c)(1)(B); 19 CFR 165.22(c)',
      atEnd: 'the case is past due',
    },
  },
  {
    ...{
      name: 'request for review of a determination',
      runsFor: 'trade',
      length: 30,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'determination', rule: '19 U.S.C. 1517(f)(1); 19 CFR 165.41(d)', atEnd: 'the determination stands' },
  },
  {
    ...{
      name: 'review of a determination',
      runsFor: 'CBP',
      length: 60,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'request for review', rule: '19 U.S.C. 1517(f)(2)', atEnd: 'the review is past due' },
  },
  {
    ...{
      name: 'notice of detention to the importer',
      runsFor: 'CBP',
      length: 5,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'decision to detain, or the end of the time for it',
      rule: '19 CFR 151.16(c), 133.21(b)(2)(i), 133.25(a)',
      atEnd: 'the notice is past due',
    },
  },
  {
    ...{
      name: 'proof against detention',
      runsFor: 'trade',
      length: 7,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'notice of detention',
      rule: '19 CFR 133.21(b)(2)(i)',
      atEnd: 'the owner may see what identifies the goods',
    },
  },
  {
    ...{
      name: 'notice of detention to the owner',
      ...{ runsFor: 'CBP', length: 5, unit: 'working days', relief: null, from: ALWAYS },
    },
    ...{
      starts: 'decision to detain what may bear a counterfeit mark',
      rule: '19 CFR 133.21(b)(4)',
      atEnd: 'the notice is past due: it goes out with that to the importer at the latest',
    },
  },
  {
    ...{
      name: 'notice of detention to the owner of restricted goods',
      ...{ runsFor: 'CBP', length: 30, unit: 'working days', relief: null, from: ALWAYS },
    },
    ...{ starts: 'detention', rule: '19 CFR 133.25(b)', atEnd: 'the notice is past due' },
  },
  {
    ...{
      name: 'notice of seizure to the owner',
      runsFor: 'CBP',
      length: 30,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'notice of seizure', rule: '19 CFR 133.21(e)', atEnd: 'the notice is past due' },
  },
  {
    ...{ name: 'decision to detain', runsFor: 'CBP', length: 5, unit: 'working days', relief: null, from: ALWAYS },
    ...{
      starts: 'presentation of the goods for examination',
      rule: '19 CFR 151.16(b)',
      atEnd: 'the goods are considered detained',
    },
  },
  {
    ...{
      name: 'admissibility of detained goods',
      runsFor: 'CBP',
      length: 30,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'presentation of the goods for examination',
      rule: '19 CFR 151.16(e); 19 USC 1499(c)(5)(A)',
      atEnd: 'the goods are deemed excluded',
    },
  },
  {
    ...{
      name: 'detention of restricted goods',
      ...{ runsFor: 'CBP', length: 30, unit: 'consecutive days', relief: null, from: ALWAYS },
    },
    ...{
      starts: 'presentation of the goods for examination',
      rule: '19 CFR 133.25(a)',
      atEnd: 'what was not released is to be seized (19 CFR 133.22(f), 133.23(f))',
    },
  },
  {
    ...{
      name: 'short answer to a pre-penalty notice',
      runsFor: 'trade',
      length: 7,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'mailing of a notice before the penalty with less than a year to the limitation',
      rule: '19 CFR 162.78(a)',
      atEnd: 'the penalty notice may be issued on what is known',
    },
  },
  {
    ...{
      name: 'petition of a surety',
      runsFor: 'trade',
      length: 60,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'demand on the surety',
      rule: '19 CFR 172.4',
      atEnd: 'a petition of the surety is late: it is refused unless its time was extended',
    },
  },
  {
    ...{
      name: 'short petition',
      runsFor: 'trade',
      length: 7,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'mailing of a notice with less than 180 days to the limitation',
      rule: '19 CFR 171.2(e), 172.3(e)',
      atEnd: 'the case goes to Chief Counsel, to be referred to the Department of Justice',
    },
  },
  {
    ...{
      name: 'supplemental petition',
      runsFor: 'trade',
      length: 60,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'notice of the decision, or the decision of a court or agency behind it, whichever is later',
      rule: '19 CFR 171.61, 172.41',
      atEnd: 'a supplemental petition is late: it is refused unless its time was extended',
    },
  },
  {
    ...{
      name: 'life of a decision on a petition',
      runsFor: 'trade',
      length: 60,
      unit: 'calendar days',
      relief: 'payment',
      from: ALWAYS,
    },
    ...{
      starts: 'notice of the decision',
      rule: '19 CFR 171.22, 172.21',
      atEnd: 'the mitigation is no longer in force: the full claim is due',
    },
  },
  {
    ...{
      name: 'claim to seized goods',
      runsFor: 'trade',
      length: 20,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'first publication of the notice of seizure',
      rule: '19 USC 1608; 19 CFR 162.47',
      atEnd: 'the goods may be forfeited summarily',
    },
  },
  {
    ...{
      name: 'petition for proceeds',
      runsFor: 'trade',
      length: 3,
      unit: 'months',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'declaration of forfeiture',
      rule: '19 USC 1613; 19 CFR 171.42',
      atEnd: 'no petition for the proceeds is taken any more',
    },
  },
  {
    ...{
      name: 'forwarding of a petition',
      runsFor: 'CBP',
      length: 5,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'petition in a case that is with the Department of Justice, or referral of the case of one that is open',
      rule: "19 CFR 171.13(a), 172.13(a); the length is the platform's own",
      atEnd: 'it stays on the list of the FP&F office until the petition is forwarded',
    },
  },
  // Fines, penalties and forfeitures.
  {
    ...{
      name: 'suit for a penalty or forfeiture',
      ...{ runsFor: 'CBP', length: 5, unit: 'years', relief: null, from: ALWAYS },
    },
    ...{
      starts: 'discovery of the offense; under 19 USC 1592 and 1593a the violation, or the discovery of fraud',
      rule: '19 USC 1621',
      atEnd: 'no suit may be begun any more',
    },
  },
  {
    ...{
      name: 'suit after involvement of property',
      ...{ runsFor: 'CBP', length: 2, unit: 'years', relief: null, from: ALWAYS },
    },
    ...{
      starts: 'discovery that the property was involved in the offense',
      rule: '19 USC 1621',
      atEnd:
        'no suit for forfeiture may be begun any more, unless five years from the discovery of the offense are not over',
    },
  },
  {
    ...{ name: 'suit on a bond', runsFor: 'CBP', length: 6, unit: 'years', relief: null, from: ALWAYS },
    ...{ starts: 'breach of the bond', rule: '28 USC 2415(a)', atEnd: 'no suit on the bond may be begun any more' },
  },
  {
    ...{
      name: 'answer to a pre-penalty notice',
      ...{ runsFor: 'trade', length: 30, unit: 'calendar days', relief: 'other', from: ALWAYS },
    },
    ...{
      starts: 'mailing of the notice',
      rule: '19 CFR 162.78(a)',
      atEnd: 'the penalty notice may be issued without an answer',
    },
  },
  {
    ...{
      name: 'petition against a seizure',
      ...{ runsFor: 'trade', length: 30, unit: 'calendar days', relief: 'other', from: ALWAYS },
    },
    ...{ starts: 'mailing of the notice of seizure', rule: '19 CFR 171.2(b)(1)', atEnd: 'forfeiture may begin' },
  },
  {
    ...{
      name: 'petition against a penalty',
      ...{ runsFor: 'trade', length: 60, unit: 'calendar days', relief: 'other', from: ALWAYS },
    },
    ...{ starts: 'mailing of the penalty notice', rule: '19 CFR 171.2(b)(2)', atEnd: 'the full penalty is due' },
  },
  {
    ...{
      name: 'petition against liquidated damages',
      ...{ runsFor: 'trade', length: 60, unit: 'calendar days', relief: 'other', from: ALWAYS },
    },
    ...{ starts: 'mailing of the demand', rule: '19 CFR 172.3(b)', atEnd: 'the full claim is due' },
  },
  {
    ...{ name: 'time for a drawback claim', runsFor: 'trade', length: 5, unit: 'years', relief: null, from: ALWAYS },
    ...{
      starts: 'importation of the goods for which it is claimed',
      rule: '19 U.S.C. 1313(r)(1); 19 CFR 190.51(e)',
      atEnd: 'what is not claimed is abandoned',
    },
  },
  {
    ...{
      name: 'time for a core drawback claim',
      runsFor: 'trade',
      length: 3,
      unit: 'years',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'export or destruction',
      rule: '19 CFR 191.51(e)',
      atEnd: 'what is not claimed is abandoned',
    },
  },
  {
    ...{
      name: 'first notice of a missing bill',
      runsFor: 'CBP',
      length: 30,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of the cargo release',
      rule: 'Status Query guide v21, p. ACMQ-54',
      atEnd: 'the filer is told 26',
    },
  },
  {
    ...{
      name: 'second notice of a missing bill',
      runsFor: 'CBP',
      length: 60,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of the cargo release',
      rule: 'Status Query guide v21, p. ACMQ-54',
      atEnd: 'the filer is told 28',
    },
  },
  {
    ...{
      name: 'announced cancellation',
      runsFor: 'CBP',
      length: 7,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'announcement by an officer (25)',
      rule: 'Status Query guide v21, p. ACMQ-54',
      atEnd: 'the entry is cancelled (23)',
    },
  },
  {
    ...{
      name: 'update of a release',
      runsFor: 'trade',
      length: 15,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'release date', rule: 'Cargo Release guide v40, p. SE-25', atEnd: 'U is refused (P73)' },
  },
] as readonly Clock[];

const ROWS: ReadonlyMap<ClockName, readonly Clock[]> = new Map(
  CLOCK_NAMES.map((name) => [name, CLOCKS.filter((row) => row.name === name)]),
);

/** On days before the table begins, which filers may write too, a clock is that of its earliest row. */
export const clockOf = (name: ClockName, on: CustomsDate): Clock => {
  const rows = ROWS.get(name)!;
  return inForce(rows, on) ?? rows.reduce((earliest, row) => (row.from < earliest.from ? row : earliest));
};

export interface Started {
  /** Day of the event by which it starts, by the clock of the place. */
  readonly start: CustomsDate;
  /** Instead of the clock's own length, where whoever starts it may say. */
  readonly length?: number;
  /** Relief of downtimes that kept whom it runs for from doing it. */
  readonly reliefs?: readonly Relief[];
}

export interface Due {
  /** The last day by the rule alone. */
  readonly legalDueDate: CustomsDate;
  /** The last day, with the relief of downtimes. */
  readonly dueDate: CustomsDate;
  /** Number of the downtime that put it off. */
  readonly relievedBy: string | null;
}

const LAST_DAY: Readonly<
  Record<Clock['unit'], (start: CustomsDate, length: number, calendar: BusinessCalendar) => CustomsDate>
> = {
  'working days': (start, days, calendar) => calendar.addBusinessDays(start, days),
  'calendar days': (start, days, calendar) => calendar.onOrAfter(addDays(start, days)),
  'consecutive days': addDays,
  months: addMonths,
  years: (start, years) => addMonths(start, 12 * years),
};

/** The last day of a clock. */
export const dueOf = (
  name: ClockName,
  { start, length, reliefs = [] }: Started,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): Due => {
  const clock = clockOf(name, start);
  const days = length ?? clock.length;
  const legalDueDate = LAST_DAY[clock.unit](start, days, calendar);
  if (clock.relief === null) return { legalDueDate, dueDate: legalDueDate, relievedBy: null };
  const { due, relievedBy } = withRelief(legalDueDate, clock.relief, reliefs, calendar);
  return { legalDueDate, dueDate: due, relievedBy };
};

/** A clock as it is shown while it runs. */
export interface RunningClock extends Due {
  readonly clock: ClockName;
  readonly rule: string;
  readonly startedOn: CustomsDate;
  /** Days after today up to and with the due day: working days where the clock is in them, else calendar days; negative where it is over. */
  readonly daysLeft: number;
  readonly unit: Clock['unit'];
  /** What happens, or happened, at its end. */
  readonly atEnd: string;
}

export const running = (
  name: ClockName,
  started: Started,
  today: CustomsDate,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): RunningClock => {
  const { rule, unit, atEnd } = clockOf(name, started.start);
  const due = dueOf(name, started, calendar);
  return {
    ...{ clock: name, rule, startedOn: started.start, ...due },
    ...{ daysLeft: daysLeft(due.dueDate, today, unit, calendar), unit, atEnd },
  };
};

/** Days after `today` up to and with `due`; negative where that is over. */
export const daysLeft = (
  due: CustomsDate,
  today: CustomsDate,
  unit: Clock['unit'],
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): number => {
  if (unit !== 'working days') return daysBetween(today, due);
  return due >= today ? calendar.businessDaysBetween(today, due) : -calendar.businessDaysBetween(due, today);
};
