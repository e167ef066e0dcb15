import { SuggestionAnswered } from '#contracts';
import { lifeCycle } from '#kernel';

const ANSWERED = [SuggestionAnswered.type];
const CBP = 'an account manager or headquarters, with a reason';

/** The life of a suggestion. Each is decided and answered; one that was deferred comes back, one that says what another says is answered with it. */
export const suggestionStates = lifeCycle({
  states: ['filed', 'assigned', 'deferred', 'accepted', 'declined', 'merged'],
  final: ['accepted', 'declined', 'merged'],
  transitions: [
    { from: 'filed', on: 'assigned', to: 'assigned', who: CBP, says: [] },
    { from: 'assigned', on: 'assigned', to: 'assigned', who: CBP, says: [] },
    { from: 'deferred', on: 'assigned', to: 'assigned', who: CBP, says: [] },
    { from: 'assigned', on: 'accepted', to: 'accepted', who: CBP, says: ANSWERED },
    { from: 'assigned', on: 'declined', to: 'declined', who: CBP, says: ANSWERED },
    { from: 'assigned', on: 'deferred', to: 'deferred', who: CBP, says: ANSWERED },
    { from: 'assigned', on: 'merged', to: 'merged', who: CBP, says: ANSWERED },
  ],
});
export type SuggestionState = (typeof suggestionStates.states)[number];
export const DECISIONS = ['accepted', 'declined', 'deferred', 'merged'] as const;
export type SuggestionDecision = (typeof DECISIONS)[number];
