import { type Static, Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';

/** A message that could not be taken into effect, as its service keeps it. Numbers of persons are masked in `reason`. */
export const SetAside = Type.Object({
  messageId: Uuid,
  type: Type.String(),
  subject: Type.String(),
  correlationId: Type.String(),
  state: OneOf('set aside', 'waiting', 'discarded', 'done', 'received'),
  attempts: Type.Integer(),
  receivedAt: Instant,
  ageSeconds: Type.Number(),
  /** First line of the error. */
  reason: Nullable(Type.String()),
});
export type SetAside = Static<typeof SetAside>;

/** With what it says, what went wrong, and what people did about it. */
export const SetAsideInFull = Type.Composite([
  SetAside,
  Type.Object({
    /** Numbers of persons are masked in it; encrypted where the service has no key that opens it. */
    data: Type.Unknown(),
    error: Nullable(Type.String()),
    actions: Type.Array(Type.Object({ action: Type.String(), actor: Type.String(), note: Type.String(), at: Instant })),
  }),
]);
export type SetAsideInFull = Static<typeof SetAsideInFull>;

const messageId = '0192f7a4-5b7c-7c3e-8a4d-2b1f0c9e8d7a';
const example: SetAside = {
  messageId,
  type: 'entry.entry-summary-accepted',
  subject: 'entry B76-0000011-0',
  correlationId: '5d0e6b9a-4a4a-4a63-8f0e-6b8f3a2f9c01',
  state: 'set aside',
  attempts: 6,
  receivedAt: '2026-11-21T14:05:09.120Z',
  ageSeconds: 840.2,
  reason: 'No Center is assigned to heading 9999',
};

export const WorklistRequest = requestContract({
  name: 'every-service.worklist',
  version: 1,
  owner: 'every service',
  describes: 'Messages of a service that wait for a person, the oldest first',
  method: 'GET',
  path: '/operations/worklist',
  query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }),
  answer: Type.Object({ messages: Type.Array(SetAside) }),
  example: { parameters: {}, query: { limit: 100 }, answer: { messages: [example] } },
});

export const WorklistEntryRequest = requestContract({
  name: 'every-service.worklist-entry',
  version: 1,
  owner: 'every service',
  describes: 'One message with what became of it, whether it waits for a person or not',
  method: 'GET',
  path: '/operations/worklist/:messageId',
  answer: SetAsideInFull,
  example: {
    parameters: { messageId },
    query: {},
    answer: {
      ...example,
      data: { entryNumber: 'B76-0000011-0' },
      error: 'No Center is assigned to heading 9999',
      actions: [],
    },
  },
});

/**
 * What a person decides about a message that was set aside. It is asked and not told by a message, because the person waits for what comes of it, and because what is
 * set aside may be the reason why messages stand still. Twice means as much as once: the second finds nothing set aside.
 */
export const WorklistOrderRequest = requestContract({
  name: 'every-service.worklist-order',
  version: 1,
  owner: 'every service',
  describes: 'Has a message that was set aside handled once more, or gives it up, in the name of who decided',
  method: 'POST',
  path: '/operations/worklist-orders',
  body: Type.Object({
    messageId: Uuid,
    order: OneOf('retry', 'discard'),
    /** Who decides. */
    actor: Type.String({ minLength: 1, maxLength: 200 }),
    /** Why. */
    note: Type.String({ minLength: 1, maxLength: 500 }),
  }),
  answer: Type.Object({ result: OneOf('ordered', 'no such message', 'not set aside', 'no key') }),
  example: { parameters: {}, query: {}, answer: { result: 'ordered' } },
});
export type WorklistResult = AnswerOf<typeof WorklistOrderRequest>['result'];
