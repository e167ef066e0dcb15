import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { eventually } from './eventually';

const ROOT = resolve(__dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

export interface ProcessToKill {
  readonly url: string;
  readonly child: ChildProcess;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

const CLOCK = ['LD_PRELOAD', 'FAKETIME', 'FAKETIME_DONT_FAKE_MONOTONIC', 'DONT_FAKE_MONOTONIC', 'NO_FAKE_STAT'];

/**
 * A service as a process of its own, without a broker, ready.
 *
 * @param main path of its `main.ts`
 */
export const processToKill = async (main: string, env: Readonly<Record<string, string>>): Promise<ProcessToKill> => {
  const port = await freePort();
  const child = spawn(process.execPath, ['-r', `${ROOT}/test/support/register.cjs`, main], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      ...{ PATH: process.env['PATH'], AMQP_URL: 'amqp://guest:guest@127.0.0.1:1', HOST: '127.0.0.1' },
      // Where the tests run at another clock (`npm test -- --clock`), it does.
      ...Object.fromEntries(CLOCK.map((name) => [name, process.env[name]])),
      ...{
        PORT: String(port),
        INSTANCE: `killed-${port}`,
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        ...env,
      },
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const kill = (): Promise<void> =>
    new Promise((done) => {
      child.once('exit', () => done());
      child.kill('SIGKILL');
    });
  try {
    await eventually(
      () =>
        fetch(`${url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      { within: 60_000 },
    );
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { url, child, kill };
};
