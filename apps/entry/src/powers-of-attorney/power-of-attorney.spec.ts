import { PowerOfAttorneyChanged, type PowerOfAttorney } from '#contracts';
import { type Dealing, filersWhoSee, missingForFiling, missingPower } from './power-of-attorney.rules';

const OWN_ACCOUNT = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b99';
const power = (change: Partial<PowerOfAttorney> = {}): PowerOfAttorney => ({
  ...PowerOfAttorneyChanged.example.powers[0]!,
  scopes: ['cargo release'],
  ports: null,
  from: '2026-11-01',
  to: null,
  revokedAt: null,
  revokedFrom: null,
  ...change,
});
/** Noon of a Monday in Los Angeles. */
const RECEIVED = '2026-11-16T20:00:00.000Z';
const dealing = (change: Partial<Dealing> = {}): Dealing => ({
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  filerCode: 'B76',
  scope: 'cargo release',
  port: '2704',
  receivedAt: new Date(RECEIVED),
  day: '2026-11-16',
  ...change,
});
const missing = (powers: PowerOfAttorney[], change: Partial<Dealing> = {}): string | null =>
  missingPower({ accounts: [OWN_ACCOUNT], powers }, dealing(change));

describe('a filing for an importer that keeps its powers of attorney here', () => {
  test.each<[string, PowerOfAttorney[], Partial<Dealing>]>([
    ['by a filer with a power without end for all ports', [power()], {}],
    ['on the first day of the power', [power({ from: '2026-11-16' })], {}],
    ['on the last day of the power', [power({ to: '2026-11-16' })], {}],
    ['at a port of the power', [power({ ports: ['2709', '2704'] })], {}],
    ['on the day before the power is revoked', [power({ revokedFrom: '2026-11-17' })], {}],
    ['received just before the power was revoked', [power({ revokedAt: '2026-11-16T20:00:00.001Z' })], {}],
    ['under the second of two powers', [power({ scopes: ['see'] }), power({ ports: ['2704'] })], {}],
    ['under a new power after the old one was revoked', [power({ revokedAt: '2026-11-10T00:00:00Z' }), power()], {}],
    ['that names no port, under a power for all ports', [power()], { port: null }],
    ['by the importer itself', [], { accountId: OWN_ACCOUNT }],
  ])('%s is taken', (_what, powers, change) => {
    expect(missing(powers, change)).toBeNull();
  });

  test.each<[string, PowerOfAttorney[], Partial<Dealing>, string]>([
    ['by a filer without any power', [], {}, 'has granted filer B76 none'],
    ['under the power of another filer', [power({ filerCode: 'QZ7' })], {}, 'has granted filer B76 none'],
    [
      'of a kind the power is not for',
      [power()],
      { scope: 'entry summary' },
      'is for cargo release, not for entry summary',
    ],
    ['at another port', [power({ ports: ['5301', '2709'] })], {}, 'is for port 2709, 5301; the filing is for 2704'],
    ['that names no port', [power({ ports: ['2704'] })], { port: null }, 'names no port of entry'],
    ['on the day before the power begins', [power({ from: '2026-11-17' })], {}, 'begins on 2026-11-17'],
    ['on the day after its last', [power({ to: '2026-11-15' })], {}, 'ended on 2026-11-15'],
    [
      "under a partnership's power after two years",
      [power({ from: '2024-11-15', to: '2026-11-14' })],
      {},
      'ended on 2026-11-14',
    ],
    ['on the day from which it is revoked', [power({ revokedFrom: '2026-11-16' })], {}, 'revoked from 2026-11-16 on'],
    ['received at the instant of its revocation', [power({ revokedAt: RECEIVED })], {}, 'was revoked at'],
    [
      'whose powers each lack something else',
      [power({ scopes: ['see'] }), power({ ports: ['5301'] })],
      {},
      'is for port 5301',
    ],
  ])('%s is refused with the reason', (_what, powers, change, reason) => {
    expect(missing(powers, change)).toContain(reason);
  });
});

test('an importer that never granted a power here is filed for by every filer', () => {
  expect(missingPower(undefined, dealing())).toBeNull();
});

test('a filing is judged by the day and instant of its receipt at the port, not by the day on which it is processed', () => {
  // Half past ten in the evening of 16 November in Los Angeles; in UTC the next day has begun.
  const origin = {
    ...{ filingId: '', transmissionId: '', accountId: '' },
    channel: 'abi' as const,
    receivedAt: '2026-11-17T06:30:00Z',
  };
  const filing = { origin, filerCode: 'B76' };
  const under = (change: Partial<PowerOfAttorney>, port: string) =>
    missingForFiling(
      new Map([['12-345678900', { accounts: [], powers: [power(change)] }]]),
      '12-3456789',
      filing,
      'cargo release',
      port,
    );
  expect(under({ to: '2026-11-16' }, '2704')).toBeNull();
  expect(under({ to: '2026-11-16' }, '4601')).toContain('the filing came on 2026-11-17');
  expect(missingForFiling(new Map(), null, filing, 'cargo release', '2704')).toBeNull();
});

test('who has a power to see in force at the port may look, and nobody else', () => {
  const see = (filerCode: string, change: Partial<PowerOfAttorney> = {}) =>
    power({ filerCode, scopes: ['see'], ...change });
  const powers = [
    ...[see('QZ7'), see('WBN', { ports: ['5301'] }), see('AB1', { revokedAt: '2026-11-16T19:00:00Z' })],
    ...[see('AB2', { to: '2026-11-15' }), power({ filerCode: 'B76' })],
  ];
  expect(filersWhoSee(powers, dealing())).toEqual(['QZ7']);
});
