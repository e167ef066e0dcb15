import { BillChanged, CarrierNotified } from '#contracts';
import { lifeCycle } from '#kernel';

const CHANGED = [BillChanged.type];
const WITH_CARRIER = [BillChanged.type, CarrierNotified.type];

/** The life of a bill of lading. A number taken off the manifest, or three years old, may be filed again (19 CFR 4.7a(c)(2)(iii)). */
export const billStates = lifeCycle({
  states: ['on file', 'arrived', 'deleted'],
  transitions: [
    { from: 'on file', on: 'amended', to: 'on file', who: 'carrier', says: CHANGED },
    { from: 'on file', on: 'arrived', to: 'arrived', who: 'carrier', says: CHANGED },
    { from: 'on file', on: 'deleted', to: 'deleted', who: 'carrier', says: CHANGED },
    { from: 'on file', on: 'hold placed', to: 'on file', who: 'officer', says: WITH_CARRIER },
    { from: 'on file', on: 'hold removed', to: 'on file', who: 'officer', says: WITH_CARRIER },
    { from: 'on file', on: 'filed again', to: 'on file', who: 'carrier, after three years', says: CHANGED },
    { from: 'arrived', on: 'amended', to: 'arrived', who: 'carrier', says: CHANGED },
    { from: 'arrived', on: 'arrived in bond', to: 'arrived', who: 'carrier', says: CHANGED },
    { from: 'arrived', on: 'deleted', to: 'deleted', who: 'carrier, with a reason', says: CHANGED },
    { from: 'arrived', on: 'hold placed', to: 'arrived', who: 'officer', says: WITH_CARRIER },
    { from: 'arrived', on: 'hold removed', to: 'arrived', who: 'officer', says: WITH_CARRIER },
    { from: 'arrived', on: 'filed again', to: 'on file', who: 'carrier, after three years', says: CHANGED },
    { from: 'deleted', on: 'hold removed', to: 'deleted', who: 'officer', says: WITH_CARRIER },
    { from: 'deleted', on: 'filed again', to: 'on file', who: 'carrier', says: CHANGED },
  ],
});

export type BillState = (typeof billStates.states)[number];
