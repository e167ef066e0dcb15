import { DepositTold } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [DepositTold.type];

/** What becomes of the estimated duties on goods that were released two weeks ago without an entry summary (19 CFR 141.101, 142.12(b), 142.15). */
export const depositStates = lifeCycle({
  states: ['awaited', 'missing', 'filed', 'not due'],
  transitions: [
    { from: 'awaited', on: 'summary filed', to: 'filed', who: 'filer', says: [] },
    { from: 'awaited', on: 'release taken back', to: 'not due', who: 'filer, officer', says: [] },
    { from: 'awaited', on: 'time is over', to: 'missing', who: 'the platform', says: TOLD },
    { from: 'missing', on: 'summary filed', to: 'filed', who: 'filer', says: TOLD },
    { from: 'filed', on: 'summary deleted', to: 'awaited', who: 'filer', says: [] },
    { from: 'not due', on: 'released anew', to: 'awaited', who: 'filer, officer', says: [] },
    { from: 'not due', on: 'summary deleted', to: 'awaited', who: 'filer', says: [] },
  ],
});
export type DepositState = (typeof depositStates.states)[number];
