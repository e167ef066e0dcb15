import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Foreseen, messageOf } from './failure';

const run = promisify(execFile);

/** Where RabbitMQ's server script is and what its environment needs so that it finds Erlang. */
export interface RabbitProgram {
  server: string;
  epmd: string;
  env: Record<string, string>;
}

/**
 * The machine's own RabbitMQ; else Debian's packages, fetched once with apt and unpacked under `cacheDir`, which
 * needs neither root nor Docker and touches nothing outside that folder.
 */
export async function findRabbitProgram(cacheDir: string, say: (line: string) => void): Promise<RabbitProgram> {
  const installed = installedServer();
  if (installed) return { server: installed, epmd: onPath('epmd') ?? 'epmd', env: {} };
  const unpacked = withoutBlanks(join(resolve(cacheDir), 'rabbitmq'));
  if (!existsSync(join(unpacked, 'complete'))) await unpackDebianPackages(unpacked, say);
  return unpackedProgram(unpacked);
}

function installedServer(): string | undefined {
  const debian = '/usr/lib/rabbitmq/bin/rabbitmq-server';
  if (!onPath('erl')) return undefined;
  // Debian's wrapper on the PATH insists on a system user; the script behind it does not.
  return existsSync(debian) ? debian : onPath('rabbitmq-server');
}

function onPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

/** RabbitMQ's scripts cannot live under a path with blanks; such a folder is reached through a link. */
function withoutBlanks(folder: string): string {
  if (!/\s/.test(folder)) return folder;
  const link = join(tmpdir(), `portway-${createHash('sha256').update(folder).digest('hex').slice(0, 10)}`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(link)) symlinkSync(folder, link);
  return link;
}

function unpackedProgram(root: string): RabbitProgram {
  const erlang = join(root, 'usr/lib/erlang');
  const runtime = readdirSync(erlang).find((name) => name.startsWith('erts-')) ?? '';
  const libraries = ['usr/lib', 'lib'].flatMap((base) => {
    const folder = join(root, base);
    const below = existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('-linux-')) : [];
    return below.map((name) => join(folder, name));
  });
  return {
    server: join(root, 'usr/lib/rabbitmq/bin/rabbitmq-server'),
    epmd: join(erlang, runtime, 'bin/epmd'),
    env: {
      PATH: `${join(erlang, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
      LD_LIBRARY_PATH: [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  };
}

const ADVICE =
  'Install it (for example `apt-get install rabbitmq-server` or `brew install rabbitmq`), or set AMQP_URL to a broker you have.';

async function unpackDebianPackages(target: string, say: (line: string) => void): Promise<void> {
  try {
    await run('apt-get', ['--version']);
    await run('dpkg', ['--version']);
  } catch {
    throw new Foreseen(`RabbitMQ is not installed and this system has no apt to fetch it with. ${ADVICE}`);
  }
  const work = `${target}.${process.pid}`;
  const packages = join(work, 'packages');
  const root = join(work, 'root');
  mkdirSync(packages, { recursive: true });
  mkdirSync(root);
  try {
    say('RabbitMQ is not installed: fetching its Debian packages once (about 35 MB)');
    const apt = await downloadPackages(work, packages, say);
    say(`unpacking ${apt} packages`);
    for (const file of readdirSync(packages)) await run('dpkg', ['-x', join(packages, file), root]);
    makeRelocatable(join(root, 'usr/lib/erlang/bin/erl'));
    writeFileSync(join(root, 'complete'), '');
    // Another start may have been quicker, and its broker runs from there.
    if (existsSync(join(target, 'complete'))) return;
    rmSync(target, { recursive: true, force: true });
    mkdirSync(join(target, '..'), { recursive: true });
    renameSync(root, target);
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.split('\n').filter((line) => line.startsWith('E:'));
    throw new Foreseen(
      `RabbitMQ is not installed and could not be fetched (${words?.[0] ?? messageOf(error).split('\n')[0]}). ${ADVICE}`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Tries the system's package lists, and fetches lists of our own where those are missing or out of date. */
async function downloadPackages(work: string, packages: string, say: (line: string) => void): Promise<number> {
  const user = ['-o', `APT::Sandbox::User=${process.getuid?.() === 0 ? 'root' : (process.env.USER ?? '')}`];
  try {
    return await download(user, packages);
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
  return download(own, packages);
}

async function download(options: string[], folder: string): Promise<number> {
  // A simulated installation names exactly what this machine still lacks.
  const plan = await run('apt-get', [
    ...options,
    '-o',
    'Debug::NoLocking=1',
    '-s',
    'install',
    '--no-install-recommends',
    'rabbitmq-server',
  ]);
  const names = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  const needed = names.filter((name) => /^(erlang|rabbitmq|lib)/.test(name));
  await run('apt-get', [...options, 'download', ...needed], { cwd: folder, maxBuffer: 16 << 20 });
  return needed.length;
}

/** Debian's `erl` names /usr/lib/erlang; make it look beside itself. */
function makeRelocatable(script: string): void {
  const text = readFileSync(script, 'utf8');
  writeFileSync(
    script,
    text.replaceAll(/ROOTDIR=\/usr\/lib\/erlang\b/g, 'ROOTDIR=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)'),
  );
  chmodSync(script, 0o755);
}
