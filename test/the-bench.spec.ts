import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFiles, historyPage, readHistory } from '../bench/history';
import { pictureOf } from '../bench/history-picture';
import type { KeptRun } from '../bench/kept-run';
import { readOptions } from '../bench/options';
import type { ContenderFigures } from '../bench/queues/queues';
import { keepsOrder, ratiosOf } from '../bench/queues/queues-report';

const HISTORY = join(__dirname, '..', 'docs', 'developers', 'benchmark');

const run = (value: number): KeptRun => ({
  ...{ scenario: 'cost', day: '2026-11-30', version: '0.5.0', machine: 'two cores', load: 1.5 },
  figures: [{ name: 'a release', value, unit: 'ms', goal: { most: 0.4 } }],
});

const contender = (
  name: string,
  perSecond: number,
  kill: Partial<ContenderFigures['kill']> = {},
  promisesOrder = true,
): ContenderFigures => {
  const cost = { filings: 1, processorOf: [], rows: 1, rowsOf: [], statements: [] };
  return {
    ...{ name, how: '', promisesOrder, outOfOrder: 0 },
    shapes: [{ ...cost, road: 'one a request', perSecond, processorMs: 100 / perSecond }],
    kill: { messages: 1, seconds: 1, lost: 0, outOfOrder: 0, ...kill },
  };
};

describe('the history of the benchmark', () => {
  test('has the page and the pictures that its figures make: none of them was changed by hand', () => {
    for (const [name, text] of historyFiles(readHistory(HISTORY)))
      expect({ name, text: readFileSync(join(HISTORY, name), 'utf8') }).toEqual({ name, text });
  });

  test('says of each figure whether its goal is met, the newest run first', () => {
    expect(historyPage([run(0.7), run(0.3)]).match(/^\| a release.*$/gm)).toEqual([
      '| a release | 0.30 ms | 0.4 at most | met |',
      '| a release | 0.70 ms | 0.4 at most | not met |',
    ]);
  });

  test('is drawn with its figures in words, so that nobody has to tell colours apart', () => {
    const picture = pictureOf([run(0.7), run(0.3)]);
    expect(picture).toContain('>0.30 ms</text>');
    expect(picture).toContain('aria-label="cost, 2026-11-30:');
    expect(picture).toContain('<polyline');
  });
});

describe('Portway beside queues', () => {
  test('is held against the fastest that keeps order and survives a kill, and against no other', () => {
    const figures = [
      contender('Portway', 900),
      contender('promises nothing', 3_000, {}, false),
      contender('loses one', 2_000, { lost: 1 }),
      contender('goes back', 1_500, { outOfOrder: 2 }),
      contender('keeps order', 300),
      contender('keeps order, slower', 200),
    ];
    expect(figures.filter(keepsOrder).map(({ name }) => name)).toEqual([
      'Portway',
      'keeps order',
      'keeps order, slower',
    ]);
    expect(ratiosOf(figures)).toEqual([{ shape: 'one a request', peer: 'keeps order', rate: 3, processor: 3 }]);
  });
});

describe('what is said after the name of a scenario', () => {
  test('is read whole, wherever the name stands', () => {
    expect(readOptions(['--share', '0.05', 'day', '--low-value', '--keep', '--json', 'day.json'])).toEqual({
      scenario: 'day',
      options: { share: 0.05, lowValue: true, keep: true, json: 'day.json', statements: false },
    });
  });

  test.each([
    [['cost', '--stored', 'many'], /--stored 1000000/],
    [['day', '--share', '2'], /--share 0\.01/],
    [['cost', '--quickly'], /--quickly/],
    [['cost', 'queues'], /queues/],
  ])('%j is refused with what may be said', (words, reason) => {
    expect(() => readOptions(words)).toThrow(reason);
  });
});
