/** Lets a child process of a test run TypeScript sources as they stand: `node -r test/support/register.cjs file.ts`. */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { resolve } = require('node:path');
const { transformSync } = require('@swc/core');
const options = require('../../tools/swc-options.cjs');

const root = resolve(__dirname, '../..');
const original = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const library = /^#([a-z0-9]+)$/.exec(request);
  return original.call(this, library ? `${root}/libs/${library[1]}/src/index.ts` : request, ...rest);
};
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, sourceMaps: 'inline', filename });
  module._compile(code, filename);
};
