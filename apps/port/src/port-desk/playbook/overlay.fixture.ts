import type { Overlay, StepChange } from './overlay';

/** A port's changes of the truck procedure, complete but for what a test is about. */
export const overlayWith = (more: Partial<Overlay>): Overlay => ({
  effectiveFrom: '2026-11-20',
  reason: 'Two bridges, one of them for empty trucks',
  changes: [],
  steps: [],
  documents: [],
  contacts: [],
  ...more,
});

const change = (more: StepChange): Partial<Overlay> => ({ changes: [more] });
const ownStep = (more: Partial<Overlay['steps'][number]>): Overlay['steps'][number] => ({
  id: 'port-bridge-call',
  phase: 'facilitation',
  stage: 'before arrival',
  who: ['supervisor'],
  what: 'Call the bridge commission.',
  documents: [],
  when: [],
  source: 'Port director, 20 November 2026',
  ...more,
});

interface Pair {
  readonly rule: string;
  readonly stands: Partial<Overlay>;
  readonly refused: Partial<Overlay>;
  /** Where in the overlay, and about which step or part. */
  readonly at: string;
  readonly part: string;
}

/** What a port may do beside what it may not, rule by rule. */
export const pairs: readonly Pair[] = [
  {
    rule: 'no',
    stands: change({ step: 'scan', note: 'Portal 4 is out of order.' }),
    refused: change({ step: 'holds-first', note: 'Only at booth 1.' }),
    at: '/changes/0/note',
    part: 'holds-first',
  },
  {
    rule: 'no',
    stands: change({ step: 'urgent-first', leaveOut: true }),
    refused: change({ step: 'see-bond', leaveOut: true }),
    at: '/changes/0/leaveOut',
    part: 'see-bond',
  },
  {
    rule: 'add only',
    stands: change({ step: 'papers-complete', addDocuments: ['packing-list'] }),
    refused: change({ step: 'papers-complete', removeDocuments: ['invoice'] }),
    at: '/changes/0/removeDocuments',
    part: 'papers-complete',
  },
  {
    rule: 'add only',
    stands: change({ step: 'scan', note: 'Trucks from lane 9 go to the X-ray.' }),
    refused: change({ step: 'scan', what: 'Radiation portal, at times.' }),
    at: '/changes/0/what',
    part: 'scan',
  },
  {
    rule: 'detail',
    stands: change({ step: 'check-the-log', what: 'Compare log and papers each half hour.' }),
    refused: change({ step: 'check-the-log', who: ['broker'] }),
    at: '/changes/0/who',
    part: 'check-the-log',
  },
  {
    rule: 'known papers',
    stands: change({ step: 'papers-complete', addDocuments: ['packing-list', 'cbp-7533'] }),
    refused: change({ step: 'papers-complete', addDocuments: ['consular-list'] }),
    at: '/changes/0/addDocuments',
    part: 'papers-complete',
  },
  {
    rule: 'known conditions',
    stands: change({ step: 'urgent-first', when: ['perishable'] }),
    refused: change({ step: 'urgent-first', when: ['late'] }),
    at: '/changes/0/when',
    part: 'urgent-first',
  },
  {
    rule: 'national step',
    stands: change({ step: 'queue-plan', note: 'Lot B' }),
    refused: change({ step: 'set-out', note: 'Lot B' }),
    at: '/changes/0/step',
    part: 'set-out',
  },
  {
    rule: 'one change a step',
    stands: change({ step: 'queue-plan', note: 'Lot B', what: 'Trucks wait in lot B.' }),
    refused: {
      changes: [
        { step: 'queue-plan', note: 'Lot B' },
        { step: 'queue-plan', note: 'Lot C' },
      ],
    },
    at: '/changes/1/step',
    part: 'queue-plan',
  },
  {
    rule: 'one step an id',
    stands: { steps: [ownStep({})] },
    refused: { steps: [ownStep({}), ownStep({ what: 'Call again.' })] },
    at: '/steps/1/id',
    part: 'port-bridge-call',
  },
  {
    rule: 'one paper an id',
    stands: {
      documents: [{ id: 'port-gate-slip', short: 'gate slip', name: 'Gate slip', contents: [], source: 'Port' }],
    },
    refused: {
      documents: [
        { id: 'port-gate-slip', short: 'gate slip', name: 'Gate slip', contents: [], source: 'Port' },
        { id: 'port-gate-slip', short: 'gate slip', name: 'Another', contents: [], source: 'Port' },
      ],
    },
    at: '/documents/1/id',
    part: 'port-gate-slip',
  },
  {
    rule: 'only stricter',
    stands: { keyWithinBusinessDays: { conveyanceAndRelease: 0, entryData: 2 } },
    refused: { keyWithinBusinessDays: { conveyanceAndRelease: 1, entryData: 3 } },
    at: '/keyWithinBusinessDays/entryData',
    part: 'keying',
  },
  {
    rule: 'one page',
    stands: { steps: [ownStep({ who: ['primary-officer'] })] },
    refused: {
      steps: Array.from({ length: 5 }, (_, i) =>
        ownStep({
          id: `port-call-${i}`,
          who: ['primary-officer'],
          what: 'Call the bridge commission again and again. '.repeat(6).trim(),
        }),
      ),
    },
    at: '',
    part: 'primary-officer',
  },
];
