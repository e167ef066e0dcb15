import { FilerSetUpChanged, SetUpTold } from '#contracts';
import { lifeCycle } from '#kernel';

/** The life of a change of a filer's set-up: asked for by the filer, decided by CBP. It takes effect with its approval, and never in part. */
export const setUpChangeStates = lifeCycle({
  states: ['asked for', 'approved', 'refused', 'withdrawn'],
  final: ['approved', 'refused', 'withdrawn'],
  transitions: [
    {
      from: 'asked for',
      on: 'approved',
      to: 'approved',
      who: 'an account manager or headquarters, with a reason',
      says: [FilerSetUpChanged.type, SetUpTold.type],
    },
    {
      from: 'asked for',
      on: 'refused',
      to: 'refused',
      who: 'an account manager or headquarters, with a reason',
      says: [SetUpTold.type],
    },
    { from: 'asked for', on: 'withdrawn', to: 'withdrawn', who: 'an owner of the account', says: [] },
  ],
});
export type SetUpChangeState = (typeof setUpChangeStates.states)[number];
export const SET_UP_DECISIONS = ['approved', 'refused'] as const;
export type SetUpDecision = (typeof SET_UP_DECISIONS)[number];
