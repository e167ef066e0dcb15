import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Copies a folder that is not there yet, with owners and rights. */
export const copied = async (from: string, to: string): Promise<void> => {
  await run('cp', ['-a', from, to]);
};

/** Everything written on the disk of this folder is on it. */
export const flushed = async (folder: string): Promise<void> => {
  await run('sync', ['-f', folder]).catch(() => run('sync'));
};
