/** Makes sure that node_modules is what package-lock.json says, and finds the Node 24 that it holds. */
const { spawn, spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const STAMP = path.join(ROOT, '.portway', 'installed');
const LOCK = path.join(ROOT, 'package-lock.json');
const MODULES = path.join(ROOT, 'node_modules');

/** @param {(line: string) => void} say */
async function ensureInstalled(say) {
  const lock = createHash('sha256').update(fs.readFileSync(LOCK)).digest('hex');
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8').trim() === lock && fs.existsSync(MODULES)) return;
  if (!matchesLock()) await install(say);
  fs.mkdirSync(path.dirname(STAMP), { recursive: true });
  fs.writeFileSync(STAMP, `${lock}\n`);
}

/** True when npm's own record of what it installed agrees with the lock: somebody ran npm by hand. */
function matchesLock() {
  const record = path.join(MODULES, '.package-lock.json');
  if (!fs.existsSync(record)) return false;
  try {
    const wanted = JSON.parse(fs.readFileSync(LOCK, 'utf8')).packages;
    const present = JSON.parse(fs.readFileSync(record, 'utf8')).packages;
    return Object.entries(wanted).every(
      ([name, entry]) => name === '' || present[name]?.version === entry.version || (entry.optional && !present[name]),
    );
  } catch {
    return false;
  }
}

function install(say) {
  const total = Object.values(JSON.parse(fs.readFileSync(LOCK, 'utf8')).packages).filter((entry) => !entry.optional).length;
  say(`installing ${total} packages (npm ci)`);
  const script = process.env.npm_execpath;
  const byScript = script && /\.c?js$/.test(script);
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const npm = spawn(byScript ? process.execPath : 'npm', byScript ? [script, ...args] : args, {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const beat = setInterval(() => say(`installing: ${countModules()} of about ${total} packages, ${Math.round((Date.now() - started) / 1000)} s`), 3000);
    let words = '';
    npm.stderr.on('data', (chunk) => (words += chunk));
    const end = (failure) => {
      clearInterval(beat);
      if (failure) reject(Object.assign(new Error(failure), { foreseen: true }));
      else resolve(say(`installed in ${Math.round((Date.now() - started) / 1000)} s`));
    };
    npm.on('error', (error) => end(`npm could not be started (${error.message}): install Node.js with npm and try again.`));
    npm.on('exit', (code) => end(code === 0 ? '' : explain(words)));
  });
}

function countModules() {
  const record = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => !name.startsWith('.')) : []);
  return record(MODULES).reduce((sum, name) => sum + (name.startsWith('@') ? record(path.join(MODULES, name)).length : 1), 0);
}

function explain(words) {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(words)?.[1] ?? '';
  const first = words.split('\n').find((line) => /npm (?:error|ERR!) \S/.test(line) && !/ (code|errno|syscall) /.test(line));
  const text = first?.replace(/^npm (?:error|ERR!)\s*/, '').slice(0, 200) ?? 'npm ended without a word';
  if (/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|FETCH_ERROR|ERR_SOCKET_TIMEOUT)$/.test(code)) {
    return `The packages could not be fetched because the npm registry is out of reach (${code}): check the network or the "registry" setting of npm, then start again.`;
  }
  return `The packages could not be installed (${code ? `${code}: ` : ''}${text}): put that right, then start again.`;
}

/** The Node 24 from node_modules; the Node that runs this when it is new enough itself. */
function findNode() {
  const own = path.join(MODULES, 'node', 'bin', 'node');
  const works = () => fs.existsSync(own) && spawnSync(own, ['--version'], { stdio: 'ignore' }).status === 0;
  if (works()) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  spawnSync('npm', ['rebuild', 'node'], { cwd: ROOT, stdio: 'ignore' });
  if (works()) return own;
  throw Object.assign(new Error('Node 24 could not be set up in node_modules: run `npm rebuild node`, or start with Node 24 of your own.'), { foreseen: true });
}

module.exports = { ensureInstalled, findNode };
