import { AccountChanged } from '#contracts';
import { lifeCycle } from '#kernel';

/** The life of what an owner asks for: that a deactivated account is active again. */
export const reactivationStates = lifeCycle({
  states: ['asked', 'granted', 'refused', 'withdrawn'],
  final: ['granted', 'refused', 'withdrawn'],
  transitions: [
    { from: 'asked', on: 'granted', to: 'granted', who: 'CBP, with a reason', says: [AccountChanged.type] },
    { from: 'asked', on: 'refused', to: 'refused', who: 'CBP, with a reason', says: [] },
    { from: 'asked', on: 'withdrawn', to: 'withdrawn', who: 'who asked', says: [] },
  ],
});

export type ReactivationState = (typeof reactivationStates.states)[number];
export type ReactivationEvent = (typeof reactivationStates.transitions)[number]['on'];
