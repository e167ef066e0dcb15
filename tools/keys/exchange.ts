import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectTo } from '#messaging';
import { createDataSource } from '#persistence';
import { Foreseen, messageOf } from '../infrastructure/failure';
import type { Step } from './passwords';

export interface Exchange {
  /** A step, with all files as they are after it. */
  readonly step: (step: Step) => void;
  /** Gives services their files. */
  readonly give: () => Promise<void>;
  /** Lets database and broker take the next passwords. */
  readonly servers: () => Promise<void>;
  /** Tries the next passwords. */
  readonly tried: () => Promise<void>;
}

/**
 * Exchanges the passwords of all services while they run. Nobody is refused in it: services have both until servers have shown that they take the next one. Interrupted,
 * it is done again from its beginning.
 *
 * @throws Foreseen with what failed; whoever was let in before is let in then
 */
export const exchangePasswords = async ({ step, give, servers, tried }: Exchange): Promise<void> => {
  step('begin');
  await give();
  step('change');
  await give();
  await servers();
  await tried();
  step('end');
  await give();
};

/**
 * Tries as whom services enter: the first of each file.
 *
 * @param names of services
 * @throws Foreseen where a server does not let one in
 */
export const tryPasswords = async (folder: string, names: readonly string[]): Promise<void> => {
  const ca = readFileSync(join(folder, 'authority', 'ca.crt'), 'utf8');
  const first = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8').split('\n')[0]!;
  for (const name of names) {
    for (const path of [
      [name, 'database-url'],
      [`${name}-owner`, 'migrate-database-url'],
    ])
      await letIn(`the database of ${name}`, () => tryDatabase(first(...path), ca));
    await letIn(`the broker, as ${name}`, () => tryBroker(first(name, 'amqp-url'), ca));
  }
};

const letIn = async (where: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    throw new Foreseen(
      `The next password is not taken by ${where} (${messageOf(error)}). Services have both, and nobody is refused: let the server take it, and run the command again.`,
    );
  }
};

const tryDatabase = async (url: string, ca: string): Promise<void> => {
  const source = createDataSource({ url, ca, applicationName: 'keys', entities: [], migrations: [], poolSize: 1 });
  await source.initialize();
  await source.destroy();
};

const tryBroker = async (address: string, ca: string): Promise<void> => (await connectTo(address, 'keys', ca)).close();

/**
 * Runs what an operator wrote, as a shell does.
 *
 * @param input what it may read
 * @throws Foreseen when it fails
 */
export const runCommand = (command: string, input: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const run = spawn(command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'] });
    // Whoever reads nothing has closed it.
    run.stdin.on('error', () => undefined).end(input);
    run.on('error', reject);
    run.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Foreseen(
              `${command} failed (${code}). Services have both passwords, and nobody is refused: mend it, and run the command again.`,
            ),
          ),
    );
  });
