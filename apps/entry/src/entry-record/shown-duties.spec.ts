import { wine, withCases } from '../entry-summary/declared-records.fixture';
import { computeSummary } from '../entry-summary/fees.rules';
import { TODAY, worked } from '../entry-summary/summary.fixture';
import { withSteps } from './shown-duties';

test('who asks for a summary sees how each duty came about', () => {
  const shown = withSteps(worked(), computeSummary(worked(), TODAY), TODAY);
  expect(shown.lines[0]!.tariffs[1]).toMatchObject({
    ...{ hts: '8708998105', dutyCents: 25_000, rateText: '2.5%', formula: '7', equation: 'P2 × V' },
    ...{ rateDate: '2026-03-03', steps: [{ says: '10000 × 0.025', dollars: '250.000' }], note: null },
  });
});

test('who asks sees each trade measure that names the goods, with why it is due or not', () => {
  const [line] = withSteps(worked(), computeSummary(worked(), TODAY), TODAY).lines;
  expect(line!.measures.find(({ number }) => number === '99038803')).toEqual({
    ...{ hts: '8708998105', measure: '301 list 3', number: '99038803', from: '2018-09-24', to: null },
    ...{ applies: true, reported: '99038803', drawback: true },
    why: 'the article is on the list 99038803; 99038803 is reported',
  });
  expect(line!.measures.find(({ number }) => number === '99038209')).toMatchObject({
    ...{ applies: false, reported: null, why: 'it begins on 2026-04-06' },
  });
});

test('a deposit is shown by its case, the rate and what it is taken of', () => {
  const shown = withSteps(withCases(), computeSummary(withCases(), TODAY), TODAY);
  expect(shown.lines[0]!.deposits).toEqual([
    { caseNumber: 'A570909000', claim: 'cash', says: '10000 × 32.70 %', dutyCents: 327_000 },
    { caseNumber: 'C570909000', claim: 'bond', says: '10000 × 1.05 %', dutyCents: 10_500 },
  ]);
});

test('an internal revenue tax is shown by the law and what it is taken of', () => {
  const shown = withSteps(wine(), computeSummary(wine(), TODAY), TODAY);
  expect(shown.lines[0]!.tax).toEqual({
    ...{ classCode: '017', leastCents: 8_480, mostCents: 8_480 },
    says: '300 L are 79.251615707444400 of a wine gallon × 1.07 (26 U.S.C. 5041(b)(1))',
  });
});

test('an amount that the tariff in use does not come to any more stands without steps', () => {
  const computed = computeSummary(worked(), TODAY);
  const [line] = computed.lines;
  const tariffs = line!.tariffs.map((tariff) => ({ ...tariff, dutyCents: 1 }));
  const shown = withSteps(worked(), { ...computed, lines: [{ ...line!, tariffs }] }, TODAY);
  expect(shown.lines[0]!.tariffs[0]).toEqual({ ...tariffs[0], note: 'the tariff in use has another rate by now' });
});
