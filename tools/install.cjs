/** Makes sure that node_modules is what package-lock.json says, and finds the Node 24 that it holds. */
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const STAMP = path.join(ROOT, '.portway', 'installed');
const LOCK = path.join(ROOT, 'package-lock.json');
const MODULES = path.join(ROOT, 'node_modules');
/** Node 24 comes as a package for each system, so that the lock's checksum is the one of its very bytes. */
const NODE_PACKAGE = `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** @param {(line: string) => void} say */
async function ensureInstalled(say) {
  const lock = createHash('sha256').update(fs.readFileSync(LOCK)).digest('hex');
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8').trim() === lock && fs.existsSync(MODULES)) return;
  if (!matchesLock()) {
    await install(say);
    // npm goes on without an optional package that it could not fetch: the next start asks for it again.
    if (!matchesLock()) return;
  }
  setHooks(ROOT);
  fs.mkdirSync(path.dirname(STAMP), { recursive: true });
  fs.writeFileSync(STAMP, `${lock}\n`);
}

/** The checks before a commit, in a clone whose owner has no hooks of their own. */
function setHooks(root) {
  if (!fs.existsSync(path.join(root, '.git'))) return;
  const git = (...args) => spawnSync('git', ['config', ...args], { cwd: root, stdio: 'ignore' }).status;
  const unset = 1;
  if (git('--get', 'core.hooksPath') === unset) git('--local', 'core.hooksPath', '.githooks');
}

/** True when npm's own record of what it installed agrees with the lock, and with what is there: somebody ran npm by hand, which may have written the record only. */
function matchesLock(root = ROOT) {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(record)) return false;
  try {
    const wanted = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(fs.readFileSync(record, 'utf8')).packages;
    return Object.entries(wanted).every(
      ([name, entry]) =>
        name === '' ||
        (present[name]?.version === entry.version && (entry.optional || fs.existsSync(path.join(root, name)))) ||
        (entry.optional && !present[name] && name !== NODE_PACKAGE),
    );
  } catch {
    return false;
  }
}

/** After a minute in which nothing came, npm is started again; npm itself waits for five. */
const STALL_MS = 60_000;
const TRIES = 4;
const IMPATIENT = [
  '--fetch-timeout=15000',
  '--fetch-retries=4',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=8000',
];
/** How often progress is looked at, and how often it is said that there is none. */
const LOOK_MS = 3_000;
const STILL_MS = 15_000;

async function install(say) {
  const total = Object.values(JSON.parse(fs.readFileSync(LOCK, 'utf8')).packages).filter(
    (entry) => !entry.optional,
  ).length;
  say(`installing ${total} packages (npm ci)`);
  const script = process.env.npm_execpath;
  const npm = script && /\.c?js$/.test(script) ? [process.execPath, script] : ['npm'];
  await runPatiently(
    [...npm, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    { total, count: () => countModules(MODULES), say },
  );
}

/**
 * Runs npm to its end; one that makes no progress is ended and started again with short fetch time-outs, a bounded number of times.
 *
 * @param {string[]} command npm and its arguments
 * @param {{total: number, count: () => number, say: (line: string) => void, stall?: number, look?: number}} options times in milliseconds
 */
async function runPatiently(command, options) {
  const { say, stall = STALL_MS } = options;
  const started = Date.now();
  for (let attempt = 1; ; attempt++) {
    const outcome = await runOnce(attempt === 1 ? command : [...command, ...IMPATIENT], options);
    if (outcome === '') break;
    if (outcome !== 'stalled') throw foreseen(outcome);
    const silence = `npm made no progress for ${Math.round(stall / 1000)} s`;
    if (attempt === TRIES)
      throw foreseen(
        `The packages could not be installed: ${silence}, ${TRIES} times: check the network or the "registry" setting of npm, then start again.`,
      );
    say(`${silence}: it is started again with shorter time-outs (${attempt + 1} of ${TRIES})`);
  }
  say(`installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Answers '', 'stalled', or a sentence that says why it failed. */
function runOnce([program, ...args], { total, count, say, stall = STALL_MS, look = LOOK_MS }) {
  const started = Date.now();
  return new Promise((resolve) => {
    const npm = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    let stalled = false;
    let shown = count();
    let saidAt = Date.now();
    let sign = '';
    let movedAt = Date.now();
    const beat = setInterval(() => {
      const now = Date.now();
      const present = count();
      const next = `${present} ${workOf(npm.pid)}`;
      if (next !== sign) [sign, movedAt] = [next, now];
      if (now - movedAt >= stall) {
        stalled = true;
        npm.kill('SIGKILL');
        return;
      }
      const seconds = `${Math.round((now - started) / 1000)} s`;
      // npm empties the folder first, and has packages on their way before the first is there.
      if (present > 0 && present !== shown) say(`installing: ${present} of about ${total} packages, ${seconds}`);
      else if (now - saidAt >= STILL_MS) say(`still installing, ${seconds}`);
      else return;
      [shown, saidAt] = [present, now];
    }, look);
    npm.stderr.on('data', (chunk) => (words += chunk));
    const end = (outcome) => {
      clearInterval(beat);
      resolve(outcome);
    };
    npm.on('error', (error) =>
      end(`npm could not be started (${error.message}): install Node.js with npm and try again.`),
    );
    npm.on('exit', (code) => end(code === 0 ? '' : stalled ? 'stalled' : explain(words)));
  });
}

/** What npm did so far: seconds of processor time, quarters of a megabyte read. '' where the system does not say. */
function workOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    const read = /^rchar: (\d+)/.exec(fs.readFileSync(`/proc/${pid}/io`, 'utf8'));
    return `${Math.floor((Number(user) + Number(system)) / 100)} ${Math.floor(Number(read?.[1] ?? 0) / 262_144)}`;
  } catch {
    return '';
  }
}

function countModules(modules) {
  const record = (folder) =>
    fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  return record(modules).reduce(
    (sum, name) => sum + (name.startsWith('@') ? record(path.join(modules, name)).length : 1),
    0,
  );
}

function foreseen(message) {
  return Object.assign(new Error(message), { foreseen: true });
}

function explain(words) {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(words)?.[1] ?? '';
  const first = words
    .split('\n')
    .find((line) => /npm (?:error|ERR!) \S/.test(line) && !/ (code|errno|syscall) /.test(line));
  const text = first?.replace(/^npm (?:error|ERR!)\s*/, '').slice(0, 200) ?? 'npm ended without a word';
  if (
    /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|FETCH_ERROR|ERR_SOCKET_TIMEOUT)$/.test(code)
  ) {
    return `The packages could not be fetched because the npm registry is out of reach (${code}): check the network or the "registry" setting of npm, then start again.`;
  }
  return `The packages could not be installed (${code ? `${code}: ` : ''}${text}): put that right, then start again.`;
}

/** The Node 24 from node_modules; the Node that runs this where there is none for the system and it is new enough itself. */
function findNode() {
  const own = path.join(ROOT, NODE_PACKAGE, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (fs.existsSync(own) && spawnSync(own, ['--version'], { stdio: 'ignore' }).status === 0) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw foreseen(
    `There is no Node 24 in ${NODE_PACKAGE}: start with Node 24 of your own, or run \`npm ci --include=dev --include=optional\` where your npm leaves optional packages out.`,
  );
}

module.exports = { ensureInstalled, findNode, matchesLock, runPatiently, setHooks };
