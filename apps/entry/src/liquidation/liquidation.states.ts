import { LiquidationChanged } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [LiquidationChanged.type];

/**
 * The life of an entry from its accepted summary to the final computation of what it owes (19 CFR 159.1). What holds it up, extensions and suspensions, may be several at once
 * and stands beside the state.
 */
export const liquidationStates = lifeCycle({
  states: ['not liquidated', 'liquidated', 'reliquidated'],
  transitions: [
    { from: 'not liquidated', on: 'scheduled', to: 'not liquidated', who: 'the platform', says: TOLD },
    { from: 'not liquidated', on: 'unscheduled', to: 'not liquidated', who: 'filer, CBP', says: TOLD },
    { from: 'not liquidated', on: 'extended', to: 'not liquidated', who: 'CBP', says: TOLD },
    { from: 'not liquidated', on: 'suspended', to: 'not liquidated', who: 'CBP, the platform', says: TOLD },
    { from: 'not liquidated', on: 'suspension ended', to: 'not liquidated', who: 'CBP, the platform', says: TOLD },
    { from: 'not liquidated', on: 'liquidated', to: 'liquidated', who: 'CBP, the platform', says: TOLD },
    // The run had not heard of an order that was given before.
    { from: 'liquidated', on: 'set aside', to: 'not liquidated', who: 'CBP', says: TOLD },
    { from: 'liquidated', on: 'reliquidated', to: 'reliquidated', who: 'CBP', says: TOLD },
    { from: 'reliquidated', on: 'reliquidated', to: 'reliquidated', who: 'CBP', says: TOLD },
  ],
});

export type LiquidationState = (typeof liquidationStates.states)[number];
