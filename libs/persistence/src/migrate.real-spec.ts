import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventually, ownerOf, realServers } from '../../../test/support';
import { createDataSource } from './data-source';
import { migrate } from './migrate';
import { insertRows } from './multi-row';

class Bills1700000000000 implements MigrationInterface {
  name = 'Bills1700000000000';
  up = async (runner: QueryRunner): Promise<void> => void (await runner.query('create table bill (number text)'));
  down = async (): Promise<void> => undefined;
}

class Holds1700000000001 implements MigrationInterface {
  name = 'Holds1700000000001';
  up = async (runner: QueryRunner): Promise<void> => void (await runner.query('alter table bill add held boolean'));
  down = async (): Promise<void> => undefined;
}

it('a migration is told by name, and one that waits for a lock is told from one at work', async () => {
  const url = ownerOf(await realServers().freshDatabase('migrate'));
  const said: string[] = [];
  const run = (migrations: (new () => MigrationInterface)[]): Promise<string[]> =>
    migrate(
      createDataSource({
        url,
        applicationName: 'test migration',
        entities: [],
        migrations,
        poolSize: 2,
        forMigration: true,
      }),
      (words) => said.push(words),
    );
  expect(await run([Bills1700000000000])).toEqual(['Bills1700000000000']);
  expect(said[0]).toBe('Bills1700000000000 (1 of 1)');

  const session = new Client({ connectionString: url });
  await session.connect();
  await session.query('begin; lock table bill in access exclusive mode');
  const second = run([Bills1700000000000, Holds1700000000001]);
  await eventually(
    () => expect(said.at(-1)).toBe('Holds1700000000001 (2 of 2), waits for a lock that another session holds'),
    { within: 20_000 },
  );
  // Another start meanwhile waits for the first, which does nothing.
  const third = run([Bills1700000000000, Holds1700000000001]);
  await eventually(() => expect(said).toContain('waits for another migration, which does nothing'), { within: 20_000 });
  await session.query('rollback');
  await session.end();
  expect([await second, await third]).toEqual([['Holds1700000000001'], []]);
});

it('rows are kept as they were given, whatever stands in their texts and however many there are', async () => {
  const url = ownerOf(await realServers().freshDatabase('rows'));
  const source = await createDataSource({
    ...{ url, applicationName: 'rows', entities: [], migrations: [], poolSize: 1, forMigration: true },
  }).initialize();
  try {
    await source.query('create table filing (number int, said text, content json)');
    const long = 'x'.repeat(200);
    const texts = [`${long}"\\{,}`, null, '', 'NULL', '\n\t', `é😀'${long}`];
    const apart = (which: string): string[] =>
      [`${long}\u001e`, `\u001f${long}`, '\u001f', '\u001e'].map((t) => t + which);
    for (const said of [texts, [...texts, ...apart('')], texts.slice(0, 3), ['', '', '', '', '']]) {
      const rows = said.map((text, number) => ({
        number,
        said: text,
        content: text ? { text, list: [long, null] } : null,
      }));
      await source.query('truncate filing');
      await insertRows(source.manager, 'filing', { number: 'int', said: 'text', content: 'json' }, rows);
      const kept = await source.query('select number, said, content from filing order by number');
      expect(kept).toEqual(rows);
    }
  } finally {
    await source.destroy();
  }
});
