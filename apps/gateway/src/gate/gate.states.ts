import { lifeCycle } from '#kernel';

const PLATFORM = 'the platform';
const ORDER = 'operators, headquarters, or a downtime in force';

/**
 * The life of a gate. Nothing but a trial leads from STOPPED to FLOWING. Who stopped a gate decides who opens it: what the platform
 * closed by itself it tries by itself as soon as the module is healthy, what was closed by order is opened by order.
 */
export const gateStates = lifeCycle({
  states: ['FLOWING', 'STOPPED', 'TRIAL'],
  transitions: [
    { from: 'FLOWING', on: 'module failed', to: 'STOPPED', who: PLATFORM, says: [] },
    { from: 'FLOWING', on: 'stop ordered', to: 'STOPPED', who: ORDER, says: [] },
    // A gate that the platform closed, or another order did, is from now on closed by this order.
    { from: 'STOPPED', on: 'stop ordered', to: 'STOPPED', who: ORDER, says: [] },
    { from: 'STOPPED', on: 'resume ordered', to: 'TRIAL', who: ORDER, says: [] },
    { from: 'STOPPED', on: 'module healthy again', to: 'TRIAL', who: PLATFORM, says: [] },
    { from: 'TRIAL', on: 'stop ordered', to: 'STOPPED', who: ORDER, says: [] },
    { from: 'TRIAL', on: 'trial failed', to: 'STOPPED', who: PLATFORM, says: [] },
    { from: 'TRIAL', on: 'trial passed', to: 'FLOWING', who: PLATFORM, says: [] },
  ],
});

export type GateState = (typeof gateStates.states)[number];
export type GateEvent = (typeof gateStates.transitions)[number]['on'];
