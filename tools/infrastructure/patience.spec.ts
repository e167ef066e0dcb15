import { Patience, workOf } from './patience';

describe('a start is waited for', () => {
  let now = 0;
  const minutes = (count: number): number => (now = count * 60_000);
  const patience = (longest?: number): Patience => new Patience(longest, undefined, () => now);

  beforeEach(() => (now = 0));

  it('for ten minutes on a machine that gives it a fortieth of a processor', () => {
    const slow = patience();
    for (let second = 0; second <= 600; second++) {
      now = second * 1_000;
      expect(slow.look(second / 40)).toBe('');
    }
  });

  it('no longer than a minute when it does nothing but tick, and is said to have timed out', () => {
    const hung = patience();
    expect(hung.look(2)).toBe('');
    now = 59_000;
    expect(hung.look(2.1)).toBe('');
    minutes(1);
    expect(hung.look(2.1)).toBe('timed out: no progress for 60 s');
  });

  it('while what it says of itself changes, although it uses no processor', () => {
    const asksOthers = patience(Infinity);
    for (let step = 0; step < 100; step++) {
      minutes(step * 0.9);
      expect(asksOthers.look(0, `step ${step}`)).toBe('');
    }
    minutes(99 * 0.9 + 1);
    expect(asksOthers.look(0, 'step 99')).toMatch(/^timed out/);
  });

  it('not for ever when it goes round in circles', () => {
    const busy = patience();
    minutes(14);
    expect(busy.look(800)).toBe('');
    minutes(15);
    expect(busy.look(900)).toBe('timed out: not ready after 15 min');
  });

  it('by the processor time of all its processes', () => {
    const before = workOf(process.pid);
    // Its own, however long others have the processor: the system counts in hundredths of a second.
    const begun = process.cpuUsage();
    for (let used = 0; used < 60_000; ) {
      const { user, system } = process.cpuUsage(begun);
      used = user + system;
    }
    expect(workOf(process.pid)).toBeGreaterThan(before);
    expect(workOf(undefined)).toBe(0);
  });
});
