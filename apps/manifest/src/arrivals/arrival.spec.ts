import { ArrivalReported } from '#contracts';
import { judgeArrival } from './arrival.rules';

const NOW = new Date('2026-11-24T10:00:00Z');
const CALL = { portCode: '2704', estimatedArrival: '2026-11-24', arrivedAt: null };
const report = (changes: Partial<ArrivalReported> = {}): ArrivalReported => ({
  ...ArrivalReported.example,
  ...changes,
});

describe('a reported arrival', () => {
  test('is taken when the manifest for the port is on file', () => {
    expect(judgeArrival(report(), CALL, 'ocean', NOW)).toEqual({
      outcome: 'accepted',
      conditions: [],
      call: { ...CALL, arrivedAt: '2026-11-24T09:30:00.000Z' },
    });
  });
  test.each([
    ['009', '/carrier', "of another carrier's conveyance", report({ carrierScacs: ['HLCU'] }), CALL],
    ['039', '/voyage', 'without a manifest', report(), undefined],
    [
      '129',
      '/arrivedAt',
      'on a day that has not begun at the port',
      report({ arrivedAt: '2026-11-25T08:00:00Z' }),
      CALL,
    ],
  ] as const)('%s at %s: %s is rejected', (code, at, _what, filed, call) => {
    expect(judgeArrival(filed, call, 'ocean', NOW)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code, at }],
      call: null,
    });
  });
  test("is judged by the port's own day, not by UTC", () => {
    const evening = new Date('2026-11-25T03:00:00Z');
    expect(judgeArrival(report({ arrivedAt: '2026-11-25T07:30:00Z' }), CALL, 'ocean', evening)).toMatchObject({
      outcome: 'accepted',
    });
  });
  test('told a second time the first report stands', () => {
    const arrived = { ...CALL, arrivedAt: '2026-11-24T08:00:00.000Z' };
    expect(judgeArrival(report(), arrived, 'ocean', NOW)).toMatchObject({
      outcome: 'accepted with warnings',
      conditions: [{ code: '155' }],
      call: arrived,
    });
  });
});
