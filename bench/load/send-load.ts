import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoadJob, LoadResult } from './job';

/** Runs one job in a process of its own. */
export const sendLoad = (job: LoadJob): Promise<LoadResult> =>
  new Promise((done, fail) => {
    const child = fork(join(__dirname, 'load-process.js'), { serialization: 'advanced' });
    child.once('message', (result) => done(result as LoadResult));
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the sender of load ended with ${code} before it was done`)));
    child.send(job);
  });
