import { DocumentsRequested } from '#contracts';
import { lifeCycle } from '#kernel';

const told = [DocumentsRequested.type];

/** A request of CBP for documents, by its action number. */
export const documentRequestStates = lifeCycle({
  states: ['asked', 'overdue', 'answered', 'insufficient', 'accepted', 'closed', 'withdrawn'],
  final: ['closed', 'withdrawn'],
  transitions: [
    { from: 'asked', on: 'document handed in', to: 'answered', who: 'filer', says: [] },
    { from: 'asked', on: 'due date passed', to: 'overdue', who: 'platform', says: told },
    { from: 'asked', on: 'withdrawn', to: 'withdrawn', who: 'CBP', says: told },
    { from: 'overdue', on: 'document handed in', to: 'answered', who: 'filer', says: [] },
    { from: 'overdue', on: 'withdrawn', to: 'withdrawn', who: 'CBP', says: told },
    { from: 'answered', on: 'document handed in', to: 'answered', who: 'filer', says: [] },
    { from: 'answered', on: 'accepted', to: 'accepted', who: 'CBP', says: told },
    { from: 'answered', on: 'found insufficient', to: 'insufficient', who: 'CBP', says: told },
    { from: 'answered', on: 'withdrawn', to: 'withdrawn', who: 'CBP', says: told },
    { from: 'insufficient', on: 'document handed in', to: 'answered', who: 'filer', says: [] },
    { from: 'insufficient', on: 'due date passed', to: 'overdue', who: 'platform', says: told },
    { from: 'insufficient', on: 'withdrawn', to: 'withdrawn', who: 'CBP', says: told },
    { from: 'accepted', on: 'closed', to: 'closed', who: 'CBP', says: told },
  ],
});

export type DocumentRequestState = (typeof documentRequestStates.states)[number];
export type DocumentRequestEvent = (typeof documentRequestStates.transitions)[number]['on'];
