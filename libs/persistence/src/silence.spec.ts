import type { EventEmitter } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientThatGivesUp } from './silence';

test('a connection that the database ends between two users takes no process with it: whoever uses it next is told', async () => {
  const client = new (clientThatGivesUp(1_000))({ host: '127.0.0.1', port: 9 });
  const ended = new Error('terminating connection due to unexpected postmaster exit');
  // As pg's client hears it; between two users of a pool nobody listens.
  expect(() => (client as unknown as { _handleErrorEvent(error: Error): void })._handleErrorEvent(ended)).not.toThrow();
  await expect(client.query('SELECT 1')).rejects.toThrow('not queryable');
});

test('what a process has written is heard when it is written and when others see it; what it only reads, or takes back, is not', () => {
  let wrote = 0;
  const client = new (clientThatGivesUp(1_000, () => (wrote += 1)))({ host: '127.0.0.1', port: 9 });
  const { connection } = client as unknown as { connection: EventEmitter };
  const heard = (...said: string[]): number => {
    const before = wrote;
    for (const text of said) connection.emit('commandComplete', { text });
    return wrote - before;
  };
  expect(heard('SELECT 3', 'BEGIN', 'UPDATE 0', 'INSERT 0 0', 'DELETE 0', 'COMMIT')).toBe(0);
  expect(heard('INSERT 0 1')).toBe(1);
  expect(heard('BEGIN', 'UPDATE 12', 'SELECT 1', 'COMMIT', 'BEGIN', 'COMMIT')).toBe(2);
  expect(heard('BEGIN', 'DELETE 2', 'ROLLBACK', 'BEGIN', 'SELECT 1', 'COMMIT')).toBe(1);
});

test('nobody keeps a lock beyond its transaction: a session that asks nothing may then stay open', () => {
  const root = join(__dirname, '../../..');
  const kept = globSync(['{apps,libs}/*/src/**/*.ts'], { cwd: root })
    .filter((file) => !/(spec|fixture)\.ts$/.test(file))
    .filter((file) => /pg_(try_)?advisory_lock\(/.test(readFileSync(join(root, file), 'utf8')));
  expect(kept.sort()).toEqual([
    // Within one call of a function.
    'apps/gateway/src/migrations/1764300100000-journal-goes-on.ts',
    // Migrations, which no limit of a service binds.
    'libs/persistence/src/migrate.ts',
  ]);
});
