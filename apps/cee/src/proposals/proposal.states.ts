import { CeeInteractionRecorded, ImporterAssigned } from '#contracts';
import { lifeCycle } from '#kernel';

const STAFF = 'staff of the Center, with a reason';

/** The life of a proposal to assign importers elsewhere than they are, from its computation on. */
export const proposalStates = lifeCycle({
  states: ['open', 'accepted', 'rejected', 'superseded'],
  final: ['accepted', 'rejected', 'superseded'],
  transitions: [
    {
      from: 'open',
      on: 'accepted',
      to: 'accepted',
      who: STAFF,
      says: [ImporterAssigned.type, CeeInteractionRecorded.type],
    },
    { from: 'open', on: 'rejected', to: 'rejected', who: STAFF, says: [] },
    { from: 'open', on: 'a later run is done', to: 'superseded', who: 'the platform', says: [] },
  ],
});

/** The life of a run over all importers. Killed, it goes on behind the last importer that was written. */
export const runStates = lifeCycle({
  states: ['running', 'done'],
  final: ['done'],
  transitions: [
    { from: 'running', on: 'some importers are done', to: 'running', who: 'the platform', says: [] },
    { from: 'running', on: 'all importers are done', to: 'done', who: 'the platform', says: [] },
  ],
});

/** The life of a run that measures compliance: one that does not come to its end is ended by a person, so that the next can be ordered. */
export const complianceRunStates = lifeCycle({
  states: ['running', 'done', 'ended'],
  final: ['done', 'ended'],
  transitions: [
    { from: 'running', on: 'some importers are done', to: 'running', who: 'the platform', says: [] },
    { from: 'running', on: 'all importers are done', to: 'done', who: 'the platform', says: [] },
    { from: 'running', on: 'ended', to: 'ended', who: 'headquarters, with a reason', says: [] },
  ],
});
