/**
 * Puts the programs of a start into few files, dist/programs/NAME/main.js of each service, and beside them what several have in common. To look for two thousand files of
 * packages and of our own takes most of a start, and keeps tens of megabytes in each process. What is read as data, and what runs as a thread of its own, stays where the build put it.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const DIST = path.join(ROOT, 'dist');
const OUT = path.join(DIST, 'programs');
const STAMP = path.join(OUT, '.stamp');
const MADE_OF = ['apps', 'libs', 'tools'].map((folder) => path.join(DIST, folder));
/** Of tools/platform: what `npm start` runs besides. */
const STARTS = ['start', 'migrate-all'];
const PACKAGES = 'packages';
/** Below this what only some services need goes with what all need. */
const WORTH_A_FILE = 300_000;
const OWN_PLACE = /\b__(dirname|filename)\b|\bimport\.meta\.url\b/;

/** @returns {Promise<boolean>} whether anything was put together */
async function buildPrograms() {
  const programs = programsOf();
  if (Object.keys(programs).length === 0) return false;
  const stamp = stampOf();
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === stamp) return false;
  const next = `${OUT}.${process.pid}`;
  try {
    await put(programs, next);
    fs.writeFileSync(path.join(next, '.stamp'), stamp);
    fs.rmSync(OUT, { recursive: true, force: true });
    fs.renameSync(next, OUT);
  } finally {
    fs.rmSync(next, { recursive: true, force: true });
  }
  return true;
}

async function put(programs, folder) {
  const { rolldown } = await import('rolldown');
  const all = await rolldown({
    cwd: ROOT,
    platform: 'node',
    input: programs,
    resolve: { conditionNames: ['node', 'require', 'default'] },
    plugins: [notCarried, keptPlaces, ownSources],
    // What a package would load if it were installed.
    onLog: (level, log, tell) => {
      if (log.code !== 'UNRESOLVED_IMPORT' && log.code !== 'EVAL') tell(level, log);
    },
  });
  await all.write({
    dir: folder,
    format: 'cjs',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => `shared/${name.split('~')[0]}.js`,
    comments: false,
    plugins: [littleText],
    codeSplitting: {
      groups: [{ name: PACKAGES, test: /node_modules/, entriesAware: true, entriesAwareMergeThreshold: WORTH_A_FILE }],
    },
  });
  await all.close();
}

/** What packages load whether anybody uses it or not, and nothing here does: ways into databases that are not PostgreSQL, and the telephone numbers of all countries. */
const NOT_CARRIED = /node_modules\/(libphonenumber-js\/|typeorm\/driver\/(?!postgres\/|types\/)[\w-]+\/)/;

/** In its place stands what says so as soon as it is made or called. */
const notCarried = {
  name: 'not-carried',
  load: {
    filter: { id: NOT_CARRIED },
    handler(id) {
      const what = JSON.stringify(`${path.relative(path.join(ROOT, 'node_modules'), id)} is not carried`);
      const absent = `function Absent() { throw new Error(${what}); }`;
      return {
        code: `module.exports = new Proxy({}, { get: (_, name) => name === '__esModule' || ${absent} });`,
        moduleType: 'js',
        map: null,
      };
    },
  },
};

/** Every file is put two folders below dist: from there a module finds what lay beside it. */
const keptPlaces = {
  name: 'kept-places',
  transform: {
    filter: { code: OWN_PLACE },
    handler(code, id) {
      const place = JSON.stringify(path.posix.join('../..', path.relative(DIST, path.dirname(id))));
      const file = JSON.stringify(path.posix.join('../..', path.relative(DIST, id)));
      return {
        code: code
          .replace(/\b__dirname\b/g, `require("node:path").join(__dirname, ${place})`)
          .replace(/\b__filename\b/g, `require("node:path").join(__dirname, ${file})`)
          .replace(/\bimport\.meta\.url\b/g, `new URL(${file}, import.meta.url).href`),
        map: null,
      };
    },
  },
};

/** Traces name the lines of our sources. */
const ownSources = {
  name: 'own-sources',
  load: {
    filter: { id: new RegExp(`^${DIST.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}.*\\.js$`) },
    handler(id) {
      const code = withoutMap(fs.readFileSync(id, 'utf8'));
      return { code, map: JSON.parse(fs.readFileSync(`${id}.map`, 'utf8')) };
    },
  },
};

/**
 * The engine keeps the text of every file in memory as long as its process runs, all of it in two bytes a sign when one lies beyond Latin-1. So all is written in ASCII, and
 * packages, of which nobody looks up a line, without blanks and with short names of their own.
 */
const littleText = {
  name: 'little-text',
  async generateBundle(_options, bundle) {
    const { minify } = await import('rolldown/utils');
    for (const [file, chunk] of Object.entries(bundle)) {
      if (chunk.type !== 'chunk') continue;
      if (!chunk.name.startsWith(PACKAGES)) {
        chunk.code = inAscii(chunk.code);
        continue;
      }
      const { code, errors } = await minify(file, withoutMap(chunk.code), SHORT);
      if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
      chunk.code = inAscii(code);
      delete bundle[`${file}.map`];
    }
  },
};

/** Names of functions and classes are read by what runs them. */
const SHORT = { compress: false, mangle: { toplevel: false, keepNames: true }, codegen: { removeWhitespace: true } };

const withoutMap = (code) => code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');

const inAscii = (code) =>
  code.replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Scripts of the build, by where the program is put. */
function programsOf() {
  const services = path.join(DIST, 'apps');
  const scripts = [
    ...(fs.existsSync(services) ? fs.readdirSync(services) : []).map((name) => [
      `${name}/main`,
      path.join(services, name, 'src', 'main.js'),
    ]),
    ...STARTS.map((name) => [`platform/${name}`, path.join(DIST, 'tools', 'platform', `${name}.js`)]),
  ];
  return Object.fromEntries(scripts.filter(([, script]) => fs.existsSync(script)));
}

/** Of when each file was made: an output carries the time of its source. */
function stampOf() {
  const hash = createHash('sha256').update(fs.readFileSync(__filename));
  hash.update(fs.readFileSync(path.join(ROOT, 'package-lock.json')));
  for (const file of MADE_OF.flatMap(scriptsBelow).sort())
    hash.update(`${path.relative(DIST, file)} ${fs.statSync(file).mtimeMs} `);
  return hash.digest('hex');
}

function scriptsBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

module.exports = { buildPrograms };
