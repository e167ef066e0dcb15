/**
 * What every npm script of the project goes through: installs what is missing, builds what has changed, and runs the
 * command under Node 24. Plain CommonJS without dependencies, because on a clean clone there are none.
 */
const { fork, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { ensureInstalled, findNode } = require('./install.cjs');

const ROOT = path.resolve(__dirname, '..');
const PROGRAMS = {
  start: 'dist/programs/platform/start.js',
  ctl: 'dist/tools/platform/ctl.js',
  dev: 'dist/tools/platform/dev.js',
  demo: 'dist/tools/demo/demo.js',
  drill: 'dist/tools/drill/drill.js',
  faults: 'dist/tools/faults/faults.js',
  backup: 'dist/tools/recovery/backup.js',
  restore: 'dist/tools/recovery/restore.js',
  bench: 'dist/bench/bench.js',
  new: 'dist/tools/new/new.js',
  keys: 'dist/tools/keys/keys.js',
  pods: 'dist/tools/kubernetes/run-pods.js',
  'sign-in': 'dist/tools/sign-in/sign-in.js',
  generate: 'dist/tools/generate.js',
  freeze: 'dist/tools/frozen/freeze.js',
};
/** Needs nothing but Node: who checks an export trusts no more than this file. */
const VERIFY_LOG = 'verify-log';
const COMMANDS = [...Object.keys(PROGRAMS), VERIFY_LOG, 'build', 'test'];

async function main([command, ...args]) {
  if (!COMMANDS.includes(command))
    throw foreseen(`Unknown command ${command ?? ''}; there are: ${COMMANDS.join(', ')}.`);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw foreseen(
      `Node ${process.versions.node} is too old to start with: 20.19 or newer is needed (the platform itself then runs on Node 24).`,
    );
  }
  if (command === VERIFY_LOG) return run(process.execPath, [path.join(__dirname, 'verify-log.cjs'), ...args]);
  const talkative = command !== 'ctl';
  const say = (line) => process.stderr.write(`  ${line}\n`);
  await ensureInstalled(say);
  const node = findNode();
  const started = Date.now();
  const { compiled } = await build();
  if (compiled > 0 && talkative) say(`built ${compiled} files in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (command === 'build') return 0;
  if (command === 'test') return require('./run-tests.cjs').runTests(node, args, run);
  const program = path.join(ROOT, PROGRAMS[command]);
  if (!fs.existsSync(program)) throw foreseen(`npm run ${command} has no program at ${PROGRAMS[command]}.`);
  return run(node, ['--enable-source-maps', program, ...args]);
}

/** In a process of its own: the memory that a bundler took stays with the process that it ran in, and this one stays as long as what it starts. */
function build() {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'build.cjs'), { cwd: ROOT });
    let answer;
    child.once('message', (told) => (answer = told));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (answer?.built) return resolve(answer.built);
      const { message, stack, foreseen } = answer?.fault ?? { message: `The build was ended (${signal ?? code}).` };
      reject(Object.assign(new Error(message), { ...(stack && { stack }), foreseen: foreseen ?? !stack }));
    });
  });
}

/** Runs a program to its end, handing signals on; answers its exit code. With a `priority` as of `nice`, others go before it. */
function run(program, args, { priority, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...options });
    if (priority && child.pid) comeAfterOthers(child.pid, priority);
    const pass = (name) => child.kill(name);
    const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const name of names) process.on(name, pass);
    child.once('error', (error) => reject(foreseen(`${program} could not be started (${error.message}).`)));
    child.once('exit', (code, name) => {
      for (const each of names) process.off(each, pass);
      resolve(code ?? 128 + (require('node:os').constants.signals[name] ?? 0));
    });
  });
}

/** Those that it starts come after others too. Not everybody's system lets its user say so. */
function comeAfterOthers(pid, priority) {
  try {
    require('node:os').setPriority(pid, priority);
  } catch {
    // It runs as everything else, or has ended.
  }
}

/** One sentence for the screen; the trace goes to the log. The programs themselves do the same, but may not be built yet. */
function unforeseen(error) {
  const logs = path.join(path.resolve(process.env.PORTWAY_HOME || path.join(ROOT, '.portway')), 'logs');
  const [reason] = String(error?.message ?? error).split('\n');
  try {
    fs.mkdirSync(logs, { recursive: true });
    fs.appendFileSync(path.join(logs, 'platform.log'), `${new Date().toISOString()} ${error?.stack ?? error}\n`);
    return `Portway failed unexpectedly: ${reason} (where it happened is in ${path.join(logs, 'platform.log')}).`;
  } catch {
    return `Portway failed unexpectedly: ${reason} (and ${logs} cannot be written).`;
  }
}

function foreseen(message) {
  return Object.assign(new Error(message), { foreseen: true });
}

// The reader of our output may leave (`| head -3`): what was asked for is done all the same.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    process.stderr.write(`\n${error.foreseen ? error.message : unforeseen(error)}\n`);
    process.exitCode = 1;
  },
);
