import { CBP_VIEWERS, TRADE_VIEWERS, VIEWERS, type Viewer, type WorkFunction } from './viewers';

/**
 * How a record stands to who asks for it. `own`: of the account that asks, or filed by it. `granted`: of an account that gave the asking one leave to it, or whose
 * number is in it. `any`: of whomever; for CBP within its ports and Centers, where the record has one.
 */
export const RELATIONS = ['own', 'granted', 'any'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface RightOfRecord {
  /** The leave a user or a limited key needs for it. */
  readonly function: WorkFunction;
  readonly see: Readonly<Partial<Record<Relation, readonly Viewer[]>>>;
  readonly change: Readonly<Partial<Record<Relation, readonly Viewer[]>>>;
}

const ALL: readonly Viewer[] = VIEWERS;
const TRADE: readonly Viewer[] = TRADE_VIEWERS;
const CBP: readonly Viewer[] = CBP_VIEWERS;
const OWNERS: readonly Viewer[] = ['owner', 'proxy owner'];
const except = (viewers: readonly Viewer[], ...without: Viewer[]): readonly Viewer[] =>
  viewers.filter((viewer) => !without.includes(viewer));
const ALL_BUT_AUDITOR = except(ALL, 'auditor');
/** Those who decide at a port in a downtime. */
const PORT: readonly Viewer[] = ['officer', 'port director', 'headquarters'];
/** Those who keep the platform going. */
const RUNNERS: readonly Viewer[] = ['headquarters', 'operator'];
const RUNNERS_AND_AUDITOR: readonly Viewer[] = [...RUNNERS, 'auditor'];
/** Those who do the work of a Center. */
const CENTER: readonly Viewer[] = ['Center specialist', 'team lead', 'Center director'];

/**
 * Who may see and who may change what: viewer, kind of record, relation. There is no other place that says so. (Who may see what of an entry: ACE Entry Summary Query
 * guide, p. ESQ-14; roles of account holders: CBP's ACE portal guides.)
 */
export const RIGHTS = {
  // What partners exchange with the platform.
  filing: { function: 'filing', see: { own: ALL }, change: { own: TRADE } },
  'mailbox entry': { function: 'mailbox', see: { own: ALL }, change: { own: ALL_BUT_AUDITOR } },
  webhook: { function: 'mailbox', see: { own: ALL }, change: { own: ALL_BUT_AUDITOR } },
  'bill of lading': { function: 'filing', see: { own: ALL, any: CBP }, change: {} },
  // Questions (CQ, KI, and by JSON): of a bill `granted` is who filed an entry for it or is named to be told; of a firm, whoever files entries.
  'question on a bill': { function: 'filing', see: { own: ALL, granted: TRADE, any: CBP }, change: {} },
  'question on an entry': { function: 'filing', see: { own: ALL, granted: TRADE, any: CBP }, change: {} },
  // Of a summary (EQ) `granted` is its importer, who has its power of attorney, and a surety under whose bond it is, with that surety's agents.
  'question on a summary': { function: 'filing', see: { own: ALL, granted: TRADE, any: CBP }, change: {} },
  'question on an importer': { function: 'filing', see: { own: ALL, granted: TRADE, any: CBP }, change: {} },
  entry: { function: 'filing', see: { own: ALL, granted: TRADE, any: CBP }, change: {} },
  'claim for drawback': { function: 'filing', see: { own: ALL, granted: TRADE, any: CBP }, change: {} },
  bond: { function: 'filing', see: { own: ALL, granted: ALL, any: CBP }, change: {} },
  'downtime summary': { function: 'filing', see: { own: ALL }, change: {} },

  // What officers decide on cargo.
  hold: { function: 'filing', see: {}, change: { any: ['officer'] } },
  'review of an entry': { function: 'filing', see: {}, change: { any: ['officer'] } },
  // What partner agencies decide on what is filed for them; the account's code says for which. Headquarters and auditors look at any.
  'line of an agency': {
    function: 'filing',
    see: { any: ['partner agency', 'headquarters', 'auditor'] },
    change: { any: ['partner agency'] },
  },
  gate: {
    function: 'filing',
    see: { any: ['headquarters', 'auditor', 'operator'] },
    change: { any: ['headquarters', 'operator'] },
  },

  // Running the platform: what each module does and what waits in it. A message that was set aside may hold what somebody filed.
  'running of the platform': { function: 'filing', see: { any: RUNNERS_AND_AUDITOR }, change: { any: RUNNERS } },
  'set-aside message': { function: 'filing', see: { any: RUNNERS_AND_AUDITOR }, change: { any: RUNNERS } },
  deployment: { function: 'filing', see: { any: RUNNERS_AND_AUDITOR }, change: { any: RUNNERS } },
  // A drill breaks a platform of trials for real.
  'drill from history': {
    function: 'filing',
    see: { any: RUNNERS_AND_AUDITOR },
    change: { any: ['headquarters'] },
  },

  // Downtimes.
  downtime: { function: 'filing', see: { any: CBP }, change: { any: PORT } },
  incident: { function: 'filing', see: { any: CBP }, change: { any: PORT } },
  'component state': { function: 'filing', see: {}, change: { any: ['headquarters'] } },
  notice: { function: 'filing', see: { any: CBP }, change: { any: ['headquarters'] } },
  threshold: { function: 'filing', see: { any: CBP }, change: { any: ['headquarters'] } },
  'national playbook': { function: 'filing', see: { any: CBP }, change: { any: ['headquarters'] } },
  'port playbook': { function: 'filing', see: { any: CBP }, change: { any: ['port director', 'headquarters'] } },
  'cargo at the desk': { function: 'filing', see: { any: [...PORT, 'auditor'] }, change: {} },
  'decision on paper': { function: 'filing', see: { any: [...PORT, 'auditor'] }, change: { any: PORT } },
  'voided decision': { function: 'filing', see: {}, change: { any: ['port director', 'headquarters'] } },

  // The account.
  account: {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { own: OWNERS, any: ['account manager', 'headquarters'] },
  },
  'personal number': {
    function: 'account',
    see: { own: OWNERS, any: ['account manager', 'Center specialist', 'FP&F officer', 'headquarters', 'auditor'] },
    change: {},
  },
  person: {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { own: OWNERS, any: ['account manager', 'headquarters'] },
  },
  'proxy owner': { function: 'account', see: {}, change: { own: ['owner'], any: ['account manager', 'headquarters'] } },
  'role at CBP': { function: 'account', see: { any: CBP }, change: { any: ['headquarters'] } },
  key: { function: 'account', see: { own: except(TRADE, 'machine'), any: CBP }, change: { own: OWNERS } },
  merger: {
    function: 'account',
    see: { own: OWNERS, any: CBP },
    change: { own: ['owner'], any: ['account manager', 'headquarters'] },
  },
  application: { function: 'account', see: { any: CBP }, change: { any: ['account manager', 'headquarters'] } },
  'power of attorney': {
    function: 'powers of attorney',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { own: except(TRADE, 'machine') },
  },
  'power of attorney held': { function: 'powers of attorney', see: {}, change: { own: except(TRADE, 'machine') } },
  'activity log': { function: 'activity log', see: { own: ALL, any: CBP }, change: {} },
  document: { function: 'documents', see: { own: ALL, granted: TRADE, any: CBP }, change: { own: TRADE } },
  'legal hold': { function: 'documents', see: { any: CBP }, change: { any: ['FP&F officer', 'headquarters'] } },
  'document request': {
    function: 'documents',
    see: { own: ALL, any: CBP },
    change: { own: TRADE, any: ['Center specialist', 'team lead', 'Center director', 'officer'] },
  },

  // Conversations: of CBP, those in which an office of theirs takes part. Whoever was let take part writes messages of its
  // own. Internal notes are of CBP for CBP.
  conversation: {
    function: 'mailbox',
    see: { own: TRADE, granted: TRADE, any: CBP },
    change: { own: except(TRADE, 'machine'), any: except(CBP, 'auditor') },
  },
  'grant in a conversation': { function: 'mailbox', see: {}, change: { own: OWNERS } },
  'closing of a conversation': { function: 'mailbox', see: {}, change: { any: except(CBP, 'auditor') } },
  'internal note': { function: 'mailbox', see: { any: CBP }, change: { any: except(CBP, 'auditor') } },

  // The work of the Centers: of a specialist, that of the own Center. Ports see entries that were made there, and issue and order where the Center has not the function on the day.
  'work item': {
    function: 'filing',
    see: { any: [...CENTER, 'officer', 'port director', 'headquarters', 'auditor'] },
    change: { any: CENTER },
  },
  'distribution of work': {
    function: 'filing',
    see: { any: [...CENTER, 'headquarters', 'auditor'] },
    change: { any: ['team lead', 'Center director'] },
  },
  'Center notice': {
    function: 'filing',
    see: { own: ALL, any: CBP },
    change: { any: [...CENTER, 'officer', 'port director'] },
  },
  'answer to a Center notice': { function: 'filing', see: {}, change: { own: TRADE } },
  'liquidation order': {
    function: 'filing',
    see: { any: [...CENTER, 'officer', 'port director', 'headquarters', 'auditor'] },
    change: { any: [...CENTER, 'officer', 'port director'] },
  },
  absence: {
    function: 'filing',
    see: { any: [...CENTER, 'headquarters', 'auditor'] },
    change: { any: CENTER },
  },

  // One question is asked once, and one product has one answer, at whichever port.
  'earlier answer': { function: 'filing', see: { any: CBP }, change: {} },
  'spread of decisions': { function: 'filing', see: { any: CBP }, change: {} },
  departure: { function: 'filing', see: { any: CBP }, change: { any: [...CENTER, 'officer', 'port director'] } },
  'approval of a departure': {
    function: 'filing',
    see: {},
    change: { any: ['team lead', 'Center director', 'port director', 'headquarters'] },
  },

  'question to an account': {
    function: 'filing',
    see: { own: ALL, any: CBP },
    change: { own: except(TRADE, 'machine') },
  },
  'asking of accounts': {
    function: 'filing',
    see: { any: CBP },
    change: { any: [...CENTER, 'officer', 'port director'] },
  },
  'question to a Center': {
    function: 'filing',
    see: { own: ALL, any: CBP },
    change: { own: except(TRADE, 'machine'), any: except(CBP, 'auditor') },
  },
  'answer of a Center': { function: 'filing', see: {}, change: { any: [...CENTER, 'headquarters'] } },
  publication: { function: 'filing', see: {}, change: { any: [...CENTER, 'headquarters'] } },

  // Protests, by who filed them or in whose importer number they are; their review, of a specialist that of the own Center.
  protest: { function: 'filing', see: { own: ALL, any: CBP }, change: { own: TRADE } },
  'protest review': {
    function: 'filing',
    see: { any: [...CENTER, 'officer', 'port director', 'headquarters', 'auditor'] },
    // Ports decide where the Center has not had its cut-over yet.
    change: { any: [...CENTER, 'officer', 'port director'] },
  },
  'distribution of protests': {
    function: 'filing',
    see: { any: [...CENTER, 'headquarters', 'auditor'] },
    change: { any: ['team lead', 'Center director', 'headquarters'] },
  },
  'further review': { function: 'filing', see: { any: CBP }, change: { any: ['headquarters'] } },
  'internal advice': {
    function: 'filing',
    see: { any: CBP },
    change: { any: [...CENTER, 'officer', 'port director'] },
  },
  'answer to internal advice': { function: 'filing', see: { any: CBP }, change: { any: ['headquarters'] } },
  ruling: { function: 'filing', see: { own: ALL, any: CBP }, change: { any: ['headquarters'] } },
  'comment on a ruling': { function: 'filing', see: { own: ALL, any: CBP }, change: { own: TRADE } },

  // Cases of the Centers. Who alleged one is for who works on it alone.
  allegation: {
    function: 'account',
    see: { own: except(TRADE, 'machine') },
    change: { own: except(TRADE, 'machine') },
  },
  case: {
    function: 'filing',
    see: { any: [...CENTER, 'FP&F officer', 'headquarters', 'auditor'] },
    change: { any: [...CENTER, 'headquarters'] },
  },
  'decision on a case': { function: 'filing', see: {}, change: { any: ['Center director', 'headquarters'] } },
  'alleger of a case': { function: 'filing', see: { any: [...CENTER, 'headquarters'] }, change: {} },
  'case referral': {
    function: 'filing',
    see: { any: [...CENTER, 'officer', 'port director', 'FP&F officer', 'headquarters', 'auditor'] },
    change: { any: ['officer', 'port director', 'FP&F officer'] },
  },
  'recorded mark': { function: 'filing', see: { any: CBP }, change: { any: ['Center director', 'headquarters'] } },
  compliance: { function: 'reports', see: { own: ALL, any: CBP }, change: {} },
  'pattern change': {
    function: 'reports',
    see: { any: [...CENTER, 'headquarters', 'auditor'] },
    change: { any: [...CENTER, 'headquarters'] },
  },

  // Cases of fines, penalties and forfeitures. A party sees its own from the first notice on.
  'enforcement case': {
    function: 'filing',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { any: [...CENTER, 'officer', 'port director', 'FP&F officer', 'headquarters'] },
  },
  'step of an enforcement case': { function: 'filing', see: {}, change: { any: ['FP&F officer', 'headquarters'] } },
  'enforcement notice': {
    function: 'filing',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { any: ['FP&F officer', 'headquarters'] },
  },
  'seized property': {
    function: 'filing',
    see: { any: CBP },
    change: { any: ['officer', 'port director', 'FP&F officer', 'headquarters'] },
  },
  // Who acts for a party under a power of attorney files its own; an officer enters what came on paper.
  petition: {
    function: 'filing',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { own: TRADE, any: ['FP&F officer', 'headquarters'] },
  },
  'offer in compromise': {
    function: 'filing',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { own: TRADE, any: ['FP&F officer', 'headquarters'] },
  },
  'payment in a case': {
    function: 'filing',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { any: ['FP&F officer', 'headquarters'] },
  },
  // A party names who acts for it in its case, a filer code or not.
  'representative in a case': {
    function: 'filing',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { own: TRADE },
  },
  // What runs out soon in cases, for who must act.
  'time that runs out in cases': { function: 'filing', see: { any: CBP }, change: {} },
  'guideline of a penalty': { function: 'filing', see: { any: CBP }, change: {} },
  // What goes to the Department of Justice instead of being decided.
  'petition for Justice': {
    function: 'filing',
    see: { any: CBP },
    change: { any: ['FP&F officer', 'headquarters'] },
  },
  'decision on a petition': { function: 'filing', see: {}, change: { any: ['FP&F officer', 'headquarters'] } },
  'surety demand': {
    function: 'filing',
    see: { own: ALL, granted: TRADE, any: CBP },
    change: { any: ['FP&F officer', 'headquarters'] },
  },
  'delinquent surety': { function: 'filing', see: { any: CBP }, change: { any: ['headquarters'] } },
  'time in a case': { function: 'filing', see: {}, change: { any: ['FP&F officer', 'headquarters'] } },
  'input on a penalty': {
    function: 'filing',
    see: { any: [...CENTER, 'FP&F officer', 'headquarters', 'auditor'] },
    change: { any: CENTER },
  },

  capability: {
    function: 'account',
    see: { own: ALL, any: [...CBP, 'operator'] },
    change: { any: ['headquarters', 'operator'] },
  },
  'use of a capability': { function: 'account', see: { any: [...CBP, 'operator'] }, change: {} },
  // How filers are set up for ABI: changed as the filer asks, with CBP's approval.
  'surety agent': {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { own: OWNERS, any: ['account manager', 'headquarters'] },
  },
  'filer set-up': { function: 'account', see: { own: ALL, any: CBP }, change: { own: OWNERS } },
  'decision on a filer set-up': {
    function: 'account',
    see: { any: CBP },
    change: { any: ['account manager', 'headquarters'] },
  },
  'ABI password': { function: 'account', see: {}, change: { own: OWNERS } },
  suggestion: {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { own: except(TRADE, 'machine'), any: ['account manager', 'headquarters'] },
  },
  // The Centers' work.
  authority: { function: 'account', see: { own: ALL, any: CBP }, change: {} },
  'delegation order': {
    function: 'account',
    see: { any: CBP },
    change: { any: ['Center director', 'headquarters'] },
  },
  'delegation decision': { function: 'account', see: {}, change: { any: ['headquarters'] } },
  'assignment proposal': {
    function: 'account',
    see: { any: CBP },
    change: { any: ['Center specialist', 'team lead', 'Center director', 'headquarters'] },
  },
  assignment: { function: 'account', see: { own: ALL, any: CBP }, change: {} },
  'assignment appeal': {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { own: except(TRADE, 'machine') },
  },
  'appeal decision': { function: 'account', see: { any: CBP }, change: { any: ['headquarters'] } },
  // Trusted traders.
  'trusted trader': { function: 'account', see: { own: ALL, any: CBP }, change: { own: OWNERS } },
  'review of a trusted trader': { function: 'account', see: { any: CBP }, change: { any: CENTER } },
  'decision on a trusted trader': {
    function: 'account',
    see: { any: CBP },
    change: { any: ['team lead', 'Center director', 'headquarters'] },
  },
  'appeal of a trusted trader': { function: 'account', see: { any: CBP }, change: { any: ['headquarters'] } },
  'contact of a trusted trader': {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { any: ['account manager', 'team lead', 'Center director', 'headquarters'] },
  },
  'request of a trusted trader': {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { own: except(TRADE, 'machine') },
  },
  'answer to a trusted trader': {
    function: 'account',
    see: { any: CBP },
    change: { any: [...CENTER, 'account manager'] },
  },
  'agency pilot': { function: 'account', see: { own: ALL, any: CBP }, change: { any: ['headquarters'] } },
  'rating of a pilot': {
    function: 'account',
    see: { own: ALL, any: CBP },
    change: { own: except(TRADE, 'machine'), any: CENTER },
  },
  'results of a pilot': { function: 'account', see: { any: CBP }, change: {} },
  benefit: { function: 'account', see: { own: ALL, any: CBP }, change: { any: ['headquarters'] } },
  picture: { function: 'reports', see: { own: ALL, any: CBP }, change: {} },
  report: { function: 'reports', see: { own: ALL, any: CBP }, change: { own: TRADE } },
  'oversight report': {
    function: 'reports',
    see: { any: [...CBP, 'operator'] },
    change: { any: ['headquarters'] },
  },
} as const satisfies Record<string, RightOfRecord>;

export type RecordKind = keyof typeof RIGHTS;
export const RECORD_KINDS = Object.keys(RIGHTS) as RecordKind[];
