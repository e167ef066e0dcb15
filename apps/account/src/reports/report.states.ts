import { ReportTold } from '#contracts';
import { lifeCycle } from '#kernel';

const TOLD = [ReportTold.type];
const PLATFORM = 'the platform';
const SOMEBODY = 'who may change reports of the account';

/** A run of a report aside. One whose process died or stands still is taken again; what was written by then counts for nothing. */
export const reportRunStates = lifeCycle({
  states: ['waiting', 'running', 'ready', 'failed', 'stopped', 'removed'],
  final: ['failed', 'stopped', 'removed'],
  transitions: [
    { from: 'waiting', on: 'taken', to: 'running', who: PLATFORM, says: [] },
    {
      from: 'running',
      on: 'taken',
      to: 'running',
      who: `${PLATFORM}, after who had taken it gave no sign of life`,
      says: [],
    },
    { from: 'running', on: 'given back', to: 'waiting', who: `${PLATFORM}, to try again later or elsewhere`, says: [] },
    { from: 'running', on: 'written', to: 'ready', who: PLATFORM, says: TOLD },
    { from: 'running', on: 'failed', to: 'failed', who: `${PLATFORM}, after several tries`, says: TOLD },
    { from: 'running', on: 'right lost', to: 'stopped', who: PLATFORM, says: TOLD },
    { from: 'running', on: 'account not in force', to: 'stopped', who: PLATFORM, says: [] },
    { from: 'waiting', on: 'removed', to: 'stopped', who: SOMEBODY, says: [] },
    { from: 'running', on: 'removed', to: 'stopped', who: SOMEBODY, says: [] },
    { from: 'ready', on: 'days over', to: 'removed', who: PLATFORM, says: [] },
  ],
});

/** A schedule ends when its report or itself is removed, and stops when who made it may not see reports of the account any more. While the account is not in force it is active, and nothing is made. */
export const reportScheduleStates = lifeCycle({
  states: ['active', 'stopped'],
  final: ['stopped'],
  transitions: [{ from: 'active', on: 'right lost', to: 'stopped', who: PLATFORM, says: TOLD }],
});
