import { AccountChanged } from '#contracts';
import { lifeCycle } from '#kernel';

/** The life of an application for an account. With its approval the account is there, and the applicant owns it. */
export const applicationStates = lifeCycle({
  states: ['applied', 'approved', 'refused', 'withdrawn'],
  final: ['approved', 'refused', 'withdrawn'],
  transitions: [
    { from: 'applied', on: 'approved', to: 'approved', who: 'CBP, with a reason', says: [AccountChanged.type] },
    { from: 'applied', on: 'refused', to: 'refused', who: 'CBP, with a reason', says: [] },
    { from: 'applied', on: 'withdrawn', to: 'withdrawn', who: 'the applicant', says: [] },
  ],
});

export type ApplicationState = (typeof applicationStates.states)[number];
export type ApplicationEvent = (typeof applicationStates.transitions)[number]['on'];
