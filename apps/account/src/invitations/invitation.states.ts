import { AccountChanged } from '#contracts';
import { lifeCycle } from '#kernel';

/** The life of an invitation into an account. The role that it offers is given when it is accepted, and never before. */
export const invitationStates = lifeCycle({
  states: ['invited', 'accepted', 'declined', 'expired', 'withdrawn'],
  final: ['accepted', 'declined', 'expired', 'withdrawn'],
  transitions: [
    { from: 'invited', on: 'accepted', to: 'accepted', who: 'the person invited', says: [AccountChanged.type] },
    { from: 'invited', on: 'declined', to: 'declined', who: 'the person invited', says: [] },
    { from: 'invited', on: 'expired', to: 'expired', who: 'the platform, after its last instant', says: [] },
    { from: 'invited', on: 'withdrawn', to: 'withdrawn', who: 'who may give the role', says: [] },
  ],
});

export type InvitationState = (typeof invitationStates.states)[number];
export type InvitationEvent = (typeof invitationStates.transitions)[number]['on'];
