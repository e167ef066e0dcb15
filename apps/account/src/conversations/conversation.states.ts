import { lifeCycle } from '#kernel';

/** The life of a conversation. One that was closed can be read and searched; who takes part reopens it, and an answer by e-mail does too. */
export const conversationStates = lifeCycle({
  states: ['open', 'closed'],
  transitions: [
    { from: 'open', on: 'closed', to: 'closed', who: 'CBP, with a reason', says: [] },
    { from: 'closed', on: 'reopened', to: 'open', who: 'whoever takes part, with a reason', says: [] },
  ],
});
export type ConversationState = (typeof conversationStates.states)[number];
export type ConversationEvent = (typeof conversationStates.transitions)[number]['on'];
