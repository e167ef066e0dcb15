import { CarrierNotified, type ReleaseStatusChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [CarrierNotified.type];

/**
 * What the carrier of a bill is told of an entry that covers it. Each step has its status code; a code adds to or takes from the
 * bill's entered and released quantities, so a step is told once and only from the state it fits (CAMIR Appendix D).
 */
const STEPS = [
  { from: 'nothing', on: 'exam ordered', to: 'exam', who: 'CBP', code: '1A', says: TOLD },
  { from: 'nothing', on: 'released', to: 'released', who: 'CBP', code: '1C', says: TOLD },
  { from: 'exam', on: 'released', to: 'released', who: 'CBP', code: '1B', says: TOLD },
  { from: 'exam', on: 'cancelled', to: 'cancelled', who: 'filer or CBP', code: '4E', says: TOLD },
  { from: 'exam', on: 'bill taken off the entry', to: 'nothing', who: 'filer', code: '14', says: TOLD },
  { from: 'released', on: 'exam after release', to: 'exam', who: 'CBP', code: '4A', says: TOLD },
  { from: 'released', on: 'hold after release', to: 'suspended', who: 'CBP', code: '15', says: TOLD },
  { from: 'released', on: 'cancelled', to: 'cancelled', who: 'filer or CBP', code: '4E', says: TOLD },
  { from: 'released', on: 'bill taken off the entry', to: 'nothing', who: 'filer', code: '16', says: TOLD },
  { from: 'suspended', on: 'released', to: 'released', who: 'CBP', code: '4C', says: TOLD },
  { from: 'suspended', on: 'cancelled', to: 'cancelled', who: 'filer or CBP', code: '4E', says: TOLD },
  { from: 'suspended', on: 'bill taken off the entry', to: 'nothing', who: 'filer', code: '14', says: TOLD },
] as const;

export const releaseNotices = lifeCycle({
  states: ['nothing', 'exam', 'released', 'suspended', 'cancelled'],
  final: ['cancelled'],
  transitions: STEPS,
});

export type ToldState = (typeof releaseNotices.states)[number];
export type ReleaseEvent = (typeof STEPS)[number]['on'];

const PENDING_EXAM = '03';

/** What a change of the entry means for its bills' carriers, or null when it means nothing to them. */
export const releaseEvent = ({
  state,
  dispositions,
}: Pick<ReleaseStatusChanged, 'state' | 'dispositions'>): ReleaseEvent | null => {
  switch (state) {
    case 'exam':
      return 'exam ordered';
    case 'released':
      return 'released';
    case 'release suspended':
      return dispositions.some(({ code }) => code === PENDING_EXAM) ? 'exam after release' : 'hold after release';
    case 'cancelled':
      return 'cancelled';
    default:
      return null;
  }
};

/** The next state and the code to tell, or null when the carrier knows already. */
export const releaseNotice = (told: ToldState, event: ReleaseEvent): { told: ToldState; code: string } | null => {
  const step = STEPS.find(({ from, on }) => from === told && on === event);
  return step ? { told: step.to, code: step.code } : null;
};

/** The steps as a Markdown table for the partner documents. */
export const releaseNoticeTable = (): string =>
  [
    '| code | when | the bill before | the bill after |',
    '|---|---|---|---|',
    ...STEPS.map((s) => `| ${s.code} | ${s.on} | ${s.from} | ${s.to} |`),
  ].join('\n');
