import type { Procedure } from '../procedure/procedure';
import { type ModeWords, step } from './common-steps';
import type { ModeParts } from './mode-parts';

const words: ModeWords = {
  conveyance: 'flight',
  identifiers: 'flight and date, every waybill and entry number',
  terminal: 'cargo building',
  entryPapers: ['cbp-3461', 'right-to-enter'],
  carrierPapers: ['cbp-7507', 'cbp-7509', 'air-waybills'],
};

export const airAdvanceData: Procedure['advanceData'] = [
  {
    id: 'air-waybill-data',
    what: 'waybill data',
    by: 'four hours before arrival; from nearby areas by wheels-up',
    source: '19 CFR 122.48a(b)',
  },
  { id: 'acas', what: 'advance screening data (ACAS)', by: 'before loading', source: '19 CFR 122.48b(b)' },
];

export const air: ModeParts = {
  words,
  advanceData: airAdvanceData,
  reviewHours: 4,
  documents: ['cbp-7507', 'cbp-7509', 'air-waybills', 'acas-answer'],
  catchUpKeys: [
    { id: 'waybill', text: '11-digit air waybill' },
    { id: 'flight', text: 'flight and date' },
    { id: 'entry', text: 'entry number' },
  ],
  steps: [
    step(
      'meet-flight',
      'security',
      'primary',
      'primary-officer',
      'no',
      'Meet the flight: general declaration, crew, load as declared.',
      { documents: ['cbp-7507'], source: '19 CFR 122.43' },
    ),
    step(
      'screening-answers',
      'security',
      'primary',
      'primary-officer',
      'no',
      'Ask for the last screening answers. A do-not-load or open referral on board: isolate, call the supervisor, touch nothing.',
      { documents: ['acas-answer'], source: '19 CFR 122.48b' },
    ),
    step(
      'scan-air',
      'security',
      'secondary',
      'secondary-officer',
      'add only',
      'Radiation check and X-ray of what no advance data covers; agriculture specialist for food, plants and animals.',
      { documents: ['air-waybills'] },
    ),
    step(
      'no-loading-unscreened',
      'security',
      'before arrival',
      'carrier',
      'no',
      'Load nothing abroad without a screening answer; answers given before the outage stay binding.',
      { documents: ['acas-answer'], source: '19 CFR 122.48b' },
    ),
    step(
      'manifest-on-paper',
      'enforcement',
      'primary',
      'primary-officer',
      'add only',
      'Take the 7509 for what the manifest system cannot show.',
      { documents: ['cbp-7509', 'air-waybills'], when: ['no-advance-data'], source: '19 CFR 122.48' },
    ),
    step(
      'two-hours',
      'facilitation',
      'release',
      'carrier',
      'add only',
      'An expected status is missing after two hours and your own system is well: call, and note the time of the call.',
      { source: 'CBP air manifest FAQ' },
    ),
    step(
      'one-form',
      'facilitation',
      'before arrival',
      'port-director',
      'yes',
      'Say whether one form serves transfer and release together, and how long it is honoured.',
      { documents: ['downtime-request'], source: 'New York and Los Angeles, June 2015' },
    ),
    step(
      'transfers',
      'facilitation',
      'release',
      'supervisor',
      'yes',
      'Allow transfers between bonded places on paper, so that the ramp stays clear.',
      { documents: ['cbp-7512'] },
    ),
  ],
};
