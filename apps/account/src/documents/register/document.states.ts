import { lifeCycle } from '#kernel';

/** A document from its arrival on. What breaks a rule on arrival is never one. */
export const documentStates = lifeCycle({
  states: ['being checked', 'kept', 'refused', 'deleted'],
  final: ['refused', 'deleted'],
  transitions: [
    { from: 'being checked', on: 'found sound', to: 'kept', who: 'platform', says: [] },
    { from: 'being checked', on: 'virus found', to: 'refused', who: 'platform', says: [] },
    { from: 'kept', on: 'deletion', to: 'deleted', who: 'account or CBP, after its retention', says: [] },
  ],
});

export type DocumentState = (typeof documentStates.states)[number];
