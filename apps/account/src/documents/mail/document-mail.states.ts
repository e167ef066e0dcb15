import { lifeCycle } from '#kernel';

/** An e-mail with documents, from the moment its sender's mail server is told that it is received. */
export const documentMailStates = lifeCycle({
  states: ['received', 'read', 'answered', 'not answered'],
  final: ['answered', 'not answered'],
  transitions: [
    { from: 'received', on: 'read', to: 'read', who: 'platform', says: [] },
    { from: 'read', on: 'answer sent', to: 'answered', who: 'platform', says: [] },
    { from: 'read', on: 'answer could not be sent', to: 'not answered', who: 'platform', says: [] },
  ],
});
