/**
 * Every chapter of CATAIR and every application of batch and block control (v23, pp. B&B-10..22), and what becomes of each here.
 * Chapters: the agency's list of ACE ABI CATAIR chapters; applications that no listed chapter describes stand under `Further applications`.
 */

/** An application that a sender may put into an A record. */
export interface Application {
  readonly code: string;
  /** Application of its answer. */
  readonly answer: string;
  readonly name: string;
}

export interface Chapter {
  readonly name: string;
  readonly applications: readonly Application[];
  /** Applications that are only sent to filers. */
  readonly sends: readonly string[];
  /**
   * `served`; `not taken`: a batch of it is refused by name; `out of scope`: there is nothing to send in it.
   */
  readonly standing: 'served' | 'not taken' | 'out of scope';
  /** What a filer does: where the matter is dealt with, or why it has no place here. */
  readonly instead: string;
}

const of = (applications: string, name: string): Application[] =>
  applications
    .split(' ')
    .filter(Boolean)
    .map((pair) => ({ code: pair.slice(0, 2), answer: pair.slice(3), name }));
const served = (name: string, applications: string, sends: string, instead: string): Chapter => ({
  name,
  applications: of(applications, name),
  sends: sends.split(' ').filter(Boolean),
  standing: 'served',
  instead,
});
const notTaken = (name: string, applications: string, instead: string): Chapter => ({
  name,
  applications: of(applications, name),
  sends: [],
  standing: 'not taken',
  instead,
});
const outOfScope = (name: string, sends: string, because: string): Chapter => ({
  name,
  applications: [],
  sends: sends.split(' ').filter(Boolean),
  standing: 'out of scope',
  instead: because,
});

const AT_THE_AGENCY = 'deal with it at the agency itself.';

export const CHAPTERS: readonly Chapter[] = [
  served('Batch and block control', '', 'X1', 'Every transmission is framed as it says.'),
  notTaken('ACH debit authorization and summary presentation', 'RM-PZ', `No payment is taken here: ${AT_THE_AGENCY}`),
  notTaken('AD/CVD case information query', 'AD-AC', `Cases are not kept here: ${AT_THE_AGENCY}`),
  outOfScope(
    'Automated surety interface: monthly continuous bond download',
    '',
    'A surety looks its bonds and what it is liable for up at `GET /bonds`; nothing is sent unasked.',
  ),
  outOfScope(
    'Automated surety interface: nightly and quarterly download',
    '',
    'A surety looks its bonds and what it is liable for up at `GET /bonds`; nothing is sent unasked.',
  ),
  outOfScope(
    'Broker download',
    'BD',
    'Brokers look bills up at `GET /bills/{SCAC and number}`; nothing is sent unasked.',
  ),
  served(
    'Cargo, manifest and entry status query',
    'CQ-C1',
    '',
    'Bills, in-bond movements and entries, by who may ask for them (questions.md).',
  ),
  served('Cargo release', 'SE-SX', '', 'Add, replace, update and cancel.'),
  served('Cargo release status notification', '', 'SO', 'Sent to the filer of the entry.'),
  notTaken('Add manufacturer name and address', '$I-$R', 'Manufacturers are not kept here: name them in the entry.'),
  notTaken('Census warning query', 'CJ-CL', 'No census warning is given here, so none can be asked for.'),
  notTaken('Census warning overrides', 'CW-CO', 'No census warning is given here, so none needs an override.'),
  outOfScope(
    'Courtesy notice of liquidation',
    'NR',
    'What is liquidated is told in the mailbox in JSON, and on the public bulletin.',
  ),
  outOfScope(
    'Document image system',
    '',
    'Its own messages are not spoken: images are handed in over HTTP or by e-mail (documents.md), and SE20 with DIS names them.',
  ),
  served(
    'Drawback entry summary',
    'DE-DX',
    '',
    'Add and replace; D, which the guide does not know, takes a claim back. Kept as a record: no refund is computed or paid here.',
  ),
  notTaken('Duty deferral', 'NE-NX', `Duty deferral is not claimed here: ${AT_THE_AGENCY}`),
  served(
    'eBond create and update',
    'CB-CX',
    '',
    'From the surety, or whoever files with a key of its account: add, substitute, supersede, adjust, void, terminate, riders (bonds.md).',
  ),
  served(
    'eBond status notification',
    '',
    'BS',
    'Sent to secondary notify parties and principals; its layout is not public: the records of CX, as the bond stands (bonds.md).',
  ),
  served('Entry summary create and update', 'AE-AX', '', 'Add, replace and delete.'),
  served(
    'Entry summary query',
    'EQ-ER',
    '',
    'By number or by a search; no reconciliation or duty deferral is filed here, and no bill or collection is kept (questions.md).',
  ),
  served('Entry summary status notification', '', 'UC', 'Sent to the filer of the summary.'),
  notTaken('Foreign trade zone', 'FT-NF FZ-NF', `Zone admissions are not filed here: ${AT_THE_AGENCY}`),
  served('Importer and bond query', 'KI-KR', '', 'Names and continuous bonds; addresses are not kept here.'),
  notTaken(
    'Importer and consignee create and update',
    'TP-TT',
    'An importer is registered with its trade account, by the operator of the platform.',
  ),
  notTaken('Importer security filing', 'SF-SN', `Security filings are not taken here: ${AT_THE_AGENCY}`),
  outOfScope('Importer security filing status notification', 'SN', 'Security filings are not taken here.'),
  notTaken('In-bond', 'QP-QT WP-WT', 'The carrier asks for the in-bond movement in its manifest (X12 309, M12).'),
  notTaken(
    'Queries: extract reference file',
    'FQ-FO FI-FR HB-HZ HA-HY',
    'Reference files are published by the agency: take them from there.',
  ),
  notTaken('Queries: manufacturer file', 'MA-MY', 'Manufacturers are not kept here: name them in the entry.'),
  notTaken(
    'Queries: partner government agencies',
    'EC-EZ',
    `Certificates of other agencies are not kept here: ${AT_THE_AGENCY}`,
  ),
  notTaken(
    'Queries: quota',
    'QA-QB',
    'Lines under a quota are counted and told of in the answer to their summary (Q03 to Q25); what is left of one is asked at the agency itself.',
  ),
  notTaken('Reconciliation entry summary', 'RE-RX', `Reconciliation is not filed here: ${AT_THE_AGENCY}`),
  outOfScope('Daily statement', 'PF', 'No statement is made here; the date and payment type of a summary are kept.'),
  outOfScope('Periodic monthly statement', 'MS', 'No statement is made here.'),
  notTaken('Statement request reroute', 'MO-MQ', 'No statement is made here, so none can be sent elsewhere.'),
  notTaken(
    'Statement update',
    'SU-SQ',
    'No statement is made here: until its statement is printed, replace the summary to change its payment type or date.',
  ),
  notTaken('Temporary importation bond extension and closure', 'TE-TX', `Ask the port: ${AT_THE_AGENCY}`),
  outOfScope('Temporary importation bond expiration notice', 'TS', 'Temporary importations are not watched here.'),
];

/** Applications that batch and block control knows and none of the listed chapters describes. */
export const FURTHER_APPLICATIONS: readonly Chapter[] = [
  notTaken('ASI SEACATS extract', 'AH-AR', 'Sureties are no users of this platform.'),
  notTaken('Global business identifier', 'GE-GX', 'Identifiers are kept with the party that carries them in an entry.'),
  notTaken(
    'Partner agency correction',
    'CA-CC',
    'Send the cargo release anew with R: what is as it was keeps what the agency decided.',
  ),
  notTaken('Standalone prior notice', 'PE-PX', `Prior notice is not taken here: ${AT_THE_AGENCY}`),
];

const REGISTRY = [...CHAPTERS, ...FURTHER_APPLICATIONS];

/** Every input application the guide knows, with its chapter. */
export const APPLICATIONS: ReadonlyMap<string, Application & { readonly chapter: Chapter }> = new Map(
  REGISTRY.flatMap((chapter) =>
    chapter.applications.map((application) => [application.code, { ...application, chapter }] as const),
  ),
);

/** Applications that are read here. */
export const SERVED_APPLICATIONS: ReadonlySet<string> = new Set(
  [...APPLICATIONS.values()].filter(({ chapter }) => chapter.standing === 'served').map(({ code }) => code),
);
