import { TeamRequested } from '#contracts';
import { PAST_ORDERS, TRADE_FUNCTIONS } from '../authority/trade-functions.data';
import { REVIEW_FUNCTIONS, TYPES_WITHOUT_CENTER } from '#reference';
import { CENTERS, centerTables, prefixesOf, SCOPE, TEAMS } from '../centers/centers.data';
import { scopeIndex, scopeOf } from '../scope/scope.rules';
import { teamFor, type AssignmentRow, type Grounds, type ReviewAuthority } from './team.rules';

const centerOf = new Map(TEAMS.map((team) => [team.number, team.centerId]));
const scope = scopeIndex(
  SCOPE.map((s) => ({
    prefix: s.prefix,
    centerId: centerOf.get(s.teamNumber)!,
    teamNumber: s.teamNumber,
    from: s.from,
    ...(s.to && { to: s.to }),
  })),
);
const authorityIn = (center: string): ReviewAuthority[] =>
  PAST_ORDERS.filter(({ centerId }) => centerId === center).flatMap(({ id, phase, from }) =>
    REVIEW_FUNCTIONS.map((functionCode) => ({
      ...{ orderId: id, functionCode, from },
      reach: phase === 'test' ? ('volunteers' as const) : ('all' as const),
    })),
  );
const grounds = (assignments: AssignmentRow[] = [], volunteerIn: string[] = []): Grounds => ({
  assignments,
  scope,
  authority: new Map(CENTERS.map(({ id }) => [id, authorityIn(id)])),
  volunteerIn: new Set(volunteerIn),
  notEligible: new Map(TYPES_WITHOUT_CENTER.map((n) => [n.entryType, [{ from: '2011-10-01', reason: n.reason }]])),
});
const line = (hts: string, valueDollars = 100) => ({ hts, valueDollars });
const request = (
  lines: { hts: string; valueDollars: number }[],
  changes: Partial<TeamRequested> = {},
): TeamRequested => ({ ...TeamRequested.example, lines, ...changes });
const decide = (
  lines: { hts: string; valueDollars: number }[],
  changes: Partial<TeamRequested> = {},
  assignments: AssignmentRow[] = [],
) => teamFor(request(lines, changes), grounds(assignments));
const assigned = (changes: Partial<AssignmentRow> = {}): AssignmentRow => ({
  centerId: 'CEE007',
  teamNumber: '851',
  from: '2026-01-01',
  own: true,
  ...changes,
});

describe('the Center and team of an entry summary', () => {
  test("an importer's own assignment decides, whatever the goods are", () => {
    expect(decide([line('3924104000')], {}, [assigned()])).toEqual({
      centerId: 'CEE007',
      teamNumber: '851',
      basis: 'account',
    });
  });
  test('an assignment counts from its first to its last day, by the entry date', () => {
    const ended = assigned({ to: '2026-06-30' });
    expect(decide([line('3924104000')], { entryDate: '2026-06-30' }, [ended])).toMatchObject({ centerId: 'CEE007' });
    expect(decide([line('3924104000')], { entryDate: '2026-07-01' }, [ended])).toMatchObject({ centerId: 'CEE009' });
    expect(decide([line('3924104000')], { entryDate: '2025-12-31' }, [ended])).toMatchObject({ centerId: 'CEE009' });
  });
  test("another number of the same account decides when the importer's own is not assigned", () => {
    const sister = assigned({ own: false, centerId: 'CEE003', teamNumber: '871', from: '2026-05-01' });
    expect(decide([line('3924104000')], {}, [sister])).toMatchObject({ centerId: 'CEE003', basis: 'account' });
    expect(decide([line('3924104000')], {}, [sister, assigned()])).toMatchObject({ centerId: 'CEE007' });
  });
  test('lines that are told together count as many as they are', () => {
    const apart = [
      line('3924104000'),
      line('8471300100', 900),
      line('8471300100', 50),
      line('3926909990'),
      line('3924104000'),
    ];
    const together = [
      { hts: '3924104000', valueDollars: 200, lines: 2 },
      { hts: '8471300100', valueDollars: 950, lines: 2 },
      { hts: '3926909990', valueDollars: 100, lines: 1 },
    ];
    const decided = teamFor({ ...TeamRequested.example, lines: together }, grounds());
    expect(decided).toEqual(decide(apart));
    const most = [
      { hts: '8471300100', valueDollars: 1, lines: 4 },
      ...together.filter(({ hts }) => hts.startsWith('39')),
    ];
    expect(teamFor({ ...TeamRequested.example, lines: most }, grounds()).centerId).toBe('CEE007');
  });
  test('without an assignment the chapter with most lines decides', () => {
    expect(decide([line('3924104000'), line('8471300100', 900_000), line('3926909990')])).toEqual({
      centerId: 'CEE009',
      teamNumber: '391',
      basis: 'predominant chapter 39',
    });
  });
  test('between chapters with as many lines the higher value decides, then the lower chapter', () => {
    expect(decide([line('3924104000', 10), line('6109100012', 20)])).toMatchObject({
      centerId: 'CEE004',
      teamNumber: '611',
    });
    expect(decide([line('6109100012', 20), line('3924104000', 20)])).toMatchObject({ centerId: 'CEE009' });
  });
  test.each([
    ['8408202000', 'CEE003', '842'],
    ['8471300100', 'CEE007', '847'],
    ['8421990080', 'CEE010', '841'],
    ['8511100000', 'CEE003', '871'],
    ['9018908000', 'CEE001', '902'],
    ['4011101000', 'CEE003', '401'],
    ['7013492000', 'CEE009', '681'],
    ['9401200000', 'CEE003', '942'],
    ['7323930080', 'CEE008', '732'],
  ])('heading %s is an exception in its chapter or is not: %s team %s', (hts, centerId, teamNumber) => {
    expect(decide([line(hts)])).toMatchObject({ centerId, teamNumber });
  });
  test('79 FR 13322 moved heading 8511 on 10 March 2014', () => {
    expect(scopeOf('8511100000', '2014-03-09', scope)).toMatchObject({ centerId: 'CEE010' });
    expect(scopeOf('8511100000', '2014-03-10', scope)).toMatchObject({ centerId: 'CEE003' });
  });
  test('within the predominant chapter the headings with most lines decide', () => {
    expect(decide([line('8471300100'), line('8473305100'), line('8421990080', 9_000)])).toEqual({
      centerId: 'CEE007',
      teamNumber: '847',
      basis: 'predominant chapter 84, heading 8471',
    });
  });
  test('chapters 98 and 99 do not count; alone they leave the summary pending', () => {
    expect(decide([line('9903880300'), line('9903880300'), line('8517620090')])).toMatchObject({
      centerId: 'CEE007',
      teamNumber: '851',
    });
    expect(decide([line('9801001012')])).toEqual({
      centerId: 'PNDING',
      teamNumber: null,
      basis: 'no tariff number of chapters 1 to 97',
    });
  });
  test('a summary of whose goods nothing can be told is pending', () => {
    expect(decide([line('7700000000')])).toEqual({
      centerId: 'PNDING',
      teamNumber: null,
      basis: "no tariff number of it is in a Center's scope",
    });
    expect(decide([])).toMatchObject({ centerId: 'PNDING' });
  });
  test('an entry type that no Center decides on is not eligible, even for an assigned importer', () => {
    expect(decide([line('3924104000')], { entryType: '51' }, [assigned()])).toMatchObject({
      centerId: 'NOTELG',
      teamNumber: null,
    });
  });
  test('before its Center had authority an entry is not eligible', () => {
    expect(decide([line('3924104000')], { entryDate: '2016-03-22' })).toEqual({
      centerId: 'NOTELG',
      teamNumber: null,
      basis: 'the port decides: CEE009 has it from 2016-03-23 on (entry-summary-review)',
    });
    expect(decide([line('3924104000')], { entryDate: '2016-03-23' })).toMatchObject({ centerId: 'CEE009' });
    expect(decide([line('8517620090')], { entryDate: '2015-01-28' })).toMatchObject({ centerId: 'CEE007' });
    expect(decide([line('8517620090')], { entryDate: '2015-01-27' })).toMatchObject({ centerId: 'NOTELG' });
  });
  test('in the test phase its Center decides for volunteers only, and from the first day of the test on', () => {
    const test = PAST_ORDERS.find(({ centerId, phase }) => centerId === 'CEE009' && phase === 'test')!;
    const on = (entryDate: string, volunteerIn: string[]) =>
      teamFor(request([line('3924104000')], { entryDate }), grounds([], volunteerIn)).centerId;
    expect([on('2013-04-03', [test.id]), on('2013-04-04', [test.id]), on('2013-04-04', [])]).toEqual([
      'NOTELG',
      'CEE009',
      'NOTELG',
    ]);
    expect([on('2016-03-22', [test.id]), on('2016-03-22', []), on('2016-03-23', [])]).toEqual([
      'CEE009',
      'NOTELG',
      'CEE009',
    ]);
  });
  test('a Center that gave its authority back and got it again has neither the days between', () => {
    const functionCode = 'entry-summary-review';
    const rows: ReviewAuthority[] = [
      { orderId: 'a', functionCode, reach: 'all', from: '2026-01-01', to: '2026-03-31' },
      { orderId: 'b', functionCode, reach: 'all', from: '2026-06-01' },
    ];
    const on = (entryDate: string) =>
      teamFor(request([line('3924104000')], { entryDate }), { ...grounds(), authority: new Map([['CEE009', rows]]) });
    expect(
      ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01'].map((d) => on(d).centerId),
    ).toEqual(['NOTELG', 'CEE009', 'CEE009', 'NOTELG', 'NOTELG', 'CEE009']);
    expect(on('2026-04-01').basis).toBe(
      'the port decides: CEE009 had it up to 2026-03-31 and has it from 2026-06-01 on (entry-summary-review)',
    );
  });
  test("by function, informal entries and withdrawals from warehouse are the Center's by orders of their own", () => {
    const rows: ReviewAuthority[] = [
      { orderId: 'a', functionCode: 'entry-summary-review', reach: 'all', from: '2026-01-01' },
      { orderId: 'b', functionCode: 'informal-entry-review', reach: 'all', from: '2026-06-01' },
    ];
    const on = (entryType: string, entryDate: string) =>
      teamFor(request([line('3924104000')], { entryType, entryDate }), {
        ...grounds(),
        authority: new Map([['CEE009', rows]]),
      });
    expect(['01', '11', '31'].map((type) => on(type, '2026-05-31').centerId)).toEqual(['CEE009', 'NOTELG', 'NOTELG']);
    expect(['01', '11', '31'].map((type) => on(type, '2026-06-01').centerId)).toEqual(['CEE009', 'CEE009', 'NOTELG']);
    expect(on('11', '2026-05-31').basis).toContain('CEE009 has it from 2026-06-01 on (informal-entry-review)');
  });
});

describe('the tables of Centers', () => {
  test("each function is the Center's to get, the port's or headquarters', with a source", () => {
    expect(TRADE_FUNCTIONS.filter(({ holder }) => holder === 'Center').map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'entry-summary-review',
        'classification-valuation',
        'liquidation',
        'protests',
        'revenue-collection',
      ]),
    );
    expect(TRADE_FUNCTIONS.filter(({ holder }) => holder === 'port').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['release', 'examination', 'penalties']),
    );
    expect(new Set(TRADE_FUNCTIONS.map(({ code }) => code)).size).toBe(TRADE_FUNCTIONS.length);
    for (const { source } of TRADE_FUNCTIONS) expect(source).toMatch(/FR|CFR/);
  });
  test('history has a test phase and the full delegation of each Center', () => {
    for (const { id, authorityFrom } of CENTERS)
      expect(PAST_ORDERS.filter(({ centerId }) => centerId === id).map(({ phase, from }) => [phase, from])).toEqual([
        ['test', expect.stringMatching(/^201[23]/)],
        ['full', authorityFrom],
      ]);
  });
  test('every chapter from 1 to 97 but the reserved 77 has a Center', () => {
    const chapters = Array.from({ length: 97 }, (_, i) => String(i + 1).padStart(2, '0'));
    expect(chapters.filter((chapter) => !scopeOf(chapter, '2026-11-24', scope))).toEqual(['77']);
  });
  test('no tariff number belongs to two teams on one day', () => {
    for (const rows of scope.values()) {
      for (const [i, a] of rows.entries())
        for (const b of rows.slice(i + 1)) expect((a.to ?? '9999') < b.from || (b.to ?? '9999') < a.from).toBe(true);
    }
  });
  test('there are ten Centers, each with teams of three digits', () => {
    expect(CENTERS).toHaveLength(10);
    for (const { id } of CENTERS) expect(TEAMS.some((team) => team.centerId === id)).toBe(true);
    expect(TEAMS.every((team) => /^\d{3}$/.test(team.number))).toBe(true);
    expect(new Set(TEAMS.map((team) => team.number)).size).toBe(TEAMS.length);
  });
  test('a range of headings is read as all of them', () => {
    expect(prefixesOf('01-03 8407-8408 940120')).toEqual(['01', '02', '03', '8407', '8408', '940120']);
  });
  test('the tables for partners name every Center, team and refusal', () => {
    const text = centerTables();
    for (const word of [
      ...CENTERS.map((c) => c.id),
      ...TEAMS.map((t) => `| ${t.number} |`),
      ...TYPES_WITHOUT_CENTER.map((n) => n.reason),
    ])
      expect(text).toContain(word);
  });
});
