/** Lets a child process of a test run TypeScript sources as they stand: `node -r test/support/register.cjs file.ts`. */
const { readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { join, relative, resolve } = require('node:path');
const options = require('../../tools/swc-options.cjs');

const root = resolve(__dirname, '../..');
const original = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const library = /^#([a-z0-9]+)$/.exec(request);
  return original.call(this, library ? `${root}/libs/${library[1]}/src/index.ts` : request, ...rest);
};

/** What the build made of a source, which carries its time; of most there is one, and such a process is started dozens of times in a run. */
const built = (filename) => {
  const script = join(root, 'dist', relative(root, filename).replace(/\.ts$/, '.js'));
  const made = statSync(script, { throwIfNoEntry: false });
  const isCurrent = made !== undefined && Math.abs(made.mtimeMs - statSync(filename).mtimeMs) < 2;
  return isCurrent ? readFileSync(script, 'utf8') : undefined;
};
const transformed = (filename) => {
  const { transformSync } = require('@swc/core');
  return transformSync(readFileSync(filename, 'utf8'), { ...options, sourceMaps: 'inline', filename }).code;
};
require.extensions['.ts'] = (module, filename) => module._compile(built(filename) ?? transformed(filename), filename);
