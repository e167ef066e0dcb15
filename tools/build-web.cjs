/**
 * Bundles the pages of apps/portal/web into dist/apps/portal/web with Vite, when they, the bundler or what they are made of has changed; and makes each file
 * smaller beside itself (Brotli, gzip), so that nobody does that at every request.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

const ROOT = path.resolve(__dirname, '..');
const WEB = path.join(ROOT, 'apps', 'portal', 'web');
const OUT = path.join(ROOT, 'dist', 'apps', 'portal', 'web');
const LOCK = path.join(ROOT, 'package-lock.json');
const STAMP = path.join(OUT, '.stamp');
/** Smaller files gain nothing. */
const WORTH_BYTES = 1_024;
const TEXT = /\.(html|js|css|json|svg|webmanifest|txt|map)$/;

/** @returns {Promise<boolean>} whether anything was bundled */
async function buildWeb() {
  if (!fs.existsSync(path.join(WEB, 'index.html'))) return false;
  const stamp = stampOf();
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === stamp) return false;
  const next = `${OUT}.${process.pid}`;
  try {
    const options = require('./web-options.cjs');
    await bundle({
      ...options,
      root: WEB,
      define: { __BUILD__: JSON.stringify(stamp.slice(0, 16)) },
      plugins: [keptTheme(options)],
      build: { ...options.build, outDir: next },
    });
    putReference(path.join(next, 'reference'));
    for (const file of filesBelow(next)) if (TEXT.test(file)) makeSmaller(file);
    fs.writeFileSync(path.join(next, '.stamp'), stamp);
    fs.rmSync(OUT, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(OUT), { recursive: true });
    fs.renameSync(next, OUT);
  } finally {
    fs.rmSync(next, { recursive: true, force: true });
  }
  return true;
}

/** Vite bundles for production and says so in the environment of its process, which is also that of whoever starts services or tests after it. */
async function bundle(options) {
  const { build } = await import('vite');
  const before = process.env.NODE_ENV;
  try {
    await build(options);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** The design system takes longer to compile than all pages together: it is done anew only when it has changed. */
function keptTheme({ css }) {
  const theme = path.join(WEB, 'ui', 'theme.scss');
  return {
    name: 'kept-theme',
    enforce: 'pre',
    load(id) {
      if (id !== theme) return null;
      const hash = createHash('sha256').update(fs.readFileSync(LOCK));
      for (const file of fs
        .readdirSync(path.dirname(theme))
        .filter((name) => name.endsWith('.scss'))
        .sort())
        hash.update(fs.readFileSync(path.join(path.dirname(theme), file)));
      const kept = path.join(ROOT, '.portway', 'cache', 'theme', `${hash.digest('hex')}.css`);
      if (!fs.existsSync(kept)) {
        const { css: text } = require('sass').compile(theme, css.preprocessorOptions.scss);
        fs.mkdirSync(path.dirname(kept), { recursive: true });
        fs.writeFileSync(`${kept}.${process.pid}`, text);
        fs.renameSync(`${kept}.${process.pid}`, kept);
      }
      return fs.readFileSync(kept, 'utf8');
    },
  };
}

/** Where it comes from, and under which name it is put beside the pages. */
const REFERENCE = [
  [path.join('docs', 'developers', 'openapi'), 'openapi'],
  [path.join('docs', 'developers', 'asyncapi.json'), 'asyncapi.json'],
  [path.join('docs', 'partners', 'portway.postman_collection.json'), 'portway.postman_collection.json'],
  [path.join('docs', 'partners', 'samples'), 'samples'],
];

/** Descriptions, collection and samples to download, as the documents have them. */
function putReference(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [from, to] of REFERENCE)
    if (fs.existsSync(path.join(ROOT, from)))
      fs.cpSync(path.join(ROOT, from), path.join(folder, to), { recursive: true });
  const samples = path.join(folder, 'samples');
  const names = fs.existsSync(samples) ? fs.readdirSync(samples).sort() : [];
  fs.writeFileSync(path.join(folder, 'samples.json'), `${JSON.stringify(names)}\n`);
}

function makeSmaller(file) {
  const text = fs.readFileSync(file);
  if (text.length < WORTH_BYTES) return;
  fs.writeFileSync(
    `${file}.br`,
    zlib.brotliCompressSync(text, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 } }),
  );
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(text, { level: 9 }));
}

/** Of every source and its content, and of what bundles them. */
function stampOf() {
  const hash = createHash('sha256');
  for (const file of [
    ...filesBelow(WEB).filter((one) => !/\.spec\.tsx?$/.test(one)),
    ...REFERENCE.flatMap(([from]) => {
      const at = path.join(ROOT, from);
      return !fs.existsSync(at) ? [] : fs.statSync(at).isDirectory() ? filesBelow(at) : [at];
    }),
    LOCK,
    path.join(__dirname, 'web-options.cjs'),
    __filename,
  ].sort())
    if (fs.existsSync(file)) hash.update(path.relative(ROOT, file)).update('\0').update(fs.readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

module.exports = { buildWeb, bundle };
