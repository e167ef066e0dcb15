import fc from 'fast-check';
import { applyReview, newRelease } from './action.rules';
import { isStep, releaseStates } from '../release/cargo-release.states';
import { decide, type Decision } from './decision.rules';
import { startOfPortDay } from '../port-day/port-day';
import { billFiled, billOnFile, filing, hold, IMPORTER, NOW, PORT } from '../release/release.fixture';
import type { BillOnFile, PaperStanding, Release } from '../release/release.model';
import type { Criterion } from '../release/selectivity';

const HOUR_MS = 3_600_000;
const DAY = 86_400_000;
const at = (days: number): Date => new Date(NOW.getTime() + days * DAY);
const look = (
  before: Release | null,
  draft: Release,
  bills: BillOnFile[],
  now = NOW,
  criteria: Criterion[] = [],
  paper: PaperStanding | null = null,
): Decision =>
  decide(before, draft, {
    bills: new Map(bills.map((bill) => [bill.billKey, bill])),
    criteria,
    importer: IMPORTER,
    paper,
    takenBack: new Set(),
    now,
  });
const again = (release: Release, bills: BillOnFile[], now = NOW) => look(release, release, bills, now);
const BILL = '260000101';
const fresh = (): Release => newRelease(filing(), NOW);
const ARRIVED = '2026-11-19T15:00:00Z';
const fireworks: Criterion = {
  id: 1,
  by: 'hts',
  value: '3924',
  outcome: 'exam',
  documentType: null,
  from: '2018-01-01',
  to: null,
};
const papers: Criterion = {
  id: 2,
  by: 'origin',
  value: 'CN',
  outcome: 'documents',
  documentType: 'LACEY',
  from: '2018-01-01',
  to: null,
};

describe('the decision on a cargo release', () => {
  test('the life cycle table is sound', () => {
    expect(releaseStates.faults()).toEqual([]);
  });

  test('without its bill an entry waits, and is admissible when the bill comes', () => {
    const waiting = look(null, fresh(), []);
    expect(waiting).toMatchObject({ release: { state: 'awaiting bill', version: 1 }, entry: [] });
    expect([...waiting.bills]).toEqual([[`MAEU${BILL}`, '91']]);
    const matched = again(waiting.release, [billOnFile(BILL)]);
    expect(matched).toMatchObject({ release: { state: 'admissible', version: 2 }, entry: ['97'] });
    expect([...matched.bills]).toEqual([[`MAEU${BILL}`, '93']]);
  });

  test('nothing is decided earlier than five days before the estimated arrival, by the clock of the port', () => {
    const bill = billOnFile(BILL, { estimatedArrival: '2026-11-22' });
    const early = look(null, fresh(), [bill]);
    expect(early).toMatchObject({ release: { state: 'on file', lookAgainAt: '2026-11-17T08:00:00.000Z' }, entry: [] });
    expect(again(early.release, [bill], new Date('2026-11-17T07:59:59Z')).changed).toBe(false);
    expect(again(early.release, [bill], new Date('2026-11-17T08:00:00Z'))).toMatchObject({
      release: { state: 'admissible' },
      entry: ['97'],
    });
  });

  test('an admissible entry is released on arrival, with the release date of the port and the reported arrival as its origin', () => {
    const admissible = look(null, fresh(), [billOnFile(BILL)]).release;
    const released = again(admissible, [billOnFile(BILL, { arrivedAt: ARRIVED })], at(3));
    expect(released).toMatchObject({
      release: { state: 'released', releaseDate: '2026-11-19', releaseOrigin: '03' },
      entry: ['98'],
    });
    expect([...released.bills.values()]).toEqual(['95']);
  });

  test('a hold beats a release: held goods that arrive stay, and are released when the hold goes', () => {
    const held = look(null, fresh(), [billOnFile(BILL, { arrivedAt: ARRIVED, holds: [hold()] })], at(3));
    expect(held).toMatchObject({ release: { state: 'hold', releasedAt: null }, entry: [] });
    expect([...held.bills.values()]).toEqual(['51']);
    const freed = again(held.release, [billOnFile(BILL, { arrivedAt: ARRIVED })], at(4));
    expect(freed).toMatchObject({ release: { state: 'released', releaseOrigin: '07' }, entry: ['98'] });
    expect([...freed.bills.values()]).toEqual(['54']);
  });

  test('a hold after release suspends it, and its removal tells the release again with its date', () => {
    const released = look(null, fresh(), [billOnFile(BILL, { arrivedAt: ARRIVED })], at(3)).release;
    const suspended = again(released, [billOnFile(BILL, { arrivedAt: ARRIVED, holds: [hold('2H')] })], at(4));
    expect(suspended).toMatchObject({ release: { state: 'release suspended' }, entry: ['99'] });
    expect([...suspended.bills.values()]).toEqual(['52']);
    expect(again(suspended.release, [billOnFile(BILL, { arrivedAt: ARRIVED })], at(5))).toMatchObject({
      release: { state: 'released', releaseDate: '2026-11-19' },
      entry: ['98'],
    });
  });

  test('selectivity orders an exam or asks for a document once; when both are settled the goods go', () => {
    const first = look(null, fresh(), [billOnFile(BILL)], NOW, [fireworks, papers]);
    expect(first).toMatchObject({
      release: { state: 'exam', documents: 'required', documentType: 'LACEY' },
      entry: ['03', '96'],
    });
    expect(first.release.told.examination).toEqual({ orderedAt: NOW.toISOString(), endedAt: null });
    const later = new Date(NOW.getTime() + HOUR_MS);
    const examined = look(first.release, { ...first.release, exam: 'completed' }, [billOnFile(BILL)], later, [
      fireworks,
      papers,
    ]);
    expect(examined).toMatchObject({ release: { state: 'documents required', exam: 'completed' }, entry: [] });
    const cleared = look(examined.release, { ...examined.release, documents: 'received' }, [billOnFile(BILL)], NOW, [
      fireworks,
      papers,
    ]);
    expect(cleared).toMatchObject({ release: { state: 'admissible' }, entry: ['97'] });
    expect(cleared.release.told.examination).toEqual({
      orderedAt: NOW.toISOString(),
      endedAt: new Date(NOW.getTime() + HOUR_MS).toISOString(),
    });
  });

  test('a criterion counts only on the days it is in force', () => {
    expect(look(null, fresh(), [billOnFile(BILL)], NOW, [{ ...fireworks, to: '2026-11-15' }]).release.state).toBe(
      'admissible',
    );
    expect(look(null, fresh(), [billOnFile(BILL)], NOW, [{ ...fireworks, from: '2026-11-17' }]).release.state).toBe(
      'admissible',
    );
  });

  test('goods for another port are not released without an in-bond movement, nor more than was manifested', () => {
    expect(look(null, fresh(), [billOnFile(BILL, { portCode: '2809', arrivedAt: ARRIVED })])).toMatchObject({
      release: { state: 'on file' },
      entry: ['80'],
    });
    const more = look(null, fresh(), [billOnFile(BILL, { quantity: 99, arrivedAt: ARRIVED })]);
    expect(more.release.state).toBe('on file');
    expect([...more.bills.values()]).toEqual(['58']);
  });

  test('a bill that a zone or a warehouse issued is on no manifest: the goods wait for their in-bond movement, and for no bill', () => {
    const head = billFiled('123456789', { billType: 'I', issuer: null, quantity: null });
    const ofZone = newRelease(filing({ bills: [head, billFiled('ZONE7711', { issuer: 'Y258' })] }), NOW);
    const filed = look(null, ofZone, []);
    expect(filed).toMatchObject({ release: { state: 'admissible', lookAgainAt: null }, entry: ['97'] });
    expect(again(filed.release, [], at(61)).entry).toEqual([]);
    const order = applyReview('in-bond arrived', [PORT], filed.release, new Map(), undefined, NOW, {
      day: '2026-11-16',
    });
    expect(order).toMatchObject({ kind: 'done' });
    const arrived = look(filed.release, (order as { release: Release }).release, []);
    expect(arrived).toMatchObject({ release: { state: 'released', releaseOrigin: '04' }, entry: ['98'] });
  });

  test('a bill the carrier deletes is missed again', () => {
    const admissible = look(null, fresh(), [billOnFile(BILL)]).release;
    const missing = again(admissible, [billOnFile(BILL, { deleted: true })]);
    expect(missing.release.state).toBe('awaiting bill');
    expect([...missing.bills.values()]).toEqual(['61']);
  });

  test('all bills must have come and arrived', () => {
    const two = newRelease(filing({ bills: [billFiled(BILL), billFiled('260000102')] }), NOW);
    const one = look(null, two, [billOnFile(BILL, { arrivedAt: ARRIVED })], at(3));
    expect(one.release.state).toBe('awaiting bill');
    const both = again(one.release, [billOnFile(BILL, { arrivedAt: ARRIVED }), billOnFile('260000102')], at(3));
    expect(both.release.state).toBe('admissible');
  });

  test('a bill outside the electronic manifest counts by the arrival the filer declared', () => {
    const arrivals = [
      { carrierCode: 'MAEU', voyage: '1', arrivalDate: '2026-11-18', quantity: 1, unit: null, conveyanceName: null },
    ];
    const declared = newRelease(filing({ bills: [billFiled('X', { nonAms: true, quantity: null, arrivals })] }), NOW);
    const before = look(null, declared, []);
    expect(before).toMatchObject({ release: { state: 'admissible', lookAgainAt: '2026-11-18T08:00:00.000Z' } });
    expect(again(before.release, [], at(2))).toMatchObject({
      release: { state: 'released', releaseOrigin: '02' },
      entry: ['98'],
    });
  });

  test('after 30 and 60 days without a bill the filer is told, once each', () => {
    const waiting = look(null, fresh(), []).release;
    const thirty = again(waiting, [], at(30));
    expect(thirty.entry).toEqual(['26']);
    expect(again(thirty.release, [], at(31)).changed).toBe(false);
    const sixty = again(thirty.release, [], at(60));
    expect(sixty).toMatchObject({ entry: ['28'], release: { lookAgainAt: null } });
  });

  test('looking twice at the same facts tells nothing twice', () => {
    const bills = [billOnFile(BILL, { holds: [hold()] })];
    const first = look(null, fresh(), bills);
    expect(again(first.release, bills)).toMatchObject({ changed: false, entry: [] });
  });

  test('whatever happens in whatever order, no goods under a hold count as released and no step is outside the table', () => {
    const bill = fc.record({
      arrivedAt: fc.constantFrom(null, ARRIVED),
      deleted: fc.boolean(),
      holds: fc.constantFrom<ReturnType<typeof hold>[]>([], [hold()], [hold('2H'), hold('7H')]),
      portCode: fc.constantFrom(PORT, '2809'),
      estimatedArrival: fc.constantFrom('2026-11-19', '2026-12-24'),
    });
    const change = fc.record(
      {
        exam: fc.constantFrom('none' as const, 'required' as const, 'completed' as const),
        documents: fc.constantFrom('none' as const, 'required' as const, 'received' as const),
        request: fc.constantFrom(null, 'correction' as const, 'cancellation' as const),
        cancelled: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const happening = fc.tuple(fc.option(bill, { freq: 8 }), change, fc.integer({ min: 0, max: 10 }));
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 12 }), (happenings) => {
        let release: Release | null = null;
        let day = 0;
        for (const [onFile, changes, days] of happenings) {
          day += days;
          const bills = onFile ? [billOnFile(BILL, onFile)] : [];
          const before: Release | null = release;
          const draft: Release = { ...(before ?? fresh()), ...(before?.cancelled ? {} : changes) };
          const decision: Decision = look(before, draft, bills, at(day), [fireworks]);
          expect(isStep(before?.state ?? null, decision.release.state)).toBe(true);
          const held = onFile !== null && !onFile.deleted && onFile.holds.length > 0;
          if (held) expect(['released', 'admissible']).not.toContain(decision.release.state);
          if (decision.release.state === 'released') expect(decision.release.releaseDate).not.toBeNull();
          release = decision.release;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a day begins by the clock of the port: Los Angeles in winter and summer, Honolulu', () => {
    expect(startOfPortDay('2026-11-17', '2704')).toBe('2026-11-17T08:00:00.000Z');
    expect(startOfPortDay('2026-07-01', '2704')).toBe('2026-07-01T07:00:00.000Z');
    expect(startOfPortDay('2026-07-01', '3201')).toBe('2026-07-01T10:00:00.000Z');
  });
});
