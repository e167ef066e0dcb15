import type { DowntimeScope } from '#contracts';
import { Allowance, isWanted, outcomeOf, RETRY_DELAYS_MS, type Wishes } from './subscription.rules';
import { isSigned, signedLink } from './signed-link';
import { webhookHeaders } from './standard-webhook';

const ALL: Wishes = { modules: [], modes: [], ports: [], drills: false };
const WHOLE: DowntimeScope = { modules: [], channels: [], directions: [], modes: [], ports: [] };

describe('A notice is for a subscriber', () => {
  it.each<[string, Partial<Wishes>, Partial<DowntimeScope>, boolean]>([
    ['who wishes for everything', {}, { modules: ['entry'], ports: ['2304'] }, true],
    ['whose port it names', { ports: ['2304'] }, { ports: ['2402', '2304'] }, true],
    ['when it is about all ports', { ports: ['2304'] }, {}, true],
    ['not when it names other ports', { ports: ['2304'] }, { ports: ['2402'] }, false],
    [
      'not when it is of his port and another mode',
      { ports: ['2304'], modes: ['rail'] },
      { ports: ['2304'], modes: ['truck'] },
      false,
    ],
    ['not when it is of another module', { modules: ['manifest'] }, { modules: ['entry'] }, false],
  ])('%s', (_case, wishes, scope, wanted) => {
    expect(isWanted({ ...ALL, ...wishes }, { ...WHOLE, ...scope }, false)).toBe(wanted);
  });

  it('of a drill only when he asked for drills', () => {
    expect([isWanted(ALL, WHOLE, true), isWanted({ ...ALL, drills: true }, WHOLE, true)]).toEqual([false, true]);
  });
});

test('a failed attempt is made again, later each time, until it is given up; 410 ends the subscription', () => {
  const failed = { status: 500, error: 'answered 500' };
  expect(RETRY_DELAYS_MS.map((_, i) => outcomeOf(failed, i + 1))).toEqual(
    RETRY_DELAYS_MS.map((inMs) => ({ kind: 'again', inMs })),
  );
  expect([...RETRY_DELAYS_MS].sort((a, b) => a - b)).toEqual(RETRY_DELAYS_MS);
  expect(outcomeOf(failed, RETRY_DELAYS_MS.length + 1)).toEqual({ kind: 'failed' });
  expect(outcomeOf({ status: null, error: 'no answer within 5 seconds' }, 1).kind).toBe('again');
  expect(outcomeOf({ status: 410, error: 'answered 410' }, 1)).toEqual({ kind: 'unwanted' });
  expect(outcomeOf({ status: 204, error: null }, 3)).toEqual({ kind: 'delivered' });
});

test('an allowance is of so many in a period, for each by itself', () => {
  const allowance = new Allowance(2, 1_000);
  expect(['a', 'a', 'a', 'b'].map((key) => allowance.take(key, 5_000))).toEqual([true, true, false, true]);
  expect(allowance.take('a', 5_999)).toBe(false);
  expect(allowance.take('a', 6_001)).toBe(true);
});

test('a webhook is signed as the published example of Standard Webhooks is', () => {
  const headers = webhookHeaders(
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330,
    '{"test": 2432232314}',
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a link holds for one subscription and one purpose', () => {
  const signature = new URL(signedLink('https://portway.example', 'key', 'id-1', 'confirm')).searchParams.get(
    'signature',
  )!;
  expect(isSigned(signature, 'key', 'id-1', 'confirm')).toBe(true);
  expect([
    isSigned(signature, 'key', 'id-1', 'unsubscribe'),
    isSigned(signature, 'key', 'id-2', 'confirm'),
    isSigned(signature, 'other', 'id-1', 'confirm'),
    isSigned('', 'key', 'id-1', 'confirm'),
  ]).toEqual([false, false, false, false]);
});
