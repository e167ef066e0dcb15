import {
  byLaw,
  clocksOf,
  type CaseDays,
  detentionOf,
  disclosureOf,
  extensionFault,
  type GoodsFacts,
  mayAskForReview,
} from './case.rules';
import { CASE_KINDS, CASE_LIVES, evasionStates, referralStates } from './case.states';

const none: CaseDays = {
  ...{ receivedOn: '2026-03-02', initiatedOn: null, extended: false, determinedOn: null, reviewOn: null },
  ...{ presentedOn: null, detainedOn: null, detainedUntil: null, seizedOn: null, excludedOn: null },
  ...{ restricted: false, agency: null },
};
const due = (kind: Parameters<typeof clocksOf>[0], state: string, days: Partial<CaseDays>) =>
  clocksOf(kind, state, { ...none, ...days }, '2026-03-02').map(({ clock, dueDate }) => [clock, dueDate]);

test.each(CASE_KINDS)('the life of a case of %s is sound', (kind) => {
  expect(CASE_LIVES[kind].faults()).toEqual([]);
});
test('the life of a referral is sound, and nothing is refused by the manifest service that no officer accepted', () => {
  expect(referralStates.faults()).toEqual([]);
  expect(referralStates.states.filter((state) => referralStates.can(state, 'hold refused'))).toEqual(['accepted']);
});
test('evasion is determined with or without interim measures before it, and reviewed after it only', () => {
  expect(evasionStates.states.filter((state) => evasionStates.can(state, 'determine evasion'))).toEqual([
    'under investigation',
    'interim measures',
  ]);
  expect(evasionStates.states.filter((state) => evasionStates.can(state, 'begin review'))).toEqual([
    'evasion determined',
    'no evasion determined',
  ]);
});

describe('clocks of a case', () => {
  test('an allegation is decided on within 15 business days, past federal holidays', () => {
    expect(due('evasion', 'alleged', {})).toEqual([['decision on an allegation', '2026-03-23']]);
    // Received on the last day of the year: New Year's Day and Martin Luther King Jr. Day do not count.
    expect(due('evasion', 'alleged', { receivedOn: '2026-12-31' })).toEqual([
      ['decision on an allegation', '2027-01-25'],
    ]);
  });
  test('interim measures are due 90 calendar days after initiation, the determination 300, extended 360; a leap day counts', () => {
    const days = { initiatedOn: '2027-12-01' };
    expect(due('evasion', 'under investigation', days)).toEqual([
      ['interim measures', '2028-02-29'],
      ['determination of evasion', '2028-09-26'],
    ]);
    expect(due('evasion', 'interim measures', { ...days, extended: true })).toEqual([
      ['extended determination of evasion', '2028-11-27'],
    ]);
  });
  test('a review is asked for within 30 business days and decided within 60', () => {
    expect(due('evasion', 'evasion determined', { determinedOn: '2026-03-02' })).toEqual([
      ['request for review of a determination', '2026-04-13'],
    ]);
    expect(mayAskForReview('2026-03-02', '2026-04-13')).toBe(true);
    expect(mayAskForReview('2026-03-02', '2026-04-14')).toBe(false);
    expect(due('evasion', 'under review', { reviewOn: '2026-03-02' })).toEqual([
      ['review of a determination', '2026-05-26'],
    ]);
  });
  test('detention is decided on within 5 business days, admissibility within 30 calendar days', () => {
    expect(due('import safety', 'open', { presentedOn: '2026-03-02' })).toEqual([['decision to detain', '2026-03-09']]);
    expect(due('import safety', 'detained', { presentedOn: '2026-03-02' })).toEqual([
      ['admissibility of detained goods', '2026-04-01'],
    ]);
  });
  test('of goods that may bear a counterfeit mark importer and owner are told within 5 business days, and the importer has 7 to prove itself', () => {
    expect(
      due('intellectual property', 'detained', { detainedOn: '2026-03-02', presentedOn: '2026-02-27' }).sort(),
    ).toEqual([
      ['admissibility of detained goods', '2026-03-29'],
      ['notice of detention to the importer', '2026-03-09'],
      ['notice of detention to the owner', '2026-03-09'],
      ['proof against detention', '2026-03-11'],
    ]);
    expect(due('intellectual property', 'seized', { seizedOn: '2026-03-02' })).toEqual([
      ['notice of seizure to the owner', '2026-04-13'],
    ]);
  });
  test('restricted goods are detained for 30 days, the owner hears within 30 business days, and no law excludes them', () => {
    const days = { detainedOn: '2026-03-02', presentedOn: '2026-02-27', restricted: true };
    expect(due('intellectual property', 'detained', days)).toEqual([
      ['notice of detention to the importer', '2026-03-09'],
      ['detention of restricted goods', '2026-03-29'],
      ['notice of detention to the owner of restricted goods', '2026-04-13'],
    ]);
    expect(byLaw('intellectual property', 'detained', { ...none, ...days })).toBeNull();
    expect(detentionOf({ ...none, ...days }, '2026-03-02')?.atEnd).toContain('to be seized');
  });
});

describe('what the law does where CBP is silent', () => {
  const law = (state: string, days: Partial<CaseDays>) => byLaw('import safety', state, { ...none, ...days });
  test.each([
    // Presented on a Friday: weekend days and Columbus Day do not count.
    ['2026-10-09', '2026-10-20'],
    // Christmas and New Year's Day.
    ['2026-12-22', '2026-12-31'],
    ['2028-02-25', '2028-03-04'],
  ])('goods presented on %s and not released in 5 business days are considered detained on %s', (presentedOn, from) => {
    expect(law('open', { presentedOn })).toMatchObject({ step: 'not released in time', from });
  });
  test.each([
    // Day 30 is a Sunday and stays one.
    ['2026-11-06', '2026-12-07'],
    ['2028-01-31', '2028-03-02'],
    ['2026-12-15', '2027-01-15'],
    ['2026-02-20', '2026-03-23'],
  ])('goods presented on %s and not decided on in 30 days are deemed excluded on %s', (presentedOn, from) => {
    expect(law('detained', { presentedOn })).toMatchObject({ step: 'not decided in time', from });
  });
  test('where another agency decides on admissibility its own rules count', () => {
    expect(law('detained', { presentedOn: '2026-03-02', agency: 'CPS' })).toBeNull();
    expect(due('import safety', 'open', { presentedOn: '2026-03-02', agency: 'CPS' })).toEqual([]);
  });
  test('the detention of restricted goods is extended for good cause while it runs, and ends on the day that was given, whatever day it is', () => {
    const goods = { ...none, presentedOn: '2026-03-02', detainedOn: '2026-03-04', restricted: true };
    const until = (day: string | null, today = '2026-03-20', changes: Partial<CaseDays> = {}) =>
      extensionFault({ ...goods, ...changes }, day, today)?.text ?? null;
    // Day 30 is 1 April; 3 May a Sunday.
    expect(until('2026-05-03')).toBeNull();
    expect(until('2026-05-03', '2026-04-01')).toBeNull();
    expect(until('2026-05-03', '2026-04-02')).toBe('is too late: the detention was over on 2026-04-01');
    expect(until('2026-04-01')).toBe('is not after 2026-04-01, the last day as it is');
    expect(until('2026-04-31')).toContain('is not a day');
    expect(until(null)).toContain('is missing');
    expect(until('2027-03-21')).toContain('more than a year away');
    expect(until('2026-05-03', '2026-03-20', { restricted: false })).toContain('19 CFR 133.25(a)');
    const extended = { ...goods, detainedUntil: '2026-05-03' };
    expect(due('intellectual property', 'detained', extended)).toContainEqual([
      'detention of restricted goods',
      '2026-05-03',
    ]);
    expect(until('2026-05-03', '2026-04-02', extended)).toContain('is not after 2026-05-03');
    expect(until('2026-06-01', '2026-05-03', extended)).toBeNull();
    expect(detentionOf(extended, '2026-03-20')).toMatchObject({ lastDay: '2026-05-03', rule: '19 CFR 133.25(a)' });
  });
  test('from an exclusion on a protest has its 180 days', () => {
    expect(due('import safety', 'deemed excluded', { excludedOn: '2026-03-02' })).toEqual([['protest', '2026-08-31']]);
  });
});

describe('what the owner of a mark is told', () => {
  const facts: GoodsFacts = {
    ...{ dateOfImportation: '2026-02-27', portOfEntry: '2704', description: 'Watches', quantity: '1200 PCS' },
    ...{ countryOfOrigin: 'CN', manufacturer: 'Shenzhen Fine Time', exporter: 'East Sea Trading', importer: 'J. Doe' },
  };
  test('of detained goods neither who made, nor who sent, nor who imported them', () => {
    const { told, withheld, rule } = disclosureOf('detention', false, facts, '2026-03-02', '2026-03-05');
    expect(Object.keys(told).sort()).toEqual(
      ['countryOfOrigin', 'dateOfImportation', 'description', 'portOfEntry', 'quantity'].sort(),
    );
    expect(withheld).toEqual([
      'manufacturer, exporter and importer: with the notice of seizure',
      'images and samples without redactions: after 2026-03-11, where the importer proves nothing',
    ]);
    expect(rule).toBe('19 CFR 133.21(b)(3), (b)(4)');
  });
  test('images without redactions may be shown from the day after the seven business days on', () => {
    const on = (day: string) => disclosureOf('detention', false, facts, '2026-03-02', day).withheld.length;
    expect([on('2026-03-11'), on('2026-03-12')]).toEqual([2, 1]);
  });
  test('of seized goods all that is known, and nothing that is not', () => {
    const { told, withheld } = disclosureOf('seizure', false, { ...facts, exporter: null }, '2026-03-02', '2026-03-20');
    expect(told).toMatchObject({ manufacturer: 'Shenzhen Fine Time', importer: 'J. Doe' });
    expect(told).not.toHaveProperty('exporter');
    expect(withheld).toEqual([]);
  });
  test('restricted goods go by a rule of their own', () => {
    expect(disclosureOf('detention', true, facts, '2026-03-02', '2026-03-05').rule).toBe('19 CFR 133.25(b)');
  });
});
