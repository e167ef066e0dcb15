import { lifeCycle } from '#kernel';

const STAFF = 'people of the Center, or headquarters';

/** The life of what a Center publishes. Every version is kept. */
export const publicationStates = lifeCycle({
  states: ['published', 'withdrawn'],
  final: ['withdrawn'],
  transitions: [
    { from: 'published', on: 'corrected', to: 'published', who: STAFF, says: [] },
    { from: 'published', on: 'withdrawn', to: 'withdrawn', who: STAFF, says: [] },
  ],
});
