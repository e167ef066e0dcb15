import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Foreseen, messageOf } from '../../tools/infrastructure/failure';
import { ROOT } from '../../tools/platform/home';

const FOLDER = join(ROOT, '.portway', 'cache', 'bench-peers');
const FILES = ['package.json', 'package-lock.json'];
const lockIn = (folder: string): string => readFileSync(join(folder, 'package-lock.json'), 'utf8');

/** Installs the peers, which nothing else needs, beside the other tools that are fetched once: by their own lock with a checksum for each, no script of theirs is run. @throws Foreseen */
export const installPeers = async (say: (line: string) => void): Promise<void> => {
  const wanted = join(__dirname, 'packages');
  const complete = join(FOLDER, 'complete');
  if (existsSync(complete) && readFileSync(complete, 'utf8') === lockIn(wanted)) return;
  say('fetching pg-boss and graphile-worker once (about 25 MB)');
  mkdirSync(FOLDER, { recursive: true });
  for (const name of FILES) copyFileSync(join(wanted, name), join(FOLDER, name));
  try {
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: FOLDER,
    });
  } catch (error) {
    throw new Foreseen(`pg-boss and graphile-worker could not be fetched (${messageOf(error)}).`);
  }
  writeFileSync(complete, lockIn(wanted));
};

/** A peer's module, as far as it is described by who asks. */
export const peerModule = <T>(name: string): T => createRequire(join(FOLDER, 'package.json'))(name) as T;
