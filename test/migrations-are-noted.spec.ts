import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagingTables } from '#messaging';
import type { NotedMigration } from '#persistence';
import { EVERY_SERVICE } from '../tools/documents/rights';
import { SUMS, sumsOf } from '../tools/frozen/sums';
import { frozenReleases } from './support/frozen';

/** Those that ran before there were notes. */
const UNNOTED = new Set(frozenReleases()[0]!.migrations);

const migrations = [...new Set([messagingTables, ...EVERY_SERVICE.map((service) => service.migrations)].flat())].map(
  (make) => new make() as Partial<NotedMigration> & { readonly name: string },
);

test('a migration says what it adds, and what a build of the release before does meanwhile', () => {
  const silent = migrations.filter(({ name, note }) => !UNNOTED.has(name) && !(note?.expands && note.meanwhile));
  expect(silent.map(({ name }) => `${name} needs a note: docs/developers/changing.md says which`)).toEqual([]);
});

test('the migrations of the first release that was frozen are still those that run first', () => {
  const known = new Set(migrations.map(({ name }) => name));
  expect(UNNOTED.size).toBeGreaterThan(30);
  expect([...UNNOTED].filter((name) => !known.has(name))).toEqual([]);
});

test.each(frozenReleases().map(({ release, folder }) => [release, folder]))(
  'what %s left is as it was',
  (_release, folder) => {
    expect(readFileSync(join(folder, SUMS), 'utf8')).toBe(sumsOf(folder));
  },
);
