import { CeeAccountTold, CeeInteractionRecorded } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [CeeInteractionRecorded.type, CeeAccountTold.type];
const HEADQUARTERS = 'headquarters, with a reason';

/** A pilot with a partner agency. At most two agencies have one that runs. */
export const pilotStates = lifeCycle({
  states: ['proposed', 'running', 'ended', 'refused'],
  final: ['ended', 'refused'],
  transitions: [
    { from: 'proposed', on: 'started', to: 'running', who: HEADQUARTERS, says: TOLD },
    { from: 'proposed', on: 'refused', to: 'refused', who: HEADQUARTERS, says: [] },
    { from: 'running', on: 'ended', to: 'ended', who: HEADQUARTERS, says: TOLD },
  ],
});
export type PilotState = (typeof pilotStates.states)[number];
export type PilotEvent = (typeof pilotStates.transitions)[number]['on'];
