import type { DataSource } from 'typeorm';
import { History } from './history';

const database = (beat: number) => {
  const state = { beat, asked: [] as string[] };
  const query = async (sql: string): Promise<unknown> => {
    state.asked.push(sql);
    return /^SELECT/.test(sql) ? [{ beat: state.beat }] : [[{ beat: (state.beat += 1), base: 1_000 }], 1];
  };
  return { state, source: { query } as unknown as DataSource };
};
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('a beat that a listener told while it was being read is no sign that the database was put back', async () => {
  const { state, source } = database(7);
  const history = new History(source, silent);
  let putBack = 0;
  history.onPutBack(() => (putBack += 1));
  await history.goOn({ beat: 6, base: 0 }, 0);
  const known = history.beat;
  // The statement has counted on to 7, its answer is on the way, and another connection has told 7 already.
  history.heard(7);
  await new Promise(setImmediate);
  expect(history.beat).toBe(7);
  await history.goOn({ beat: 7, base: 0 }, known);
  expect({ putBack, beat: history.beat }).toEqual({ putBack: 0, beat: 7 });

  // One that forgot what was known before it was asked was put back.
  await history.goOn({ beat: 5, base: 0 }, history.beat);
  expect({ putBack, beat: history.beat }).toEqual({ putBack: 1, beat: state.beat });
});
