import { DepositTold, InBondTold, NoticeTold, SummaryReported } from '#contracts';
import {
  movementCame,
  summaryCame,
  inBondNotArrived,
  lateSummary,
  missedRedelivery,
  missingDeposit,
  OPENING_RULES,
  type OpeningRule,
} from './opening-rules';

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
  'missing deposit': [DepositTold.example, { ...DepositTold.example, step: 'summary filed' }],
  'in-bond not arrived': [InBondTold.example, { ...InBondTold.example, step: 'arrived' }],
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

test('the limitation counts from the breach, the last day that was not kept, not from when it was filed or told', () => {
  const imports = { entryDate: '2026-11-02', tariffs: [] };
  expect(lateSummary.opens(summary({ timeliness: 'late', imports }))!.wanted).toMatchObject({
    ...{ violationOn: '2026-11-17', discoveredOn: '2026-11-24' },
  });
  const overdue = { form: 'CF-4647', step: 'overdue', to: 'importer', dueDate: '2026-11-20' };
  const told = { ...overdue, occurredAt: '2026-11-28T20:00:00.000Z' };
  expect(missedRedelivery.opens(notice(told))!.wanted).toMatchObject({
    ...{ violationOn: '2026-11-20', discoveredOn: '2026-11-28' },
  });
});

test('what was withheld and for how many days is counted from the day that entry tells, which has the relief of downtimes', () => {
  const imports = { entryDate: '2026-11-02', tariffs: [] };
  const late = lateSummary.opens(summary({ timeliness: 'late', imports }))!;
  expect(late.late).toEqual({ version: 1, withheldCents: 85_000 + 11_785, daysLate: 7 });
  const relieved = lateSummary.opens(summary({ timeliness: 'late', imports, dueDate: '2026-11-20' }))!;
  expect([relieved.wanted.violationOn, relieved.late]).toEqual([
    '2026-11-20',
    { version: 1, withheldCents: 96_785, daysLate: 4 },
  ]);
});

test('that a summary does not come and that it comes late is one event, so one case, and which of both is in its history', () => {
  const missing = missingDeposit.opens(DepositTold.example as DepositTold)!;
  expect(missing.wanted.event).toEqual(lateSummary.opens(summary({ timeliness: 'late' }))!.wanted.event);
  expect(missing).toMatchObject({
    openedOn: '2026-11-19',
    wanted: {
      ...{ assessedCents: 2_500_000, violationOn: '2026-11-18', port: '2704', entries: ['B7603245278'] },
      parties: [
        { role: 'principal', importer: '12-3456789' },
        { role: 'surety', suretyCode: '001' },
      ],
    },
  });
  const filed = { ...DepositTold.example, step: 'summary filed', filedOn: '2026-11-18', timeliness: 'on time' };
  expect(summaryCame(filed as DepositTold)).toEqual({
    ...{ eventKeys: ['late summary:B7603245278'], step: 'summary filed' },
    why: 'The entry summary was filed on 2026-11-18: on time.',
  });
  expect(summaryCame(DepositTold.example as DepositTold)).toBeNull();
  const deleted = { ...DepositTold.example, deletedOn: '2026-11-30' } as DepositTold;
  expect(missingDeposit.opens(deleted)!.wanted.facts).toContain('its entry summary was deleted on 2026-11-30');
  expect(summaryCame(deleted)).toMatchObject({ step: 'summary deleted' });
});

test('goods in bond that did not arrive are a case of the carrier at the port where they began, with all their bills', () => {
  const { openedOn, wanted } = inBondNotArrived.opens(InBondTold.example as InBondTold)!;
  expect([openedOn, wanted.port, wanted.event.reference, wanted.bills]).toEqual([
    ...['2026-11-24', '2704', '123456782'],
    ['MAEU260000101'],
  ]);
  expect(wanted.facts).toContain('was not reported at port 3901; its time ended on 2026-11-19, that to report it');
  const came = { ...InBondTold.example, arrivedOn: '2026-11-25' } as InBondTold;
  expect(inBondNotArrived.opens(came)!.wanted.facts).toContain(
    'arrived only on 2026-11-25 at port 3901; its time ended',
  );
  const late = { ...InBondTold.example, step: 'arrived', arrivedOn: '2026-11-25' } as InBondTold;
  expect(movementCame(late)!.why).toBe(
    'The movement arrived on 2026-11-25, after its time, which ended on 2026-11-19.',
  );
});

test('deposits of antidumping and countervailing cases and internal revenue tax are withheld and assessed with duties and fees, what is bonded is not', () => {
  const declared = {
    ...{ adCashCents: 40_000_000, adBondedCents: 7_000, cvCashCents: 0, cvBondedCents: 0, irTaxCents: 1_500 },
    ...{ otherRevenueCents: 0, payableCents: 40_001_500 },
  };
  const late = lateSummary.opens(summary({ timeliness: 'late', declared }))!;
  expect(late.late).toMatchObject({ withheldCents: 85_000 + 11_785 + 40_001_500 });
  expect(late.wanted.assessedCents).toBe(2_500_000 + 85_000 + 11_785 + 40_001_500);
});
