/**
 * Compiles apps, libs, tools and bench into dist/ with swc. An output carries its source's modification time, so
 * unchanged files are skipped; outputs whose source is gone are removed. Types are checked apart from this, by tsc.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const DIST = path.join(ROOT, 'dist');
const FOLDERS = ['apps', 'libs', 'tools', 'bench'];
const PAGES = path.join('apps', 'portal', 'web');
const PROGRAMS = path.join('dist', 'programs');
const TEST_FILE = /\.(spec|real-spec|e2e-spec|fixture)\.ts$/;
const NOT_DATA = /\.(ts|tsx|cjs|mjs|md)$/;

/** @returns {Promise<{compiled: number, copied: number, removed: number, total: number}>} */
async function build() {
  const stamp = path.join(DIST, '.options');
  const options = optionsHash();
  const sameOptions = readText(stamp) === options;
  const sources = FOLDERS.flatMap((folder) => walk(path.join(ROOT, folder)));
  const wanted = new Set([stamp]);
  const compile = [];
  const copy = [];
  for (const source of sources) {
    const output = path.join(DIST, path.relative(ROOT, source));
    if (source.endsWith('.ts')) {
      if (TEST_FILE.test(source) || source.endsWith('.d.ts')) continue;
      const script = output.replace(/\.ts$/, '.js');
      wanted.add(script).add(`${script}.map`);
      if (!sameOptions || !isCurrent(source, script)) compile.push([source, script]);
    } else if (!NOT_DATA.test(source)) {
      wanted.add(output);
      if (!isCurrent(source, output)) copy.push([source, output]);
    }
  }
  const removed = removeOthers(wanted);
  for (const [source, output] of copy) place(output, fs.readFileSync(source), source);
  if (compile.length > 0) await compileAll(compile);
  if (!sameOptions) place(stamp, options);
  await require('./build-programs.cjs').buildPrograms();
  await require('./build-web.cjs').buildWeb();
  return { compiled: compile.length, copied: copy.length, removed, total: wanted.size };
}

async function compileAll(files) {
  const swc = require('@swc/core');
  const options = require('./swc-options.cjs');
  const faults = [];
  await Promise.all(
    files.map(async ([source, script]) => {
      try {
        const { code, map } = await swc.transformFile(source, {
          ...options,
          filename: source,
          sourceFileName: path.relative(path.dirname(script), source),
        });
        place(`${script}.map`, map ?? '');
        place(script, `${code}\n//# sourceMappingURL=${path.basename(script)}.map\n`, source);
      } catch (error) {
        faults.push(`${path.relative(ROOT, source)}: ${String(error.message ?? error).trim()}`);
      }
    }),
  );
  if (faults.length > 0) throw Object.assign(new Error(faults.sort().join('\n\n')), { foreseen: true });
}

/** Writes beside and renames, so that a process starting meanwhile never reads half a file. */
function place(file, content, source) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  fs.writeFileSync(next, content);
  if (source) {
    const { mtime } = fs.statSync(source);
    fs.utimesSync(next, mtime, mtime);
  }
  fs.renameSync(next, file);
}

function isCurrent(source, output) {
  const made = fs.statSync(output, { throwIfNoEntry: false });
  return made !== undefined && Math.abs(made.mtimeMs - fs.statSync(source).mtimeMs) < 2;
}

function removeOthers(wanted) {
  let removed = 0;
  for (const file of walk(DIST)) {
    if (wanted.has(file)) continue;
    fs.rmSync(file, { force: true });
    removed++;
  }
  return removed;
}

function walk(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    // The pages are bundled by build-web.cjs, programs by build-programs.cjs.
    if (file.endsWith(PAGES) || file.endsWith(PROGRAMS)) return [];
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(file);
    return entry.isFile() ? [file] : [];
  });
}

function optionsHash() {
  const version = require('@swc/core/package.json').version;
  return createHash('sha256')
    .update(version)
    .update(JSON.stringify(require('./swc-options.cjs')))
    .digest('hex');
}

function readText(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

module.exports = { build };

// As a process of its own it tells whoever began it.
if (require.main === module)
  build().then(
    (built) => process.send({ built }),
    ({ message, stack, foreseen = false }) => process.send({ fault: { message, stack, foreseen } }),
  );
