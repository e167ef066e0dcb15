import { CeeInteractionRecorded } from '#contracts';
import { lifeCycle } from '#kernel';

/** The life of a question of a Center or port to headquarters on a current transaction (19 CFR 177.11). A refused question is a ground for further review (174.24(d)). */
export const adviceStates = lifeCycle({
  states: ['open', 'answered', 'refused', 'withdrawn'],
  final: ['answered', 'refused', 'withdrawn'],
  transitions: [
    {
      ...{ from: 'open', on: 'answered', to: 'answered', who: 'headquarters, by a ruling' },
      says: [CeeInteractionRecorded.type],
    },
    { from: 'open', on: 'refused', to: 'refused', who: 'headquarters', says: [] },
    { from: 'open', on: 'withdrawn', to: 'withdrawn', who: 'who asked', says: [] },
  ],
});
export type AdviceState = (typeof adviceStates.states)[number];
