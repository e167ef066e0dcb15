import type { Procedure } from '../procedure/procedure';
import { type ModeWords, step } from './common-steps';
import type { ModeParts } from './mode-parts';

const words: ModeWords = {
  conveyance: 'vessel',
  identifiers: 'vessel and voyage, every bill, container and entry number',
  terminal: 'terminal',
  entryPapers: ['cbp-3461', 'right-to-enter'],
  carrierPapers: ['cbp-1302', 'cbp-3171', 'crew-list'],
};

const advanceData: Procedure['advanceData'] = [
  {
    id: 'cargo-declaration',
    what: 'cargo declaration',
    by: '24 hours before lading abroad; bulk and exempt break-bulk 24 hours before arrival',
    source: '19 CFR 4.7(b)(2), (4)',
  },
  {
    id: 'security-filing',
    what: 'importer security filing',
    by: '24 hours before lading abroad',
    source: '19 CFR 149.2',
  },
];

export const vessel: ModeParts = {
  words,
  advanceData,
  reviewHours: 8,
  documents: ['cbp-1302', 'cbp-3171', 'bill-of-lading', 'isf-evidence', 'crew-list'],
  catchUpKeys: [
    { id: 'bill', text: 'SCAC and bill number' },
    { id: 'container', text: 'container number' },
    { id: 'voyage', text: 'vessel and voyage' },
    { id: 'entry', text: 'entry number' },
  ],
  steps: [
    step(
      'board-and-crew',
      'security',
      'primary',
      'primary-officer',
      'no',
      "Board as always: crew list, ship's papers, voyage as in the last known picture.",
      { documents: ['crew-list'], source: '19 CFR 4.7b' },
    ),
    step(
      'permit-to-unlade',
      'security',
      'primary',
      'supervisor',
      'no',
      'Sign no permit to unlade without a cargo declaration, on paper where the system is down. Bills under hold stay on board or under guard.',
      { documents: ['cbp-3171', 'cbp-1302'], source: '19 CFR 4.30(n)' },
    ),
    step(
      'portal-and-scan',
      'security',
      'secondary',
      'secondary-officer',
      'add only',
      'Every container leaves by the radiation portal. Without security filing or history: scan before release.',
      { documents: ['isf-evidence'], source: '19 CFR 149.2' },
    ),
    step(
      'declare-on-paper',
      'security',
      'before arrival',
      'carrier',
      'no',
      'Bring the cargo declaration and say which bills were declared before lading and which were not.',
      { documents: ['cbp-1302'], source: '19 CFR 4.7(b)' },
    ),
    step(
      'declaration-check',
      'enforcement',
      'primary',
      'primary-officer',
      'add only',
      'Compare declaration and discharge list: no box is landed that no bill covers.',
      { documents: ['cbp-1302', 'bill-of-lading'], source: '19 CFR 4.7a' },
    ),
    step(
      'discharge-list',
      'enforcement',
      'primary',
      'terminal-operator',
      'add only',
      'Give the list of containers landed, with seals and places, within the hour after discharge.',
      { documents: ['bill-of-lading'] },
    ),
    step(
      'berth-plan',
      'facilitation',
      'before arrival',
      'port-director',
      'yes',
      'Storage buys time: agree with terminals on free time, gate hours and the order of vessels.',
    ),
    step(
      'yard-first',
      'facilitation',
      'release',
      'supervisor',
      'yes',
      'Let cargo be landed into the yard under hold rather than keep the vessel, where the terminal has room.',
    ),
  ],
};
