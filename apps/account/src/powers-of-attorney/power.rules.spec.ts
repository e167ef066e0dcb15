import {
  inWords,
  isRevokedBy,
  partnershipEnd,
  powerTerms,
  revocationFault,
  revokedBy,
  shownNumber,
  type WantedPower,
} from './power.rules';

/** Noon of a Monday in Los Angeles. */
const NOW = new Date('2026-11-16T20:00:00Z');
const wanted = (change: Partial<WantedPower> = {}): WantedPower => ({
  id: '3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d201',
  importerNumber: '12-3456789',
  filerCode: 'B76',
  scopes: ['cargo release'],
  ports: null,
  partnership: false,
  from: '2026-11-16',
  to: null,
  ...change,
});
const judged = (change: Partial<WantedPower>) => powerTerms(wanted(change), NOW);

describe('a power of attorney that is granted', () => {
  test('is the same however number, scopes and ports are written', () => {
    expect(
      judged({ importerNumber: ' 12-345678900', scopes: ['see', 'cargo release'], ports: ['5301', '2704'] }),
    ).toEqual(judged({ scopes: ['cargo release', 'see', 'see'], ports: ['2704', '5301', '2704'] }));
  });

  test.each<[string, Partial<WantedPower>, string]>([
    ['for a number that is none', { importerNumber: '12345' }, '/importerNumber'],
    ['to a filer code of two letters', { filerCode: 'B7' }, '/filerCode'],
    ['for nothing', { scopes: [] }, '/scopes'],
    ['for protests, which nobody files here', { scopes: ['protest'] }, '/scopes/0'],
    ['for no port at all', { ports: [] }, '/ports'],
    ['for a port that does not exist', { ports: ['2704', '9999'] }, '/ports/1'],
    ['from the thirtieth of February on', { from: '2027-02-30' }, '/from'],
    ['to a day that does not exist', { to: '2027-13-01' }, '/to'],
    ['to a day before its first', { from: '2027-01-02', to: '2027-01-01' }, '/to'],
    ['to a day that is over', { from: '2026-01-01', to: '2026-11-15' }, '/to'],
    ['by a partnership for two years and a day', { partnership: true, to: '2028-11-16' }, '/to'],
  ])('%s is refused', (_what, change, at) => {
    expect(judged(change)).toMatchObject({ errors: [{ at }] });
  });

  test('by a partnership ends after two years when no earlier day is named', () => {
    expect(judged({ partnership: true })).toMatchObject({ terms: { to: '2028-11-15' } });
    expect(judged({ partnership: true, to: '2028-11-15' })).toMatchObject({ terms: { to: '2028-11-15' } });
    expect(judged({ partnership: true, to: '2027-01-31' })).toMatchObject({ terms: { to: '2027-01-31' } });
    expect(partnershipEnd('2028-02-29')).toBe('2030-02-28');
  });
});

describe('a revocation', () => {
  const at = (time: string) => ({ revokedAt: new Date(time), revokedFrom: null });
  const from = (day: string) => ({ revokedAt: null, revokedFrom: day });

  test('names a day that has begun at no port yet, or none', () => {
    expect(revocationFault('2026-11-17', NOW)).toBeNull();
    expect(revocationFault('2026-11-16', NOW)).toMatchObject({ at: '/from' });
    // Half past eight in the evening in Los Angeles is the next day in San Juan.
    expect(revocationFault('2026-11-17', new Date('2026-11-17T04:30:00Z'))).toMatchObject({ at: '/from' });
    expect(revocationFault('tomorrow', NOW)).toMatchObject({ at: '/from' });
  });

  test('of several, the earliest counts, and a later one changes nothing', () => {
    const known = revokedBy([from('2026-12-24'), from('2026-12-01')]);
    expect(known).toEqual(from('2026-12-01'));
    expect(isRevokedBy(known, from('2026-12-02'))).toBe(true);
    expect(isRevokedBy(known, from('2026-11-30'))).toBe(false);
    expect(isRevokedBy(known, at('2026-11-20T12:00:00Z'))).toBe(false);
    expect(isRevokedBy(at('2026-11-20T12:00:00Z'), at('2026-11-21T12:00:00Z'))).toBe(true);
    expect(isRevokedBy(revokedBy([]), from('2026-12-24'))).toBe(false);
  });
});

test('of a social security number the log shows the last four digits', () => {
  expect(shownNumber('219-09-9999')).toBe('***-**-9999');
  expect(shownNumber('12-345678900')).toBe('12-345678900');
  const judgedTerms = judged({ importerNumber: '219-09-9999', ports: ['2704', '5301'], to: '2027-01-31' });
  expect('terms' in judgedTerms && inWords(judgedTerms.terms)).toBe(
    'importer ***-**-9999 to filer B76, cargo release, ports 2704 5301, from 2026-11-16 to 2027-01-31',
  );
});
