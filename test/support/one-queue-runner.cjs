const path = require('node:path');
const { Worker } = require('jest-worker');
const InBandRunner = require('jest-runner').default;
const FileQueue = require('./file-queue.cjs');

const TEST_WORKER = path.join(path.dirname(require.resolve('jest-runner')), 'testWorker.js');
/** Of tests that start, stop, kill and cut the platform, one file runs at a time. */
const ALONE = 'platform';

/**
 * Runs test files in as many processes as there are workers, all from one queue, so that none stands idle while files are left. The files of the platform
 * come first and never two at once; beside them, and after the last, run those that only need servers.
 */
module.exports = class OneQueueRunner {
  supportsEventEmitters = false;

  constructor(globalConfig, context) {
    this.globalConfig = globalConfig;
    this.context = context;
  }

  async runTests(tests, watcher, onStart, onResult, onFailure, { serial }) {
    const queue = new FileQueue(tests, (test) => test.context.config.displayName?.name === ALONE);
    if (serial) return this.inBand([...queue.others, ...queue.alone], watcher, onStart, onResult, onFailure);
    const { maxWorkers } = this.globalConfig;
    const worker = this.startWorkers(tests, maxWorkers);
    const work = async () => {
      for (let test = queue.next(); test && !watcher.isInterrupted(); test = queue.next()) {
        await onStart(test);
        try {
          await onResult(test, await this.run(worker, test));
        } catch (error) {
          await onFailure(test, error);
        }
        if (queue.ended(test)) await endSharedPlatform();
      }
    };
    const interrupted = new Promise((resolve) => watcher.on('change', (state) => state.interrupted && resolve()));
    await Promise.race([Promise.all(Array.from({ length: maxWorkers }, work)), interrupted]);
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

/** It would use a third of a core for the rest of the run. */
async function endSharedPlatform() {
  const address = process.env.PORTWAY_TEST_SERVERS;
  if (address) await fetch(`${address}/platform-over`);
}
