import type { Procedure } from '../procedure/procedure';
import { type ModeWords, step } from './common-steps';
import type { ModeParts } from './mode-parts';

const words: ModeWords = {
  conveyance: 'train',
  identifiers: 'train or trip number, every car, bill and entry number',
  terminal: 'rail yard',
  entryPapers: ['cbp-3461', 'right-to-enter'],
  carrierPapers: ['consist', 'cbp-7533'],
};

const advanceData: Procedure['advanceData'] = [
  {
    id: 'rail-manifest',
    what: 'cargo data of every car',
    by: 'two hours before the first U.S. port',
    source: '19 CFR 123.91(a)',
  },
];

export const rail: ModeParts = {
  words,
  advanceData,
  reviewHours: 4,
  documents: ['consist', 'cbp-7533'],
  catchUpKeys: [
    { id: 'train', text: 'SCAC and train or trip number' },
    { id: 'equipment', text: 'car and container numbers' },
    { id: 'entry', text: 'entry number' },
  ],
  steps: [
    step(
      'match-consist',
      'security',
      'primary',
      'primary-officer',
      'no',
      'Match the consist with the last known picture, car by car, and identify the crew. A car on no list is set out.',
      { documents: ['consist'], source: '19 CFR 123.91' },
    ),
    step(
      'rail-images',
      'security',
      'primary',
      'primary-officer',
      'add only',
      'Read every image of the rail scanner against the consist; without images, walk the train or set cars out.',
    ),
    step(
      'set-out',
      'security',
      'secondary',
      'secondary-officer',
      'no',
      'Have cars with a hold, an anomaly or a broken seal set out under guard; the rest of the train may go on.',
      { documents: ['consist'] },
    ),
    step(
      'send-consist',
      'security',
      'before arrival',
      'carrier',
      'no',
      'Send the consist by e-mail or fax two hours ahead and say which cars are loaded, empty, refrigerated or hazardous.',
      { documents: ['consist'], source: '19 CFR 123.91(a)' },
    ),
    step(
      'yard-under-seal',
      'security',
      'secondary',
      'terminal-operator',
      'no',
      'Place set-out cars where officers can reach them and let nobody else do so.',
      { documents: ['consist'] },
    ),
    step(
      'consist-for-manifest',
      'enforcement',
      'primary',
      'primary-officer',
      'add only',
      'No electronic manifest in sight: the consist with bills and the 7533 stand for it.',
      { documents: ['consist', 'cbp-7533'], when: ['no-advance-data'], source: '19 CFR 123.4' },
    ),
    step(
      'train-plan',
      'facilitation',
      'before arrival',
      'port-director',
      'yes',
      'Agree with the railroads on the order of trains and where set-out cars stand.',
    ),
    step(
      'train-goes-on',
      'facilitation',
      'release',
      'supervisor',
      'yes',
      'Let the train go on when the cars under hold are set out; one car stops no train.',
    ),
  ],
};
