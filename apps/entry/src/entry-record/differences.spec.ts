import { priced, worked } from '../entry-summary/summary.fixture';
import { differencesOf } from './differences.rules';

test('what changed between two versions is told by field, whatever record it stood in', () => {
  const before = priced(worked());
  const after = priced(worked());
  after.lines[0]!.tariffs[1]!.hts = '8708998180';
  after.lines[0]!.recordIndex = 99;
  after.consigneeNumber = null;
  after.lines.push({ ...after.lines[0]!, lineNumber: '002' });
  after.correction = { indicator: 'Y', accelerated: null, explanation: 'x', reasons: [], recordIndex: 1 };
  expect(differencesOf(before, after).map(({ at }) => at)).toEqual([
    '/consigneeNumber',
    '/lines/0/tariffs/1/hts',
    '/lines/1',
  ]);
  expect(differencesOf(before, after)[0]).toEqual({ at: '/consigneeNumber', before: '12-345678900', after: null });
  expect(differencesOf(before, priced(worked()))).toEqual([]);
});
