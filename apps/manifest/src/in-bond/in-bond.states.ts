import { BillChanged, InBondTold } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [InBondTold.type];
/** Each bill of it tells that it arrived. */
const ARRIVED = [BillChanged.type];
const ARRIVED_LATE = [...ARRIVED, ...TOLD];
const CARRIER = 'carrier';
const CHANGED = 'carrier, by amending or deleting its bills';

/** The life of an in-bond movement, from the arrival of its goods at the port where it begins, free of holds (19 CFR 18.1). */
export const inBondStates = lifeCycle({
  states: ['under way', 'overdue', 'arrived', 'withdrawn'],
  transitions: [
    { from: 'under way', on: 'arrived', to: 'arrived', who: CARRIER, says: ARRIVED },
    { from: 'under way', on: 'arrived late', to: 'arrived', who: CARRIER, says: ARRIVED_LATE },
    { from: 'under way', on: 'time is over', to: 'overdue', who: 'the platform', says: TOLD },
    { from: 'under way', on: 'withdrawn', to: 'withdrawn', who: CHANGED, says: [] },
    { from: 'overdue', on: 'arrived', to: 'arrived', who: CARRIER, says: ARRIVED_LATE },
    { from: 'overdue', on: 'withdrawn', to: 'withdrawn', who: CHANGED, says: [] },
    { from: 'withdrawn', on: 'begun', to: 'under way', who: CHANGED, says: [] },
    { from: 'arrived', on: 'begun', to: 'under way', who: 'carrier, with its number again after a year', says: [] },
  ],
});
export type InBondState = (typeof inBondStates.states)[number];
