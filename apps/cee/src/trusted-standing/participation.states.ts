import { CeeAccountTold, CeeInteractionRecorded, StandingChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const FILED = [CeeInteractionRecorded.type];
const DECIDED = [CeeInteractionRecorded.type, CeeAccountTold.type];
const STANDING = [...DECIDED, StandingChanged.type];
const OWNER = 'owner of the account';
const SPECIALIST = 'security specialist';
const DECIDER = 'team lead, Center director or headquarters';

/** An account in a program of trusted traders: CTPAT (6 U.S.C. 961 to 973) or Trade Compliance. The tier is a matter of the day, not of the state. */
export const participationStates = lifeCycle({
  states: ['preparing', 'submitted', 'improving', 'in force', 'suspended', 'removed', 'refused', 'withdrawn'],
  final: ['refused', 'withdrawn'],
  transitions: [
    { from: 'preparing', on: 'agreement signed', to: 'preparing', who: OWNER, says: FILED },
    { from: 'preparing', on: 'answered', to: 'preparing', who: OWNER, says: FILED },
    { from: 'preparing', on: 'submitted', to: 'submitted', who: OWNER, says: FILED },
    { from: 'preparing', on: 'withdrawn', to: 'withdrawn', who: OWNER, says: FILED },
    { from: 'preparing', on: 'taken over', to: 'in force', who: 'operator, as it stood before', says: STANDING },
    { from: 'submitted', on: 'returned', to: 'improving', who: SPECIALIST, says: DECIDED },
    { from: 'submitted', on: 'certified', to: 'in force', who: DECIDER, says: STANDING },
    { from: 'submitted', on: 'refused', to: 'refused', who: DECIDER, says: DECIDED },
    { from: 'submitted', on: 'withdrawn', to: 'withdrawn', who: OWNER, says: FILED },
    { from: 'improving', on: 'answered', to: 'improving', who: OWNER, says: FILED },
    { from: 'improving', on: 'submitted', to: 'submitted', who: OWNER, says: FILED },
    { from: 'improving', on: 'refused', to: 'refused', who: DECIDER, says: DECIDED },
    { from: 'improving', on: 'withdrawn', to: 'withdrawn', who: OWNER, says: FILED },
    { from: 'in force', on: 'answered', to: 'in force', who: OWNER, says: FILED },
    { from: 'in force', on: 'agreement signed', to: 'in force', who: OWNER, says: FILED },
    { from: 'in force', on: 'visit planned', to: 'in force', who: SPECIALIST, says: DECIDED },
    { from: 'in force', on: 'visit held', to: 'in force', who: SPECIALIST, says: DECIDED },
    { from: 'in force', on: 'validated', to: 'in force', who: DECIDER, says: STANDING },
    { from: 'in force', on: 'suspended', to: 'suspended', who: DECIDER, says: STANDING },
    { from: 'in force', on: 'removed', to: 'removed', who: DECIDER, says: STANDING },
    { from: 'in force', on: 'withdrawn', to: 'withdrawn', who: OWNER, says: [...FILED, StandingChanged.type] },
    { from: 'improving', on: 'action done', to: 'improving', who: OWNER, says: FILED },
    { from: 'improving', on: 'action accepted', to: 'improving', who: SPECIALIST, says: DECIDED },
    { from: 'improving', on: 'action sent back', to: 'improving', who: SPECIALIST, says: DECIDED },
    { from: 'submitted', on: 'action done', to: 'submitted', who: OWNER, says: FILED },
    { from: 'submitted', on: 'action accepted', to: 'submitted', who: SPECIALIST, says: DECIDED },
    { from: 'submitted', on: 'action sent back', to: 'submitted', who: SPECIALIST, says: DECIDED },
    { from: 'in force', on: 'action done', to: 'in force', who: OWNER, says: FILED },
    { from: 'in force', on: 'action accepted', to: 'in force', who: SPECIALIST, says: DECIDED },
    { from: 'in force', on: 'action sent back', to: 'in force', who: SPECIALIST, says: DECIDED },
    { from: 'suspended', on: 'action done', to: 'suspended', who: OWNER, says: FILED },
    { from: 'suspended', on: 'action accepted', to: 'suspended', who: SPECIALIST, says: DECIDED },
    { from: 'suspended', on: 'action sent back', to: 'suspended', who: SPECIALIST, says: DECIDED },
    { from: 'suspended', on: 'answered', to: 'suspended', who: OWNER, says: FILED },
    { from: 'suspended', on: 'reinstated', to: 'in force', who: DECIDER, says: STANDING },
    { from: 'suspended', on: 'removed', to: 'removed', who: DECIDER, says: STANDING },
    { from: 'suspended', on: 'withdrawn', to: 'withdrawn', who: OWNER, says: FILED },
    { from: 'removed', on: 'withdrawn', to: 'withdrawn', who: OWNER, says: FILED },
    { from: 'removed', on: 'reinstated', to: 'in force', who: 'headquarters, by an appeal', says: STANDING },
  ],
});
export type ParticipationState = (typeof participationStates.states)[number];
export type ParticipationEvent = (typeof participationStates.transitions)[number]['on'];

/** An appeal against a suspension or removal (6 U.S.C. 967(c)). */
export const standingAppealStates = lifeCycle({
  states: ['filed', 'granted', 'denied', 'withdrawn'],
  final: ['granted', 'denied', 'withdrawn'],
  transitions: [
    { from: 'filed', on: 'granted', to: 'granted', who: 'headquarters', says: STANDING },
    { from: 'filed', on: 'denied', to: 'denied', who: 'headquarters', says: DECIDED },
    { from: 'filed', on: 'withdrawn', to: 'withdrawn', who: OWNER, says: FILED },
  ],
});
