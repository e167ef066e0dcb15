import { ManualDecisionMade } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [ManualDecisionMade.type];

/** The life of a manual decision in the register. */
export const decisionStates = lifeCycle({
  states: [
    'registered',
    'awaiting second officer',
    'being claimed',
    'in effect',
    'not agreed',
    'expired',
    'released electronically',
    'void',
  ],
  final: ['not agreed', 'expired', 'released electronically', 'void'],
  transitions: [
    { from: 'registered', on: 'hold must be overridden', to: 'awaiting second officer', who: 'officer', says: [] },
    { from: 'registered', on: 'release', to: 'being claimed', who: 'officer', says: [] },
    { from: 'registered', on: 'takes effect', to: 'in effect', who: 'officer', says: TOLD },
    { from: 'awaiting second officer', on: 'release', to: 'being claimed', who: 'second officer', says: [] },
    { from: 'awaiting second officer', on: 'takes effect', to: 'in effect', who: 'second officer', says: TOLD },
    { from: 'awaiting second officer', on: 'not agreed', to: 'not agreed', who: 'second officer', says: [] },
    { from: 'awaiting second officer', on: 'time is over', to: 'expired', who: 'the platform', says: [] },
    {
      from: 'being claimed',
      on: 'takes effect',
      to: 'in effect',
      who: 'entry service, or nobody while it cannot be reached',
      says: TOLD,
    },
    {
      from: 'being claimed',
      on: 'was released electronically',
      to: 'released electronically',
      who: 'entry service',
      says: [],
    },
    { from: 'being claimed', on: 'a hold came before', to: 'expired', who: 'the platform', says: TOLD },
    { from: 'in effect', on: 'voided', to: 'void', who: 'port director or headquarters', says: TOLD },
  ],
});
export type DecisionState = (typeof decisionStates.states)[number];
export type DecisionEvent = (typeof decisionStates.transitions)[number]['on'];
