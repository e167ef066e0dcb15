/** `#name` is the library of that name, at its source: dist/ may be old or missing when the walls are checked. */
const fs = require('node:fs');
const path = require('node:path');

const libs = path.resolve(__dirname, '..', 'libs');

module.exports = {
  resolve: {
    alias: Object.fromEntries(
      fs.readdirSync(libs).map((name) => [`#${name}$`, path.join(libs, name, 'src', 'index.ts')]),
    ),
    extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'],
  },
};
