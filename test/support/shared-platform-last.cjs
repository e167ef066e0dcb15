const { readFileSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * The platform that tests share runs from the first test that asks for it to the end of the last that may, and uses a third of a core while nothing is asked of it:
 * whoever brings up a platform of his own goes before.
 */
module.exports = class SharedPlatformLast extends Sequencer {
  sort(tests) {
    const last = (test) => Number(/sharedPlatform\(/.test(readFileSync(test.path, 'utf8')));
    return super.sort(tests).sort((one, other) => last(one) - last(other));
  }
};
