import type { EventEmitter } from 'node:events';
import type { DataSource } from 'typeorm';

const watched = new WeakSet<object>();
let made = 0;

/**
 * Grows with every connection that this process makes to its database. As long as it stays the same, the database is the one that was seen
 * before: none can be replaced or put back under a connection that lives. A connection counts before anybody is given it.
 */
export const connectionsMade = (source: DataSource): number => {
  const { master: pool } = source.driver as unknown as { master?: EventEmitter };
  if (pool && !watched.has(pool)) {
    watched.add(pool);
    made += 1;
    pool.on('connect', () => (made += 1));
  }
  return made;
};
