import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Foreseen, messageOf } from '../infrastructure/failure';
import type { UnitStatus } from './unit';

export const ACTIONS = ['status', 'stop', 'start', 'kill'] as const;
export type Action = (typeof ACTIONS)[number];

export interface ControlRequest {
  action: Action;
  /** A unit, a service with all its replicas, or `all`. Not needed for `status`. */
  name?: string;
  /** With `start`: brings the database up to date first and opens a debugger's port, this one and those after it. */
  inspect?: number;
}

export type ControlAnswer = { ok: true; units: UnitStatus[] } | { ok: false; reason: string };

/** The socket by which `ctl` reaches a running platform. Names of sockets must be short, whatever the folder's is. */
export function controlSocket(home: string): string {
  const path = join(resolve(home), 'control.sock');
  if (Buffer.byteLength(path) < 100) return path;
  return join(tmpdir(), `portway-${createHash('sha256').update(resolve(home)).digest('hex').slice(0, 12)}.sock`);
}

/** Listens for JSON lines, one request and one answer each. */
export async function listenForControl(
  home: string,
  handle: (request: ControlRequest) => Promise<UnitStatus[]>,
): Promise<Server> {
  const path = controlSocket(home);
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('line', (line) => {
      const answer = (text: ControlAnswer): boolean => socket.writable && socket.write(`${JSON.stringify(text)}\n`);
      Promise.resolve()
        .then(() => handle(JSON.parse(line) as ControlRequest))
        .then(
          (units) => answer({ ok: true, units }),
          (error: unknown) => answer({ ok: false, reason: messageOf(error) }),
        );
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(path, done);
  });
  chmodSync(path, 0o600);
  return server;
}

/** What is told to those who want something of a platform that is not there. */
export function notRunning(home: string): Foreseen {
  return new Foreseen(
    `Portway is not running on ${home}: start it with \`npm start\` in another terminal, or give the PORTWAY_HOME that was given there.`,
  );
}

/**
 * Sends one request to the platform that runs on this folder.
 *
 * @throws Foreseen when none runs there, or when it refuses
 */
export function sendControl(home: string, request: ControlRequest): Promise<UnitStatus[]> {
  return new Promise((done, fail) => {
    const socket = connect(controlSocket(home));
    socket.once('error', () => fail(notRunning(home)));
    socket.once('close', () => fail(new Foreseen('Portway stopped before it answered.')));
    socket.once('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    createInterface({ input: socket })
      .once('line', (line) => {
        const answer = JSON.parse(line) as ControlAnswer;
        if (answer.ok) done(answer.units);
        else fail(new Foreseen(answer.reason));
        socket.destroy();
      })
      // A broken connection is told by the socket; the reader repeats it.
      .on('error', () => undefined);
  });
}

/** The units a name stands for. @throws Foreseen listing what there is */
export function resolveUnits<U extends { name: string; service: string }>(
  units: readonly U[],
  name: string | undefined,
): U[] {
  const names = [...new Set(units.flatMap((unit) => [unit.service, unit.name]))];
  if (!name) throw new Foreseen(`Say which one: ${names.join(', ')} or all.`);
  const found = name === 'all' ? [...units] : units.filter((unit) => unit.name === name || unit.service === name);
  if (found.length === 0)
    throw new Foreseen(`There is no "${name}" on this platform; there are: ${names.join(', ')} and all.`);
  return found;
}
