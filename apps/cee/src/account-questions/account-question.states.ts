import { CeeInteractionRecorded } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [CeeInteractionRecorded.type];

/** The life of a question of CBP to an account. */
export const accountQuestionStates = lifeCycle({
  states: ['open', 'answered', 'withdrawn'],
  final: ['answered', 'withdrawn'],
  transitions: [
    {
      from: 'open',
      on: 'another asks the same',
      to: 'open',
      who: 'a specialist or officer, of whichever Center or port',
      says: [],
    },
    {
      from: 'open',
      on: 'answered',
      to: 'answered',
      who: 'the account, or one of those who asked, from what the account sent otherwise',
      says: TOLD,
    },
    { from: 'open', on: 'one takes it back', to: 'open', who: 'one of those who asked', says: [] },
    { from: 'open', on: 'the last takes it back', to: 'withdrawn', who: 'the last of those who asked', says: TOLD },
  ],
});
export type AccountQuestionState = (typeof accountQuestionStates.states)[number];
