import type { FastifyReply } from 'fastify';
import { countWaits, type Refusals } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import type { Account } from '../account/account';
import { AccountShares, IN_LINE } from './account-turns';

const noted: string[] = [];
const shares = (settings: Partial<GatewayConfig> = {}): AccountShares =>
  new AccountShares(Object.assign(new GatewayConfig(), { ACCOUNT_AT_ONCE: 2, ...settings }), {
    note: (reason: string) => noted.push(reason),
  } as unknown as Refusals);

afterEach(() => jest.restoreAllMocks());

/** What an answer says beside its words. */
const answer = (headers: Record<string, string> = {}) => ({
  headers,
  reply: {
    getHeader: (name: string) => headers[name],
    header: (name: string, value: string) => (headers[name] = value),
  } as unknown as FastifyReply,
});

/** Takes turns without waiting for them; what was given is in `given`. */
const asking = (of: AccountShares) => {
  const given: { account: string; end: () => void }[] = [];
  const ask = (account: string): Promise<void> => of.take(account).then((end) => void given.push({ account, end }));
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { given, ask, settled };
};

test('an account that is alone has all turns; when another one comes, it has its own at once and the first only as many as its share', async () => {
  const { given, ask, settled } = asking(shares());
  for (let n = 0; n < 68; n += 1) void ask('a');
  await settled();
  expect(given).toHaveLength(64);
  void ask('b');
  await settled();
  expect(given.at(-1)!.account).toBe('b');
  // Of the 64 at work all but one must end before another of the four in line is let in.
  const atWork = given.filter(({ account }) => account === 'a');
  for (const { end } of atWork.slice(0, 62)) end();
  await settled();
  expect(given).toHaveLength(65);
  atWork[62]!.end();
  await settled();
  expect(given).toHaveLength(66);
});

test('requests wait in the order they came, and beyond a long line they are told to come again', async () => {
  const of = shares({ ACCOUNT_AT_ONCE: 1 });
  const { given, ask, settled } = asking(of);
  void ask('b');
  const order: number[] = [];
  for (let n = 0; n < IN_LINE + 1; n += 1) void ask('a').then(() => order.push(n));
  await expect(of.take('a')).rejects.toMatchObject({ kind: 'too-many-requests', retryAfterSeconds: 1 });
  expect(noted).toContain('too many requests');
  for (let n = 0; n < IN_LINE + 1; n += 1) {
    await settled();
    given
      .filter(({ account }) => account === 'a')
      .at(-1)!
      .end();
  }
  await settled();
  expect(order).toEqual(Array.from({ length: IN_LINE + 1 }, (_, n) => n));
});

test("a large transmission takes no turn from its account's small messages, nor they from it", async () => {
  const of = shares({ ACCOUNT_AT_ONCE: 1 });
  const { given, ask, settled } = asking(of);
  void ask('b');
  const large = [of.take('a', 100_000_000), of.take('a', 1_048_576)];
  const small = [of.take('a', 1_048_575), of.take('a', 300)];
  const first = await Promise.all([large[0], small[0]]);
  let later = 0;
  for (const one of [large[1]!, small[1]!]) void one.then(() => (later += 1));
  await settled();
  expect([given.length, later]).toEqual([1, 0]);
  for (const end of first) end!();
  await Promise.all([large[1], small[1]]);
});

test('an account may send so many requests a second, whatever others send, and every answer tells what is left', () => {
  jest.spyOn(performance, 'now').mockReturnValue(0);
  const of = shares({ ACCOUNT_REQUESTS_PER_SECOND: 1 });
  const [a, b] = [{ accountId: 'a' }, { accountId: 'b' }] as Account[];
  const told = answer({ ratelimit: '"address";r=9;t=1' });
  of.admit(a!, told.reply);
  expect(told.headers).toEqual({
    'ratelimit-policy': '"account";q=2;w=2',
    ratelimit: '"address";r=9;t=1, "account";r=1;t=1',
  });
  of.admit(a!, answer().reply);
  const beyond = answer();
  expect(() => of.admit(a!, beyond.reply)).toThrow(
    expect.objectContaining({ kind: 'too-many-requests', retryAfterSeconds: 1 }),
  );
  expect(beyond.headers).toMatchObject({ ratelimit: '"account";r=0;t=2' });
  of.admit(b!, answer().reply);
});

describe('a request that has waited long enough', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('is told to send again and keeps nobody from the turn that it waited for', async () => {
    const of = shares({ ACCOUNT_AT_ONCE: 1 });
    const told = (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => 'its turn',
        ({ kind }) => kind,
      );
    await of.take('b');
    const end = await of.take('a');
    const late = countWaits(() => told(of.take('a')));
    await jest.advanceTimersByTimeAsync(5_000);
    const next = countWaits(() => told(of.take('a')));
    const large = [of.take('a', 2_000_000), countWaits(() => told(of.take('a', 2_000_000)))];
    await jest.advanceTimersByTimeAsync(4_600);
    expect(await late).toBe('unavailable');
    end();
    expect(await next).toBe('its turn');
    await jest.advanceTimersByTimeAsync(60_000);
    ((await large[0]) as () => void)();
    expect(await large[1]).toBe('its turn');
  });
});
