import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { librariesIn, onPath, unpackDebian } from './debian-packages';
import { Foreseen, messageOf } from './failure';

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
  return {
    server: join(root, 'usr/lib/rabbitmq/bin/rabbitmq-server'),
    epmd: join(erlang, runtime, 'bin/epmd'),
    env: {
      PATH: `${join(erlang, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
      LD_LIBRARY_PATH: librariesIn(root),
    },
  };
}

const ADVICE =
  'Install it (for example `apt-get install rabbitmq-server` or `brew install rabbitmq`), or set AMQP_URL to a broker you have.';

/** RabbitMQ, Erlang and the libraries that both need. */
const PARTS = /^(erlang|rabbitmq|lib)/;

async function unpackDebianPackages(target: string, say: (line: string) => void): Promise<void> {
  try {
    await unpackDebian('rabbitmq-server', {
      target,
      what: 'RabbitMQ is not installed: fetching its Debian packages once (about 35 MB)',
      needed: (name) => PARTS.test(name),
      finish: (root) => makeRelocatable(join(root, 'usr/lib/erlang/bin/erl')),
      say,
    });
  } catch (error) {
    throw new Foreseen(`RabbitMQ is not installed and could not be fetched (${messageOf(error)}). ${ADVICE}`);
  }
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
