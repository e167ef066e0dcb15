import { CeeAccountTold, CeeInteractionRecorded } from '#contracts';
import { lifeCycle } from '#kernel';

const FILED = [CeeInteractionRecorded.type];
const TOLD = [...FILED, CeeAccountTold.type];

/** The life of a question to a Center. */
export const hubQuestionStates = lifeCycle({
  states: ['asked', 'answered', 'published', 'withdrawn'],
  final: ['published', 'withdrawn'],
  transitions: [
    {
      from: 'asked',
      on: 'redirected',
      to: 'asked',
      who: 'somebody of the Center that has it, or headquarters',
      says: TOLD,
    },
    { from: 'asked', on: 'answered', to: 'answered', who: 'somebody of the Center that has it', says: TOLD },
    { from: 'asked', on: 'withdrawn', to: 'withdrawn', who: 'who asked', says: FILED },
    {
      from: 'answered',
      on: 'published without names',
      to: 'published',
      who: 'somebody of the Center that answered',
      says: [],
    },
  ],
});
export type HubQuestionState = (typeof hubQuestionStates.states)[number];
