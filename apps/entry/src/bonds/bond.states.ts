import { lifeCycle } from '#kernel';

/**
 * The life of a bond in the register (eBond guide v1.9, pp. CB-22..27; 19 CFR 113.26, 113.27). That the day of a termination has come is told by its date: a bond whose termination is scheduled covers until the day before it.
 */
export const bondStates = lifeCycle({
  states: ['not on file', 'active', 'termination scheduled', 'void', 'substituted', 'superseded'],
  final: ['termination scheduled', 'void', 'substituted', 'superseded'],
  transitions: [
    { from: 'not on file', on: 'filed', to: 'active', who: 'surety', says: [] },
    { from: 'active', on: 'adjusted', to: 'active', who: 'surety', says: [] },
    { from: 'active', on: 'rider', to: 'active', who: 'surety', says: [] },
    { from: 'active', on: 'voided', to: 'void', who: 'surety', says: [] },
    { from: 'active', on: 'terminated', to: 'termination scheduled', who: 'surety or principal', says: [] },
    { from: 'active', on: 'substituted', to: 'substituted', who: 'surety', says: [] },
    { from: 'active', on: 'superseded', to: 'superseded', who: 'surety', says: [] },
  ],
});

export type KeptState = Exclude<(typeof bondStates.states)[number], 'not on file'>;
export type BondEvent = (typeof bondStates.transitions)[number]['on'];
