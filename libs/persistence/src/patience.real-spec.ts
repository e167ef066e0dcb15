import type { DataSource } from 'typeorm';
import { eventually, realServers } from '../../../test/support';
import { createDataSource } from './data-source';
import { withPatience } from './patience';

let source: DataSource;
beforeAll(async () => {
  source = await createDataSource({
    ...{
      url: await realServers().freshDatabase('patience'),
      applicationName: 'patience',
      entities: [],
      migrations: [],
    },
    ...{ poolSize: 1, silentAfterMs: 400 },
  }).initialize();
});
afterAll(() => source.destroy());

const sleep = (seconds: number) => (manager: { query(text: string): Promise<unknown> }) =>
  manager.query(`SELECT pg_sleep(${seconds})`);
const limits = async (): Promise<unknown> => (await source.query('SHOW statement_timeout'))[0];

test('a statement may take as long as it was given, somebody hears of it meanwhile, and the next one on the connection may not', async () => {
  let heard = 0;
  expect(await withPatience(source, sleep(1.3), { withinMs: 5_000, alive: () => (heard += 1) })).toHaveLength(1);
  expect(heard).toBeGreaterThan(0);
  expect(await limits()).toEqual({ statement_timeout: '10s' });
  await expect(source.query('SELECT pg_sleep(1)')).rejects.toThrow('said nothing for 0.4 s');
});

test('a statement that takes longer is ended by PostgreSQL, and nothing is written', async () => {
  await expect(withPatience(source, sleep(5), { withinMs: 100 })).rejects.toMatchObject({ code: '57014' });
  await expect(
    withPatience(source, (manager) => manager.query('CREATE TABLE bill (number text)'), {}),
  ).rejects.toMatchObject({ code: '25006' });
});

test('what is not wanted any more ends at once, here and in the database', async () => {
  const ending = new AbortController();
  const stopped = withPatience(source, sleep(61), { signal: ending.signal });
  setTimeout(() => ending.abort(new Error('the service ends')), 100);
  await expect(stopped).rejects.toThrow('the service ends');
  const lost = withPatience(source, sleep(62), { alive: () => Promise.reject(new Error('another one has it')) });
  await expect(lost).rejects.toThrow('another one has it');
  const isRunning = async (): Promise<number> =>
    (await source.query(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep.6[12].'`))[0]
      .n;
  await eventually(async () => expect(await isRunning()).toBe(0));
});
