import { lifeCycle } from '#kernel';

/** A document that comes in pieces, until it is a document or is refused. One that is not finished in time is gone without a trace. */
export const documentUploadStates = lifeCycle({
  states: ['receiving', 'received', 'refused'],
  final: ['received', 'refused'],
  transitions: [
    { from: 'receiving', on: 'handed in', to: 'received', who: 'platform', says: [] },
    { from: 'receiving', on: 'found to break a rule', to: 'refused', who: 'platform', says: [] },
  ],
});
