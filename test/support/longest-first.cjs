const fs = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Tests on real servers run on two workers, and mostly wait. What takes longest begins first, so that neither worker ends with a long one
 * while the other has nothing left: whole platforms, then servers of their own, then all others, the larger file first.
 */
const rank = (path) => (/\.e2e-spec\.ts$/.test(path) ? 0 : /libs[\\/]messaging[\\/]test|tools[\\/]|gate\.real-spec/.test(path) ? 1 : 2);

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const size = new Map(tests.map(({ path }) => [path, fs.statSync(path).size]));
    return [...tests].sort((a, b) => rank(a.path) - rank(b.path) || size.get(b.path) - size.get(a.path));
  }
};
