import { NoticeTold, SummaryReported } from '#contracts';
import { lateSummary, missedRedelivery, OPENING_RULES, type OpeningRule } from './opening-rules';

const summary = (filed: object = {}, changes: object = {}): SummaryReported =>
  ({
    ...SummaryReported.example,
    ...changes,
    filed: { ...SummaryReported.example.filed, ...filed },
  }) as SummaryReported;
const notice = (changes: object): NoticeTold => ({ ...NoticeTold.example, ...changes }) as NoticeTold;

/** Of each rule an event that opens a case, and one close to it that does not. */
const PAIRS: Readonly<Record<string, readonly [opens: unknown, not: unknown]>> = {
  'late summary': [summary({ timeliness: 'late' }), summary({ timeliness: 'relieved' })],
  'missed redelivery': [
    notice({ form: 'CF-4647', step: 'overdue', to: 'importer' }),
    notice({ form: 'CF-4647', step: 'redelivered', to: 'importer' }),
  ],
};

test('every rule opens a case for its event and none for the one beside it, and says its section', () => {
  for (const rule of OPENING_RULES as readonly OpeningRule<unknown>[]) {
    const [opens, not] = PAIRS[rule.event]!;
    expect([rule.event, rule.opens(opens) !== null, rule.opens(not)]).toEqual([rule.event, true, null]);
    expect(rule.source).toMatch(/^19 CFR /);
  }
  expect(Object.keys(PAIRS).sort()).toEqual(OPENING_RULES.map(({ event }) => event).sort());
});

test('a late summary under a continuous bond is demanded as under a single one: value of the goods, duties and fees', () => {
  const { wanted, openedOn } = lateSummary.opens(summary({ timeliness: 'late' }))!;
  expect(openedOn).toBe('2026-11-24');
  expect(wanted).toMatchObject({
    ...{ law: '19 USC 1623', assessedCents: 2_500_000 + 85_000 + 11_785, valueCents: 2_500_000, port: '2704' },
    event: { kind: 'late summary', reference: 'B7603245278' },
    parties: [
      { role: 'principal', importer: '12-3456789' },
      { role: 'surety', suretyCode: '001' },
    ],
  });
});

test('a single transaction bond is demanded in its amount, and a surety that is no active one is told of, not notified', () => {
  const bonds = [{ type: '9', designation: null, surety: '000', amountCents: 4_000_000 }];
  const { wanted } = lateSummary.opens(summary({ timeliness: 'late', bonds }))!;
  expect([wanted.assessedCents, wanted.parties.length]).toEqual([4_000_000, 1]);
  expect(wanted.facts).toContain('surety 000, which is no active one');
});

test('a missed redelivery is of the importer, never of the filer, by the day of the port', () => {
  const overdue = { form: 'CF-4647', step: 'overdue', portOfEntry: '2704', occurredAt: '2026-11-28T05:00:00.000Z' };
  expect(missedRedelivery.opens(notice({ ...overdue, to: 'filer' }))).toBeNull();
  expect(missedRedelivery.opens(notice({ ...overdue, to: 'importer and filer' }))).toMatchObject({
    openedOn: '2026-11-27',
    wanted: { port: '2704', event: { reference: 'RI2600000017' }, parties: [{ role: 'principal' }] },
  });
});
