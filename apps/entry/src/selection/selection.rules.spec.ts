import { contentOf } from '../cargo-release/action.rules';
import { entryNumber, filing, type DraftRelease } from '../release/release.fixture';
import type { Criterion } from '../release/selectivity';
import type { Blanket, Standing } from '#access';
import { floor, lowerRate, promised, rule, standing } from './selection.fixture';
import {
  documentsAsked,
  drawOf,
  examAvoided,
  examinedBy,
  rulesFor,
  select,
  type Screened,
  type SelectionRule,
  standingOfEntry,
} from './selection.rules';

const DAY = '2026-11-16';
const SEED = '5f'.repeat(32);
const content = (change: Partial<DraftRelease> = {}) => contentOf(filing(change));
const screened = (change: Partial<Screened> = {}): Screened => ({
  ...{ key: 'B7603245278', content: content(), day: DAY, port: '2704', met: [], opensOn: null, before: null },
  ...change,
});
const selected = (one: Screened, rules: SelectionRule[], standings: Standing[] = [], seed = SEED) =>
  select(one, standingOfEntry(standings, one), { rules, seeds: { [DAY]: seed } });
const criterion = (change: Partial<Criterion> = {}): Criterion => ({
  ...{ id: 1, by: 'hts', value: '9705', outcome: 'exam', documentType: null, reason: 'Antiquities' },
  ...{ from: '2018-01-01', to: null },
  ...change,
});
const keys = Array.from({ length: 10_000 }, (_, n) => `B76${entryNumber(n)}`);
/** How many of these are selected in 10,000. */
const rateOf = (rules: SelectionRule[], standings: Standing[] = [], seed = SEED) =>
  (keys.filter((key) => selected(screened({ key }), rules, standings, seed)?.by).length / keys.length) * 10_000;
/** A key that draws between two numbers. */
const drawing = (from: number, to: number): string =>
  keys.find((key) => drawOf(SEED, key) >= from && drawOf(SEED, key) < to)!;

describe('a rule of the draw', () => {
  test.each<[string, Partial<SelectionRule>, Partial<DraftRelease>]>([
    ['for all goods', {}, {}],
    ['on its first day', { from: DAY }, {}],
    ['on its last day', { to: DAY }, {}],
    ['for the port', { ports: ['5301', '2704'] }, {}],
    ['for the mode', { modes: ['11'] }, {}],
    ['for the origin of a line', { origins: ['CN'] }, {}],
    ['for the first digits of a tariff number', { headings: ['3924'] }, {}],
    ['for the whole tariff number', { headings: ['3924104000'] }, {}],
  ])('%s is for the entry', (_what, change, filed) => {
    expect(rulesFor([rule(change)], screened({ content: content(filed) }))).toHaveLength(1);
  });

  test.each<[string, Partial<SelectionRule>, Partial<Screened>]>([
    ['that begins tomorrow', { from: '2026-11-17' }, {}],
    ['that ended yesterday', { to: '2026-11-15' }, {}],
    ['for another port', { ports: ['5301'] }, {}],
    ['for a port, where the entry names none', { ports: ['2704'] }, { port: null }],
    ['for another mode', { modes: ['40'] }, {}],
    ['for another origin', { origins: ['VN'] }, {}],
    ['for other goods', { headings: ['61', '62'] }, {}],
    ['for goods that meet only half of it', { origins: ['CN'], headings: ['61'] }, {}],
  ])('%s is not', (_what, change, entry) => {
    expect(rulesFor([rule(change)], screened(entry))).toEqual([]);
  });
});

describe('the draw', () => {
  test('gives the same number for the same seed and entry, as anybody finds it with HMAC-SHA-256', () => {
    // printf B7603245278 | openssl dgst -sha256 -mac hmac -macopt hexkey:5f5f…: the first six bytes, modulo 10,000.
    expect(drawOf(SEED, 'B7603245278')).toBe(3_841);
    expect(drawOf(SEED, 'B7603245278')).not.toBe(drawOf('60'.repeat(32), 'B7603245278'));
  });

  test('selects of 10,000 entries as many as the rate says, within three standard deviations', () => {
    expect(Math.abs(rateOf([rule({ rate: 300 })]) - 300)).toBeLessThan(52);
    expect(Math.abs(rateOf([rule({ rate: 2_500 })]) - 2_500)).toBeLessThan(130);
    expect(rateOf([rule({ rate: 0 })])).toBe(0);
    expect(rateOf([rule({ rate: 10_000 })])).toBe(10_000);
  });

  test('of trusted importers selects at their lower rate, and never below the floor that is for everybody', () => {
    const rules = [rule({ rate: 2_000 }), floor(100)];
    expect(Math.abs(rateOf(rules, [standing([lowerRate(500)])]) - 500)).toBeLessThan(66);
    expect(Math.abs(rateOf(rules, [standing([lowerRate(0)])]) - 100)).toBeLessThan(30);
    expect(rateOf([floor(100)], [standing([lowerRate(0)])])).toBe(rateOf([floor(100)]));
  });

  test('selects nobody at a lower rate whom it would not have selected at the rate for everybody', () => {
    const rules = [rule({ rate: 2_000 }), floor(100)];
    for (const key of keys.slice(0, 2_000)) {
      const everybody = selected(screened({ key }), rules);
      const trusted = selected(screened({ key }), rules, [standing([lowerRate(500)])]);
      if (trusted?.by) expect(everybody?.by).not.toBeNull();
      expect(examAvoided(trusted!)).toBe(everybody!.by !== null && trusted!.by === null);
    }
  });

  test('of the next day is another one, which the day before does not foretell', () => {
    const chosen = (seed: string) => keys.filter((key) => drawOf(seed, key) < 2_500).length;
    const both = keys.filter((key) => drawOf(SEED, key) < 2_500 && drawOf('60'.repeat(32), key) < 2_500).length;
    expect(Math.abs(both / keys.length - (chosen(SEED) / keys.length) ** 2)).toBeLessThan(0.017);
  });

  test('takes the highest rate of the rules that are for the goods', () => {
    const rules = [
      rule({ rate: 300 }),
      rule({ id: 3, rate: 900, headings: ['3924'] }),
      rule({ id: 4, rate: 5_000, headings: ['61'] }),
    ];
    expect(selected(screened(), rules)!.draw).toMatchObject({ rate: 900, drawnAt: 900 });
  });

  test('is done once: an entry that is screened anew on another day keeps its number and its day', () => {
    const before = selected(screened({ key: drawing(2_000, 3_000) }), [rule()])!;
    const anew = select(screened({ key: drawing(2_000, 3_000), day: '2026-11-20', before }), null, {
      rules: [rule()],
      seeds: { '2026-11-20': '60'.repeat(32) },
    })!;
    expect([anew.day, anew.draw!.number]).toEqual([DAY, before.draw!.number]);
  });
});

describe('the reason of a selection', () => {
  test('is the criterion that the goods meet, before any draw, trusted or not', () => {
    const selection = selected(screened({ met: [criterion()] }), [rule()], [standing([lowerRate(0)])])!;
    expect(selection).toMatchObject({ by: 'criterion', reasons: [expect.stringContaining('Antiquities')], risk: 90 });
    expect(selection.benefits).toEqual([
      {
        benefit: 'lower exam rate',
        given: false,
        reason: 'The goods meet a criterion that is for everybody.',
        day: DAY,
      },
    ]);
  });

  test('of a draw is the rule, with the number that was drawn', () => {
    const key = drawing(50, 300);
    const number = drawOf(SEED, key);
    expect(selected(screened({ key }), [rule()])).toMatchObject({
      by: 'draw',
      reasons: [`Cargo at large: drawn ${number}, selected below 300 of 10000`],
      risk: 22,
    });
  });

  test('at the floor is the random check, and no risk of the goods', () => {
    const key = drawing(0, 100);
    expect(selected(screened({ key }), [rule(), floor(100)], [standing([lowerRate(0)])])).toMatchObject({
      by: 'floor',
      reasons: [expect.stringContaining('Random check of everybody')],
      risk: 10,
    });
  });

  test('is nothing where no rule is for the goods and the importer has no standing', () => {
    expect(selected(screened(), [])).toBeNull();
    expect(selected(screened(), [rule({ ports: ['5301'] })])).toBeNull();
  });

  test('of an officer is kept with the order, where nothing else had selected the goods', () => {
    expect(examinedBy(screened(), null, null, 'Seal broken')).toMatchObject({
      by: 'officer',
      reasons: ['Seal broken'],
      risk: 80,
    });
    const before = selected(screened({ met: [criterion()] }), [])!;
    expect(examinedBy(screened({ before }), null, null, 'Again')).toMatchObject({
      by: 'criterion',
      reasons: ['Antiquities'],
    });
  });
});

describe('what standing brings an entry', () => {
  const benefitOf = (one: Screened, standings: Standing[], rules: SelectionRule[] = []) =>
    selected(one, rules, standings)?.benefits.map(({ given, reason }) => [given, reason])[0];

  test.each<[string, Parameters<typeof promised>[1], Partial<Screened>, boolean, string]>([
    ['on its first day', { from: DAY }, {}, true, 'First where order is free'],
    ['before its first day', { from: '2026-11-17' }, {}, false, 'Not in force on 2026-11-16.'],
    ['after its last day', { to: '2026-11-15' }, {}, false, 'Not in force on 2026-11-16.'],
    ['at a port of it', { ports: ['2704'] }, {}, true, 'First'],
    ['at another port', { ports: ['5301'] }, {}, false, 'Not given at port 2704.'],
    ['without a port', { ports: ['5301'] }, { port: null }, false, 'The entry names no port.'],
    ['by a mode of it', { modes: ['10', '11'] }, {}, true, 'First'],
    ['by another mode', { modes: ['40'] }, {}, false, 'Not given by mode 11.'],
  ])('is judged by day, port and mode: %s', (_what, change, entry, given, reason) => {
    expect(benefitOf(screened(entry), [standing([promised('priority', change)])])).toEqual([
      given,
      expect.stringContaining(reason),
    ]);
  });

  test('is nothing without a program in force that day', () => {
    const ended = standing([promised('priority')], {
      programs: [{ program: 'CTPAT', tier: 2, from: '2026-01-01', to: '2026-11-15' }],
    });
    expect(selected(screened(), [], [ended])).toBeNull();
    expect(selected(screened(), [rule()], [ended])).toMatchObject({ trustedAccountId: null, benefits: [] });
  });

  test.each<[string, Partial<Screened>, boolean, string]>([
    ['days before the decision opens', { opensOn: '2026-11-20' }, true, 'Screened 4 days before'],
    ['on the day it opens', { opensOn: DAY }, false, 'screened at once, as everybody'],
    ['of goods that are there', { opensOn: null }, false, 'screened at once, as everybody'],
  ])('expedited screening %s', (_what, entry, given, reason) => {
    expect(benefitOf(screened(entry), [standing([promised('expedited screening')])])).toEqual([
      given,
      expect.stringContaining(reason),
    ]);
  });

  test.each<[string, string | null, string | null, boolean, string]>([
    ['at the elected station', 'Y123', null, true, 'At the elected station Y123.'],
    ['that no station was elected for', null, null, false, 'No examination station was elected'],
    ['that the officer has elsewhere', 'Y123', 'Z999', false, 'At Z999, not at Y123: No cold store'],
    ['that the officer has there', 'Y123', 'Y123', true, 'At the elected station'],
  ])('preferred location of an examination %s', (_what, elected, site, given, reason) => {
    const standings = [standing([promised('preferred exam location')])];
    const one = screened({ content: content({ electedExamSite: elected }), met: [criterion()] });
    const before = selected(one, [], standings)!;
    expect(before.examination!.site).toBe(elected);
    const facts = { site, begunAt: null, hours: null, siteReason: site === elected ? null : 'No cold store' };
    const after = site === null ? before : examinedBy({ ...one, before }, standingOfEntry(standings, one), facts, null);
    expect(after.benefits[0]).toMatchObject({ given, reason: expect.stringContaining(reason) });
  });

  describe('of blanket certifications', () => {
    const lacey = criterion({ outcome: 'documents', documentType: 'LACEY', blanket: 'Lacey Act declaration' });
    const licence = criterion({ id: 2, outcome: 'documents', documentType: 'EXPLIC', blanket: null });
    const blanket = (change: Partial<Blanket> = {}): Blanket => ({
      ...{ number: 'BC-26-000004', certification: 'Lacey Act declaration', goods: ['39'], ports: null },
      ...{ from: '2026-01-01', to: '2026-12-31' },
      ...change,
    });
    const having = (...blankets: Blanket[]) => [standing([promised('blanket certifications')], { blankets })];
    const asked = (standings: Standing[], met = [lacey, licence]) =>
      documentsAsked(met, content(), standingOfEntry(standings, screened())).map(({ documentType }) => documentType);

    test('one takes the place of the document that it is for, and of no other', () => {
      expect(asked(having(blanket()))).toEqual(['EXPLIC']);
      expect(benefitOf(screened({ met: [lacey] }), having(blanket()))).toEqual([
        true,
        'LACEY not asked for, certified for all entries as BC-26-000004.',
      ]);
      expect(benefitOf(screened(), having(blanket()))).toEqual([false, 'No certification was asked for.']);
    });

    test.each<[string, Standing[]]>([
      ['without one on file', having()],
      ['of another kind', having(blanket({ certification: 'transfer to an exam location' }))],
      ['for other goods', having(blanket({ goods: ['44'] }))],
      ['for another port', having(blanket({ ports: ['5301'] }))],
      ['that begins tomorrow', having(blanket({ from: '2026-11-17' }))],
      ['that ended yesterday', having(blanket({ to: '2026-11-15' }))],
      ['where standing does not bring it', [standing([promised('priority')], { blankets: [blanket()] })]],
      ['of who is not trusted', []],
    ])('%s each document is asked for', (_what, standings) => {
      expect(asked(standings)).toEqual(['LACEY', 'EXPLIC']);
    });

    test('goods that are examined are moved to the elected station under the one for transfers', () => {
      const both = [promised('preferred exam location'), promised('blanket certifications')];
      const standings = [
        standing(both, { blankets: [blanket({ certification: 'transfer to an exam location', goods: null })] }),
      ];
      const selection = selected(
        screened({ content: content({ electedExamSite: 'Y123' }), met: [criterion()] }),
        [],
        standings,
      )!;
      expect(selection.benefits[1]).toMatchObject({ given: true, reason: 'moved to Y123 under BC-26-000004.' });
    });
  });

  test('of a pilot with an agency is shown with the reason, and what acts here is as the benefit that it acts as', () => {
    const pilot = (change: object = {}) => ({
      ...{ number: 'AP-26-000003', agency: 'FDA', benefit: 'One sample in ten', brings: null, ports: null },
      ...{ from: '2026-01-01', to: null, ...change },
    });
    const pilots = [
      pilot(),
      pilot({ benefit: 'Fewer exams', brings: 'lower exam rate' as const }),
      pilot({ benefit: 'Elsewhere', ports: ['9998'] }),
      pilot({ benefit: 'First', brings: 'priority' as const }),
      pilot({ benefit: 'Over', to: '2026-01-31' }),
    ];
    const selection = selected(screened(), [rule({ rate: 2_000 })], [standing([lowerRate(500)], { pilots })])!;
    expect(selection.pilots!.map(({ benefit, given, reason }) => [benefit, given, reason])).toEqual([
      ['One sample in ten', true, 'FDA gives it in its own work on the goods.'],
      ['Fewer exams', true, 'As lower exam rate: Drawn at the lower rate of the standing.'],
      ['Elsewhere', false, expect.stringContaining('not for port')],
      ['First', false, 'No priority is in force.'],
    ]);
    expect(selected(screened(), [rule()], [standing([])])).not.toHaveProperty('pilots');
  });

  test('of two accounts with one number is the better of both, told of the first', () => {
    const other = '1b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b90';
    const standings = [standing([lowerRate(50)], { accountId: other }), standing([lowerRate(200)])];
    expect(selected(screened(), [rule()], standings)).toMatchObject({
      trustedAccountId: standings[1]!.accountId,
      draw: { rate: 300, drawnAt: 50 },
    });
  });
});
