import type { Step } from '../procedure';
import type { DocumentId } from './documents';

export interface Extras {
  readonly documents?: readonly DocumentId[];
  readonly when?: readonly string[];
  readonly source?: string;
}

/** Steps of which no public rule gives the wording say so. */
const OWN_WORDS = 'National procedure of this platform';

export const step = (
  id: string, phase: Step['phase'], stage: Step['stage'], who: Step['who'][number] | Step['who'], overridable: Step['overridable'], what: string, extras: Extras = {},
): Step => ({
  id, phase, stage, who: typeof who === 'string' ? [who] : who, what, documents: [...(extras.documents ?? [])], when: [...(extras.when ?? [])],
  source: extras.source ?? OWN_WORDS, overridable,
});

/** How a mode calls its things, and which papers go with its steps. */
export interface ModeWords {
  /** As in "this truck". */
  readonly conveyance: string;
  readonly identifiers: string;
  readonly entryPapers: readonly DocumentId[];
  readonly carrierPapers: readonly DocumentId[];
  readonly terminal: string;
}

/** Steps that every mode of transport has, whoever drives, sails or flies. */
export const commonSteps = (words: ModeWords): Step[] => [
  step('confirm-downtime', 'security', 'before arrival', 'supervisor', 'no',
    `Confirm on the status page that the downtime covers this port and mode. Its number goes on every paper and log from now on.`, { source: 'New Orleans port notice 17-011' }),
  step('declare-locally', 'security', 'before arrival', 'port-director', 'no',
    'Invoke the downtime for this port when the threshold is passed, or sooner where safety demands it. Do not wait for a national notice.', { source: 'Ports of Laredo and El Paso, 1 April 2021' }),
  step('picture-at-hand', 'security', 'before arrival', 'supervisor', 'add only',
    'Open the desk\'s last known picture at every post and say how old it is: a hold placed later is not on it.'),
  step('tell-known-holds', 'security', 'before arrival', 'broker', 'add only',
    'Tell the port of every hold, examination notice or agency refusal you already have for the shipment.'),
  step('holds-first', 'security', 'primary', 'primary-officer', 'no',
    `Search the ${words.identifiers} in the last known picture. Any hold: no release; write it on the papers and send to secondary.`),
  step('work-holds', 'security', 'secondary', 'secondary-officer', 'no',
    'Work holds before anything else: call who placed it, note name, time and answer. No answer: it stays held.'),
  step('override-by-two', 'security', 'release', ['supervisor', 'port-director'], 'no',
    'A release against a known hold is refused. An override needs a second officer and a written reason; both sign.'),
  step('no-stamp-no-gate', 'security', 'release', 'terminal-operator', 'no',
    `Let nothing leave the ${words.terminal} without a signed release with a control number (MD-). In doubt, call the port.`),

  step('prepare-papers', 'enforcement', 'before arrival', 'broker', 'add only',
    'Obligate an entry number and write it on every paper: a paper without one obliges nobody. Attach the downtime request.',
    { documents: [...words.entryPapers, 'invoice', 'downtime-request', 'bond-evidence'], source: '19 CFR 142.3(a); truck FAQ of 2004' }),
  step('own-outage-letter', 'enforcement', 'before arrival', 'broker', 'no',
    'Write a downtime letter for each shipment, and none when it is the platform that is down.', { documents: ['broker-letter'], when: ['filer-outage'], source: 'New Orleans port notice 17-011' }),
  step('waiting-list', 'enforcement', 'before arrival', 'terminal-operator', 'detail',
    'List what waits with bill, place and broker; hand in the brokers\' letters with the list.', { documents: ['broker-letter', 'downtime-request'], source: 'Miami port notice, 4 February 2017' }),
  step('hand-over', 'enforcement', 'primary', 'carrier', 'add only',
    'Hand these papers to the officer; keep invoices and copies on board.', { documents: words.carrierPapers, source: '19 CFR 142.3(a)' }),
  step('papers-complete', 'enforcement', 'primary', 'primary-officer', 'add only',
    `See that the papers are whole, agree with each other and with this ${words.conveyance}, and bear an entry number. If not: secondary.`,
    { documents: [...words.entryPapers, 'invoice', 'downtime-request'], source: '19 CFR 142.3(a), 142.6' }),
  step('letter-only-for-own', 'enforcement', 'primary', 'primary-officer', 'no',
    'Take a broker\'s downtime letter only when that broker\'s own system is down.', { documents: ['broker-letter'], when: ['filer-outage'], source: 'New Orleans port notice 17-011' }),
  step('excluded-goods', 'enforcement', 'secondary', 'secondary-officer', 'no',
    'Release no goods that are excluded from manual release; they wait for the electronic answer or the agency.'),
  step('see-bond', 'enforcement', 'secondary', 'secondary-officer', 'no',
    'See evidence of a bond in force for this importer.', { documents: ['bond-evidence', 'importer-identity'], source: '19 CFR 142.4' }),
  step('in-bond', 'enforcement', 'secondary', 'secondary-officer', 'add only',
    'Take the in-bond form, check the bonded carrier, note the seals.', { documents: ['cbp-7512'], when: ['in-bond'], source: '19 CFR 18.1' }),
  step('agency-consent', 'enforcement', 'secondary', 'secondary-officer', 'add only',
    'Have the agency\'s consent: permit or prior-notice confirmation on paper, or by telephone with name and time.',
    { documents: ['agency-papers'], when: ['agency-goods'], source: '19 CFR 142.3(a); FDA contingency scenarios' }),
  step('examine-or-waive', 'enforcement', 'secondary', 'secondary-officer', 'no',
    'Examine, or note who waived the examination. Without one or the other there is no release.', { documents: ['invoice', 'packing-list', 'right-to-enter'], source: '19 CFR 142.7' }),
  step('name-who-waives', 'enforcement', 'before arrival', 'port-director', 'no',
    'Name in writing who may waive examinations during the downtime, and for which goods.', { source: '19 CFR 142.7' }),
  step('record-decision', 'enforcement', 'release', ['primary-officer', 'secondary-officer'], 'no',
    'Register release, hold, exam or refuse at the desk, with the papers seen. Control number, stamp and signature go on each paper.'),
  step('check-the-log', 'enforcement', 'release', 'supervisor', 'detail',
    'Each hour compare the log of decisions with the papers: no number missing, none twice. Look at every release of that hour against the holds.', { documents: ['downtime-request'] }),
  step('file-afterwards', 'enforcement', 'after', 'broker', 'no',
    'File every entry that moved on paper, under the number on the paper, when filings are taken again. Never resend what is held.', { source: 'CSMS practice; K-Line outage, 2021' }),
  step('file-cargo-afterwards', 'enforcement', 'after', 'carrier', 'no',
    'File manifest and arrival under the numbers on the paper, before the broker\'s filings refer to them.', { source: 'K-Line outage, 2021' }),
  step('key-the-facts', 'enforcement', 'after', ['primary-officer', 'secondary-officer'], 'detail',
    'Key what moved on paper within the days given below: conveyance and release first, then entry data.'),
  step('work-unmatched', 'enforcement', 'after', 'supervisor', 'no',
    'Work the list of unmatched decisions: holds that hit after release at once, conflicts next, then the oldest.'),
  step('close-the-book', 'enforcement', 'after', 'port-director', 'add only',
    'Sign the list of unmatched decisions daily until it is empty; report what was released against a hold.', { documents: ['downtime-request'] }),

  step('staff-and-lanes', 'facilitation', 'before arrival', 'supervisor', 'yes',
    'Move officers to primary and to paper work; set a place for papers that are not whole, so that they stop nobody else.'),
  step('tell-the-trade', 'facilitation', 'before arrival', 'port-director', 'yes',
    'Tell carriers, brokers and terminals: since when, what is affected, which papers, whom to call. Say something new every 30 minutes.'),
  step('look-then-call', 'facilitation', 'before arrival', ['carrier', 'broker', 'terminal-operator'], 'add only',
    'Look at the status page, then at the notices. Nothing there: call the port, for the trouble may be yours alone.', { source: 'CBP/trade outage guidelines, February 2018, as reported' }),
  step('name-urgent', 'facilitation', 'before arrival', ['broker', 'carrier'], 'add only',
    'Name at once what cannot wait: perishables, live animals, medicine, a factory\'s line.', { source: 'CBP/trade outage guidelines, February 2018, as reported' }),
  step('urgent-first', 'facilitation', 'primary', 'primary-officer', 'yes',
    'Take first what cannot wait, then trusted shipments.', { when: ['perishable', 'trusted'] }),
  step('key-where-possible', 'facilitation', 'release', 'secondary-officer', 'yes',
    'With a complete 3461 at hand you may key and release it, as work allows.', { documents: ['cbp-3461'], when: ['release-works'], source: 'New Orleans port notice 17-011' }),
  step('set-apart', 'facilitation', 'release', 'terminal-operator', 'yes',
    'Keep released, held and exam cargo apart, and have exam cargo ready to hand.'),
  step('keep-copies', 'facilitation', 'release', ['carrier', 'broker', 'terminal-operator'], 'no',
    'Keep a copy of every paper until its electronic filing is accepted.', { source: 'CBP/trade outage guidelines, February 2018, as reported' }),
];
