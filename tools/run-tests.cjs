/** `npm test`: types, walls between the parts, then every test; the last line is the count. */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const bin = (...parts) => path.join(ROOT, 'node_modules', ...parts);

/**
 * @param {string} node the Node to test with
 * @param {string[]} args handed to jest; with any, only those tests run
 * @param {(program: string, args: string[], options?: object) => Promise<number>} run
 */
async function runTests(node, args, run) {
  const results = fs.mkdtempSync(path.join(os.tmpdir(), 'portway-results-'));
  let passed = 0;
  let failed = 0;
  const check = async (title, script, parameters) => {
    process.stderr.write(`\n${title}\n`);
    if ((await run(node, [script, ...parameters])) === 0) passed++;
    else failed++;
  };
  const jest = async (project, parameters) => {
    const file = path.join(results, `${project}.json`);
    const code = await run(node, [bin('jest', 'bin', 'jest.js'), '--selectProjects', project, '--json', `--outputFile=${file}`, '--passWithNoTests', ...parameters, ...args], {
      // The report goes to the file; jest would print it as well.
      stdio: ['inherit', 'ignore', 'inherit'],
    });
    const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
    passed += report?.numPassedTests ?? 0;
    const counted = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
    failed += counted === 0 && code !== 0 ? 1 : counted;
    return code;
  };
  try {
    if (args.length === 0) {
      await check('Types', bin('typescript', 'bin', 'tsc'), ['--noEmit', '-p', 'tsconfig.json']);
      await check('Walls between the parts', bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), ['--config', 'tools/walls.cjs', ...folders()]);
    }
    const interrupted = (code) => code > 128;
    if (!interrupted(await jest('rules', []))) await jest('real', ['--runInBand']);
  } finally {
    fs.rmSync(results, { recursive: true, force: true });
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function folders() {
  return ['apps', 'libs', 'tools', 'bench', 'test'].filter((name) => fs.existsSync(path.join(ROOT, name)));
}

module.exports = { runTests };
