import type { EntryReviewOrdered, ReleaseDecision } from '#contracts';
import { applyFiling, applyReview, newRelease } from './action.rules';
import { PLAIN, withAgencyData } from '../agency-data/agency.fixture';
import { orderedBy } from '../agency-data/agency-reviews';
import { decide } from './decision.rules';
import { releaseStatus } from './release-status.message';
import { BILL_DISPOSITIONS, ENTRY_DISPOSITIONS, RELEASE_ORIGINS } from '../release/dispositions';
import {
  billFiled,
  billOnFile,
  cancellation,
  type DraftRelease,
  filing,
  hold,
  IMPORTER,
  NOW,
  PORT,
  update,
} from '../release/release.fixture';
import { dayAt } from '../port-day/port-day';
import type { BillOnFile, Release } from '../release/release.model';
import type { Criterion } from '../release/selectivity';
import type { ActiveSummary } from '../summary-on-file/active-summaries';

const DAY = 86_400_000;
const BILL = '260000101';
const ARRIVED = '2026-11-19T15:00:00Z';
const examined: Criterion = {
  ...{ id: 1, by: 'hts', value: '3924', outcome: 'exam', documentType: null, from: '2018-01-01', to: null },
};
const document: Criterion = { ...examined, id: 2, outcome: 'documents', documentType: 'LACEY' };
const OTHER_PORT = '2809';
const inBond = (change: Partial<NonNullable<BillOnFile['inBond']>> = {}): NonNullable<BillOnFile['inBond']> => ({
  ...{ number: '123456782', entryType: '61', departurePort: OTHER_PORT, destinationPort: PORT },
  ...{ createdOn: '2026-11-15', arrivedOn: null, ...change },
});
const part = (arrivalDate: string) => ({
  ...{ carrierCode: 'MAEU', voyage: '1', arrivalDate, quantity: 50, unit: null, conveyanceName: null },
});
const underInBond = [billFiled('123456782', { billType: 'I', issuer: null, quantity: null }), billFiled(BILL)];
const inParts = (...days: string[]) => [billFiled(BILL, { quantity: null, arrivals: days.map(part) })];

/** An entry as its filer lives through it: what it is told of it and of its bills, and what each release rested on. */
class Course {
  release: Release | null = null;
  readonly told: string[] = [];
  readonly toldOfBills: string[] = [];
  readonly origins = new Set<string | null>();
  readonly references: string[] = [];
  private readonly bills = new Map<string, BillOnFile>();
  private day = 0;
  summary: ActiveSummary | null = null;

  constructor(private readonly criteria: Criterion[] = []) {}

  get now(): Date {
    return new Date(NOW.getTime() + this.day * DAY);
  }

  file(filed: DraftRelease): this {
    const today = dayAt(PORT, this.now);
    const result = applyFiling(filed, this.release, this.bills, this.now, today);
    if (result.kind === 'refused') throw new Error(result.conditions.map(({ code }) => code).join());
    return this.look(result.release, result.dispositions);
  }

  order(decision: ReleaseDecision, more: Pick<EntryReviewOrdered, 'refusal' | 'day'> = {}): this {
    const said = { facts: null, note: null };
    const result = applyReview(decision, [PORT, OTHER_PORT], this.release, this.bills, said, this.now, more);
    if (result.kind === 'refused') throw new Error(result.conditions.map(({ code }) => code).join());
    return this.look(result.release, result.dispositions, decision === 'exam overridden', result.references);
  }

  agency(decision: Parameters<typeof orderedBy>[1]['decision']): this {
    const order = { agency: 'DEA', decision, lines: null, officer: 'R. Okafor' };
    const said = { reasonCode: null, documentType: null, note: null };
    const result = orderedBy(this.release!.agencies, { ...order, ...said }, this.now);
    if (result.kind === 'refused') throw new Error(result.code);
    return this.look({ ...this.release!, agencies: result.reviews });
  }

  bill(change: Partial<BillOnFile> = {}): this {
    const bill = billOnFile(BILL, change);
    this.bills.set(bill.billKey, bill);
    return this.release ? this.look(this.release) : this;
  }

  after(days: number): this {
    this.day += days;
    const { cancelsOn } = this.release!.ordered;
    const isOver = cancelsOn !== undefined && cancelsOn <= dayAt(PORT, this.now);
    return this.look(isOver ? { ...this.release!, cancelled: true } : this.release!);
  }

  summarized(portOfEntry = PORT): this {
    this.summary = { portOfEntry };
    return this.release ? this.look(this.release) : this;
  }

  private look(
    draft: Release,
    before: readonly string[] = [],
    overridden = false,
    references: readonly { qualifier: string; value: string }[] = [],
  ): this {
    const decision = decide(this.release, draft, {
      ...{ bills: this.bills, criteria: this.criteria, importer: IMPORTER, paper: null, takenBack: new Set() },
      ...{ now: this.now, overridden, summaries: new Map([[draft.key, this.summary]]) },
    });
    this.release = decision.release;
    this.told.push(...before, ...decision.entry);
    this.toldOfBills.push(...decision.bills.values());
    this.origins.add(decision.release.releaseOrigin);
    this.references.push(...references.map(({ qualifier, value }) => `${qualifier} ${value}`));
    return this;
  }
}

const filed = (change: Partial<DraftRelease> = {}, criteria: Criterion[] = []) =>
  new Course(criteria).file(filing(change));
const matched = (change: Partial<DraftRelease> = {}, bill: Partial<BillOnFile> = {}) => filed(change).bill(bill);
const released = () => matched({}, { arrivedAt: ARRIVED });
const quota = () => matched({ entryType: '02' }).summarized();
const correction = () =>
  filed({}, [examined])
    .bill()
    .file(filing({ action: 'R' }));
const cancelling = () => matched().file(cancellation());
const refusal = (reasonCode: string, ...comments: string[]) => ({ refusal: { reasonCode, comments } });

const forAgency = () => new Course().file(withAgencyData(PLAIN)).bill({ arrivedAt: ARRIVED });

const OF_ENTRIES: Readonly<Record<string, () => Course>> = {
  '01': () => forAgency().agency('may proceed'),
  '03': () => filed({}, [examined]).bill(),
  '22': () => released().order('release date updated', { day: '2026-11-15' }),
  '23': () => filed().file(cancellation()),
  '25': () => filed().order('cancellation announced'),
  '26': () => filed().after(30),
  '28': () => filed().after(60),
  '70': () => quota(),
  '71': () => quota().order('quota rejected'),
  '72': () => quota().order('quota reserved'),
  '73': () => quota().order('quota accepted'),
  '75': () =>
    filed({
      ...{ plannedPortOfEntry: null, portOfUnlading: null },
      bills: [billFiled(BILL, { nonAms: true, quantity: null, arrivals: [part('2026-11-18')] })],
    }),
  '76': () => matched({ entryType: '02' }),
  '80': () => matched({}, { portCode: OTHER_PORT }),
  '81': () => matched({ bills: underInBond }, { inBond: inBond({ destinationPort: '3901' }) }),
  '82': () => matched({ bills: inParts('2026-11-18', '2026-11-20') }),
  '83': () => matched({ bills: inParts('2026-11-15', '2026-11-20'), splitShipment: '1' }),
  '84': () => correction().order('documents required'),
  '85': () => cancelling().order('documents required'),
  '86': () => correction().order('correction refused', refusal('05')),
  '87': () => cancelling().order('cancellation refused', refusal('13', 'NOT ALL PIECES FOUND')),
  '88': () => filed().file(filing({ action: 'R' })),
  '89': () =>
    matched()
      .summarized()
      .file(update({ plannedPortOfEntry: OTHER_PORT })),
  '90': () => correction(),
  '96': () => filed({}, [document]).bill(),
  '97': () => matched(),
  '98': () => released(),
  '99': () => released().bill({ arrivedAt: ARRIVED, holds: [hold()] }),
};

const OF_BILLS: Readonly<Record<string, () => Course>> = {
  '51': () => matched({}, { holds: [hold('1H')] }),
  '52': () => matched({}, { holds: [hold('2H')] }),
  '53': () => matched({}, { holds: [hold('7H')] }),
  '54': () => matched({}, { holds: [hold('1H')] }).bill(),
  '55': () => matched({}, { holds: [hold('2H')] }).bill(),
  '56': () => matched({}, { holds: [hold('7H')] }).bill(),
  '57': () => matched({ bills: inParts('2026-11-18', '2026-11-29'), splitShipment: '2' }),
  '58': () => matched({}, { quantity: 99 }),
  '59': () => matched({ bills: underInBond }, { inBond: inBond({ number: '999999999' }) }),
  '61': () => matched().bill({ deleted: true }),
  '62': () => released().bill({ arrivedAt: ARRIVED, deleted: true }),
  '63': () => matched({ bills: underInBond }, { inBond: inBond(), arrivedAt: ARRIVED }).bill({ arrivedAt: ARRIVED }),
  '74': () => matched({}, { billType: '2' }),
  '91': () => filed(),
  '93': () => matched(),
  '95': () => matched().bill({ arrivedAt: ARRIVED }),
};

const declaredArrival = (day: string) => [billFiled(BILL, { nonAms: true, quantity: null, arrivals: [part(day)] })];
const ORIGINS: Readonly<Record<string, () => Course>> = {
  '01': () => new Course().bill({ arrivedAt: ARRIVED }).file(filing()),
  '02': () => filed({ bills: declaredArrival('2026-11-18') }).after(2),
  '03': () => matched().bill({ arrivedAt: ARRIVED }),
  '04': () =>
    matched({ bills: underInBond }, { portCode: OTHER_PORT, inBond: inBond(), arrivedAt: ARRIVED }).order(
      'in-bond arrived',
    ),
  '05': () => filed({}, [examined]).bill({ arrivedAt: ARRIVED }).order('exam completed'),
  '06': () => filed({}, [examined]).bill({ arrivedAt: ARRIVED }).order('exam overridden'),
  '07': () => matched({}, { arrivedAt: ARRIVED, holds: [hold()] }).bill({ arrivedAt: ARRIVED }),
  '08': () => forAgency().agency('may proceed'),
  '09': () => released().order('release date updated', { day: '2026-11-15' }),
  '99': () =>
    released()
      .bill({ arrivedAt: ARRIVED, holds: [hold()] })
      .order('release date removed'),
};

const withEvent = (rows: Readonly<Record<string, object>>): string[] =>
  Object.keys(rows).filter((code) => 'when' in rows[code]!);

describe('of the guide, the table of dispositions names the event of each code, and why there is none', () => {
  test('of each that has an event, it is shown here', () => {
    expect(Object.keys(OF_ENTRIES).sort()).toEqual(withEvent(ENTRY_DISPOSITIONS).sort());
    expect(Object.keys(OF_BILLS).sort()).toEqual(withEvent(BILL_DISPOSITIONS).sort());
    expect(Object.keys(ORIGINS).sort()).toEqual(withEvent(RELEASE_ORIGINS).sort());
  });

  test.each(Object.entries(OF_ENTRIES))('%s of an entry is told once by its event', (code, run) => {
    const course = run();
    expect(course.told.filter((one) => one === code)).toEqual([code]);
    if (course.release!.releasedAt === null) expect(course.after(0).told.filter((one) => one === code)).toEqual([code]);
  });

  test.each(Object.entries(OF_BILLS))('%s of a bill is told once by its event', (code, run) => {
    expect(run().toldOfBills.filter((one) => one === code)).toEqual([code]);
  });

  test.each(Object.entries(ORIGINS))('a release with the origin %s comes by its event', (origin, run) => {
    expect(run().release!.releaseOrigin).toBe(origin);
  });

  test('what never comes is told by none of these', () => {
    const all = [...Object.values(OF_ENTRIES), ...Object.values(OF_BILLS), ...Object.values(ORIGINS)].map((run) =>
      run(),
    );
    const told = new Set(all.flatMap((course) => course.told));
    const never = Object.keys(ENTRY_DISPOSITIONS).filter((code) => 'never' in ENTRY_DISPOSITIONS[code as '01']);
    expect(never.filter((code) => told.has(code))).toEqual([]);
  });
});

describe('a release under a quota', () => {
  test('waits for its summary, then for the quota, and goes when that is accepted', () => {
    const course = matched({ entryType: '02' }, { arrivedAt: ARRIVED });
    expect(course.release).toMatchObject({ state: 'on file', releasedAt: null });
    course.summarized().order('quota reserved');
    expect(course.release!.state).toBe('on file');
    expect(course.order('quota accepted').release!.state).toBe('released');
    expect(course.told).toEqual(['76', '70', '72', '73', '98']);
  });

  test('is not of other types: a quota cannot be decided there', () => {
    expect(() => matched().order('quota accepted')).toThrow('P80');
  });
});

describe('an announced cancellation', () => {
  test('takes effect seven days later, on the day of the port', () => {
    const course = filed().order('cancellation announced');
    expect(course.release!.ordered).toEqual({ cancelsOn: '2026-11-23' });
    expect(course.release!.lookAgainAt).toBe('2026-11-23T08:00:00.000Z');
    expect(course.after(6).release!.state).toBe('awaiting bill');
    expect(course.after(1).release!.state).toBe('cancelled');
    expect(course.told).toEqual(['25', '23']);
  });

  test('is over when the entry becomes admissible, or when it is called off', () => {
    expect(filed().order('cancellation announced').bill().release).toMatchObject({ state: 'admissible', ordered: {} });
    const off = filed().order('cancellation announced').order('cancellation called off').after(8);
    expect(off.release).toMatchObject({ state: 'awaiting bill', ordered: {} });
    expect(() => off.order('cancellation called off')).toThrow('P80');
  });
});

describe('goods under an in-bond movement', () => {
  test('are not at the port of entry before it arrives there, whatever arrived where they were unladen', () => {
    const course = matched({ bills: underInBond }, { portCode: OTHER_PORT, inBond: inBond(), arrivedAt: ARRIVED });
    expect(course.release!.state).toBe('admissible');
    expect(() => course.order('in-bond arrived', { day: '2026-11-17' })).toThrow('PX1');
    expect(course.order('in-bond arrived').release).toMatchObject({ state: 'released', releaseOrigin: '04' });
    expect(course.told).toEqual(['97', '98']);
  });

  const moving = (change: Partial<DraftRelease> = {}) =>
    matched({ bills: underInBond, ...change }, { portCode: OTHER_PORT, inBond: inBond(), arrivedAt: ARRIVED });
  const movedOn = (arrivedOn: string) => ({ portCode: OTHER_PORT, inBond: inBond({ arrivedOn }), arrivedAt: ARRIVED });

  test('are released when their carrier reports that the movement arrived, without an officer', () => {
    expect(moving().bill(movedOn('2026-11-20')).release).toMatchObject({ state: 'released', releaseOrigin: '04' });
  });

  test('are not there when a movement that the entry does not name arrived, or one to another port', () => {
    for (const other of [{ number: '999999999' }, { destinationPort: '3901' }])
      expect(
        moving().bill({ ...movedOn(''), inBond: inBond({ ...other, arrivedOn: '2026-11-20' }) }).release!.releasedAt,
      ).toBeNull();
  });

  test('of a zone or warehouse wait for an officer, who alone knows of their movement', () => {
    const ofZone = billFiled('1', { issuer: 'Y123', quantity: 10 });
    const course = filed({ bills: [billFiled('123456782', { billType: 'I', issuer: null, quantity: null }), ofZone] });
    expect(course.release!.releasedAt).toBeNull();
    expect(course.order('in-bond arrived').release!.releasedAt).not.toBeNull();
  });

  test('and under a quota count as presented from the day on which the movement arrived, not from that of the ship or of the filing (19 CFR 132.11a(b))', () => {
    const arrivedAt = (course: Course): string | null | undefined => course.release!.told.arrivedAt;
    const [quota, from] = [{ entryType: '02' }, '2026-11-20T08:00:00.000Z'];
    expect(arrivedAt(moving(quota))).toBeNull();
    expect(arrivedAt(moving(quota).bill(movedOn('2026-11-20')))).toBe(from);
    expect(arrivedAt(moving(quota).after(5).order('in-bond arrived', { day: '2026-11-20' }))).toBe(from);
    expect(arrivedAt(matched(quota).bill({ arrivedAt: ARRIVED }))).toBe(ARRIVED);
    expect(arrivedAt(matched(quota))).toBeNull();
    expect(arrivedAt(filed({ ...quota, bills: declaredArrival('2026-11-20') }))).toBeNull();
    expect(arrivedAt(filed({ ...quota, bills: declaredArrival('2026-11-20') }).after(5))).toBe(from);
    expect(arrivedAt(matched().bill({ arrivedAt: ARRIVED }))).toBeUndefined();
  });

  test('are told with the movement (SO42) as it is on file', () => {
    const course = matched({ bills: underInBond }, { portCode: OTHER_PORT, inBond: inBond() });
    const bills = new Map([[`MAEU${BILL}`, billOnFile(BILL, { portCode: OTHER_PORT, inBond: inBond() })]]);
    const message = releaseStatus(
      { release: course.release!, entry: [], bills: new Map(), changed: true },
      [],
      bills,
      NOW,
    );
    expect(message.bills.map((bill) => bill.inBond ?? null)).toEqual([null, inBond()]);
  });
});

describe('a replacement', () => {
  test('takes effect at once after a bill match, as long as nothing arrived and nothing is under review', () => {
    const course = matched().file(filing({ action: 'R', estimatedValueDollars: 30_000 }));
    expect(course.release).toMatchObject({ state: 'admissible', request: null });
    expect(course.told).toContain('88');
    expect(course.told).not.toContain('90');
  });

  test.each([
    ['an examination', () => filed({}, [examined]).bill()],
    ['a document asked for', () => filed({}, [document]).bill()],
    ['a hold', () => matched({}, { holds: [hold()] })],
    ['an arrival without release', () => matched({}, { quantity: 99, arrivedAt: ARRIVED })],
  ])('is a request after %s', (_, run) => {
    expect(run().file(filing({ action: 'R' })).release!.request).toBe('correction');
  });

  test('a cancellation is a request from the bill match on', () => {
    expect(cancelling().release!.request).toBe('cancellation');
  });
});

describe('the refusal of a request', () => {
  test('says why: the code of the guide and words for the filer, told in SO20 once', () => {
    const course = cancelling().order('cancellation refused', refusal('13', 'NOT ALL PIECES FOUND'));
    expect(course.references).toEqual(['RSN 13', 'CMT NOT ALL PIECES FOUND']);
    expect(course.release).toMatchObject({ request: null, state: 'admissible' });
  });

  test.each([
    ['without a reason', {}],
    ['with a reason that is none', refusal('18')],
    ['with the reason of the other request', refusal('09')],
    ["with 'other' and no words", refusal('13')],
  ])('%s is not taken', (_, more) => {
    expect(() => cancelling().order('cancellation refused', more)).toThrow('PX2');
  });
});

describe('a release date', () => {
  test('is updated by an officer to a day that has been', () => {
    const course = released().order('release date updated', { day: '2026-11-14' });
    expect(course.release).toMatchObject({ state: 'released', releaseDate: '2026-11-14', releaseOrigin: '09' });
    expect(() => course.order('release date updated', { day: '2026-11-17' })).toThrow('PX1');
    expect(() => matched().order('release date updated')).toThrow('P80');
  });

  test('is taken away from a suspended release alone; freed, the goods are released anew with another date', () => {
    const held = { arrivedAt: ARRIVED, holds: [hold()] };
    expect(() => released().order('release date removed')).toThrow('P80');
    const course = released().bill(held).order('release date removed');
    expect(course.release).toMatchObject({ state: 'hold', releasedAt: null, releaseDate: null });
    course.after(3);
    expect(course.bill({ arrivedAt: ARRIVED }).release).toMatchObject({
      ...{ state: 'released', releaseDate: '2026-11-19', releaseOrigin: '07' },
    });
    expect(course.told).toEqual(['98', '99', '22', '98']);
  });
});

describe('what the block of a filing says', () => {
  const block = {
    ...{ office: '01', preparerPort: '3901', preparerFiler: 'B76', preparerOffice: '02', preparerIndicator: '1' },
    userText: 'DESK 7',
  };
  const messageOf = ({ release }: Course, references: { qualifier: string; value: string }[] = []) =>
    releaseStatus({ release: release!, entry: [], bills: new Map(), changed: true }, ['97'], new Map(), NOW, {
      references,
    });

  test('goes with what is told of the entry, and that of the latest filing goes on', () => {
    const course = filed({ block, processingPort: '3901' });
    expect(messageOf(course)).toMatchObject({ processingPort: '3901', block });
    expect(messageOf(course.file(update({ block: { ...block, userText: 'DESK 8' } })))).toMatchObject({
      ...{ processingPort: '2704', block: { userText: 'DESK 8' } },
    });
    expect(messageOf(course.file(update({ block: undefined })))).not.toHaveProperty('block');
  });

  test('a request that CBP decides on is told of by its own block', () => {
    const course = correction();
    const again = filed({ block }, [examined])
      .bill()
      .file(filing({ action: 'R', block: { ...block, office: '07' } }));
    expect(messageOf(course).block).toEqual(filing().block);
    expect(messageOf(again).block!.office).toBe('07');
  });

  test('references of the filer come back, and those of a refusal with them', () => {
    const references = [
      { qualifier: 'RRN', value: 'RAIL-77', recordIndex: 5 },
      { qualifier: 'CR', value: 'PW0001', recordIndex: 4 },
      { qualifier: 'KII', value: 'Y', recordIndex: 6 },
    ];
    expect(messageOf(filed({ references }), [{ qualifier: 'RSN', value: '05' }]).references).toEqual([
      { qualifier: 'RRN', value: 'RAIL-77' },
      { qualifier: 'CR', value: 'PW0001' },
      { qualifier: 'RSN', value: '05' },
    ]);
  });

  test('lines go with what is decided on the goods', () => {
    expect(messageOf(filed()).lines).toEqual([{ lineNumber: '001', countryOfOrigin: 'CN', tariffs: ['3924104000'] }]);
    expect(
      releaseStatus(
        { release: newRelease(filing(), NOW), entry: [], bills: new Map(), changed: true },
        [],
        new Map(),
        NOW,
      ),
    ).not.toHaveProperty('lines');
  });
});
