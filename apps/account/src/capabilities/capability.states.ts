import { CapabilityChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [CapabilityChanged.type];
const CBP = 'headquarters or who runs the platform, with a reason';

/** The life of a capability: open to nobody, to the accounts of its waves, to all, and to nobody any more. What was received while it was open is finished under it. */
export const capabilityStates = lifeCycle({
  states: ['registered', 'in waves', 'for all', 'off'],
  transitions: [
    { from: 'registered', on: 'wave opened', to: 'in waves', who: CBP, says: TOLD },
    { from: 'registered', on: 'opened to all', to: 'for all', who: CBP, says: TOLD },
    { from: 'registered', on: 'turned off', to: 'off', who: CBP, says: TOLD },
    { from: 'in waves', on: 'wave opened', to: 'in waves', who: CBP, says: TOLD },
    { from: 'in waves', on: 'opened to all', to: 'for all', who: CBP, says: TOLD },
    { from: 'in waves', on: 'turned off', to: 'off', who: CBP, says: TOLD },
    { from: 'for all', on: 'closed to all', to: 'in waves', who: CBP, says: TOLD },
    { from: 'for all', on: 'wave opened', to: 'for all', who: CBP, says: TOLD },
    { from: 'for all', on: 'turned off', to: 'off', who: CBP, says: TOLD },
    { from: 'off', on: 'wave opened', to: 'in waves', who: CBP, says: TOLD },
    { from: 'off', on: 'opened to all', to: 'for all', who: CBP, says: TOLD },
  ],
});
export type CapabilityState = (typeof capabilityStates.states)[number];
export type CapabilityEvent = (typeof capabilityStates.transitions)[number]['on'];

/** The life of a wave: its accounts are named, then it is opened to them by an order, and closed by another. */
export const waveStates = lifeCycle({
  states: ['planned', 'open', 'closed'],
  final: ['closed'],
  transitions: [
    { from: 'planned', on: 'opened', to: 'open', who: CBP, says: TOLD },
    { from: 'planned', on: 'closed', to: 'closed', who: CBP, says: [] },
    { from: 'open', on: 'closed', to: 'closed', who: CBP, says: TOLD },
  ],
});
export type WaveState = (typeof waveStates.states)[number];
