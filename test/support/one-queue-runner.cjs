const { readFileSync } = require('node:fs');
const path = require('node:path');
const { Worker } = require('jest-worker');
const InBandRunner = require('jest-runner').default;
const FileQueue = require('./file-queue.cjs');
const inSpareTime = require('./spare-time.cjs');

const TEST_WORKER = path.join(path.dirname(require.resolve('jest-runner')), 'testWorker.js');
/** Of tests that start, stop, kill and cut the platform, one file runs at a time on the platform that they share, and one that brings up a platform of its own. */
const PLATFORM = 'platform';
const SHARED = 'on the shared platform';
const OWN = 'on a platform of its own';
const SHARES = /\b(sharedPlatform|pagesUnderTest)\(/;
/** So many files more than there are workers may run where the processors have time to spare: one while a platform runs, which uses them at any time, and none beside two. */
const BESIDE = [3, 1, 0];

/**
 * Runs test files in as many processes as there are workers, all from one queue, so that none stands idle while files are left. The files of platforms
 * come first, each kind one after the other; beside them, and after the last, run those that only need servers. Many of these wait most of their time: as long as the
 * processors are idle meanwhile, up to three more run.
 */
module.exports = class OneQueueRunner {
  supportsEventEmitters = false;

  constructor(globalConfig, context) {
    this.globalConfig = globalConfig;
    this.context = context;
  }

  async runTests(tests, watcher, onStart, onResult, onFailure, { serial }) {
    if (serial) return this.inBand(tests, watcher, onStart, onResult, onFailure);
    const queue = new FileQueue(tests, kindOf);
    const { maxWorkers } = this.globalConfig;
    const worker = this.startWorkers(tests, maxWorkers + Math.max(...BESIDE));
    const over = new AbortController();
    const run = async (test) => {
      await onStart(test);
      try {
        await onResult(test, await this.run(worker, test));
      } catch (error) {
        await onFailure(test, error);
      }
      if (queue.ended(test) === SHARED) await endSharedPlatform();
    };
    const next = () => (watcher.isInterrupted() ? undefined : queue.next());
    const work = async () => {
      for (let test = next(); test; test = next()) await run(test);
    };
    const beside = inSpareTime(
      () => {
        const test = next();
        return test && run(test);
      },
      { most: () => BESIDE[queue.running], over: over.signal },
    );
    const interrupted = new Promise((resolve) => watcher.on('change', (state) => state.interrupted && resolve()));
    const all = Promise.all(Array.from({ length: maxWorkers }, work)).then(() => over.abort());
    await Promise.race([Promise.all([all, beside]), interrupted]);
    over.abort();
    await worker.end();
  }

  async inBand(tests, watcher, onStart, onResult, onFailure) {
    const runner = new InBandRunner(this.globalConfig, this.context);
    runner.on('test-file-start', ([test]) => onStart(test));
    runner.on('test-file-success', ([test, result]) => onResult(test, result));
    runner.on('test-file-failure', ([test, error]) => onFailure(test, error));
    await runner.runTests(tests, watcher, { serial: true });
  }

  startWorkers(tests, numWorkers) {
    const contexts = new Map(tests.map(({ context }) => [context.config.id, context]));
    const worker = new Worker(TEST_WORKER, {
      exposedMethods: ['worker'],
      forkOptions: { serialization: 'json', stdio: 'pipe' },
      maxRetries: 3,
      numWorkers,
      // As long as there is no need for the last one, it has nothing loaded and no PostgreSQL.
      workerSchedulingPolicy: 'in-order',
      setupArgs: [
        {
          serializableResolvers: [...contexts.values()].map(({ config, moduleMap }) => ({
            config,
            serializableModuleMap: moduleMap.toJSON(),
          })),
        },
      ],
    });
    worker.getStdout()?.pipe(process.stdout);
    worker.getStderr()?.pipe(process.stderr);
    return worker;
  }

  run(worker, { path: file, context: { config } }) {
    const context = { changedFiles: undefined, sourcesRelatedToTestsInChangedFiles: undefined };
    return worker.worker({ config, context, globalConfig: this.globalConfig, path: file });
  }
};

const kindOf = (test) => {
  if (test.context.config.displayName?.name !== PLATFORM) return undefined;
  return SHARES.test(readFileSync(test.path, 'utf8')) ? SHARED : OWN;
};

/** It would use a third of a core for the rest of the run. */
async function endSharedPlatform() {
  const address = process.env.PORTWAY_TEST_SERVERS;
  if (address) await fetch(`${address}/platform-over`);
}
