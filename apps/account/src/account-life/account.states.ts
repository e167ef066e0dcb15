import { AccountChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [AccountChanged.type];

/** The life of a trade account. One that was merged is history: who asks for it is told which account goes on. */
export const accountStates = lifeCycle({
  states: ['active', 'suspended', 'deactivated', 'merged'],
  final: ['merged'],
  transitions: [
    { from: 'active', on: 'suspended', to: 'suspended', who: 'CBP, with a reason', says: TOLD },
    {
      from: 'active',
      on: 'deactivated',
      to: 'deactivated',
      who: 'CBP, with a reason; the platform after a year without use',
      says: TOLD,
    },
    { from: 'active', on: 'merged', to: 'merged', who: 'the owner of both, or CBP', says: TOLD },
    { from: 'suspended', on: 'reactivated', to: 'active', who: 'CBP, with a reason', says: TOLD },
    { from: 'suspended', on: 'deactivated', to: 'deactivated', who: 'CBP, with a reason', says: TOLD },
    {
      from: 'deactivated',
      on: 'reactivated',
      to: 'active',
      who: 'CBP, with a reason, also where its owner asks for it',
      says: TOLD,
    },
  ],
});

export type AccountState = (typeof accountStates.states)[number];
export type AccountEvent = (typeof accountStates.transitions)[number]['on'];
