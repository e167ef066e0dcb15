import { AuthorityChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const DIRECTOR = 'Center director or headquarters';
const HEADQUARTERS = 'headquarters, with a reason';

/**
 * The life of a delegation order. The entry service is told of it; decisions are made by the day they are about. What was decided before a cut-over or a
 * rollback stays with whom it was.
 */
export const delegationStates = lifeCycle({
  states: ['preparing', 'ready', 'ordered', 'in force', 'over', 'refused', 'rolled back'],
  final: ['over', 'refused', 'rolled back'],
  transitions: [
    { from: 'preparing', on: 'staff and trial suffice', to: 'ready', who: DIRECTOR, says: [] },
    { from: 'preparing', on: 'staff or trial fall short', to: 'preparing', who: DIRECTOR, says: [] },
    { from: 'ready', on: 'staff and trial suffice', to: 'ready', who: DIRECTOR, says: [] },
    { from: 'ready', on: 'staff or trial fall short', to: 'preparing', who: DIRECTOR, says: [] },
    { from: 'preparing', on: 'no-go', to: 'refused', who: HEADQUARTERS, says: [] },
    { from: 'ready', on: 'no-go', to: 'refused', who: HEADQUARTERS, says: [] },
    { from: 'ready', on: 'go', to: 'ordered', who: HEADQUARTERS, says: [AuthorityChanged.type] },
    { from: 'ordered', on: 'cut-over', to: 'in force', who: 'the day', says: [] },
    { from: 'in force', on: 'last day', to: 'over', who: 'the day', says: [] },
    { from: 'ordered', on: 'rollback', to: 'rolled back', who: HEADQUARTERS, says: [AuthorityChanged.type] },
    { from: 'in force', on: 'rollback', to: 'rolled back', who: HEADQUARTERS, says: [AuthorityChanged.type] },
  ],
});
export type DelegationState = (typeof delegationStates.states)[number];
export type DelegationEvent = (typeof delegationStates.transitions)[number]['on'];
