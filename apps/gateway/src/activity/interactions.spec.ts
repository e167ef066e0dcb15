import { InteractionRecorded } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { timeOrderedId } from '#kernel';
import { type Interaction, tellInteractions } from './interactions';

const ACCOUNT = InteractionRecorded.example.accountId;
const interaction = (change: Partial<Interaction> = {}): Interaction => {
  const { occurredAt: _, ...example } = InteractionRecorded.example;
  return { ...example, transmissionId: timeOrderedId(), correlationId: 'c', ...change };
};
const told = (interactions: Interaction[]): InteractionRecorded[] => {
  const messages: InteractionRecorded[] = [];
  const unit = {
    now: new Date('2026-11-21T10:00:00Z'),
    publish: (_: unknown, _subject: string, data: InteractionRecorded) => messages.push(data),
  };
  tellInteractions(unit as unknown as UnitOfWork, interactions);
  for (const message of messages) expect(InteractionRecorded.faultOf(message)).toBeNull();
  return messages;
};

test('a single interaction is told as it is', () => {
  const one = interaction();
  expect(told([one])).toMatchObject([{ transmissionId: one.transmissionId, summary: one.summary, items: one.items }]);
});

test('alike ones travel together, and every item still names its own transmission', () => {
  const all = [
    interaction(),
    interaction(),
    interaction({ kind: 'answer placed', mailboxId: 7 }),
    interaction({ accountId: timeOrderedId() }),
    interaction(),
  ];
  const [together, ...others] = told(all);
  expect(others).toHaveLength(2);
  expect(together).toMatchObject({
    accountId: ACCOUNT,
    transmissionId: null,
    items: [0, 1, 4].map((n) => ({ transmissionId: all[n]!.transmissionId, summary: all[n]!.summary })),
  });
});

test('interactions about nothing in particular stay alone, and messages stay small', () => {
  expect(told([interaction({ items: [] }), interaction({ items: [] })])).toHaveLength(2);
  expect(told(Array.from({ length: 450 }, () => interaction())).map(({ items }) => items.length)).toEqual([
    200, 200, 50,
  ]);
});

test('of a large transmission the log says how many filings it does not list', () => {
  const items = Array.from({ length: 130 }, (_, n) => ({
    kind: 'cargo release',
    subject: `entry:B76-${n}`,
    filingId: timeOrderedId(),
    outcome: null,
  }));
  const [message] = told([interaction({ items })]);
  expect(message!.items).toHaveLength(101);
  expect(message!.items.at(-1)).toMatchObject({ kind: '30 more filings, not listed one by one', filingId: null });
});

test('ids of one process grow strictly', () => {
  const ids = Array.from({ length: 10_000 }, timeOrderedId);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
