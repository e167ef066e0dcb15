import { LiquidationOrdered } from '#contracts';
import { dayAt } from '../port-day/port-day';
import { priced, worked } from '../entry-summary/summary.fixture';
import { computeSummary } from '../entry-summary/fees.rules';
import { afterSummary, type Followed } from './following.rules';
import type { Liquidation } from './liquidation.model';
import { afterOrder, afterRun, isOpen, lastDayOf, runDayOf, scheduleOf, settle } from './liquidation.rules';
import { liquidationStates } from './liquidation.states';

const NOON = 'T20:00:00.000Z';
const filedAs = (change: Partial<Followed['content']> = {}, filedOn = '2026-03-12', revision = 1): Followed => {
  const content = { ...priced(worked()), ...change };
  const computed = computeSummary(content, '2026-03-02');
  const summary = { key: 'B7603245278', accountId: 'a', revision, state: 'accepted', portOfEntry: '2704' } as const;
  return { summary, content, computed, filedOn, releaseDate: null };
};
/** Entered on 3 March 2026, filed nine days later: due on 11 January 2027, at the latest on 3 March. */
const entry = (change: Partial<Followed['content']> = {}, filedOn?: string): Liquidation =>
  afterSummary(undefined, filedAs(change, filedOn), new Date(`${filedOn ?? '2026-03-12'}${NOON}`))!.after;
const order = (kind: LiquidationOrdered['order'], change: Partial<LiquidationOrdered> = {}): LiquidationOrdered => ({
  ...LiquidationOrdered.example,
  ...{ order: kind, code: null, until: null, finally: null, basis: 'review', occurredAt: `2026-06-01${NOON}` },
  ...change,
});
const ordered = (liquidation: Liquidation, what: LiquidationOrdered) =>
  afterOrder(liquidation, what, {
    orderedOn: dayAt('2704', new Date(what.occurredAt)),
    ...{ noticeOn: '2026-06-02', now: `2026-06-02${NOON}` },
  });
const carriedOut = (liquidation: Liquidation, ...orders: LiquidationOrdered[]): Liquidation =>
  orders.reduce((before, what) => {
    const outcome = ordered(before, what);
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    return outcome.after;
  }, liquidation);
const refusalOf = (liquidation: Liquidation, what: LiquidationOrdered): string | null => {
  const outcome = ordered(liquidation, what);
  return 'refusal' in outcome ? outcome.refusal : null;
};
const run = (liquidation: Liquidation, today: string): Liquidation =>
  afterRun(liquidation, { today, noticeOn: today, now: `${today}${NOON}` });

test('the life of a liquidation is sound', () => {
  expect(liquidationStates.faults()).toEqual([]);
});

describe('when an entry is liquidated', () => {
  test.each<[edge: string, entryDate: string, filedOn: string, scheduledFor: string, lastDay: string]>([
    ['in the cycle of 314 days', '2026-03-03', '2026-03-12', '2027-01-11', '2027-03-03'],
    ['on Monday, where the 314th day is a Sunday', '2027-05-03', '2027-05-10', '2028-03-13', '2028-05-03'],
    ['after a holiday, where the 314th day is one', '2026-08-08', '2026-08-10', '2027-06-21', '2027-08-08'],
    ['over the end of a year and a leap day', '2027-06-01', '2027-06-02', '2028-04-10', '2028-06-01'],
    ['its last day of 29 February is the 28th', '2028-02-29', '2028-03-01', '2029-01-08', '2029-02-28'],
    ['filed late, on its day', '2026-03-03', '2026-12-30', '2027-01-11', '2027-03-03'],
    [
      'filed after its day in the cycle, on the next business day',
      '2026-03-03',
      '2027-01-15',
      '2027-01-19',
      '2027-03-03',
    ],
    ['filed the day before its last, on that', '2026-03-03', '2027-03-02', '2027-03-03', '2027-03-03'],
    ['filed after a year, by the clock of the filing', '2025-03-03', '2026-03-12', '2027-01-20', '2027-03-12'],
  ])('%s', (_, entryDate, filedOn, scheduledFor, lastDay) => {
    const liquidation = entry({ entryDate }, filedOn);
    expect([scheduleOf(liquidation), lastDayOf(liquidation)]).toEqual([scheduledFor, lastDay]);
  });

  test('the run looks at it when its day begins, and lets the last day pass before it is deemed liquidated', () => {
    const liquidation = entry();
    expect(runDayOf(liquidation)).toBe('2027-01-11');
    expect(run(liquidation, '2027-01-11')).toMatchObject({ state: 'liquidated', deemed: false, changeCents: 0 });
    expect(run(liquidation, '2027-03-03').deemed).toBe(false);
    expect(run(liquidation, '2027-03-04').deemed).toBe(true);
    const extended = carriedOut(liquidation, order('extend', { code: '49', until: '2028-03-03' }));
    expect(runDayOf(extended)).toBe('2028-03-04');
  });

  test.each([
    // Clocks of Los Angeles go forward at 2026-03-08T10:00Z and back at 2026-11-01T09:00Z.
    ['2026-03-09T06:59:59.000Z', '2026-03-08'],
    ['2026-03-09T07:00:00.000Z', '2026-03-09'],
    ['2026-11-02T07:59:59.000Z', '2026-11-01'],
    ['2026-11-02T08:00:00.000Z', '2026-11-02'],
  ])('an order of %s is one of %s, by the clock of the port', (occurredAt, day) => {
    const extended = carriedOut(
      entry({ entryDate: '2026-03-01' }),
      order('extend', { code: '50', until: '2028-03-01', occurredAt }),
    );
    expect(extended.holds).toMatchObject([{ code: '50', from: day }]);
  });

  test('an informal entry has only its last day: that of its payment is not known', () => {
    expect(scheduleOf(entry({ entryType: '11' }))).toBe('2027-03-03');
  });
  test.each(['21', '22', '23'])('an entry of type %s is not liquidated', (entryType) => {
    expect(afterSummary(undefined, filedAs({ entryType }), new Date())).toBeNull();
  });
});

describe('what follows from the summary', () => {
  const cases = (...numbers: string[]) => ({
    entryType: '03',
    carried: numbers.map((caseNumber) => ({ record: '53', recordIndex: 9, fields: { caseNumber } })),
  });
  test.each([
    ['44', cases('A570123000')],
    ['43', cases('C570124000')],
    ['45', cases('A570123000', 'C570124000')],
    ['45', { entryType: '07' }],
  ])('an entry with antidumping or countervailing duty is suspended by %s from the day it is filed', (code, change) => {
    const liquidation = entry(change);
    expect(liquidation.holds).toMatchObject([{ code, from: '2026-03-12', orderId: null }]);
    expect([scheduleOf(liquidation), runDayOf(liquidation)]).toEqual([null, null]);
  });

  test('a replacement that is no such entry ends that suspension; one that an order ended does not begin again', () => {
    const suspended = entry({ entryType: '03' });
    const now = new Date(`2026-03-20${NOON}`);
    const plain = afterSummary(suspended, filedAs({}, '2026-03-20', 2), now)!;
    expect([plain.event, scheduleOf(plain.after)]).toEqual(['suspension ended', '2027-01-11']);
    const freed = carriedOut(suspended, order('end suspension', { code: '45', occurredAt: `2026-04-01${NOON}` }));
    const again = afterSummary(freed, filedAs({ entryType: '03' }, '2026-04-02', 2), now)!;
    expect(again.after.holds.filter(isOpen)).toEqual([]);
  });

  test('a summary that is deleted or rejected unschedules it; filed again it is scheduled again; the same amounts tell nothing', () => {
    const before = entry();
    const now = new Date();
    const followed = filedAs({}, '2026-03-13', 2);
    const gone = afterSummary(before, { ...followed, summary: { ...followed.summary, state: 'rejected' } }, now)!;
    expect([gone.event, scheduleOf(gone.after)]).toEqual(['unscheduled', null]);
    expect(afterSummary(gone.after, filedAs({}, '2026-03-13', 3), now)!.event).toBe('scheduled');
    expect(afterSummary(before, filedAs({}, '2026-03-12', 2), now)!.event).toBeNull();
  });

  test('six months after the end of a suspension it is liquidated, deemed so where its year is over', () => {
    const suspended = carriedOut(entry(), order('suspend', { code: '46' }));
    const end = (occurredAt: string) => carriedOut(suspended, order('end suspension', { code: '46', occurredAt }));
    const early = end(`2026-06-15${NOON}`);
    expect([scheduleOf(early), lastDayOf(early)]).toEqual(['2027-01-11', '2027-03-03']);
    const late = end(`2027-08-31${NOON}`);
    expect([scheduleOf(late), lastDayOf(late), run(late, '2028-03-01').deemed]).toEqual([
      '2028-02-29',
      '2028-02-29',
      true,
    ]);
  });
});

describe('orders', () => {
  test('extensions are of a year at most, and of four years from entry in all', () => {
    let liquidation = entry();
    expect(refusalOf(liquidation, order('extend', { code: '49', until: '2027-03-03' }))).toContain(
      '2027-03-03 ALREADY',
    );
    expect(refusalOf(liquidation, order('extend', { code: '49', until: '2028-03-04' }))).toContain('MORE THAN A YEAR');
    for (const [occurredAt, until] of [
      ['2026-06-01', '2028-03-03'],
      ['2028-03-03', '2029-03-03'],
      ['2029-01-01', '2030-03-03'],
    ])
      liquidation = carriedOut(
        liquidation,
        order('extend', { code: '49', until: until!, occurredAt: `${occurredAt}${NOON}` }),
      );
    expect([liquidation.holds.filter(isOpen).length, scheduleOf(liquidation)]).toEqual([1, '2030-03-03']);
    const beyond = order('extend', { code: '51', until: '2030-03-04', occurredAt: `2030-01-01${NOON}` });
    expect(refusalOf(liquidation, beyond)).toContain('BEYOND FOUR YEARS FROM ENTRY, 2030-03-03');
  });

  test('four holds may be in force, not five, each code once', () => {
    const four = carriedOut(
      entry({ entryType: '03' }),
      ...['46', '65', '66'].map((code) => order('suspend', { code })),
    );
    expect(refusalOf(four, order('suspend', { code: '66' }))).toBe('SUSPENDED BY 66 ALREADY');
    expect(refusalOf(four, order('suspend', { code: '47' }))).toBe('4 HOLDS ARE IN FORCE');
    expect(refusalOf(four, order('extend', { code: '49', until: '2027-09-01' }))).toBe('4 HOLDS ARE IN FORCE');
  });

  test.each<[refusal: string, liquidation: () => Liquidation, what: LiquidationOrdered]>([
    ['49 IS NO SUSPENSION', entry, order('suspend', { code: '49' })],
    ['NO CODE IS NO SUSPENSION', entry, order('suspend')],
    ['44 IS NO EXTENSION', entry, order('extend', { code: '44', until: '2027-09-01' })],
    ['NO LAST DAY OF THE EXTENSION', entry, order('extend', { code: '49' })],
    ['NO LAST DAY OF THE EXTENSION', entry, order('extend', { code: '49', until: '2027-02-30' })],
    ['NOT SUSPENDED BY 46', entry, order('end suspension', { code: '46' })],
    ['NO CODE SAYS WHICH SUSPENSION', entry, order('end suspension')],
    ['NOT LIQUIDATED YET', entry, order('reliquidate')],
    ['SUSPENDED BY 45: END THAT FIRST', () => entry({ entryType: '03' }), order('liquidate')],
    ['LIQUIDATED, NOTICE OF 2026-06-02', () => carriedOut(entry(), order('liquidate')), order('liquidate')],
    [
      'LIQUIDATED, NOTICE OF 2026-06-02',
      () => carriedOut(entry(), order('liquidate')),
      order('suspend', { code: '46' }),
    ],
    [
      'CLASS 499 STANDS TWICE',
      entry,
      order('liquidate', {
        finally: {
          dutyCents: 1,
          fees: [
            { class: '499', cents: 1 },
            { class: '499', cents: 2 },
          ],
        },
      }),
    ],
    ['AN AMOUNT IS BELOW ZERO', entry, order('liquidate', { finally: { dutyCents: -1, fees: [] } })],
    [
      'DEEMED LIQUIDATED: ITS LAST DAY WAS 2027-03-03 (19 CFR 159.11)',
      entry,
      order('extend', { code: '49', until: '2027-09-01', occurredAt: `2027-03-04${NOON}` }),
    ],
    ['NO ACCEPTED SUMMARY IS ON FILE', () => ({ ...entry(), onFile: false }), order('liquidate')],
  ])('%s', (refusal, liquidation, what) => {
    expect(refusalOf(liquidation(), what)).toBe(refusal);
  });

  test('on the last day it is still in time', () => {
    expect(refusalOf(entry(), order('liquidate', { occurredAt: '2027-03-04T07:59:59.000Z' }))).toBeNull();
    expect(refusalOf(entry(), order('liquidate', { occurredAt: '2027-03-04T08:00:00.000Z' }))).toContain('DEEMED');
  });

  test('customs reliquidates of its own accord within 90 days of the notice; a protest has no such day', () => {
    const liquidated = carriedOut(entry(), order('liquidate'));
    const on = (day: string, basis: LiquidationOrdered['basis']) =>
      refusalOf(liquidated, order('reliquidate', { basis, occurredAt: `${day}${NOON}` }));
    expect(on('2026-08-31', 'review')).toBeNull();
    expect(on('2026-09-01', 'review')).toContain('THE LAST DAY WAS 2026-08-31');
    expect(on('2028-09-01', 'protest')).toBeNull();
  });

  test('an order counts by when it was given: what came before a later one changes nothing', () => {
    const extended = carriedOut(entry(), order('extend', { code: '49', until: '2027-09-01' }));
    const earlier = `2026-05-31${NOON}`;
    expect(refusalOf(extended, order('liquidate', { occurredAt: earlier }))).toContain('A LATER ORDER STANDS');
    const suspended = carriedOut(entry(), order('suspend', { code: '46' }));
    expect(refusalOf(suspended, order('end suspension', { code: '46', occurredAt: earlier }))).toBe(
      'ORDERED BEFORE THE SUSPENSION',
    );
    const freed = carriedOut(suspended, order('end suspension', { code: '46', occurredAt: `2026-06-02${NOON}` }));
    expect(refusalOf(freed, order('suspend', { code: '46' }))).toBe('ENDED BY A LATER ORDER');
  });

  test('what the run liquidated before it heard of an order given before is set aside, where that order is carried out', () => {
    const liquidated = run(entry(), '2027-01-11');
    const given = { occurredAt: `2027-01-10${NOON}` };
    const outcome = ordered(liquidated, order('extend', { code: '49', until: '2028-03-03', ...given }));
    expect(outcome).toMatchObject({
      setAside: { state: 'not liquidated' },
      after: { state: 'not liquidated', noticeOn: null },
    });
    expect(refusalOf(liquidated, order('extend', { code: '49', until: '2030-01-01', ...given }))).toContain(
      'MORE THAN',
    );
    expect(
      refusalOf(liquidated, order('extend', { code: '49', until: '2028-03-03', occurredAt: `2027-01-12${NOON}` })),
    ).toContain('LIQUIDATED');
    const byOrder = carriedOut(entry(), order('liquidate'));
    expect(refusalOf(byOrder, order('suspend', { code: '46', occurredAt: `2026-05-01${NOON}` }))).toContain(
      'LIQUIDATED',
    );
  });
});

describe('what is owed in the end', () => {
  const before = { dutyCents: 10_000, fees: [{ class: '499', cents: 3_464 }] };
  const other = (dutyCents: number, cents = 3_464) => ({ dutyCents, fees: [{ class: '499', cents }] });
  test.each([
    ['19.99 dollars more are disregarded', other(11_999), 'review', 0, before],
    ['20 dollars more are billed', other(12_000), 'review', 2_000, other(12_000)],
    ['19.99 dollars less are disregarded', other(8_001), 'protest', 0, before],
    ['20 dollars less are refunded', other(8_000), 'protest', -2_000, other(8_000)],
    [
      'a refund the importer asks for is made whatever it is',
      other(9_999),
      'request of the importer',
      -1,
      other(9_999),
    ],
    ['a bill is not, though', other(10_001), 'request of the importer', 0, before],
    ['duty and fees count together', other(11_000, 4_464), 'review', 2_000, other(11_000, 4_464)],
    ['what only moves between classes moves', other(10_100, 3_364), 'review', 0, other(10_100, 3_364)],
  ] as const)('%s', (_, finally_, basis, changeCents, liquidated) => {
    expect(settle(before, finally_, basis)).toEqual({ liquidated, changeCents });
  });

  test('a reliquidation is compared with the liquidation before, and amounts are exact by class', () => {
    const first = carriedOut(entry(), order('liquidate', { finally: other(50_000) }));
    const again = carriedOut(first, order('reliquidate', { basis: 'protest', finally: other(45_000) }));
    expect(again).toMatchObject({ state: 'reliquidated', changeCents: -5_000, liquidated: other(45_000) });
    const asFiled = carriedOut(again, order('reliquidate', { basis: 'court' }));
    expect(asFiled.liquidated).toEqual(asFiled.filed);
    expect(asFiled.filed).toEqual({
      dutyCents: 275_000,
      fees: [
        { class: '499', cents: 3_464 },
        { class: '501', cents: 1_250 },
      ],
    });
  });
});
