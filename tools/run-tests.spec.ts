import { existsSync } from 'node:fs';

const { atAnotherClock, planOf } = jest.requireActual<{
  atAnotherClock: (given: string[]) => { args: string[]; env: Partial<Record<string, string>> };
  planOf: (args: string[], files: string[]) => Record<'rules' | 'real' | 'platform', string[]>;
}>('./run-tests.cjs');

describe('npm test with paths', () => {
  const files = ['libs/catair/src/codec.spec.ts', 'apps/entry/src/entry.real-spec.ts', 'test/gate.e2e-spec.ts'];

  it('starts no server, and not the platform, for tests that need none', () => {
    expect(planOf(['libs/catair'], files)).toEqual({ rules: [files[0]], real: [], platform: [] });
    expect(planOf(['./test/Gate', 'apps/entry'], files)).toEqual({ rules: [], real: [files[1]], platform: [files[2]] });
  });

  it('takes the words before the first option for paths, and everything where there are none', () => {
    const all = { rules: [files[0]], real: [files[1]], platform: [files[2]] };
    expect(planOf([], files)).toEqual(all);
    expect(planOf(['-t', 'libs/catair'], files)).toEqual(all);
    expect(planOf(['codec', '-t', 'gate'], files)).toEqual({ rules: [files[0]], real: [], platform: [] });
  });
});

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
