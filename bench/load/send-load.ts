import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoadJob, LoadResult, ReadJob, ReadResult } from './job';

/** Runs one job in a process of its own. */
export const sendLoad = (job: LoadJob): Promise<LoadResult> => inProcess('load-process.js', job);
export const readLoad = (job: ReadJob): Promise<ReadResult> => inProcess('read-process.js', job);

const inProcess = <Job extends object, Result>(script: string, job: Job): Promise<Result> =>
  new Promise((done, fail) => {
    const child = fork(join(__dirname, script), { serialization: 'advanced' });
    child.once('message', (result) => done(result as Result));
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`${script} ended with ${code} before it was done`)));
    child.send(job);
  });
