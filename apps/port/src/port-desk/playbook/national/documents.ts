import type { TransportMode } from '#contracts';
import type { Document } from '../procedure/procedure';

type Forms = Record<string, readonly [short: string, name: string, source: string, contents?: string]>;

/** Papers of a manual clearance, in the words of this platform; contents are parted by semicolons. */
const DOCUMENTS = {
  'cbp-3461': [
    '3461',
    'Entry/Immediate Delivery (CBP Form 3461)',
    '19 CFR 142.3(a)',
    'entry number; importer number; bill or in-bond numbers; HTS numbers; countries of origin',
  ],
  'cbp-3461-alt': [
    '3461 ALT',
    '3461 ALT on the release copy of the invoice',
    '19 CFR 142.3(a)',
    'entry number; importer number; shipment control number',
  ],
  'cbp-7533': [
    '7533',
    'Inward cargo manifest (CBP Form 7533)',
    '19 CFR 123.4, 142.3(a)',
    'carrier; shipments, marks, quantities; consignees',
  ],
  'cbp-7512': [
    '7512',
    'In-bond application (CBP Form 7512)',
    '19 CFR 18.1',
    'in-bond number; class IT, T&E or IE; bonded carrier; destination; seals',
  ],
  'cbp-7509': [
    '7509',
    'Air cargo manifest (CBP Form 7509)',
    '19 CFR 122.48',
    'flight and date; air waybills; pieces, weight, description',
  ],
  'cbp-7507': [
    '7507',
    'General declaration (CBP Form 7507)',
    '19 CFR 122.43',
    'aircraft; flight; crew; airports of departure and arrival',
  ],
  'cbp-1302': [
    '1302',
    'Cargo declaration (CBP Form 1302)',
    '19 CFR 4.7a',
    'vessel and voyage; bills; containers and seals; description, weight',
  ],
  'cbp-3171': [
    '3171',
    'Permit to unlade (CBP Form 3171)',
    '19 CFR 4.30',
    'vessel; berth and time; cargo to be unladen',
  ],
  invoice: [
    'invoice',
    'Commercial or pro-forma invoice',
    '19 CFR 142.6',
    'description; quantity; value; 8-digit HTS; seller name and address',
  ],
  'packing-list': ['packing list', 'Packing list, where needed', '19 CFR 142.3(a)'],
  'right-to-enter': [
    'right to make entry',
    'Evidence of the right to make entry',
    '19 CFR 142.3(a)',
    'bill of lading, air waybill or carrier certificate',
  ],
  'importer-identity': ['importer', 'Importer identification', '19 CFR 142.3(a)', 'importer number; name and address'],
  'bond-evidence': [
    'bond',
    'Evidence of the bond',
    '19 CFR 142.4',
    'bond number; surety; type and amount; in force today',
  ],
  'agency-papers': [
    'agency papers',
    "Other agencies' permits and certificates",
    '19 CFR 142.3(a)',
    'agency; permit or prior-notice confirmation number',
  ],
  'broker-letter': [
    'downtime letter',
    'Broker downtime letter, one for each shipment',
    'Port notices of New Orleans and Miami, 2017',
  ],
  'downtime-request': [
    'downtime request',
    'Downtime request',
    'Practice of land ports',
    'downtime number; shipments covered; papers attached; who to call',
  ],
  'lead-sheet': [
    'lead sheet',
    'E-manifest lead sheet',
    'CBP notice of 30 June 2006',
    'SCAC and trip number in large type; driver; tractor plate; shipment control numbers',
  ],
  'driver-identity': [
    'driver ID',
    'Driver identification',
    '19 CFR 123.92',
    'travel document or FAST card; date of birth; plate',
  ],
  consist: [
    'consist',
    'Consist or train sheet',
    '19 CFR 123.91',
    'train; cars in order; bills; containers and seals; empties',
  ],
  'bill-of-lading': [
    'bill of lading',
    'Bill of lading',
    '19 CFR 4.7',
    'bill number; container and seal; shipper and consignee',
  ],
  'isf-evidence': [
    'security filing',
    'Evidence of the importer security filing',
    '19 CFR 149.2',
    'transaction number; last answer',
  ],
  'crew-list': ['crew list', 'Crew list', '19 CFR 4.7b'],
  'air-waybills': [
    'waybills',
    'Air waybills, master and house',
    '19 CFR 122.48a',
    '11-digit number; pieces; weight; description',
  ],
  'acas-answer': [
    'ACAS answer',
    'Last advance screening (ACAS) answer',
    '19 CFR 122.48b',
    'waybill; answer; any do-not-load or referral',
  ],
  'express-manifest': [
    'express manifest',
    'Express manifest in bulk, file or print',
    '19 CFR 128.21',
    'waybill; shipper and consignee; description; value; entry type',
  ],
} as const satisfies Forms;
export type DocumentId = keyof typeof DOCUMENTS;

/** What a broker's letter must say, so that the shipment can be found on any list. */
const LETTER: Readonly<Record<TransportMode, string>> = {
  truck: 'driver name; date of birth; plate; trip number; entry number; signature',
  rail: 'importer name and address; railroad; train; car numbers; entry number; signature',
  vessel: 'importer name and address; carrier and voyage; bills; containers; entry number; signature',
  air: 'importer name and address; carrier and flight; waybills; entry number; signature',
  'air express': 'importer name and address; carrier and flight; waybills; entry number; signature',
};

const always: readonly DocumentId[] = [
  'cbp-3461',
  'cbp-7512',
  'invoice',
  'packing-list',
  'right-to-enter',
  'importer-identity',
  'bond-evidence',
  'agency-papers',
  'broker-letter',
  'downtime-request',
];

/** The papers of a mode: those of every mode, and its own. */
export const documentsFor = (mode: TransportMode, own: readonly DocumentId[]): Document[] =>
  [...always, ...own].map((id) => {
    const [short, name, source, contents = '']: Forms[string] = DOCUMENTS[id];
    return {
      id,
      short,
      name,
      source,
      contents: (id === 'broker-letter' ? LETTER[mode] : contents).split('; ').filter(Boolean),
    };
  });
