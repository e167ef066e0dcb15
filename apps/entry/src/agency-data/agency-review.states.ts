import { ReleaseStatusChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [ReleaseStatusChanged.type];
const OPEN = ['under review', 'held', 'documents required'] as const;
const ALL = [...OPEN, 'may proceed', 'refused'] as const;

const step = <const E extends string>(
  froms: readonly (typeof ALL)[number][],
  on: E,
  to: (typeof ALL)[number],
  who: string,
) => froms.filter((from) => from !== to).map((from) => ({ from, on, to, who, says: TOLD }));

/** The review of what is filed for an agency on one line (SO70: status query guide v21, pp. ACMQ-57..60). A refusal stands until the agency itself lifts it, or other data is filed. */
export const agencyReviewStates = lifeCycle({
  states: ALL,
  transitions: [
    ...step([...OPEN, 'refused'], 'may proceed', 'may proceed', 'the agency'),
    ...step([...OPEN, 'may proceed'], 'hold', 'held', 'the agency'),
    ...step(['under review', 'held', 'may proceed'], 'documents required', 'documents required', 'the agency'),
    ...step(['documents required'], 'documents received', 'under review', 'the agency'),
    ...step([...OPEN, 'may proceed'], 'refuse', 'refused', 'the agency'),
    ...step(ALL, 'other data filed', 'under review', 'filer'),
  ],
});

export type AgencyReviewState = (typeof agencyReviewStates.states)[number];
