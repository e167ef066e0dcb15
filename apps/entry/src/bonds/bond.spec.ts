import type { BondFiled } from '#contracts';
import { BOND_ACTIVITIES, BOND_TRANSACTIONS, leastBondDollars } from '#reference';
import { filing } from '../release/release.fixture';
import { BOND_CONDITIONS, type BondConditionCode } from './bond-conditions';
import { action, AGENTS, context, continuous, kept, keptSingle, single, TODAY } from './bond.fixture';
import { bondClock, bondDay, coversOn, stateOn } from './bond.model';
import { asChapterSays, type BondContext, type EntryUnderBond, judgeBond } from './bond.rules';
import { bondStates } from './bond.states';
import { Coverage } from './coverage';
import { judgeCoverage, saysItsBond } from './coverage.rules';
import { judgeSummaryCoverage, type RegisterCode } from './summary-coverage.rules';
import { type DraftSummary, IMPORTER, worked } from '../entry-summary/summary.fixture';

const codes = (filed: BondFiled, given: Partial<BondContext> = {}): string[] =>
  judgeBond(filed, context(given)).map(({ code }) => code);

const [PRINCIPAL] = single().principals;
const [SURETY] = single().sureties;
const [TRANSACTION] = single().transactions;
const principal = (change: object) => ({ principals: [{ ...PRINCIPAL!, ...change }] });
const co = (change: object = {}) => ({ ...PRINCIPAL!, id: '98-7654321', recordIndex: 4, ...change });
const user = (change: object = {}) => ({
  ...co(),
  id: '12-3456789AB',
  action: null,
  addOn: null,
  deleteOn: null,
  ...change,
});
const surety = (change: object) => ({ sureties: [{ ...SURETY!, ...change }] });
const coSurety = (change: object = {}) => ({ ...SURETY!, code: '016', liabilityDollars: 20_000, ...change });
const transaction = (change: object) => ({ transactions: [{ ...TRANSACTION!, ...change }] });
const entry = (change: Partial<EntryUnderBond> = {}) => ({
  entry: () => ({ filedOn: '2026-11-20', released: true, hasSummary: false, isSingle: true, ...change }),
});
const onFile = (change = {}) => ({ existing: kept(change) });
const singleOnFile = (change = {}) => ({ existing: keptSingle(change) });
const onSingle = (change: Partial<BondFiled>) => action({ type: '9', number: '269000001', ...change });
const many = <T>(one: T, count: number): T[] => Array.from({ length: count }, () => one);

/** Of a surety that may sign for 60,000 dollars. */
const LIMIT = { surety: '036', active: true, underwritingDollars: 60_000, from: '2026-07-01', to: null };
/** What reading finds. */
const READ = ['S01', 'S03', 'S71'];

/** A filing that breaks each rule, with what must be on file for that. */
const BROKEN: Readonly<Record<BondConditionCode, readonly [BondFiled, Partial<BondContext>?]>> = {
  S01: [single()],
  S03: [single()],
  S04: [single({ action: 'X' })],
  S05: [single({ type: '7' })],
  S06: [single({ action: 'T' })],
  S07: [single(), { ofTransaction: [keptSingle()] }],
  S08: [onSingle({ action: 'V', executedOn: null }), { ...singleOnFile(), ...entry() }],
  S09: [onSingle({ action: 'V', executedOn: null }), singleOnFile({ state: 'void' })],
  S10: [
    onSingle({ action: 'C', executedOn: null, amountDollars: 70_000, ...surety({}) }),
    { ...singleOnFile(), ...entry({ isSingle: false }) },
  ],
  S11: [single({ action: 'U' }), { ofTransaction: [keptSingle()], ...entry({ hasSummary: true }) }],
  S12: [single({ action: 'E' }), { ofTransaction: [keptSingle()], ...entry({ filedOn: '2026-08-25' }) }],
  S13: [
    action({ action: 'T', terminatesOn: '2026-12-31' }),
    onFile({ state: 'termination scheduled', terminatesOn: '2026-12-20' }),
  ],
  S14: [single({ activityCode: '99' })],
  S15: [single({ amountDollars: 0 })],
  S16: [single({ executedOn: '2026-11-23' })],
  S17: [continuous({ effectiveOn: '2026-11-23' })],
  S18: [single({ effectiveOn: TODAY })],
  S19: [single({ terminatesOn: '2026-12-31' })],
  S20: [single({ number: '269000001' })],
  S21: [action({ action: 'T', terminatesOn: '2026-12-08' }), onFile()],
  S22: [action({ action: 'R', number: '123', reconciliationFlag: 'Y' })],
  S23: [action({ action: 'R', reconciliationFlag: 'Y' })],
  S24: [continuous(transaction({}))],
  S25: [single({ transactions: [] })],
  S26: [single({ transactions: many(TRANSACTION!, 2) })],
  S27: [single(transaction({ type: '4' }))],
  S28: [single(transaction({ entryType: null }))],
  S29: [single({ activityCode: '16', ...transaction({ type: '2', id: 'B7600000000001' }) })],
  S30: [single(transaction({ id: 'B7603245279' }))],
  S31: [single({ principals: [] })],
  S32: [single(principal({ idType: 'XX' }))],
  S33: [single(principal({ id: '123-45-6789' }))],
  S34: [single(), { standing: () => undefined }],
  S35: [single(), { standing: () => 'inactive' }],
  S36: [single(principal({ name: 'PACIFIC HOME GOODS' }))],
  S37: [single({ coPrincipals: many(co(), 100) })],
  S38: [single({ coPrincipals: [co({ idType: 'XX' })] })],
  S39: [single({ coPrincipals: [co({ id: '1' })] })],
  S40: [single({ coPrincipals: [co()] }), { standing: (number) => (number === '98-765432100' ? undefined : 'active') }],
  S41: [
    single({ coPrincipals: [co()] }),
    { standing: (number) => (number === '98-765432100' ? 'inactive' : 'active') },
  ],
  S42: [single({ coPrincipals: [co(), co()] })],
  S43: [single({ users: many(user(), 1_000) })],
  S44: [single({ users: [user({ idType: '34', id: '123-45-6789' })] })],
  S45: [single({ users: [user({ id: '1' })] })],
  S46: [single({ users: [user()] }), { standing: (number) => (number === '12-3456789AB' ? undefined : 'active') }],
  S47: [single({ users: [user()] }), { standing: (number) => (number === '12-3456789AB' ? 'inactive' : 'active') }],
  S48: [single({ users: [user(), user()] })],
  S49: [single({ sureties: [] })],
  S50: [single(surety({ code: '36' }))],
  S51: [single(surety({ code: '999' }))],
  S52: [single(surety({ agent: '123456789' }))],
  S53: [single(), { agents: [{ ...AGENTS[0]!, surety: '036', agent: '036-00-0001' }] }],
  S54: [single(), { agents: [...AGENTS, { ...AGENTS[0]!, surety: '036', agent: '036-00-0001' }] }],
  S55: [single({ ...surety({ liabilityDollars: 20_000 }), coSureties: [coSurety(), coSurety()] })],
  S56: [single({ coSureties: [coSurety()] })],
  S57: [
    onSingle({
      action: 'C',
      executedOn: null,
      amountDollars: 70_000,
      ...surety({ code: '016' }),
      accountSuretyCodes: ['036', '016'],
    }),
    { ...singleOnFile(), ...entry() },
  ],
  S58: [single({ coPrincipals: [co({ id: '12-345678900' })] })],
  S59: [single({ users: [user({ id: '12-3456789' })] })],
  S60: [single({ coPrincipals: [co()], users: [user({ id: '98-7654321' })] })],
  S61: [single({ ...surety({ liabilityDollars: 40_000 }), coSureties: [coSurety({ code: '036' })] })],
  S62: [single({ notify: many({ codes: ['2704QZ7'], recordIndex: 1 }, 2) })],
  S63: [single({ notify: [{ codes: ['QZ7'], recordIndex: 1 }] })],
  S64: [single({ notify: [{ codes: ['2704QZ7'], recordIndex: 1 }] }), { filerOnFile: () => false }],
  S65: [single({ action: 'E' }), entry()],
  S66: [single({ principals: many(PRINCIPAL!, 2) })],
  S67: [single({ sureties: many(SURETY!, 2) })],
  S68: [single({ ...surety({ liabilityDollars: 1 }), coSureties: many(coSurety(), 100) })],
  S69: [single({ action: 'U' }), { ofTransaction: [keptSingle()], ...entry({ released: false }) }],
  S70: [single({ activityCode: '1A' })],
  S71: [single()],
  S72: [single({ users: [user({ id: '98-7654321' })] })],
  S73: [single({ ...surety({ liabilityDollars: 30_000 }), coSureties: [coSurety()] })],
  S74: [action({ action: 'T', terminatesOn: '2026-12-31' }), onFile({ state: 'void' })],
  S75: [single(), { standings: [{ ...LIMIT, active: false }] }],
  S76: [single(surety({ liabilityDollars: 0 }))],
  S77: [action({ action: 'R', reconciliationFlag: 'Y', effectiveOn: TODAY })],
  S78: [single({ action: 'E' }), { ofTransaction: [keptSingle()] }],
  S79: [single(transaction({ entryType: '99' }))],
  S80: [action({ action: 'R', reconciliationFlag: 'Y', accountSuretyCodes: ['016'] }), onFile()],
  S81: [
    action({ action: 'R', reconciliationFlag: 'Y' }),
    onFile({ state: 'termination scheduled', terminatesOn: '2026-12-20' }),
  ],
  S82: [action({ action: 'R', reconciliationFlag: 'Q' })],
  S83: [action({ action: 'R', reconciliationFlag: 'N' }), onFile()],
  S84: [action({ action: 'R', usviFlag: 'N' })],
  S85: [action({ action: 'R', usviFlag: 'Y' }), onFile({ virginIslands: true })],
  S86: [action({ action: 'R', users: [user({ action: 'X' })] })],
  S87: [action({ action: 'R', users: [user({ action: 'D', deleteOn: '2026-12-20' })] }), onFile()],
  S88: [
    action({ action: 'R', users: [user({ action: 'D', deleteOn: '2026-12-20' })] }),
    onFile({
      parties: [
        ...kept().parties,
        { role: 'user', number: '12-3456789AB', idType: 'EI', from: null, until: '2026-03-01' },
      ],
    }),
  ],
  S89: [
    action({ action: 'R', users: [user({ action: 'A', addOn: TODAY })] }),
    onFile({
      parties: [...kept().parties, { role: 'user', number: '12-3456789AB', idType: 'EI', from: null, until: null }],
    }),
  ],
  S90: [action({ action: 'R', users: [user({ action: 'A', addOn: TODAY, deleteOn: TODAY })] })],
  S91: [action({ action: 'R', users: [user({ action: 'A', addOn: '2026-01-04' })] }), onFile()],
  S92: [
    action({ action: 'R', users: [user({ action: 'D', deleteOn: '2026-01-14' })] }),
    onFile({
      parties: [...kept().parties, { role: 'user', number: '12-3456789AB', idType: 'EI', from: null, until: null }],
    }),
  ],
  S93: [single({ amountDollars: 60_001 }), { standings: [LIMIT] }],
  S94: [
    single({ amountDollars: 80_001, ...surety({ liabilityDollars: 60_001 }), coSureties: [coSurety()] }),
    { standings: [LIMIT, { ...LIMIT, surety: '016', underwritingDollars: 20_000 }] },
  ],
  S95: [single({ accountSuretyCodes: ['016'] })],
  S96: [continuous(), { continuous: [kept()] }],
  S97: [single(), { agents: [{ ...AGENTS[0]!, surety: '036', limitDollars: 59_999 }] }],
  SR1: [single({ reinsurers: many(coSurety(), 2) })],
  SR2: [
    single({
      ...surety({ liabilityDollars: 40_000 }),
      coSureties: [coSurety()],
      reinsurers: [coSurety({ code: '032' })],
    }),
  ],
  SR3: [single({ reinsurers: [coSurety({ code: '036' })] })],
  SR4: [
    onSingle({ action: 'C', executedOn: null, amountDollars: 70_000, ...surety({}), reinsurers: [coSurety()] }),
    { ...singleOnFile(), ...entry() },
  ],
  SR5: [
    single({ amountDollars: 80_001, reinsurers: [coSurety({ liabilityDollars: null })] }),
    { standings: [LIMIT, { ...LIMIT, surety: '016', underwritingDollars: 20_000 }] },
  ],
};

describe('A bond as filed', () => {
  test.each(Object.entries(BROKEN).filter(([code]) => !READ.includes(code)))(
    'that breaks the rule of %s is refused with that code',
    (code, [filed, given]) => {
      expect(codes(filed, given)).toContain(code);
      const found = judgeBond(filed, context(given)).find((condition) => condition.code === code)!;
      expect(found.text).toBe(BOND_CONDITIONS.get(code as BondConditionCode).text);
    },
  );

  test.each<[string, BondFiled, Partial<BondContext>?]>([
    ['a single transaction bond', single()],
    ['a continuous bond', continuous()],
    ['a further bond of an entry that has one', single({ action: 'A' }), { ofTransaction: [keptSingle()] }],
    [
      'one with co-principal, user and co-surety',
      single({
        coPrincipals: [co()],
        users: [user({ id: '12-3456789CD' })],
        ...surety({ liabilityDollars: 40_000 }),
        coSureties: [coSurety()],
      }),
    ],
    ['one with a reinsurer', single({ reinsurers: [coSurety()] })],
    [
      'one that begins when the other ends',
      continuous({ effectiveOn: '2026-12-20' }),
      { continuous: [kept({ state: 'termination scheduled', terminatesOn: '2026-12-20' })] },
    ],
    ['a void before the entry is on file', onSingle({ action: 'V', executedOn: null }), singleOnFile()],
    [
      'an adjustment of one that is matched',
      onSingle({ action: 'C', executedOn: null, amountDollars: 70_000, ...surety({}) }),
      { ...singleOnFile(), ...entry() },
    ],
    ['a substitution after the release', single({ action: 'U' }), { ofTransaction: [keptSingle()], ...entry() }],
    [
      'a superseding bond on the ninetieth day',
      single({ action: 'E' }),
      { ofTransaction: [keptSingle()], ...entry({ filedOn: '2026-08-26' }) },
    ],
    ['a termination by the surety 15 days ahead', action({ action: 'T', terminatesOn: '2026-12-09' }), onFile()],
    [
      'riders',
      action({ action: 'R', reconciliationFlag: 'Y', usviFlag: 'Y', users: [user({ action: 'A', addOn: TODAY })] }),
      onFile(),
    ],
  ])('%s is taken', (...[, filed, given]) => {
    expect(codes(filed, given)).toEqual([]);
  });

  test('of a claim for drawback secures the claim (41 to 47), and a record 12 names somebody', () => {
    expect(codes(single({ activityCode: '1A', ...transaction({ entryType: '41' }) }))).toEqual([]);
    expect(codes(single({ activityCode: '1A' }))).toEqual(['S70']);
    expect(codes(single({ notify: [{ codes: [], recordIndex: 1 }] }))).toEqual(['S63']);
    expect(codes(single({ notify: [{ codes: ['', '2704QZ7'], recordIndex: 1 }] }))).toEqual(['S63']);
  });

  test('of another filer code of the same account may be told, the filer of the block is told anyway', () => {
    const notify = [{ codes: ['2704WK1'], recordIndex: 1 }];
    const filed = (processingFiler: string) =>
      codes(single({ ...{ notify, processingFiler }, accountFilerCodes: ['QZ7', 'WK1'] }));
    expect([filed('QZ7'), filed('WK1')]).toEqual([[], ['S63']]);
  });

  test('an activity that the type does not have is none', () => {
    expect(codes(continuous({ activityCode: '6' }))).toEqual(['S14']);
    expect(codes(single({ activityCode: '5' }))).toContain('S14');
  });

  test('a further bond needs a basic one or an entry; a bond is taken the place of once, and of one that its entry stands on', () => {
    expect(codes(single({ action: 'A' }))).toEqual(['S65']);
    expect(codes(single({ action: 'A' }), entry({ isSingle: false }))).toEqual([]);
    for (const action of ['U', 'E']) {
      for (const designation of ['U', 'E'])
        expect(codes(single({ action }), { ofTransaction: [keptSingle({ designation })], ...entry() })).toEqual([
          'S07',
        ]);
      expect(codes(single({ action }), { ofTransaction: [keptSingle()], ...entry({ isSingle: false }) })).toEqual([
        'S10',
      ]);
    }
    const rider = (id: string) => action({ action: 'R', users: [user({ id, action: 'A', addOn: TODAY })] });
    expect([codes(rider('98-7654321'), onFile()), codes(rider('12-3456789CD'), onFile())]).toEqual([['S72'], []]);
  });

  test('a principal ends its bond ten business days ahead, which a holiday puts off, and no stranger does', () => {
    const own = { accountSuretyCodes: [], accountImporterNumbers: ['12-3456789'] };
    const ending = (terminatesOn: string, of: object = own) =>
      codes(action({ action: 'T', terminatesOn, ...of }), onFile());
    // Thanksgiving 2026 is 26 November.
    expect(ending('2026-12-08')).toEqual(['S21']);
    expect(ending('2026-12-09')).toEqual([]);
    expect(ending('2026-12-31', { accountSuretyCodes: [], accountImporterNumbers: ['98-7654321'] })).toEqual(['S80']);
  });

  test('binds no other surety than that of its account or of which it is agent on the day, as surety, co-surety or reinsurer', () => {
    const shared = { ...surety({ liabilityDollars: 40_000 }), coSureties: [coSurety()] };
    expect(codes(single(shared), { agents: [] })).toEqual(['S95']);
    expect(codes(single({ reinsurers: [coSurety()] }), { agents: [] })).toEqual(['S95']);
    const named = { ...AGENTS[0]!, surety: '036', limitDollars: 60_000 };
    const agent = { accountSuretyCodes: [], accountFilerCodes: ['A77'] };
    const filedBy = (change: object) => codes(single(agent), { agents: [{ ...named, filerCode: 'A77', ...change }] });
    expect(filedBy({})).toEqual([]);
    expect(filedBy({ filerCode: 'B76' })).toEqual(['S95']);
    expect(filedBy({ to: '2026-11-23' })).toEqual(['S95']);
    expect(filedBy({ to: TODAY })).toEqual([]);
    expect(filedBy({ limitDollars: 50_000 })).toEqual(['S97']);
    // Nor does it change or end what is another's.
    const ending = action({ action: 'T', terminatesOn: '2026-12-31', ...agent });
    expect(codes(ending, onFile())).toEqual(['S80']);
    expect(codes(ending, { ...onFile(), agents: [{ ...named, filerCode: 'A77' }] })).toEqual([]);
  });

  test('of what cannot be read the chapter has its own code, at the record', () => {
    const read = { ...{ code: 'W92', text: '', remedy: '', severity: 'fatal' }, recordIndex: 3, record: '40' } as never;
    const told = (field: string) =>
      asChapterSays([{ ...(read as object), field, at: null, grouping: null } as never])[0];
    expect(told('suretyLiabilityAmount')).toMatchObject({ code: 'S76', recordIndex: 3, record: '40' });
    expect(told('somethingElse')).toMatchObject({ code: 'S03', recordIndex: 3 });
    const misplaced = ['W9D', 'W9C', 'W9E'].map((code) => ({
      ...{ ...(read as object), code, remedy: 'what', field: null, at: null, grouping: null },
    }));
    expect(asChapterSays(misplaced as never).map(({ code }) => code)).toEqual(['S01', 'S71', 'S03']);
    expect(asChapterSays(misplaced as never)[0]!.remedy).toContain('what');
  });

  test('may go up to the limits of its sureties, which are judged where they are known on the day', () => {
    const limits = [LIMIT, { ...LIMIT, surety: '016', underwritingDollars: 20_000 }];
    const shared = { ...surety({ liabilityDollars: 60_000 }), coSureties: [coSurety()] };
    expect(codes(single({ amountDollars: 60_000 }), { standings: limits })).toEqual([]);
    expect(codes(single({ amountDollars: 80_000, ...shared }), { standings: limits })).toEqual([]);
    const reinsured = { reinsurers: [coSurety({ liabilityDollars: null })] };
    expect(codes(single({ amountDollars: 80_000, ...reinsured }), { standings: limits })).toEqual([]);
    expect(codes(single({ amountDollars: 900_000 }), { standings: [{ ...LIMIT, to: '2026-11-23' }] })).toEqual([]);
    expect(codes(single({ amountDollars: 900_000 }), { standings: [{ ...LIMIT, underwritingDollars: null }] })).toEqual(
      [],
    );
  });

  test('its life cycle is sound', () => expect(bondStates.faults()).toEqual([]));
});

describe('What a bond covers', () => {
  test('is what its number does from its first day to the day before its last, and of a user between its own', () => {
    const bond = kept({
      ...{ state: 'termination scheduled', effectiveOn: '2026-01-05', terminatesOn: '2026-12-20' },
      parties: [
        ...kept().parties,
        { role: 'user', number: '98-765432100', idType: 'EI', from: '2026-02-01', until: '2026-03-01' },
      ],
    });
    const covers = (on: string, number = '12-345678900') => coversOn(bond, number, on);
    expect([covers('2026-01-04'), covers('2026-01-05'), covers('2026-12-19'), covers('2026-12-20')]).toEqual([
      ...[false, true, true, false],
    ]);
    const users = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map((on) => covers(on, '98-765432100'));
    expect(users).toEqual([false, true, true, false]);
    expect([stateOn(bond, '2026-12-19'), stateOn(bond, '2026-12-20')]).toEqual(['termination scheduled', 'terminated']);
  });

  test('is decided by the first date of the ladder that is known', () => {
    const dates = {
      ...{ released: '2026-01-01', entry: '2026-01-02', estimatedEntry: '2026-01-03' },
      ...{ statementPrint: '2026-01-04', received: '2026-01-05' },
    };
    expect(bondDay(dates)).toBe('2026-01-01');
    expect(bondDay({ ...dates, released: null })).toBe('2026-01-02');
    expect(bondDay({ ...dates, released: null, entry: null })).toBe('2026-01-03');
    expect(bondDay({ ...dates, released: null, entry: null, estimatedEntry: null, statementPrint: null })).toBe(
      '2026-01-05',
    );
  });

  test('is enough by the rule: ten percent of a year, rounded up, and 50,000 dollars at the least', () => {
    expect([0, 500_000, 500_001, 1_000_000, 1_000_001].map((base) => leastBondDollars('8', base, TODAY))).toEqual([
      ...[50_000, 50_000, 60_000, 100_000, 200_000],
    ]);
    expect([0, 5_000].map((value) => leastBondDollars('9', value, TODAY))).toEqual([100, 5_000]);
  });

  test('every activity that a transaction may have is known but the one that the chapter names nowhere else', () => {
    const used = [...BOND_TRANSACTIONS.values()].flatMap(({ activities }) => activities);
    expect(used.filter((code) => !BOND_ACTIVITIES.has(code))).toEqual(['12']);
  });
});

describe('A cargo release', () => {
  const reference = (qualifier: string, value: string) => ({ qualifier, value, recordIndex: 7 });
  const single9 = (change: object = {}) =>
    filing({
      ...{ bondType: '9', filerCode: 'B76', entryNumber: '03245278', estimatedValueDollars: 50_000 },
      references: [reference('V1', '036'), reference('AMT', '60000')],
      ...change,
    } as never);
  const number = filing().importer!.number!;
  const full = number.length === 10 ? `${number}00` : number;
  const party = { role: 'principal', number: full, idType: 'EI', from: null, until: null } as const;
  const bondOfEntry = (change: object = {}) => keptSingle({ parties: [party], ...change });
  const judged = (filed: ReturnType<typeof filing>, ...bonds: ReturnType<typeof kept>[]) =>
    judgeCoverage(filed, TODAY, bonds).map(({ code, recordIndex }) => [code, recordIndex]);
  const header = single9().records.SE10;

  test('is covered in the same second by a bond of today, also at a port where it is yesterday yet', () => {
    const [today, yesterdayInLosAngeles] = ['2026-11-24', new Date('2026-11-24T05:30:00Z')];
    const now = bondClock(yesterdayInLosAngeles);
    const filed = filing({ bondType: '8', plannedPortOfEntry: '2704' }) as never;
    const ofToday = kept({ parties: [party], executedOn: today, effectiveOn: today });
    expect(new Coverage(today, now, [ofToday]).judge(filed)).toEqual([]);
    expect(new Coverage(today, now, []).judge(filed)).toMatchObject([{ code: '018' }]);
  });

  test('under a continuous bond needs one in force for its importer on the day', () => {
    const filed = filing({ bondType: '8' });
    expect(judged(filed, kept({ parties: [party] }))).toEqual([]);
    expect(judged(filed)).toEqual([['018', filed.records.SE10]]);
    expect(judged(filed, kept({ parties: [party], effectiveOn: '2026-11-25' }))).toEqual([['018', filed.records.SE10]]);
    expect(judged(filed, kept({ parties: [party], activityCode: '2' }))).toEqual([['018', filed.records.SE10]]);
    expect(judged(filing({ bondType: '8', entryType: '52' }))).toEqual([]);
  });

  test('under a continuous bond that CBP holds to be insufficient is refused on those days, unless another covers it', () => {
    const found = (from: string, to: string | null) => kept({ foundInsufficient: [{ from, to }] });
    const under8 = filing({ bondType: '8' });
    expect(judged(under8, found(TODAY, null))).toEqual([['PK6', header]]);
    expect(judged(under8, found('2026-11-01', TODAY))).toEqual([['PK6', header]]);
    expect(judged(under8, found('2026-11-01', '2026-11-23'))).toEqual([]);
    expect(judged(under8, found('2026-11-25', null))).toEqual([]);
    expect(judged(under8, found(TODAY, null), kept({ number: '268000002' }))).toEqual([]);
  });

  test('under a single transaction bond needs that of its own number, surety, amount, principal and value', () => {
    expect(judged(single9(), bondOfEntry())).toEqual([]);
    expect(judged(single9())).toEqual([['PK0', header]]);
    expect(judged(single9(), bondOfEntry({ state: 'void' }))).toEqual([['PK0', header]]);
    expect(judged(single9(), bondOfEntry({ transaction: { type: '1', id: 'B7600000000', entryType: '01' } }))).toEqual([
      ['PK0', header],
    ]);
    const otherSurety = single9({ references: [reference('V1', '016'), reference('AMT', '60000')] });
    expect(judged(otherSurety, bondOfEntry())).toEqual([['PK1', 7]]);
    const otherAmount = single9({ references: [reference('V1', '036'), reference('AMT', '70000')] });
    expect(judged(otherAmount, bondOfEntry())).toEqual([['PK2', 7]]);
    expect(judged(single9({ estimatedValueDollars: 60_001 }), bondOfEntry())).toEqual([['PK3', header]]);
    expect(
      judged(
        single9({ estimatedValueDollars: 60_001 }),
        bondOfEntry(),
        bondOfEntry({ designation: 'A', amountDollars: 1 }),
      ),
    ).toEqual([]);
    expect(
      judged(single9(), bondOfEntry({ parties: kept().parties.map((one) => ({ ...one, number: '11-222333400' })) })),
    ).toEqual([['PK5', header]]);
  });

  test('leaves the bond out only where it may', () => {
    const without = (entryType: string, country = 'DE') => {
      const filed = filing({ bondType: '0', entryType });
      return judged({ ...filed, lines: filed.lines.map((line) => ({ ...line, countryOfOrigin: country })) });
    };
    expect(without('01')).toEqual([]);
    expect(without('11')).toEqual([]);
    expect(without('03')).toEqual([['PK4', header]]);
    expect(without('23')).toEqual([['PK4', header]]);
    expect(without('23', 'XO')).toEqual([]);
  });

  test('says its bond when it is added or replaced', () => {
    expect(['A', 'R', 'U', 'D'].filter((action) => saysItsBond({ action }))).toEqual(['A', 'R']);
  });
});

describe('An entry summary', () => {
  const OTHER = '98-765432100';
  const party = { role: 'principal', number: IMPORTER, idType: 'EI', from: null, until: null } as const;
  const bonded = (...bonds: NonNullable<DraftSummary['bonds']>): DraftSummary => ({
    ...worked(),
    bond: { type: bonds[0]!.type, surety: bonds[0]!.surety, recordIndex: 5 },
    bonds: bonds.map((bond, index) => ({ ...bond, recordIndex: 5 + index })),
  });
  const under8 = (change: object = {}) =>
    bonded({ type: '8', designation: 'B', surety: '036', amountDollars: null, ...change });
  const under9 = (change: object = {}) =>
    bonded({ type: '9', designation: 'B', surety: '036', amountDollars: 60_000, ...change });
  const judged = (summary: DraftSummary, ...bonds: ReturnType<typeof kept>[]) =>
    judgeSummaryCoverage(summary, TODAY, bonds).map(({ code, place }) => [code, place.recordIndex]);
  const ofEntry = (change: object = {}) => keptSingle({ parties: [party], ...change });

  /** A summary with the bonds on file that each code is for. */
  const BROKEN: Readonly<Record<RegisterCode, readonly [DraftSummary, ...ReturnType<typeof kept>[]]>> = {
    '113': [under8()],
    '114': [under8(), kept({ parties: [{ ...party, until: '2026-03-01' }] })],
    '115': [under8(), kept({ parties: [party], effectiveOn: '2026-11-25' })],
    '116': [under8(), kept({ parties: [party], foundInsufficient: [{ from: TODAY, to: null }] })],
    '117': [under8(), kept({ parties: [party], state: 'termination scheduled', terminatesOn: TODAY })],
    '145': [under8({ surety: '016' }), kept({ parties: [party] })],
    '162': [
      { ...under8(), indicators: { reconciliationIssueCode: '001' } },
      kept({ parties: [party], reconciliation: false }),
    ],
    '752': [under9(), ofEntry({ transaction: { type: '1', id: 'B7600000000', entryType: '01' } })],
    '753': [under9(), ofEntry({ state: 'void' })],
    '754': [under9(), ofEntry({ designation: 'U' })],
    '755': [under9(), ofEntry({ transaction: { type: '1', id: 'B7603245278', entryType: '11' } })],
    '756': [under9({ amountDollars: 70_000 }), ofEntry()],
    '757': [under9(), ofEntry({ parties: [{ ...party, number: OTHER }] })],
    '758': [under9(), ofEntry({ parties: [{ ...party, role: 'user', until: '2026-03-01' }] })],
  };

  test.each(Object.entries(BROKEN))('is told %s at its bond, and nothing else', (code, [summary, ...bonds]) => {
    expect(judged(summary, ...bonds)).toEqual([[code, 5]]);
  });

  test.each<[string, DraftSummary, ...ReturnType<typeof kept>[]]>([
    ['a continuous bond in force of the surety that it names', under8(), kept({ parties: [party] })],
    [
      'the bond in force beside one that has ended',
      under8(),
      kept({ number: '258000001', parties: [party], state: 'termination scheduled', terminatesOn: '2026-06-01' }),
      kept({ parties: [party], effectiveOn: '2026-06-01' }),
    ],
    ['its single transaction bond', under9(), ofEntry()],
    [
      'the bond that took the place of the first',
      under9({ designation: 'E' }),
      ofEntry({ state: 'superseded' }),
      ofEntry({ number: '269000002', designation: 'E' }),
    ],
    [
      'the one of two further bonds that it reports, beside the continuous one',
      bonded(
        { type: '8', designation: 'B', surety: '036', amountDollars: null },
        { type: '9', designation: 'A', surety: '036', amountDollars: 5_000 },
      ),
      kept({ parties: [party] }),
      ofEntry({ designation: 'A', amountDollars: 9_000 }),
      ofEntry({ number: '269000002', designation: 'A', amountDollars: 5_000 }),
    ],
    ['no bond of an entry of the government', { ...under8(), entryType: '52' }],
    ['no bond where it is waived', bonded({ type: '0', designation: null, surety: null, amountDollars: null })],
  ])('stands on %s', (_what, summary, ...bonds) => {
    expect(judged(summary, ...bonds)).toEqual([]);
  });

  test('says at the second bond what is wrong with the second', () => {
    const summary = bonded(
      { type: '8', designation: 'B', surety: '036', amountDollars: null },
      { type: '9', designation: 'A', surety: '036', amountDollars: 5_000 },
    );
    expect(judged(summary, kept({ parties: [party] }))).toEqual([['752', 6]]);
  });

  test('filed as JSON is told at the pointer of its bond', () => {
    const summary = { ...under9(), bond: { type: '9', surety: '036', recordIndex: null }, records: {} };
    summary.bonds![0]!.recordIndex = null;
    expect(judgeSummaryCoverage(summary, TODAY, [ofEntry({ amountDollars: 1 })])).toMatchObject([
      { code: '756', place: { recordIndex: null, at: '/bond/amountDollars' } },
    ]);
  });
});
