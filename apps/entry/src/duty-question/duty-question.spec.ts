import { DutyRequest, EntrySummaryFiled } from '#contracts';
import { worked } from '../entry-summary/summary.fixture';
import { dutyOn } from './duty-question.rules';

const NOON = new Date('2026-03-02T17:00:00Z');

test('who has not filed yet is told the duty with its steps, its day and the period of the rate', () => {
  const due = dutyOn(worked(), NOON);
  expect(DutyRequest.faultOf(due)).toBeNull();
  expect(due.lines[0]!.tariffs[1]).toMatchObject({
    ...{ hts: '8708998105', dutyCents: 25_000, rateText: '2.5%', equation: 'P2 × V', verified: true },
    steps: [{ says: '10000 × 0.025', comesTo: '250.000' }],
  });
  expect(due.totalCents).toBe(due.dutyCents + due.feeCents);
});

test('the harbor fee of vessel cargo is told though it is not reported yet, with the word that some goods are exempt', () => {
  const summary = worked();
  const due = dutyOn({ ...summary, lines: summary.lines.map((line) => ({ ...line, fees: [] })) }, NOON);
  expect(due.feesByClass).toContainEqual({ classCode: '501', cents: 1_250 });
  expect(due.notes.join()).toMatch(/Leave it out where the goods are exempt/);
  expect(dutyOn({ ...summary, modeOfTransport: '40' }, NOON).feesByClass.map(({ classCode }) => classCode)).toEqual([
    '499',
  ]);
});

test('a tariff number that is not in force is said to be so, and what was declared stands', () => {
  const summary = worked();
  const [line] = summary.lines;
  const tariffs = [{ ...line!.tariffs[1]!, hts: '9999999999', dutyCents: 77 }];
  const due = dutyOn({ ...summary, lines: [{ ...line!, tariffs }] }, NOON);
  expect(due.lines[0]!.tariffs[0]).toMatchObject({
    dutyCents: 77,
    verified: false,
    note: 'the number is not in force',
  });
});

test('the example of a summary can be asked about as it was sent', () => {
  expect(DutyRequest.faultOf(dutyOn(EntrySummaryFiled.example, NOON))).toBeNull();
});
