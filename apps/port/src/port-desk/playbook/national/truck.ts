import type { Procedure } from '../procedure/procedure';
import { type ModeWords, step } from './common-steps';
import type { ModeParts } from './mode-parts';

const words: ModeWords = {
  conveyance: 'truck',
  identifiers: 'trip number, plate, every bill and entry number',
  terminal: 'compound',
  entryPapers: ['cbp-3461-alt', 'right-to-enter'],
  carrierPapers: ['cbp-7533', 'lead-sheet', 'driver-identity'],
};

const advanceData: Procedure['advanceData'] = [
  {
    id: 'e-manifest',
    what: 'e-manifest',
    by: 'one hour before arrival, or 30 minutes where the system allows the lesser time',
    source: '19 CFR 123.92(a)',
  },
  {
    id: 'e-manifest-exempt',
    what: 'nothing',
    by: 'informal goods of $2,500 or less, U.S. goods returned, domestic cargo in transit through Canada or Mexico',
    source: '19 CFR 123.92(b)',
  },
];

export const truck: ModeParts = {
  words,
  advanceData,
  reviewHours: 2,
  documents: ['cbp-3461-alt', 'cbp-7533', 'lead-sheet', 'driver-identity'],
  catchUpKeys: [
    { id: 'trip', text: 'SCAC and trip number' },
    { id: 'shipment', text: 'shipment control number (PAPS or PARS)' },
    { id: 'entry', text: 'entry number' },
  ],
  steps: [
    step(
      'identify',
      'security',
      'primary',
      'primary-officer',
      'no',
      'Identify the driver; match plate and trip number with the lead sheet. Query driver and truck on any system that answers.',
      { documents: ['driver-identity', 'lead-sheet'], source: '19 CFR 123.92' },
    ),
    step(
      'scan',
      'security',
      'primary',
      'primary-officer',
      'add only',
      'Radiation portal always. No picture of the manifest, or any doubt: X-ray or secondary.',
    ),
    step(
      'unload-on-doubt',
      'security',
      'secondary',
      'secondary-officer',
      'add only',
      'Look at seals, cab and cargo space; agriculture specialist for food, plants and wood packing.',
    ),
    step(
      'stay-sealed',
      'security',
      'before arrival',
      'carrier',
      'no',
      'Keep seals whole, stay with the truck, carry identification.',
      { documents: ['driver-identity'] },
    ),
    step(
      'manifest-missing',
      'enforcement',
      'primary',
      'primary-officer',
      'add only',
      'Manifest not visible: take the 7533 or lead sheet instead; late data is no fault of the carrier during the downtime.',
      { documents: ['cbp-7533', 'lead-sheet'], when: ['no-advance-data'], source: 'CSMS 19-000204' },
    ),
    step(
      'exempt-trucks',
      'facilitation',
      'primary',
      'primary-officer',
      'yes',
      'Exempt trucks need no manifest: the invoice is enough.',
      { documents: ['invoice'], when: ['advance-exempt'], source: '19 CFR 123.92(b)' },
    ),
    step(
      'queue-plan',
      'facilitation',
      'before arrival',
      'port-director',
      'yes',
      'Agree with the bridge or road authority where trucks wait; keep FAST and empty lanes open.',
      { source: 'Practice of land ports' },
    ),
    step(
      'driver-may-wait',
      'facilitation',
      'primary',
      'carrier',
      'yes',
      'The driver may wait for the electronic release if the port has room.',
      { source: 'New Orleans port notice 17-011' },
    ),
  ],
};
