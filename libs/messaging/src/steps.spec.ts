import { firstStepOf, NO_TRACES, type Step, type Traces } from '#kernel';
import type { OutboxRow } from './outbox';
import { handlingStepOf, Steps } from './steps';

const told: Step[] = [];
const traces: Traces = {
  ...NO_TRACES,
  on: true,
  isTraced: (id) => id !== 'untraced',
  add: (step) => void told.push(step),
};
const gateway = new Steps('gateway', traces);
const entry = new Steps('entry', traces);
beforeEach(() => void (told.length = 0));

const row = (more: Partial<OutboxRow> = {}): OutboxRow => ({
  ...{ id: '1', destination: 'entry', lane: 2, message_id: 'filed', type: 'gateway.cargo-release-filed', version: 1 },
  ...{ subject: 'importer:12-3456789', correlation_id: 'filing', causation_id: null, hash: '', data: '{"secret":1}' },
  ...{ created_at: new Date(Date.now() - 4_000), again: false, bulk: false },
  ...more,
});
const message = (id: string, correlationId = 'filing') => ({ id, type: 'gateway.cargo-release-filed', correlationId });
const DATABASE = { statements: 4, milliseconds: 7 };

test('steps of services that know nothing of each other hang together: accepted, sent, handled, and sent again because of that', () => {
  gateway.sent([row()]);
  entry.handled([message('filed')], Date.now(), DATABASE);
  entry.sent([row({ message_id: 'answer', destination: 'gateway', causation_id: 'filed' })]);
  gateway.handled([message('answer')], Date.now(), DATABASE);
  const [sent, handled, transaction, answered, back] = told;
  expect(sent!.after).toBe(firstStepOf('filing'));
  expect(handled!.after).toBe(sent!.id);
  expect(transaction!.after).toBe(handled!.id);
  expect(answered!.after).toBe(handled!.id);
  expect(back).toMatchObject({ after: answered!.id, id: handlingStepOf('answer', 'gateway') });
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
});

test('sending lasts from when the message was written, and what a gate kept of that is told', () => {
  gateway.held(['entry']);
  gateway.sent([row(), row({ message_id: 'other', destination: 'cee' })]);
  expect(told.map(({ name }) => name)).toEqual([
    'send gateway.cargo-release-filed',
    'wait behind the gate of entry',
    'send gateway.cargo-release-filed',
  ]);
  const [sent, waited] = told;
  expect(sent!.to - sent!.from).toBeGreaterThanOrEqual(4_000);
  expect([waited!.after, waited!.from]).toEqual([sent!.id, sent!.from]);
});

test('what was handled in one transaction links to it, and what is not traced is told nowhere', () => {
  entry.handled([message('a', 'one'), message('b', 'untraced'), message('c', 'two')], Date.now(), DATABASE);
  expect(told.map(({ name, correlationId }) => `${name} of ${correlationId}`)).toEqual([
    'handle gateway.cargo-release-filed of one',
    'handle gateway.cargo-release-filed of two',
    'transaction of one',
  ]);
  const [, two, transaction] = told;
  expect(two!.links).toEqual([{ correlationId: 'one', id: transaction!.id }]);
  expect(two!.attributes['messaging.batch.message_count']).toBe(3);
});

test("a message that failed is told by the name of its fault alone, and sending once more takes no other step's place", () => {
  entry.failed(message('filed'), new TypeError('importer 219-09-4420 has no bond'));
  gateway.sent([row()], true);
  expect(told.map(({ fault, id }) => [fault, id])).toEqual([
    ['TypeError', undefined],
    [undefined, undefined],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/219-09|12-3456789|secret/);
});
