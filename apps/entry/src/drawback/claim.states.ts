import { DrawbackClaimChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const SAYS = [DrawbackClaimChanged.type];

/**
 * The life of a drawback claim as it is kept here: a record of who claims what, which the trade controls until its refund is decided, and that is not done here (Drawback Entry Summary guide,
 * version 27, pp. 35, 86, 89). A number that is off file may be filed again.
 */
export const claimStates = lifeCycle({
  states: ['off file', 'on file', 'withdrawn', 'deleted'],
  transitions: [
    { from: 'off file', on: 'added', to: 'on file', who: 'filer', says: SAYS },
    { from: 'on file', on: 'replaced', to: 'on file', who: 'filer', says: SAYS },
    { from: 'on file', on: 'withdrawn', to: 'withdrawn', who: 'filer', says: SAYS },
    // What the filer meant to change must not stand.
    { from: 'on file', on: 'deleted by a rejected filing', to: 'deleted', who: 'filer', says: SAYS },
    { from: 'withdrawn', on: 'added', to: 'on file', who: 'filer', says: SAYS },
    { from: 'deleted', on: 'added', to: 'on file', who: 'filer', says: SAYS },
  ],
});

export type ClaimState = Exclude<(typeof claimStates.states)[number], 'off file'>;
export type ClaimEvent = (typeof claimStates.transitions)[number]['on'];
