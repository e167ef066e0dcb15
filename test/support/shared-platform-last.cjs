const { readFileSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** What starts servers, processes or all services takes longest. */
const LONG = /\b(everyService|freshVhost|launchPlatform|ownPostgres|ownRabbit|processToKill|startEntry|startRabbit)\(/;
const SHARED = /sharedPlatform\(/;

/**
 * The platform that tests share runs from the first test that asks for it to the end of the last that may, and uses a third of a core while nothing is asked of it:
 * whoever brings up a platform of his own goes before. What takes long begins early, so that nothing of it is left alone in the end; how long each took is not
 * known where the tests run for the first time.
 */
module.exports = class SharedPlatformLast extends Sequencer {
  sort(tests) {
    const places = new Map(
      tests.map((test) => {
        const text = readFileSync(test.path, 'utf8');
        return [test, SHARED.test(text) ? 2 : LONG.test(text) ? 0 : 1];
      }),
    );
    return super.sort(tests).sort((one, other) => places.get(one) - places.get(other));
  }
};
