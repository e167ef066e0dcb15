import { lifeCycle } from '#kernel';

/** The life of a bill of lading. A number taken off the manifest, or three years old, may be filed again (19 CFR 4.7a(c)(2)(iii)). */
export const billStates = lifeCycle({
  states: ['on file', 'arrived', 'deleted'],
  transitions: [
    { from: 'on file', on: 'amended', to: 'on file', who: 'carrier' },
    { from: 'on file', on: 'arrived', to: 'arrived', who: 'carrier' },
    { from: 'on file', on: 'deleted', to: 'deleted', who: 'carrier' },
    { from: 'on file', on: 'hold placed', to: 'on file', who: 'officer' },
    { from: 'on file', on: 'hold removed', to: 'on file', who: 'officer' },
    { from: 'on file', on: 'filed again', to: 'on file', who: 'carrier, after three years' },
    { from: 'arrived', on: 'amended', to: 'arrived', who: 'carrier' },
    { from: 'arrived', on: 'deleted', to: 'deleted', who: 'carrier, with a reason' },
    { from: 'arrived', on: 'hold placed', to: 'arrived', who: 'officer' },
    { from: 'arrived', on: 'hold removed', to: 'arrived', who: 'officer' },
    { from: 'arrived', on: 'filed again', to: 'on file', who: 'carrier, after three years' },
    { from: 'deleted', on: 'hold removed', to: 'deleted', who: 'officer' },
    { from: 'deleted', on: 'filed again', to: 'on file', who: 'carrier' },
  ],
});

export type BillState = (typeof billStates.states)[number];
