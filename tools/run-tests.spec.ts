import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
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
      ['biome', 19],
      ['real and platform'],
      ['dependency-cruise.mjs', 19],
      ['tsc', 19],
      ['tsc', 19],
      ['audit.cjs', 19],
      ['rules', 19],
    ]);
  });

  it('goes on after a fault, and not after an interruption', async () => {
    expect(await begun((what) => (what === 'tsc' ? 2 : 0))).toHaveLength(7);
    expect(await begun((what) => (what === 'biome' ? 130 : 0))).toEqual([['biome', 19], ['real and platform']]);
  });

  it('with paths does the rules first, as quickly as it can', async () => {
    expect(await begun(() => 0, ['tools/platform'])).toEqual([['rules'], ['real']]);
    expect(await begun(() => 130, ['tools/platform'])).toEqual([['rules']]);
  });
});

describe('What fails beside other tests in a whole npm test', () => {
  type Outcome = Record<string, Record<string, 'passed' | 'failed'>>;
  /** The whole run with what jest says of the tests with servers, the first time and the second; what is told, and the code it ends with. */
  const whole = async (first: Outcome, second: Outcome = {}) => {
    const told: string[] = [];
    const tell = (text: string | Uint8Array) => told.push(String(text)) > 0;
    jest.spyOn(process.stderr, 'write').mockImplementation(tell);
    jest.spyOn(process.stdout, 'write').mockImplementation(tell);
    const asked: string[][] = [];
    const run: Run = async (_node, args) => {
      const isOf = (name: string) =>
        args.includes(name.includes('.e2e-') || name.includes('.real-') ? 'real' : 'rules');
      const outcome = Object.fromEntries(
        Object.entries(args.includes('--runTestsByPath') ? second : first).filter(([name]) => isOf(name)),
      );
      if (Object.keys(outcome).length === 0) return 0;
      const again = args.indexOf('--runTestsByPath');
      asked.push(again < 0 ? [] : args.slice(again + 1));
      const count = (wanted: string) =>
        Object.values(outcome).flatMap((tests) => Object.values(tests).filter((is) => is === wanted)).length;
      const testResults = Object.entries(outcome).map(([name, tests]) => ({
        name: join(__dirname, '..', name),
        status:
          Object.values(tests).every((is) => is === 'passed') && Object.keys(tests).length > 0 ? 'passed' : 'failed',
        assertionResults: Object.entries(tests).map(([fullName, status]) => ({ fullName, status })),
      }));
      const numRuntimeErrorTestSuites = testResults.filter((one) => one.assertionResults.length === 0).length;
      writeFileSync(
        args.find((word) => word.startsWith('--outputFile='))!.slice('--outputFile='.length),
        JSON.stringify({
          numPassedTests: count('passed'),
          numFailedTests: count('failed'),
          numRuntimeErrorTestSuites,
          testResults,
        }),
      );
      return count('failed') + numRuntimeErrorTestSuites > 0 ? 1 : 0;
    };
    const code = await runTests('node', [], run);
    return { asked, code, told: told.join('') };
  };
  const mixed = {
    'a.e2e-spec.ts': { lives: 'passed', answers: 'failed' },
    'b.real-spec.ts': { reads: 'passed' },
  } as const;

  it('is asked once more with the machine to itself, and told by name as a fault where it passes then', async () => {
    const { asked, code, told } = await whole(mixed, { 'a.e2e-spec.ts': { lives: 'passed', answers: 'passed' } });
    expect(asked).toEqual([[], ['a.e2e-spec.ts']]);
    expect([code, told]).toEqual([
      0,
      expect.stringMatching(/UNSTEADY[^\n]*\n {2}a\.e2e-spec\.ts: answers\n[\s\S]*\n8 passed, 0 failed\n$/),
    ]);
  });

  it('fails the run where it fails twice', async () => {
    const { code, told } = await whole(mixed, { 'a.e2e-spec.ts': { lives: 'passed', answers: 'failed' } });
    expect([code, told]).toEqual([1, expect.stringMatching(/Failed twice[\s\S]*\n7 passed, 1 failed\n$/)]);
    expect(told).not.toContain('UNSTEADY');
  });

  it('is asked once more where a file did not come as far as its tests', async () => {
    const { code, told } = await whole({ 'a.e2e-spec.ts': {} }, { 'a.e2e-spec.ts': { lives: 'passed' } });
    expect([code, told]).toEqual([
      0,
      expect.stringMatching(/did not come as far as its tests[\s\S]*\n6 passed, 0 failed\n$/),
    ]);
  });

  it('is asked once more where it needs no server too, for others have the processors before it', async () => {
    const late = { 'c.spec.ts': { waits: 'failed' } } as const;
    const { asked, code, told } = await whole(
      { ...mixed, ...late },
      { 'a.e2e-spec.ts': { lives: 'passed' }, 'c.spec.ts': { waits: 'passed' } },
    );
    expect(asked.slice(2)).toEqual([['c.spec.ts'], ['a.e2e-spec.ts']]);
    expect([code, told]).toEqual([
      0,
      expect.stringMatching(/UNSTEADY[^\n]*\n {2}c\.spec\.ts: waits\n {2}a\.e2e-spec\.ts: answers\n/),
    ]);
  });

  it('is asked no second time where more than six files fail: that is no chance', async () => {
    const failing = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [`${name}.e2e-spec.ts`, { works: 'failed' as const }]),
    );
    const { asked, code, told } = await whole(failing);
    expect(asked).toHaveLength(1);
    expect([code, told]).toEqual([1, expect.stringMatching(/\n5 passed, 7 failed\n$/)]);
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
