import { lifeCycle } from '#kernel';

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
    { from: 'registered', on: 'hold must be overridden', to: 'awaiting second officer', who: 'officer' },
    { from: 'registered', on: 'release', to: 'being claimed', who: 'officer' },
    { from: 'registered', on: 'takes effect', to: 'in effect', who: 'officer' },
    { from: 'awaiting second officer', on: 'release', to: 'being claimed', who: 'second officer' },
    { from: 'awaiting second officer', on: 'takes effect', to: 'in effect', who: 'second officer' },
    { from: 'awaiting second officer', on: 'not agreed', to: 'not agreed', who: 'second officer' },
    { from: 'awaiting second officer', on: 'time is over', to: 'expired', who: 'the platform' },
    {
      from: 'being claimed',
      on: 'takes effect',
      to: 'in effect',
      who: 'entry service, or nobody while it cannot be reached',
    },
    { from: 'being claimed', on: 'was released electronically', to: 'released electronically', who: 'entry service' },
    { from: 'being claimed', on: 'a hold came before', to: 'expired', who: 'the platform' },
    { from: 'in effect', on: 'voided', to: 'void', who: 'port director or headquarters' },
  ],
});
export type DecisionState = (typeof decisionStates.states)[number];
export type DecisionEvent = (typeof decisionStates.transitions)[number]['on'];
