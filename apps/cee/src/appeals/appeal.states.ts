import { CeeInteractionRecorded, ImporterAssigned } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [CeeInteractionRecorded.type];

/** The life of an account's appeal against its Center (19 CFR 101.10(c)). */
export const appealStates = lifeCycle({
  states: ['filed', 'granted', 'denied', 'withdrawn'],
  final: ['granted', 'denied', 'withdrawn'],
  transitions: [
    {
      from: 'filed',
      on: 'granted',
      to: 'granted',
      who: 'headquarters, with a reason',
      says: [...TOLD, ImporterAssigned.type],
    },
    { from: 'filed', on: 'denied', to: 'denied', who: 'headquarters, with a reason', says: TOLD },
    { from: 'filed', on: 'withdrawn', to: 'withdrawn', who: 'the account', says: TOLD },
  ],
});
export type AppealState = (typeof appealStates.states)[number];
