import { lifeCycle } from '#kernel';

/** The life of a proposal to decide otherwise than before on the same product. */
export const departureStates = lifeCycle({
  states: ['proposed', 'approved', 'refused', 'used'],
  final: ['refused', 'used'],
  transitions: [
    {
      from: 'proposed',
      on: 'approved',
      to: 'approved',
      who: 'a second person: a team lead, a Center director or headquarters',
      says: [],
    },
    {
      from: 'proposed',
      on: 'refused',
      to: 'refused',
      who: 'a second person: a team lead, a Center director or headquarters',
      says: [],
    },
    {
      from: 'proposed',
      on: 'another decision binds',
      to: 'refused',
      who: 'the platform, when it is proposed anew',
      says: [],
    },
    {
      from: 'approved',
      on: 'another decision binds',
      to: 'refused',
      who: 'the platform, when it is proposed anew',
      says: [],
    },
    { from: 'approved', on: 'decided by it', to: 'used', who: 'the platform, with the decision', says: [] },
  ],
});
export type DepartureState = (typeof departureStates.states)[number];
