import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { Foreseen } from '../infrastructure/failure';
import { HeldPort } from '../infrastructure/held-port';
import { commandLine } from '../infrastructure/processes';

const HIGHEST = 65_535;

/** `nginx (pid 812)`, or 'another program' where the system does not let us see whose port it is. */
export function portHolder(port: number): string {
  const pid = holderFromProc(port) ?? holderFromLsof(port);
  if (!pid) return 'another program';
  const name = basename(commandLine(pid).split(' ')[0] ?? '') || 'a program';
  return `${name} (pid ${pid})`;
}

/**
 * The port for a part of the platform, held from here on: the wished one, else the next free one. A port that was asked for by name is
 * never exchanged for another.
 *
 * @param mine ports this platform has already
 * @throws Foreseen when `insist` is set and the port is taken
 */
export async function choosePort(
  part: string,
  wished: number | undefined,
  options: { insist?: boolean; mine: ReadonlySet<number>; say: (line: string) => void },
): Promise<HeldPort> {
  const { mine, say } = options;
  if (wished === undefined || wished > HIGHEST) return HeldPort.takeAny();
  const held = await HeldPort.take(wished);
  if (held) return held;
  const holder = mine.has(wished) ? 'Portway itself' : portHolder(wished);
  if (options.insist)
    throw new Foreseen(
      `Port ${wished} is used by ${holder}: set PORT to another one, for example PORT=${wished + 10}.`,
    );
  // Steps of ten keep clear of the ports the other parts wish for.
  for (let next = wished + 10; next < Math.min(wished + 1000, HIGHEST); next += 10) {
    const other = mine.has(next) ? undefined : await HeldPort.take(next);
    if (!other) continue;
    say(
      `port ${wished} is used by ${holder}: ${part} uses ${next} instead${part === 'gateway' ? ' (PORT sets another)' : ''}`,
    );
    return other;
  }
  return HeldPort.takeAny();
}

function holderFromProc(port: number): number | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of lines(table)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(`:${wanted}`) && fields[3] === '0A') sockets.add(`socket:[${fields[9]}]`);
    }
  }
  if (sockets.size === 0) return undefined;
  return entries('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) =>
      entries(`/proc/${pid}/fd`).some((descriptor) => sockets.has(target(`/proc/${pid}/fd/${descriptor}`))),
    );
}

function holderFromLsof(port: number): number | undefined {
  try {
    const text = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number.parseInt(text, 10) || undefined;
  } catch {
    return undefined;
  }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(1);
  } catch {
    return [];
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
