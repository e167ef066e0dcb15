/** `npm test`: types, form and lint, walls between the parts, advisories, and every test; with paths only the tests that match; the last line is the count. */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const bin = (...parts) => path.join(ROOT, 'node_modules', ...parts);

/**
 * @param {string} node the Node to test with
 * @param {string[]} given paths of tests, then what jest takes; with any, only those tests run. `--rules` is our own: no test that needs a server. So
 *   are `--clock INSTANT` and `--zone ZONE`: see atAnotherClock
 * @param {(program: string, args: string[], options?: object) => Promise<number>} run
 */
async function runTests(node, given, run) {
  const { args, env } = atAnotherClock(given.filter((word) => word !== '--rules'));
  const rulesOnly = given.includes('--rules');
  const plan = planOf(args, testFiles());
  const chosen = PROJECTS.filter((project) => plan[project].length > 0 && (project === 'rules' || !rulesOnly));
  if (chosen.length === 0)
    throw foreseen(
      `No test matches ${args.join(' ')}${rulesOnly ? ' that needs no server' : ''}: give part of a path, such as libs/catair or apps/entry/src/release.`,
    );
  const isWhole = given.length === 0;
  if (!isWhole) for (const project of chosen) process.stderr.write(`${announced(project, plan[project])}\n`);
  const results = fs.mkdtempSync(path.join(os.tmpdir(), 'portway-results-'));
  /** Files that rules are tried on go with the run. Servers have folders of their own, which other users of the system must reach. */
  const scratch = path.join(results, 'scratch');
  fs.mkdirSync(scratch);
  let passed = 0;
  let failed = 0;
  let interrupted = false;
  let runs = 0;
  /** Whoever ends one of them by a signal wants the others no more. */
  const begin = async (parameters, options) => {
    const code = await run(node, parameters, options);
    interrupted ||= code > 128;
    return code;
  };
  const check = async (title, script, parameters) => {
    if (interrupted) return;
    process.stderr.write(`\n${title}\n`);
    if ((await begin([script, ...parameters], { priority: LAST })) === 0) passed++;
    else failed++;
  };
  /** @returns {Promise<object | undefined>} jest's report */
  const jest = async (projects, parameters, options = {}) => {
    const mine = projects.filter((project) => chosen.includes(project));
    if (mine.length === 0 || interrupted) return;
    const file = path.join(results, `${mine.join('-')}-${++runs}.json`);
    const code = await begin(
      [
        bin('jest', 'bin', 'jest.js'),
        '--selectProjects',
        ...mine,
        '--json',
        `--outputFile=${file}`,
        '--passWithNoTests',
        ...parameters,
        ...args,
      ],
      {
        ...options,
        // The report goes to the file; jest would print it as well.
        stdio: ['inherit', 'ignore', 'inherit'],
        // More than a hundred services and migrations are started, all from the same scripts: each is compiled once in a run.
        env: {
          NODE_COMPILE_CACHE: path.join(results, 'compiled'),
          ...env,
          ...(mine.includes('rules') && { TMPDIR: scratch }),
        },
      },
    );
    const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
    passed += report?.numPassedTests ?? 0;
    const counted = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
    failed += counted === 0 && code !== 0 ? 1 : counted;
    return report;
  };
  /** What failed while much else ran is asked once more with the machine to itself, and what came of it is told. See docs/decisions/0126. */
  const lookAgain = async (...reports) => {
    const files = unsteady(...reports);
    if (files.length === 0 || interrupted) return;
    process.stderr.write(`\nOnce more, with the machine to itself: ${files.map(({ file }) => file).join(', ')}\n`);
    for (const { passing, failing } of files) [passed, failed] = [passed - passing, failed - failing.length];
    const failedBefore = failed;
    const { rules, ...withServers } = planOf(
      [],
      files.map(({ file }) => file),
    );
    for (const [projects, again] of [
      [['rules'], rules],
      [['real', 'platform'], Object.values(withServers).flat()],
    ])
      if (again.length > 0) await jest(projects, ['--maxWorkers=2', '--runTestsByPath', ...again]);
    process.stderr.write(
      failed > failedBefore
        ? '\nFailed twice, see above.\n'
        : `\nUNSTEADY: failed beside other tests and passed alone, which is a fault of the test or of the product:\n${files
            .flatMap(({ file, failing }) => failing.map((name) => `  ${file}: ${name}\n`))
            .join('')}`,
    );
  };
  try {
    // What needs servers brings processes of its own: with a third worker its waits would come too late, but where the processors are idle (test/support/spare-time.cjs).
    const withServers = () => jest(['real', 'platform'], ['--maxWorkers=2']);
    if (isWhole) {
      // Much of what needs servers waits. Meanwhile goes on what needs none, one after the other and after everything else that wants a processor.
      const beside = async () => {
        await check('Form and lint (npm run format puts the form right)', bin('@biomejs', 'biome', 'bin', 'biome'), [
          'ci',
          '--error-on-warnings',
          '.',
        ]);
        await check('Walls between the parts', bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), [
          '--config',
          'tools/walls.cjs',
          ...folders(),
        ]);
        await check('Types', bin('typescript-native', 'bin', 'tsc'), ['--noEmit', '-p', 'tsconfig.json']);
        await check('Types of the pages', bin('typescript-native', 'bin', 'tsc'), [
          '-p',
          'apps/portal/web/tsconfig.json',
        ]);
        await check('Advisories on packages', path.join(ROOT, 'tools', 'audit.cjs'), ['--tell']);
        return jest(['rules'], ['--maxWorkers=2'], { priority: LAST });
      };
      await lookAgain(...(await Promise.all([beside(), withServers()])));
    } else {
      // Two cores are busy with two workers; a third has them where a test waits for a process that it plays.
      await jest(['rules'], ['--maxWorkers=3']);
      await withServers();
    }
  } finally {
    fs.rmSync(results, { recursive: true, force: true });
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** As `nice`: has a processor where nobody else wants it, and a sixtieth of one where all are wanted. */
const LAST = 19;
const PROJECTS = ['rules', 'real', 'platform'];
const NEEDS = { rules: 'no server', real: 'a real PostgreSQL and RabbitMQ', platform: 'the platform, all of it' };
const SHOWN = 8;
/** More files than so many are no chance. */
const UNSTEADY_AT_MOST = 6;

/**
 * @param {(object | undefined)[]} reports jest's
 * @returns {{ file: string, passing: number, failing: string[] }[]} the files to run once more; none where too many failed for it to be chance
 */
function unsteady(...reports) {
  const files = reports
    .flatMap((report) => report?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ name, assertionResults }) => {
      const named = (wanted) => assertionResults.filter(({ status }) => status === wanted).map((one) => one.fullName);
      const failing = named('failed');
      return {
        file: path.relative(ROOT, name),
        passing: named('passed').length,
        failing: failing.length > 0 ? failing : ['did not come as far as its tests'],
      };
    });
  return files.length > UNSTEADY_AT_MOST ? [] : files;
}

/**
 * Which tests of each project match, as jest matches them: by any of the words before the first option, as parts of the path.
 * @param {string[]} args
 * @param {string[]} files from the project's folder on
 * @returns {Record<string, string[]>}
 */
function planOf(args, files) {
  const options = args.findIndex((word) => word.startsWith('-'));
  const paths = (options < 0 ? args : args.slice(0, options)).map((word) => new RegExp(word.replace(/^\.\//, ''), 'i'));
  const found = files.filter((file) => paths.length === 0 || paths.some((path) => path.test(file)));
  return {
    rules: found.filter((file) => /[^/]\.spec\.ts$/.test(file)),
    real: found.filter((file) => file.endsWith('.real-spec.ts')),
    platform: found.filter((file) => file.endsWith('.e2e-spec.ts')),
  };
}

function announced(project, files) {
  const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '';
  return `${project} (${NEEDS[project]}), ${files.length} file${files.length === 1 ? '' : 's'}: ${files.slice(0, SHOWN).join(', ')}${more}`;
}

function testFiles() {
  return ['apps', 'libs', 'tools', 'test'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true })
      .filter((file) => file.endsWith('spec.ts'))
      .map((file) => path.join(folder, file)),
  );
}

/**
 * `--clock 2028-02-29T10:00:00Z` (or `--clock +400`, days from now) runs the tests, and with them PostgreSQL, RabbitMQ and every service,
 * by libfaketime as if it were then; `--zone Pacific/Kiritimati` as if the machine stood there. Time goes on at its own pace: what
 * measures (monotonic clocks) is left alone.
 * @returns {{ args: string[], env: NodeJS.ProcessEnv }} what is left for jest, and the environment to run it in
 */
function atAnotherClock(given) {
  const args = [...given];
  const taken = (name) => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : (args.splice(at, 2)[1] ?? '');
  };
  const [clock, zone] = [taken('--clock'), taken('--zone')];
  const env = { ...process.env, ...(zone && { TZ: zone }) };
  if (clock === undefined) return { args, env };
  const seconds = /^[+-]\d+$/.test(clock)
    ? Number(clock) * 86_400
    : Math.round((Date.parse(clock) - Date.now()) / 1000);
  if (!Number.isFinite(seconds))
    throw foreseen(
      `--clock takes an instant (2028-02-29T10:00:00Z), a day or a number of days (+400), not "${clock}".`,
    );
  // Debian has a folder for each architecture, others one for all.
  const folders = [
    '/usr/lib',
    '/usr/lib64',
    '/usr/local/lib',
    ...fs.readdirSync('/usr/lib').map((name) => path.join('/usr/lib', name)),
  ];
  const library = folders
    .map((folder) => path.join(folder, 'faketime', 'libfaketime.so.1'))
    .find((file) => fs.existsSync(file));
  if (!library)
    throw foreseen(
      '--clock needs libfaketime, on Debian the package faketime. Without it `npm test -- test/any-day` plays such days.',
    );
  return {
    args,
    env: {
      ...env,
      LD_PRELOAD: library,
      FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s`,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
  };
}

const foreseen = (message) => Object.assign(new Error(message), { foreseen: true });

function folders() {
  return ['apps', 'libs', 'tools', 'bench', 'test'].filter((name) => fs.existsSync(path.join(ROOT, name)));
}

module.exports = { atAnotherClock, planOf, runTests, unsteady };
