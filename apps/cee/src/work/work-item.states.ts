import { SummaryDecided } from '#contracts';
import { lifeCycle } from '#kernel';

const decided = [SummaryDecided.type];

/**
 * The review of an entry summary as a Center's work. What a specialist decides is told to the entry service; what became of the summary is what that service reports.
 */
export const workItemStates = lifeCycle({
  states: ['without a Center', 'open', 'taken', 'with the filer', 'with the importer', 'done', 'withdrawn'],
  transitions: [
    { from: 'without a Center', on: 'given to a team', to: 'open', who: 'platform', says: [] },
    { from: 'without a Center', on: 'the port acted', to: 'without a Center', who: 'officer', says: [] },
    { from: 'open', on: 'the port acted', to: 'open', who: 'officer', says: [] },
    { from: 'taken', on: 'the port acted', to: 'taken', who: 'officer', says: [] },
    { from: 'with the filer', on: 'the port acted', to: 'with the filer', who: 'officer', says: [] },
    { from: 'with the importer', on: 'the port acted', to: 'with the importer', who: 'officer', says: [] },
    { from: 'done', on: 'the port acted', to: 'done', who: 'officer', says: [] },
    { from: 'without a Center', on: 'summary deleted', to: 'withdrawn', who: 'filer', says: [] },
    { from: 'open', on: 'given to a team', to: 'open', who: 'platform', says: [] },
    { from: 'open', on: 'taken', to: 'taken', who: 'specialist', says: [] },
    { from: 'open', on: 'reassigned', to: 'open', who: 'team lead', says: [] },
    { from: 'open', on: 'summary filed again', to: 'open', who: 'filer', says: [] },
    { from: 'open', on: 'notice issued', to: 'with the importer', who: 'team lead', says: [] },
    { from: 'open', on: 'notice answered', to: 'open', who: 'importer or filer', says: [] },
    { from: 'open', on: 'notice overdue', to: 'open', who: 'platform', says: [] },
    { from: 'open', on: 'notice refused', to: 'open', who: 'platform', says: [] },
    { from: 'open', on: 'summary deleted', to: 'withdrawn', who: 'filer', says: [] },
    { from: 'open', on: 'summary rejected', to: 'with the filer', who: 'CBP', says: [] },
    { from: 'taken', on: 'given to a team', to: 'open', who: 'platform', says: [] },
    { from: 'taken', on: 'renewed', to: 'taken', who: 'specialist', says: [] },
    { from: 'taken', on: 'given back', to: 'open', who: 'specialist', says: [] },
    { from: 'taken', on: 'lease over', to: 'open', who: 'platform', says: [] },
    { from: 'taken', on: 'reassigned', to: 'open', who: 'team lead', says: [] },
    { from: 'taken', on: 'review begun', to: 'taken', who: 'specialist', says: decided },
    { from: 'taken', on: 'rejection ordered', to: 'taken', who: 'specialist', says: decided },
    { from: 'taken', on: 'found in order', to: 'done', who: 'specialist', says: decided },
    { from: 'taken', on: 'summary filed again', to: 'taken', who: 'filer', says: [] },
    { from: 'taken', on: 'notice issued', to: 'with the importer', who: 'specialist', says: [] },
    { from: 'taken', on: 'notice answered', to: 'taken', who: 'importer or filer', says: [] },
    { from: 'taken', on: 'notice overdue', to: 'taken', who: 'platform', says: [] },
    { from: 'taken', on: 'notice refused', to: 'taken', who: 'platform', says: [] },
    { from: 'taken', on: 'summary deleted', to: 'withdrawn', who: 'filer', says: [] },
    { from: 'taken', on: 'summary rejected', to: 'with the filer', who: 'CBP', says: [] },
    { from: 'with the filer', on: 'summary filed again', to: 'open', who: 'filer', says: [] },
    { from: 'with the filer', on: 'not resubmitted', to: 'open', who: 'platform', says: [] },
    { from: 'with the importer', on: 'given to a team', to: 'with the importer', who: 'platform', says: [] },
    { from: 'with the importer', on: 'taken', to: 'taken', who: 'specialist', says: [] },
    { from: 'with the importer', on: 'reassigned', to: 'with the importer', who: 'team lead', says: [] },
    { from: 'with the importer', on: 'notice issued', to: 'with the importer', who: 'specialist', says: [] },
    { from: 'with the importer', on: 'notice answered', to: 'open', who: 'importer or filer', says: [] },
    { from: 'with the importer', on: 'notice overdue', to: 'open', who: 'platform', says: [] },
    { from: 'with the importer', on: 'notice refused', to: 'open', who: 'platform', says: [] },
    { from: 'with the importer', on: 'notice settled', to: 'open', who: 'specialist', says: [] },
    { from: 'with the importer', on: 'summary filed again', to: 'open', who: 'filer', says: [] },
    { from: 'with the importer', on: 'summary deleted', to: 'withdrawn', who: 'filer', says: [] },
    { from: 'with the importer', on: 'summary rejected', to: 'with the filer', who: 'CBP', says: [] },
    { from: 'done', on: 'notice issued', to: 'with the importer', who: 'team lead', says: [] },
    { from: 'done', on: 'notice answered', to: 'open', who: 'importer or filer', says: [] },
    { from: 'done', on: 'notice overdue', to: 'open', who: 'platform', says: [] },
    { from: 'done', on: 'notice refused', to: 'open', who: 'platform', says: [] },
    { from: 'done', on: 'decision refused', to: 'open', who: 'platform', says: [] },
    { from: 'done', on: 'summary filed again', to: 'open', who: 'filer', says: [] },
    { from: 'done', on: 'summary deleted', to: 'withdrawn', who: 'filer', says: [] },
    { from: 'done', on: 'summary rejected', to: 'with the filer', who: 'CBP', says: [] },
    { from: 'withdrawn', on: 'summary filed again', to: 'without a Center', who: 'filer', says: [] },
  ],
});

export type WorkItemState = (typeof workItemStates.states)[number];
export type WorkItemEvent = (typeof workItemStates.transitions)[number]['on'];
