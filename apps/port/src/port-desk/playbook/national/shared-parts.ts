import type { Procedure } from '../procedure/procedure';

/** What the national procedure says alike for every mode of transport. */

export const PRINCIPLE =
  'Security comes first, enforcement second, facilitation third. Cargo moves as far as the first two allow, and every decision is written down.';

export const CONDITIONS: Procedure['conditions'] = [
  { id: 'in-bond', text: 'goods moving in-bond' },
  { id: 'agency-goods', text: 'goods another agency must admit' },
  { id: 'perishable', text: 'perishables, live animals, medical or relief goods' },
  { id: 'trusted', text: 'trusted trader or FAST shipment' },
  { id: 'filer-outage', text: "an outage of the filer's own system alone" },
  { id: 'release-works', text: 'cargo release still takes entries' },
  { id: 'advance-exempt', text: 'exempt from advance data' },
  { id: 'no-advance-data', text: 'advance data not visible' },
  { id: 'formal-entry', text: 'formal entry needed' },
];

const OUTAGE_GUIDELINES = 'CBP/trade outage guidelines, February 2018, as reported';

export const RESPONSIBILITIES: Procedure['responsibilities'] = [
  {
    id: 'hq-tells',
    side: 'CBP',
    text: 'Headquarters publishes the start, scope, work-around, every update and the end, and instructs the ports.',
    source: 'CSMS practice',
  },
  {
    id: 'port-plans',
    side: 'CBP',
    text: 'The port applies its local plan, and may begin before headquarters has spoken.',
    source: 'Laredo and El Paso, 1 April 2021',
  },
  {
    id: 'checks-go-on',
    side: 'CBP',
    text: 'Security and enforcement checks go on by hand.',
    source: OUTAGE_GUIDELINES,
  },
  {
    id: 'each-decision',
    side: 'CBP',
    text: 'Officers decide shipment by shipment and record each decision.',
    source: OUTAGE_GUIDELINES,
  },
  {
    id: 'relief',
    side: 'CBP',
    text: 'Headquarters says which deadlines are put off and by how much.',
    source: 'CSMS 17-000718',
  },
  {
    id: 'resend-word',
    side: 'CBP',
    text: 'Headquarters says of every kind of message whether it is held or must be sent again.',
    source: 'CSMS practice',
  },
  {
    id: 'look-first',
    side: 'trade',
    text: 'Look at the status page first, then at the notices.',
    source: 'Miami port notice, 4 February 2017',
  },
  {
    id: 'tell-locally',
    side: 'trade',
    text: 'Tell the port of trouble at once: it may be yours alone or that of a few.',
    source: OUTAGE_GUIDELINES,
  },
  { id: 'name-urgent', side: 'trade', text: 'Name the shipments that cannot wait.', source: OUTAGE_GUIDELINES },
  {
    id: 'bring-papers',
    side: 'trade',
    text: 'Bring papers with each request for release, and more when asked.',
    source: OUTAGE_GUIDELINES,
  },
  {
    id: 'keep-copies',
    side: 'trade',
    text: 'Keep copies ready until electronic filing has resumed.',
    source: OUTAGE_GUIDELINES,
  },
  {
    id: 'resend',
    side: 'trade',
    text: 'Send again what was refused or answered ZZZ; never what is held.',
    source: 'Entry Summary Create/Update guide',
  },
];

const PLATFORM = 'National policy; headquarters may change it';

export const EXCLUDED_GOODS: Procedure['excludedGoods'] = [
  { id: 'held', text: 'goods under a known hold', source: PLATFORM },
  { id: 'controlled-substances', text: 'controlled substances and listed chemicals', source: PLATFORM },
  { id: 'firearms', text: 'firearms, ammunition and explosives', source: PLATFORM },
  { id: 'withhold-release', text: 'goods under a withhold-release order', source: '19 CFR 12.42' },
  { id: 'embargoed', text: 'embargoed goods or parties', source: PLATFORM },
  { id: 'quota', text: 'quota goods', source: '19 CFR part 132' },
  { id: 'wildlife', text: 'protected wildlife and plants', source: PLATFORM },
  { id: 'no-consent', text: 'goods whose agency has not consented', source: PLATFORM },
];

const SCENARIOS: Procedure['partnerAgency']['scenarios'] = [
  {
    id: 'fda-1',
    state: 'All systems are up, the link between them is down.',
    confirmed: 'Show the confirmation number; go on.',
    submitted: 'Wait the review time from submission; ask the agency by telephone.',
    notSubmitted: "File at the agency's own portal.",
  },
  {
    id: 'fda-2',
    state: "The agency's screening is down; filing and the agency's portal are up.",
    confirmed: 'Show the confirmation number; go on.',
    submitted: 'Wait the review time from submission; ask the agency by telephone.',
    notSubmitted: 'File as always; the review begins when screening is back or the agency says so.',
  },
  {
    id: 'fda-3',
    state: "The agency's screening and its portal are both down.",
    confirmed: 'Show the confirmation number; go on.',
    submitted: 'Send the same by e-mail or fax; the review time runs from that.',
    notSubmitted: 'Send it by e-mail or fax; the review time runs from that.',
  },
  {
    id: 'fda-4',
    state: "Only the agency's portal is down.",
    confirmed: 'Show the confirmation number; go on.',
    submitted: 'Ask the agency for the answer by telephone.',
    notSubmitted: 'File through the broker interface; who cannot sends e-mail or fax.',
  },
];

export const partnerAgency = (reviewHours: number): Procedure['partnerAgency'] => ({
  reviewHours,
  source: 'FDA prior notice: guidance of 12 August 2004; review times CSMS 66201553',
  scenarios: SCENARIOS,
});

const CYBER = 'CBP publication 3609-0324';

export const OWN_OUTAGE: Procedure['ownOutage'] = [
  {
    id: 'letter',
    text: "A broker's downtime letter is taken only for the broker's own outage, one for each shipment.",
    source: 'New Orleans port notice 17-011',
  },
  {
    id: 'not-a-downtime',
    text: 'It is no downtime of the platform; one may be declared for that filer alone.',
    source: 'New Orleans port notice 17-011',
  },
  {
    id: 'cyber-report',
    text: "A cyber incident is reported to CBP's security operations centre at once, day or night.",
    source: CYBER,
  },
  { id: 'cyber-records', text: 'A breach of records is reported within 72 hours.', source: '19 CFR 111.21(b)' },
  {
    id: 'cyber-discretion',
    text: "CBP may authorise another way of release case by case; agencies' rules still hold. The paper names the broker, the dates and the reason.",
    source: CYBER,
  },
  { id: 'cyber-limits', text: 'Filing limits are not waived by it, and interest stays due.', source: CYBER },
  { id: 'cyber-after', text: "All later filings are made at once when the filer's systems return.", source: CYBER },
];

export const POLICIES: Procedure['policies'] = {
  electronicFilingAfterwards: {
    required: true,
    text: 'Everything moved on paper is filed electronically afterwards, under the numbers written on the paper.',
  },
  keptCopies: {
    required: true,
    text: 'Keep copies of every paper until its electronic filing is accepted, and then as long as records must be kept (19 CFR part 163).',
  },
  keyWithinBusinessDays: { conveyanceAndRelease: 1, entryData: 2 },
};

export const PORTS_MAY: Procedure['portsMay'] = {
  addStepsTo: ['security', 'enforcement', 'facilitation'],
  shortenKeying: true,
};
