/**
 * What `npm run demo` is told of a platform that it finds elsewhere than on this folder: in containers, in a cluster, on other machines.
 */
import { spawn } from 'node:child_process';
import { Foreseen, messageOf } from '../infrastructure/failure';
import type { DemoAccount } from '../platform/accounts';

/** What the demo needs to know of a platform; `.portway/demo.json` has it for the one that `npm start` runs. */
export interface Installation {
  /** Base URLs of what partners reach, without a slash at the end. */
  readonly gateway: string;
  readonly status: string;
  /** Base URLs by name; what is not there is not shown. */
  readonly services: Readonly<Record<string, string>>;
  readonly accounts: readonly DemoAccount[];
}

/** Ends `entry` in the middle of its work, and starts it again. */
export interface Outage {
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** A platform elsewhere, and how `entry` is ended and started there; without the commands it is left alone. */
export interface Elsewhere {
  readonly installation: Installation;
  readonly commands: { readonly kill: string; readonly start: string } | null;
}

/** Where docker-compose.yml publishes what the demo asks for, and where `kubectl port-forward` is told to in the documents. */
const ADDRESSES = {
  gateway: 'http://127.0.0.1:8080',
  status: 'http://127.0.0.1:8081',
  account: 'http://127.0.0.1:8083',
  cee: 'http://127.0.0.1:8084',
  enforcement: 'http://127.0.0.1:8085',
};

const USAGE = `Give what \`demo-accounts\` printed, and where the platform is: \`npm run demo -- --accounts FILE [${Object.keys(
  ADDRESSES,
)
  .map((name) => `--${name} URL`)
  .join('] [')}] [--kill COMMAND --start COMMAND]\`.`;

/**
 * @param words of the command line
 * @param read the text of a file
 * @returns null where no other platform than that of this folder is asked for
 * @throws Foreseen with what is wrong with the command, or with the file
 */
export const elsewhere = (words: readonly string[], read: (file: string) => string): Elsewhere | null => {
  if (words.length === 0) return null;
  const given: Record<string, string> = { ...ADDRESSES };
  const known = [...Object.keys(ADDRESSES), 'accounts', 'kill', 'start'];
  for (let at = 0; at < words.length; at += 2) {
    const [option, value] = [words[at]!.replace(/^--/, ''), words[at + 1]];
    if (!words[at]!.startsWith('--') || !known.includes(option) || !value) throw new Foreseen(USAGE);
    given[option] = value;
  }
  const { accounts, kill, start, ...urls } = given;
  if (!accounts || !kill !== !start) throw new Foreseen(USAGE);
  const { gateway, status, ...services } = Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [name, baseUrl(name, url)]),
  );
  return {
    installation: { gateway: gateway!, status: status!, services, accounts: accountsOf(accounts, read) },
    commands: kill && start ? { kill, start } : null,
  };
};

const baseUrl = (name: string, url: string): string => {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Foreseen(`--${name} is an address like ${ADDRESSES.gateway}, not ${JSON.stringify(url)}.`);
  return url.replace(/\/+$/, '');
};

const accountsOf = (file: string, read: (file: string) => string): DemoAccount[] => {
  let accounts: unknown;
  try {
    accounts = JSON.parse(read(file));
  } catch (error) {
    throw new Foreseen(`${file} is not what \`demo-accounts\` printed: ${messageOf(error)}.`);
  }
  if (!Array.isArray(accounts) || !accounts.every((one: Partial<DemoAccount> | null) => one?.role && one.apiKey))
    throw new Foreseen(`${file} is not what \`demo-accounts\` printed: a list of accounts, each with role and apiKey.`);
  return accounts as DemoAccount[];
};

/** Runs the commands in a shell; their output is not shown unless they fail. */
export const outageBy = (commands: { readonly kill: string; readonly start: string }): Outage => ({
  kill: () => command(commands.kill),
  start: () => command(commands.start),
});

/** @throws Foreseen with what the command said, where it fails */
const command = (text: string): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(text, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => fail(new Foreseen(`\`${text}\` could not be run: ${error.message}.`)));
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new Foreseen(`\`${text}\` failed (${code ?? 'killed'}): ${said.trim().slice(-400)}`));
    });
  });
