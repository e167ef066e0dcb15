import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

type Run = (node: string, args: string[], options?: { priority?: number }) => Promise<number>;

const { atAnotherClock, planOf, runTests } = jest.requireActual<{
  atAnotherClock: (given: string[]) => { args: string[]; env: Partial<Record<string, string>> };
  planOf: (args: string[], files: string[]) => Record<'rules' | 'real' | 'platform', string[]>;
  runTests: (node: string, given: string[], run: Run) => Promise<number>;
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

test("what a test tells people is seen: it goes where Jest writes, for standard output is Jest's result", () => {
  const root = join(__dirname, '..');
  const specs = globSync('{apps,libs,tools,test}/**/*spec.ts', { cwd: root });
  const telling = specs.filter((name) => /^\s*process\.stdout\.write\(/m.test(readFileSync(join(root, name), 'utf8')));
  expect([specs.length > 400, telling]).toEqual([true, []]);
});

describe('A whole npm test', () => {
  /** What is begun, and with what priority, until something ends with a code that is not 0. */
  const begun = async (codeOf: (what: string) => number, given: string[] = []): Promise<[string, number?][]> => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const all: [string, number?][] = [];
    const run: Run = async (_node, [script = '', ...args], { priority } = {}) => {
      const at = args.indexOf('--selectProjects');
      const what = at < 0 ? basename(script) : args.slice(at + 1, args.indexOf('--json')).join(' and ');
      all.push(priority === undefined ? [what] : [what, priority]);
      await new Promise((resolve) => setImmediate(resolve));
      return codeOf(what);
    };
    await runTests('node', given, run);
    return all;
  };

  it('does beside the tests with servers, which wait much, what needs none: one after the other, and after others', async () => {
    expect(await begun(() => 0)).toEqual([
      ['biome', 10],
      ['real and platform'],
      ['dependency-cruise.mjs', 10],
      ['tsc', 10],
      ['tsc', 10],
      ['audit.cjs', 10],
      ['rules', 10],
    ]);
  });

  it('goes on after a fault, and not after an interruption', async () => {
    expect(await begun((what) => (what === 'tsc' ? 2 : 0))).toHaveLength(7);
    expect(await begun((what) => (what === 'biome' ? 130 : 0))).toEqual([['biome', 10], ['real and platform']]);
  });

  it('with paths does the rules first, as quickly as it can', async () => {
    expect(await begun(() => 0, ['tools/platform'])).toEqual([['rules'], ['real']]);
    expect(await begun(() => 130, ['tools/platform'])).toEqual([['rules']]);
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
