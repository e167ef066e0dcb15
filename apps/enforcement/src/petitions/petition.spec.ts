import { localDate } from '#kernel';
import { DEFAULT_DELEGATION } from '../delegation/delegation.data';
import { delegatedTo } from '../delegation/delegation.rules';
import { legalDue, remindOn, timeToAnswer, timeToPetition } from '../clocks/case-clock.rules';
import { clockView, type CaseClockRow, dueWith } from '../clocks/case-clocks';
import { suretyDemandStates } from '../sureties/surety-demand.states';
import { contentFaults, type Filing, needsWaiver, type PetitionContents, REFUSALS, refusalOf } from './petition.rules';
import { offerStates, petitionStates } from './petition.states';

const filing = (changes: Partial<Filing>): Filing => ({
  ...{ kind: 'petition', caseKind: 'penalty', caseState: 'noticed', due: '2027-01-26', receivedOn: '2027-01-26' },
  ...{ pending: false, decided: false, answered: false },
  ...changes,
});

describe('whether a petition is taken', () => {
  test.each<[what: string, changes: Partial<Filing>, refusal: ReturnType<typeof refusalOf>]>([
    ['on the last day', {}, null],
    ['a day late', { receivedOn: '2027-01-27' }, 'late'],
    ['after referral to Justice, which it is forwarded to', { caseState: 'referred to Justice' }, null],
    [
      'a day late after referral to Justice',
      { caseState: 'referred to Justice', due: null, receivedOn: '2027-01-27', answered: true },
      null,
    ],
    [
      'a supplemental one after referral',
      { kind: 'supplemental petition', caseState: 'referred to Justice', decided: true },
      null,
    ],
    [
      'while another of the party waits to be forwarded',
      { caseState: 'referred to Justice', pending: true },
      'one is pending',
    ],
    [
      'for proceeds of what a court has not forfeited',
      { kind: 'petition for proceeds', caseKind: 'seizure', caseState: 'referred to Justice' },
      'not forfeited',
    ],
    ['before any notice', { caseState: 'opened', due: null }, 'no notice'],
    ['a second one of the party', { caseState: 'petitioned', pending: true }, 'one is pending'],
    [
      'an ordinary one after one was decided',
      { caseState: 'decided', decided: true, answered: true },
      'one is decided',
    ],
    ['a supplemental one without a decision', { kind: 'supplemental petition' }, 'no decision'],
    ['a supplemental one after payment', { kind: 'supplemental petition', caseState: 'paid', decided: true }, null],
    [
      'a supplemental one a day late',
      { kind: 'supplemental petition', caseState: 'decided', decided: true, receivedOn: '2027-01-27' },
      'late',
    ],
    [
      'a supplemental one before the notice of the decision is mailed',
      { kind: 'supplemental petition', caseState: 'decided', decided: true, due: null, unmailed: true },
      null,
    ],
    ['an ordinary one after another party paid', { caseState: 'paid' }, 'case is over'],
    ['after the case was cancelled', { caseState: 'cancelled' }, 'case is over'],
    ['of what was forfeited', { caseKind: 'seizure', caseState: 'forfeited' }, 'case is over'],
    [
      'for the proceeds of what was forfeited',
      { kind: 'petition for proceeds', caseKind: 'seizure', caseState: 'forfeited' },
      null,
    ],
    [
      'for the proceeds before',
      { kind: 'petition for proceeds', caseKind: 'seizure', caseState: 'forfeiture' },
      'not forfeited',
    ],
  ])('%s', (_, changes, refusal) => {
    expect(refusalOf(filing(changes))).toBe(refusal);
  });

  test('every refusal has a code of its own and a section', () => {
    const all = Object.values(REFUSALS);
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
    for (const { code, rule } of all)
      expect([code, rule]).toEqual([expect.stringMatching(/^FP\d\d$/), expect.stringMatching(/19 CFR|19 USC/)]);
  });

  const contents: PetitionContents = {
    ...{
      property: null,
      happenedOn: '2026-11-02',
      happenedAt: 'Los Angeles',
      facts: 'The vendor was down.',
      interest: null,
    },
    ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner', copies: null },
  };
  const judged = (changes: Partial<PetitionContents>, of: Partial<Parameters<typeof contentFaults>[1]> = {}) =>
    contentFaults(
      { ...contents, ...changes },
      { caseKind: 'penalty', onPaper: false, commercial: true, today: '2026-11-27', limitationOn: '2031-11-02', ...of },
    ).map(({ at }) => at);

  test('has what 19 CFR 171.1 and 172.2 ask for', () => {
    expect(judged({})).toEqual([]);
    expect(judged({}, { caseKind: 'seizure', commercial: false })).toEqual(['/property', '/interest']);
    expect(judged({ interest: 'owner' })).toEqual(['/interest']);
    expect(judged({ happenedOn: '2026-11-28' })).toEqual(['/happenedOn']);
    expect(judged({ capacity: 'family member or other representative' })).toEqual(['/capacity']);
    expect(judged({ copies: 1 }, { onPaper: true })).toEqual(['/copies']);
    expect(judged({ copies: 2 }, { onPaper: true })).toEqual([]);
    expect(judged({ copies: 2 })).toEqual(['/copies']);
    expect(judged({ waivedUntil: '2031-11-02' })).toEqual(['/waivedUntil']);
    expect(judged({ waivedUntil: '2033-11-02' })).toEqual([]);
    // Two years more at the most, from the limitation or from today where that is over.
    expect(judged({ waivedUntil: '2033-11-03' })).toEqual(['/waivedUntil']);
    const over = { limitationOn: '2026-06-01' };
    expect(judged({ waivedUntil: '2026-11-27' }, over)).toEqual(['/waivedUntil']);
    expect(judged({ waivedUntil: '2028-11-27' }, over)).toEqual([]);
    expect(judged({ waivedUntil: '2028-11-28' }, over)).toEqual(['/waivedUntil']);
  });

  test('a supplemental one comes with a waiver of the limitation where less than a year remains, of who files it', () => {
    const needed = (kind: Filing['kind'], limitationOn: string, ofCbp = false) =>
      needsWaiver(kind, { limitationOn, receivedOn: '2026-11-27', ofCbp });
    expect(needed('supplemental petition', '2027-11-26')).toBe(true);
    expect(needed('supplemental petition', '2027-11-27')).toBe(false);
    const withWaiver = (waivedUntil: string) =>
      needsWaiver('supplemental petition', {
        limitationOn: '2027-01-02',
        receivedOn: '2026-11-27',
        ofCbp: false,
        waivedUntil,
      });
    expect([withWaiver('2027-11-26'), withWaiver('2027-11-27')]).toEqual([true, false]);
    expect([needed('petition', '2027-01-02'), needed('supplemental petition', '2027-01-02', true)]).toEqual([
      false,
      false,
    ]);
  });

  test('tables of petitions, offers and demands are sound', () => {
    expect([petitionStates, offerStates, suretyDemandStates].map((table) => table.faults())).toEqual([[], [], []]);
  });
});

describe('who decides', () => {
  const of = (law: string, dollars: number, supplemental = false) =>
    delegatedTo(
      { kind: law === '19 USC 1623' ? 'liquidated damages' : 'penalty', law },
      Math.round(dollars * 100),
      '2026-11-27',
      supplemental,
    ).decider;

  test.each([
    ['19 USC 1592', 25_000, 'one officer'],
    ['19 USC 1592', 25_000.01, 'two officers'],
    ['19 USC 1592', 50_000, 'two officers'],
    ['19 USC 1592', 50_000.01, 'headquarters'],
    ['19 USC 1584', 100_000, 'two officers'],
    ['19 USC 1584', 100_000.01, 'headquarters'],
    ['19 USC 1623', 200_000, 'two officers'],
    ['19 USC 1623', 200_000.01, 'headquarters'],
  ])('under %s about $%d: %s', (law, dollars, decider) => {
    expect(of(law, dollars)).toBe(decider);
  });

  test('of a summary that was late an FP&F officer decides any amount alone, also on a supplemental petition', () => {
    const claim = { kind: 'liquidated damages', law: '19 USC 1623', eventKind: 'late summary' } as const;
    for (const supplemental of [false, true])
      expect(delegatedTo(claim, 90_000_000, '2026-11-27', supplemental)).toMatchObject({
        ...{ decider: 'one officer', source: 'T.D. 00-58 I.A.(1)' },
      });
    expect(delegatedTo({ kind: 'penalty', law: '19 USC 1641' }, 1_000_001, '2026-11-27', true).decider).toBe(
      'headquarters',
    );
  });

  test('a supplemental petition about more than one officer decides alone is for headquarters', () => {
    expect([of('19 USC 1623', 50_000, true), of('19 USC 1623', 50_000.01, true)]).toEqual([
      'one officer',
      'headquarters',
    ]);
  });

  test('before anything was delegated headquarters decides; each row has its source and rising limits', () => {
    expect(delegatedTo({ kind: 'penalty', law: '19 USC 1592' }, 1, '2000-10-04').decider).toBe('headquarters');
    for (const { aloneUpTo, withSecondUpTo, source } of DEFAULT_DELEGATION) {
      expect(aloneUpTo ?? Infinity).toBeLessThanOrEqual(withSecondUpTo ?? Infinity);
      expect(source).toMatch(/19 CFR|T\.D\./);
    }
  });
});

describe('clocks of a case', () => {
  test('with less than 180 days to the limitation the time is seven working days, or more where the notice says so', () => {
    expect(timeToPetition('penalty', '2026-06-01', '2026-11-28')).toEqual({ clock: 'petition against a penalty' });
    expect(timeToPetition('penalty', '2026-06-02', '2026-11-28')).toEqual({ clock: 'short petition', length: 7 });
    expect(timeToPetition('seizure', '2026-06-02', '2026-06-30', 12)).toEqual({ clock: 'short petition', length: 12 });
    expect(timeToPetition('seizure', '2026-06-02', '2026-06-30', 3)).toEqual({ clock: 'short petition', length: 7 });
    expect(legalDue('short petition', '2026-11-25', 7)).toBe('2026-12-07');
  });

  test('before a penalty a year to the limitation is what counts', () => {
    expect(timeToAnswer('2026-06-01', '2027-06-01').clock).toBe('answer to a pre-penalty notice');
    expect(timeToAnswer('2026-06-02', '2027-06-01').clock).toBe('short answer to a pre-penalty notice');
  });

  test.each([
    ['a week before', '2026-11-27', '2027-01-26', '2027-01-19'],
    ['of a shorter one halfway', '2026-11-25', '2026-12-07', '2026-12-01'],
    ['never before it began', '2026-11-25', '2026-11-25', '2026-11-25'],
  ])('it is reminded %s', (_, start, due, day) => {
    expect(remindOn(start, due)).toBe(day);
  });

  const row: CaseClockRow = {
    ...{ id: '1', caseId: 'c', place: 1, clock: 'petition against a penalty', startedOn: '2026-10-01', length: null },
    ...{
      legalDue: '2026-11-30',
      due: '2026-11-30',
      relievedBy: null,
      extendedTo: null,
      extendedBy: null,
      extendedWhy: null,
    },
    ...{ daysLate: 0, remindedAt: null, endedAt: null, endedHow: null },
  };
  const relief = {
    number: 'DT-26-000012',
    from: '2026-11-30',
    to: '2026-12-01',
    paymentBusinessDays: 1,
    otherBusinessDays: 2,
  };

  test('a downtime on the last day puts it off, also one that was extended; a claim to seized goods it does not', () => {
    expect(dueWith(row, 'a', '2704', () => [relief])).toEqual({ due: '2026-12-03', relievedBy: 'DT-26-000012' });
    expect(dueWith({ ...row, extendedTo: '2026-12-01' }, 'a', '2704', () => [relief]).due).toBe('2026-12-03');
    expect(dueWith({ ...row, extendedTo: '2026-12-02' }, 'a', '2704', () => [relief]).due).toBe('2026-12-02');
    expect(dueWith({ ...row, clock: 'claim to seized goods' }, 'a', '2704', () => [relief]).due).toBe('2026-11-30');
    expect(dueWith({ ...row, clock: 'life of a decision on a petition' }, 'a', '2704', () => [relief]).due).toBe(
      '2026-12-02',
    );
  });

  test('is shown with its section, its last day and the days that are left', () => {
    expect(clockView(row, { due: '2026-12-03', relievedBy: 'DT-26-000012' }, '2026-11-29')).toMatchObject({
      ...{ clock: 'petition against a penalty', rule: '19 CFR 171.2(b)(2)', startedOn: '2026-10-01' },
      ...{ legalDueDate: '2026-11-30', dueDate: '2026-12-03', daysLeft: 4, relievedBy: 'DT-26-000012' },
    });
  });

  test.each([
    // Clocks of New York go back at 2026-11-01T06:00Z: the day has 25 hours, and is one.
    ['2026-11-02T04:59:59Z', '2026-12-31'],
    ['2026-11-02T05:00:00Z', '2027-01-04'],
  ])('what is mailed at %s is counted from its day at the port: due %s', (instant, due) => {
    expect(legalDue('petition against a penalty', localDate(instant, 'America/New_York'))).toBe(due);
  });
});
