import type { Relief } from '#kernel';
import {
  deemedDenialOf,
  decisionOf,
  clocksOf,
  type FilingFacts,
  placeOf,
  type ProtestContents,
  type ProtestDays,
  protestFaults,
  timelinessOf,
} from './protest.rules';
import { PROTEST_TYPES } from './protest-codes.table';
import { protestStates, STATUS_CODES, UNDECIDED } from './protest.states';

const entry = {
  entryNumber: 'B76-0324527-8',
  enteredOn: '2026-01-16',
  decidedOn: '2026-05-29',
  importedOn: null,
  lines: [],
};
const whole: ProtestContents = {
  ...{ type: '514', capacity: 'importer', agent: null, decision: 'liquidation', entries: [entry] },
  protestant: {
    name: 'Pacific Home Goods Inc',
    address: '100 Harbor Plaza, Long Beach CA',
    importerNumber: '12-3456789',
  },
  ...{ category: 'Household articles of plastics', merchandise: 'Food boxes of polypropylene, with lids' },
  objections: [{ claim: 'Classified in 3926.90; 3924.10 is claimed', justification: 'They are tableware (note 1).' }],
  ...{ earlierProtest: null, notCollusive: false, drawback: 'none', accelerated: false, furtherReview: null },
  ...{ rulings: [], documents: [], samples: null },
};
const facts: FilingFacts = {
  entries: [{ onFile: { state: 'liquidated', noticeOn: '2026-05-29' }, importer: '12-345678900' }],
  ...{
    own: ['12-345678900'],
    noPower: null,
    isOfAnother: false,
    keepsPowers: false,
    othersInTime: false,
    today: '2026-11-25',
  },
};
const at = (changes: Partial<ProtestContents>, more: Partial<FilingFacts> = {}) =>
  protestFaults({ ...whole, ...changes }, { ...facts, ...more }).map((fault) => fault.at);
const agent = { name: 'Harbor Brokers', address: '1 Pier A', importerNumber: null, powerOfAttorney: null };

describe('a protest', () => {
  test('with all its contents is complete', () => {
    expect(at({})).toEqual([]);
  });
  test('with nothing in it is told each content that is missing, by its field and with the section', () => {
    const nothing: ProtestContents = {
      ...{ type: '514', capacity: null, agent: null, decision: null, entries: [], category: null, merchandise: null },
      protestant: { name: null, address: null, importerNumber: null },
      ...{ objections: [], earlierProtest: null, notCollusive: false, drawback: null, accelerated: false },
      ...{ furtherReview: null, rulings: [], documents: [], samples: null },
    };
    const faults = protestFaults(nothing, { ...facts, entries: [] });
    expect(faults.map((fault) => fault.at)).toEqual([
      ...['/capacity', '/protestant/name', '/protestant/address', '/decision', '/entries', '/category', '/merchandise'],
      ...['/objections', '/drawback'],
    ]);
    for (const { text } of faults) expect(text).toMatch(/19 (CFR|USC) 1/);
  });
  test.each<[string, Partial<ProtestContents>, Partial<FilingFacts>, string[]]>([
    ['of no known type', { type: '515' }, {}, ['/type']],
    ['under section 520(c) of an entry after its repeal', { type: '520(c)' }, {}, ['/entries/0/enteredOn']],
    ['without the day of decision', { entries: [{ ...entry, decidedOn: null }] }, {}, ['/entries/0/decidedOn']],
    ['with a day that is none', { entries: [{ ...entry, decidedOn: '2026-02-30' }] }, {}, ['/entries/0/decidedOn']],
    ['with a day to come', { entries: [{ ...entry, decidedOn: '2026-12-01' }] }, {}, ['/entries/0/decidedOn']],
    [
      'with a wrong check digit',
      { entries: [{ ...entry, entryNumber: 'B76-0324527-7' }] },
      {},
      ['/entries/0/entryNumber'],
    ],
    [
      'with one entry twice',
      { entries: [entry, entry] },
      { entries: [facts.entries[0]!, facts.entries[0]!] },
      ['/entries/1/entryNumber'],
    ],
    [
      'of an entry that is not liquidated',
      {},
      { entries: [{ onFile: { state: 'not liquidated', noticeOn: null }, importer: null }] },
      ['/entries/0/entryNumber'],
    ],
    [
      'of entries of two importers',
      { entries: [entry, { ...entry, entryNumber: 'B76-0000001-5' }] },
      { entries: [facts.entries[0]!, { onFile: null, importer: '98-765432100' }] },
      ['/entries/1/entryNumber'],
    ],
    [
      'by an importer without a number',
      { protestant: { ...whole.protestant, importerNumber: null } },
      {},
      ['/protestant/importerNumber'],
    ],
    ['by an account that is not the importer', {}, { own: [] }, ['/agent']],
    ['as a payer in the number of another account', { capacity: 'payer' }, { own: [], isOfAnother: true }, ['/agent']],
    ['by an agent that says no power', { agent }, { own: [] }, ['/agent/powerOfAttorney']],
    [
      'by an agent whose power is over',
      { agent },
      { own: [], keepsPowers: true, noPower: 'yours is not in force' },
      ['/agent'],
    ],
    ['by an agent with a power here', { agent }, { own: [], keepsPowers: true }, []],
    ['by an agent with a power on paper', { agent: { ...agent, powerOfAttorney: 'CBP Form 5291' } }, { own: [] }, []],
    ['by a surety that certifies nothing', { capacity: 'surety' }, {}, ['/notCollusive']],
    ['by a surety beside the importer', { capacity: 'surety' }, { othersInTime: true }, []],
    ['by a surety that certifies', { capacity: 'surety', notCollusive: true }, {}, []],
    ['by an importer, of a demand on a bond', { decision: 'demand on the bond' }, {}, ['/capacity']],
    ['by an importer under 19 CFR 181.115', { type: '181.115' }, {}, ['/capacity']],
    [
      'under section 520(d) without the day of importation',
      { type: '520(d)', decision: 'refusal to reliquidate' },
      {},
      ['/entries/0/importedOn'],
    ],
    [
      'with an objection without justification',
      { objections: [{ claim: 'Too much', justification: null }] },
      {},
      ['/objections/0/justification'],
    ],
    [
      'with an empty application for further review',
      { furtherReview: { criterion: null, noEarlierDecision: false, noCourtAction: false, statement: null } },
      {},
      [
        ...['/furtherReview/criterion', '/furtherReview/noEarlierDecision', '/furtherReview/noCourtAction'],
        '/furtherReview/statement',
      ],
    ],
  ])('%s is told so by the field, or taken', (_, changes, more, expected) => {
    expect(at(changes, more)).toEqual(expected);
  });
});

describe('the time of a protest', () => {
  const on = (filedOn: string, decidedOn: string, reliefs: Relief[] = [], noticeOn: string | null = decidedOn) =>
    timelinessOf('514', 'liquidation', { ...entry, decidedOn }, { state: 'liquidated', noticeOn }, filedOn, reliefs);
  test.each([
    ['day 180 is in time', '2026-05-29', '2026-11-25', true],
    ['day 181 is untimely', '2026-05-28', '2026-11-25', false],
    ['day 180 is a Saturday: the Monday after it is in time', '2026-06-01', '2026-11-30', true],
    ['and the Tuesday is not', '2026-06-01', '2026-12-01', false],
    ['day 180 is Thanksgiving: the Friday after it is in time', '2026-05-30', '2026-11-27', true],
    ['over 29 February', '2027-09-08', '2028-03-06', true],
    ['and a day later', '2027-09-08', '2028-03-07', false],
    ['over the end of a year', '2026-11-27', '2027-05-26', true],
    ['and a day later', '2026-11-27', '2027-05-27', false],
  ])('%s', (_, notice, filed, timely) => {
    expect(on(filed, notice).timely).toBe(timely);
  });
  test('the notice on file counts, and not what the protestant says', () => {
    expect(on('2026-11-25', '2026-06-15', [], '2026-05-28')).toMatchObject({
      startedBy: 'notice on file',
      timely: false,
    });
    expect(on('2026-11-25', '2026-06-15', [], null)).toMatchObject({
      startedBy: 'protestant',
      startedOn: '2026-06-15',
    });
  });
  test('a downtime that is in force on the last day gives its days for other deadlines, and is named', () => {
    const downtime: Relief = {
      ...{ number: 'DT-26-000012', from: '2026-11-24', to: '2026-11-25', paymentBusinessDays: 1, otherBusinessDays: 2 },
    };
    expect(on('2026-11-30', '2026-05-29', [downtime])).toMatchObject({
      ...{ timely: true, legalLastDay: '2026-11-25', lastDay: '2026-11-30', relievedBy: 'DT-26-000012' },
    });
    expect(on('2026-12-01', '2026-05-29', [downtime]).timely).toBe(false);
    const before = { ...downtime, from: '2026-11-23', to: '2026-11-24' };
    expect(on('2026-11-27', '2026-05-29', [before])).toMatchObject({ timely: false, relievedBy: null });
  });
  test('a claim under section 520(d) has a year from importation, that of 29 February until the 28th', () => {
    const claim = (importedOn: string, filedOn: string) =>
      timelinessOf('520(d)', 'refusal to reliquidate', { ...entry, importedOn }, null, filedOn, []).timely;
    expect([claim('2025-11-25', '2026-11-25'), claim('2025-11-24', '2026-11-25')]).toEqual([true, false]);
    expect([claim('2028-02-29', '2029-02-28'), claim('2028-02-29', '2029-03-01')]).toEqual([true, false]);
  });
});

describe('the clocks of a protest', () => {
  const days: ProtestDays = {
    ...{ state: 'open', decision: 'liquidation', filedOn: '2026-11-27', reviewFrom: '2026-11-27' },
    ...{ acceleratedOn: null, decidedOn: null },
  };
  const shown = (changes: object) =>
    clocksOf({ ...days, ...changes }, '2026-11-28').map(({ clock, dueDate, rule }) => `${clock} ${dueDate} ${rule}`);
  test('show the rule each is from, the first to end first', () => {
    expect(shown({ acceleratedOn: '2026-11-28', decision: 'exclusion' })).toEqual([
      'review of an exclusion 2026-12-27 19 CFR 174.21(b)',
      'accelerated disposition 2026-12-28 19 CFR 174.22(d)',
      'review of a protest 2028-11-27 19 CFR 174.21(a)',
    ]);
    expect(shown({ state: 'deemed denied', decidedOn: '2026-12-27' })).toEqual([
      'court action 2027-06-25 19 CFR 174.31; 28 USC 2636(a)',
    ]);
    expect(shown({ state: 'withdrawn', decidedOn: '2026-12-27' })).toEqual([]);
  });
  test('deny by law: of an exclusion on day 30, of an accelerated disposition at its close, on whatever day that is', () => {
    expect(deemedDenialOf(days)).toBeNull();
    expect(deemedDenialOf({ ...days, decision: 'exclusion' })).toMatchObject({ on: '2026-12-27', from: '2026-12-27' });
    expect(deemedDenialOf({ ...days, acceleratedOn: '2026-11-27' })).toMatchObject({
      on: '2026-12-27',
      from: '2026-12-28',
    });
    expect(deemedDenialOf({ ...days, acceleratedOn: '2028-02-01' })).toMatchObject({ on: '2028-03-02' });
    expect(deemedDenialOf({ ...days, acceleratedOn: '2026-12-15' })).toMatchObject({ on: '2027-01-14' });
  });
});

describe('the place of a protest in the list of its Center', () => {
  test('is the end of its first clock, moved forward by each reason', () => {
    const plain = { changeCents: 99_999, trusted: null, furtherReview: false };
    expect(placeOf('2028-11-27', plain)).toEqual({ on: '2028-11-27', reasons: [] });
    const { on, reasons } = placeOf('2028-11-27', {
      changeCents: 1_234_500,
      trusted: 'C-TPAT tier 3',
      furtherReview: true,
    });
    expect(on).toBe('2028-08-29');
    expect(reasons.map(({ rule, days, why }) => `${rule} ${days} ${why}`)).toEqual([
      'money 30 $12,345 in question',
      'trusted trader waits 30 C-TPAT tier 3',
      'further review 30 further review is asked for',
    ]);
  });
});

describe('a decision on a protest', () => {
  const owed = { dutyCents: 62_500, fees: [{ class: '499', cents: 8_660 }] };
  const protested = [
    { entryNumber: 'B76-0324527-8', timely: true, lines: ['001', '002'], liquidated: { ...owed, dutyCents: 85_000 } },
    { entryNumber: 'B76-0000001-5', timely: true, lines: [], liquidated: null },
  ];
  const approve = (entryNumber: string, lines: string[] = []) =>
    ({ entryNumber, decision: 'approved', lines, finally: owed }) as const;
  const deny = (entryNumber: string) => ({ entryNumber, decision: 'denied', lines: [], finally: null }) as const;
  const [one, two] = [protested[0]!.entryNumber, protested[1]!.entryNumber];
  test('is in whole, in part by entry or by line, or a denial', () => {
    expect(decisionOf([approve(one), approve(two)], protested, true)).toEqual({
      ...{ faults: [], outcome: 'approved', inTime: 'approved' },
    });
    expect(decisionOf([approve(one, ['001', '002']), approve(two)], protested, true).outcome).toBe('approved');
    expect(decisionOf([approve(one, ['001']), approve(two)], protested, true).outcome).toBe('approved in part');
    expect(decisionOf([approve(one), deny(two)], protested, true)).toEqual({
      ...{ faults: [], outcome: 'approved in part', inTime: 'approved in part' },
    });
    expect(decisionOf([deny(one), deny(two)], protested, true)).toEqual({
      faults: [],
      outcome: 'denied',
      inTime: 'denied',
    });
    const late = [protested[0]!, { ...protested[1]!, timely: false }];
    expect(decisionOf([approve(one)], late, true)).toEqual({
      ...{ faults: [], outcome: 'approved in part', inTime: 'approved' },
    });
  });
  test.each([
    ['says nothing of an entry', [approve(one)], ['/entries']],
    [
      'names an entry of another protest',
      [approve(one), approve(two), deny('B76-0000002-3')],
      ['/entries/2/entryNumber'],
    ],
    ['names an entry twice', [approve(one), approve(two), approve(two)], ['/entries/2/entryNumber']],
    ['approves without what is owed', [{ ...approve(one), finally: null }, approve(two)], ['/entries/0/finally']],
    ['approves lines that were not protested', [approve(one, ['003']), approve(two)], ['/entries/0/lines']],
    [
      'approves what was liquidated',
      [{ ...approve(one), finally: { ...owed, dutyCents: 85_000 } }, approve(two)],
      ['/entries/0/finally'],
    ],
    ['approves a line twice', [approve(one, ['001', '001']), approve(two)], ['/entries/0/lines']],
    ['denies with lines', [{ ...deny(one), lines: ['001'] }, approve(two)], ['/entries/0/lines']],
  ])('that %s is told so', (_, decided, expected) => {
    expect(decisionOf(decided, protested, true).faults.map((fault) => fault.at)).toEqual(expected);
  });
});

describe('the life of a protest', () => {
  test('is sound, and each state has a status of the entry summary query', () => {
    expect(protestStates.faults()).toEqual([]);
    for (const state of protestStates.states) expect(STATUS_CODES[state]).toMatch(/^(OP|SP|AP|DN|NP|PD|WD|UT)$/);
    expect(PROTEST_TYPES.map(({ code }) => code)).toEqual(['1', '2', '3', '4']);
  });
  test('knows a deemed denial in every state in which it is not decided', () => {
    for (const state of UNDECIDED)
      expect(protestStates.next(state, 'clock over')).toEqual({ ok: true, value: 'deemed denied' });
  });
});
