import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from './failure';

const run = promisify(execFile);

/** A program on the PATH, or where Debian keeps those of the system's administrator. */
export function onPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

/** LD_LIBRARY_PATH for programs that were unpacked below a folder. */
export function librariesIn(root: string): string {
  const libraries = ['usr/lib', 'lib'].flatMap((base) => {
    const folder = join(root, base);
    const below = existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('-linux-')) : [];
    return below.map((name) => join(folder, name));
  });
  return [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
}

/**
 * Fetches a Debian package and what this machine lacks of what it needs, and unpacks them into a folder of our own: no root, and nothing outside of it is
 * touched. A file `complete` in the folder says that all of it is there.
 *
 * @param what said before it begins
 * @param needed whether a package that is missing here is of use
 * @param finish mends what names the places where Debian would have put it
 * @throws Error with the reason in one line
 */
export async function unpackDebian(
  name: string,
  {
    target,
    what,
    needed,
    finish = () => undefined,
    say,
  }: {
    target: string;
    what: string;
    needed: (name: string) => boolean;
    finish?: (root: string) => void;
    say: (line: string) => void;
  },
): Promise<void> {
  try {
    await run('apt-get', ['--version']);
    await run('dpkg', ['--version']);
  } catch {
    throw new Error('this system has no apt to fetch it with');
  }
  const work = `${target}.${process.pid}`;
  const packages = join(work, 'packages');
  const root = join(work, 'root');
  mkdirSync(packages, { recursive: true });
  mkdirSync(root);
  try {
    say(what);
    const count = await downloadPackages(name, needed, work, packages, say);
    say(`unpacking ${count} packages`);
    for (const file of readdirSync(packages)) await run('dpkg', ['-x', join(packages, file), root]);
    finish(root);
    writeFileSync(join(root, 'complete'), '');
    // Another start may have been quicker, and its program runs from there.
    if (existsSync(join(target, 'complete'))) return;
    rmSync(target, { recursive: true, force: true });
    mkdirSync(join(target, '..'), { recursive: true });
    renameSync(root, target);
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.split('\n').filter((line) => line.startsWith('E:'));
    throw new Error(words?.[0] ?? messageOf(error).split('\n')[0]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

type Needed = (name: string) => boolean;

/** Tries the system's package lists, and fetches lists of our own where those are missing or out of date. */
async function downloadPackages(
  name: string,
  needed: Needed,
  work: string,
  packages: string,
  say: (line: string) => void,
): Promise<number> {
  const user = ['-o', `APT::Sandbox::User=${process.getuid?.() === 0 ? 'root' : (process.env.USER ?? '')}`];
  try {
    return await download(name, needed, user, packages);
  } catch {
    say("the system's package lists are missing or old: fetching lists into a private folder");
  }
  const state = join(work, 'apt');
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(state, folder), { recursive: true });
  const own = [
    ...user,
    '-o',
    `Dir::State::lists=${state}/lists`,
    '-o',
    `Dir::Cache=${state}/cache`,
    '-o',
    'Debug::NoLocking=1',
  ];
  const { stderr } = await run('apt-get', [...own, 'update']);
  // apt reports servers out of reach as warnings.
  const unreachable = /(?:Could not|Cannot|Temporary failure|Failed to fetch|Unable to connect).*/.exec(stderr)?.[0];
  if (unreachable) throw new Error(unreachable.slice(0, 200));
  return download(name, needed, own, packages);
}

async function download(name: string, needed: Needed, options: string[], folder: string): Promise<number> {
  // A simulated installation names exactly what this machine still lacks.
  const plan = await run('apt-get', [
    ...options,
    '-o',
    'Debug::NoLocking=1',
    '-s',
    'install',
    '--no-install-recommends',
    name,
  ]);
  const missing = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '').filter(needed);
  await run('apt-get', [...options, 'download', ...missing], { cwd: folder, maxBuffer: 16 << 20 });
  return missing.length;
}
