import { existsSync } from 'node:fs';

const { atAnotherClock } = jest.requireActual<{
  atAnotherClock: (given: string[]) => { args: string[]; env: Partial<Record<string, string>> };
}>('./run-tests.cjs');

describe('npm test at another clock', () => {
  it('leaves what is for jest, and the machine alone where no clock is asked for', () => {
    const { args, env } = atAnotherClock(['libs/kernel', '--zone', 'Pacific/Kiritimati']);
    expect(args).toEqual(['libs/kernel']);
    expect(env).toMatchObject({ ...process.env, TZ: 'Pacific/Kiritimati' });
    expect(env['FAKETIME']).toBe(process.env['FAKETIME']);
  });

  it('refuses what is no instant', () => {
    expect(() => atAnotherClock(['--clock', 'tomorrow'])).toThrow('not "tomorrow"');
    expect(() => atAnotherClock(['--clock'])).toThrow('--clock takes an instant');
  });

  it('moves the clock by whole days, or says what is missing', () => {
    let env: Partial<Record<string, string>> = {};
    try {
      ({ env } = atAnotherClock(['--clock', '+400']));
    } catch (error) {
      expect((error as Error).message).toContain('libfaketime');
      return;
    }
    expect(env['FAKETIME']).toBe('+34560000s');
    expect(existsSync(env['LD_PRELOAD']!)).toBe(true);
  });
});
