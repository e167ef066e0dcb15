import { CeeAccountTold } from '#contracts';
import { lifeCycle } from '#kernel';

/**
 * The life of a change of a ruling (19 CFR 177.12). What holds on a day is a matter of the day: a published change is in effect from its effective day on, and nothing has to carry it out.
 * A ruling that has been in effect for less than 60 days is changed by notice to its holder alone: proposed and published at once.
 */
export const rulingChangeStates = lifeCycle({
  states: ['proposed', 'published', 'dropped'],
  final: ['published', 'dropped'],
  transitions: [
    {
      ...{ from: 'proposed', on: 'published', to: 'published' },
      ...{ who: 'headquarters, when the time for comments is over', says: [CeeAccountTold.type] },
    },
    { from: 'proposed', on: 'dropped', to: 'dropped', who: 'headquarters', says: [CeeAccountTold.type] },
  ],
});
export type RulingChangeState = (typeof rulingChangeStates.states)[number];
