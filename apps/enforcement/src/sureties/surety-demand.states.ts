import { EnforcementInteractionRecorded } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [EnforcementInteractionRecorded.type];
const PLATFORM = 'the platform';
const PAID = `${PLATFORM}, when the surety pays what is demanded, or the case is paid`;

/** The life of a demand on a surety: it pays or petitions within 60 days (19 CFR 172.4). */
export const suretyDemandStates = lifeCycle({
  states: ['demanded', 'petitioned', 'overdue', 'met', 'ended'],
  final: ['met', 'ended'],
  transitions: [
    { from: 'demanded', on: 'petition', to: 'petitioned', who: 'the surety, or who acts for it', says: TOLD },
    { from: 'demanded', on: 'time is over', to: 'overdue', who: PLATFORM, says: [] },
    { from: 'demanded', on: 'pay', to: 'met', who: PAID, says: TOLD },
    { from: 'demanded', on: 'end', to: 'ended', who: PLATFORM + ', when the case ends otherwise', says: TOLD },
    { from: 'petitioned', on: 'pay', to: 'met', who: PAID, says: TOLD },
    { from: 'petitioned', on: 'end', to: 'ended', who: PLATFORM + ', when the case ends otherwise', says: TOLD },
    {
      from: 'overdue',
      on: 'petition',
      to: 'petitioned',
      who: 'the surety, in more time that an officer gave',
      says: TOLD,
    },
    { from: 'overdue', on: 'pay', to: 'met', who: PAID, says: TOLD },
    { from: 'overdue', on: 'end', to: 'ended', who: PLATFORM + ', when the case ends otherwise', says: TOLD },
  ],
});
export const SURETY_DEMAND_STATES = suretyDemandStates.states;
export type SuretyDemandState = (typeof suretyDemandStates.states)[number];
