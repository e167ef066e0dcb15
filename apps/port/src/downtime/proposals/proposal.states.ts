import { lifeCycle } from '#kernel';

export type ProposalState = 'open' | 'accepted' | 'dismissed' | 'closed';
export type ProposalEvent = 'accept' | 'dismiss' | 'recover';

/** The life of a proposal. Nobody needs to dismiss what went away by itself. */
export const proposalLife = lifeCycle<ProposalState, ProposalEvent>({
  states: ['open', 'accepted', 'dismissed', 'closed'],
  final: ['accepted', 'dismissed', 'closed'],
  transitions: [
    { from: 'open', on: 'accept', to: 'accepted', who: 'port director or headquarters', says: [] },
    { from: 'open', on: 'dismiss', to: 'dismissed', who: 'port director or headquarters', says: [] },
    { from: 'open', on: 'recover', to: 'closed', who: 'the platform', says: [] },
  ],
});
