import type { IncidentState } from '#contracts';
import { lifeCycle } from '#kernel';

export type IncidentEvent = 'identify' | 'repair' | 'recur' | 'fix' | 'withdraw';

/** The life of an incident. One that recurs after it was fixed is a new one in the same thread. */
export const incidentLife = lifeCycle<IncidentState, IncidentEvent>({
  states: ['investigating', 'identified', 'watching', 'fixed', 'cancelled'],
  final: ['fixed', 'cancelled'],
  transitions: [
    { from: 'investigating', on: 'identify', to: 'identified', who: 'officer', says: [] },
    { from: 'investigating', on: 'repair', to: 'watching', who: 'officer', says: [] },
    { from: 'investigating', on: 'fix', to: 'fixed', who: 'officer', says: [] },
    { from: 'investigating', on: 'withdraw', to: 'cancelled', who: 'officer', says: [] },
    { from: 'identified', on: 'repair', to: 'watching', who: 'officer', says: [] },
    { from: 'identified', on: 'fix', to: 'fixed', who: 'officer', says: [] },
    { from: 'identified', on: 'withdraw', to: 'cancelled', who: 'officer', says: [] },
    { from: 'watching', on: 'recur', to: 'investigating', who: 'officer', says: [] },
    { from: 'watching', on: 'fix', to: 'fixed', who: 'officer', says: [] },
  ],
});

export const OPEN_STATES: readonly IncidentState[] = ['investigating', 'identified', 'watching'];
