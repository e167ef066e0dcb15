import { ownerOf, realServers } from '../../../test/support';
import { createDataSource } from './data-source';
import { insertRows } from './multi-row';

test('rows are written as they are, few and many: quotes, back-slashes, other alphabets, bytes, and nothing', async () => {
  const source = await createDataSource({
    ...{
      url: ownerOf(await realServers().freshDatabase('rows')),
      applicationName: 'rows',
      entities: [],
      migrations: [],
    },
    ...{ poolSize: 1, forMigration: true },
  }).initialize();
  await source.query('CREATE TABLE odd (place int, words text, bytes bytea, plain json, indexed jsonb)');
  const words = ['', '"', '\\', '{}', 'NULL', 'ÄÖ 中文 🚢', 'a,b', null];
  for (const count of [3, 60]) {
    const rows = Array.from({ length: count }, (_, at) => ({
      ...{ place: at, words: words[at % words.length], bytes: at % 3 === 0 ? null : Buffer.from([0, at, 255]) },
      plain: at % 4 === 0 ? null : { said: words[at % words.length] },
      indexed: at % 5 === 0 ? null : [words[at % words.length], at],
    }));
    const columns = { place: 'int', words: 'text', bytes: 'bytea', plain: 'json', indexed: 'jsonb' };
    await source.transaction((manager) => insertRows(manager, 'odd', columns, rows));
    expect(await source.query('SELECT * FROM odd ORDER BY place')).toEqual(rows);
    await source.query('DELETE FROM odd');
  }
  await source.destroy();
});
