import { requireSameContent } from './sent-once';

const table = () => {
  const kept = new Map<string, unknown>();
  return {
    async query<T>(sql: string, [what, id, digests]: unknown[]): Promise<T> {
      const key = `${what} ${id}`;
      if (sql.startsWith('SELECT')) return [{ digests: kept.get(key) }] as T;
      if (kept.has(key)) return [] as T;
      kept.set(key, JSON.parse(digests as string));
      return [{ id }] as T;
    },
  };
};

describe('content that is sent with an id of the sender', () => {
  const order = { reason: 'value', goods: ['boxes', 'lids'], until: null };

  test('the same again is the same, whatever the order of its fields', async () => {
    const manager = table();
    await requireSameContent(manager, 'decision', 'a', order);
    await requireSameContent(manager, 'decision', 'a', { goods: ['boxes', 'lids'], reason: 'value', until: undefined });
  });

  test('other content is refused, and each field that differs is named', async () => {
    const manager = table();
    await requireSameContent(manager, 'decision', 'a', order);
    const refused = requireSameContent(manager, 'decision', 'a', { ...order, goods: ['lids'], until: '2026-12-01' });
    await expect(refused).rejects.toMatchObject({
      errors: [{ at: '/id' }, { at: '/goods' }, { at: '/until' }],
    });
  });

  test('a field that is left out the second time differs', async () => {
    const manager = table();
    await requireSameContent(manager, 'decision', 'a', order);
    await expect(requireSameContent(manager, 'decision', 'a', { reason: 'value' })).rejects.toMatchObject({
      errors: [{ at: '/id' }, { at: '/goods' }],
    });
  });

  test('of another kind of thing the id is free', async () => {
    const manager = table();
    await requireSameContent(manager, 'decision', 'a', order);
    await requireSameContent(manager, 'referral', 'a', { reason: 'other' });
  });
});
