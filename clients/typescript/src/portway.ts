#!/usr/bin/env node
/** `portway file MESSAGE`: files a message in whatever format it is written, waits for the answers and prints them. */
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type OperationName, Portway, PortwayProblem } from './index.js';

const USAGE = `Use: portway file MESSAGE [--url URL] [--key KEY] [--kind KIND] [--wait SECONDS]
     portway answers [--url URL] [--key KEY]
     portway filing ID [--url URL] [--key KEY]

MESSAGE is a file: CATAIR (80 columns, from A to Z), X12 (from ISA) or JSON. For JSON, KIND says what it is:
cargo-release, entry-summary, manifest, arrival, drawback-claim or bond; without it, the name of the file does.
URL and KEY may stand in PORTWAY_URL and PORTWAY_KEY. It ends with 0 when everything was accepted, with 1 when
something was rejected, with 2 when it could not be filed, and with 3 when there is no answer yet: do not send again.
`;

const KINDS: Readonly<Record<string, OperationName>> = {
  'cargo-release': 'POST /filings/cargo-release',
  'entry-summary': 'POST /filings/entry-summary',
  manifest: 'POST /filings/manifest',
  arrival: 'POST /filings/arrival',
  'drawback-claim': 'POST /filings/drawback-claim',
  bond: 'POST /filings/bond',
};
const [REJECTED, NOT_FILED, NO_ANSWER] = [1, 2, 3];
const LOOK_MS = 1_000;

interface Options {
  readonly words: readonly string[];
  readonly url: string;
  readonly key: string;
  readonly kind: string;
  readonly wait: number;
}

interface Acknowledged {
  readonly id: string;
  readonly disposition: string;
  readonly filingId?: string;
}
interface State {
  readonly disposition: string;
  readonly errors?: readonly object[];
  readonly counts: { readonly unanswered: number; readonly rejected: number };
}

class Misused extends Error {}

const optionsOf = (words: readonly string[], env: NodeJS.ProcessEnv): Options => {
  const given: Record<string, string> = {
    url: env['PORTWAY_URL'] ?? 'http://localhost:8080',
    key: env['PORTWAY_KEY'] ?? '',
    kind: '',
    wait: '30',
  };
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const [, name = ''] = /^--(\w+)$/.exec(word) ?? [];
    if (!name) rest.push(word);
    else if (name in given && words[at + 1] !== undefined) given[name] = words[(at += 1)]!;
    else throw new Misused(USAGE);
  }
  const wait = Number(given['wait']);
  if (!(wait >= 0)) throw new Misused(`--wait is a number of seconds.\n${USAGE}`);
  return { words: rest, url: given['url']!, key: given['key']!, kind: given['kind']!, wait };
};

/** What it is, and where it goes: by its first characters, or for JSON by its kind. */
const destinationOf = (text: string, file: string, kind: string): OperationName => {
  if (/^ISA/.test(text)) return 'POST /x12';
  if (!/^\s*\{/.test(text)) return 'POST /abi';
  const name = kind || Object.keys(KINDS).find((one) => basename(file, extname(file)).startsWith(one)) || '';
  const operation = KINDS[name];
  if (!operation) throw new Misused(`Say with --kind what ${file} is: ${Object.keys(KINDS).join(', ')}.\n`);
  return operation;
};

const print = (value: unknown): void =>
  void process.stdout.write(typeof value === 'string' ? `${value.trimEnd()}\n` : `${JSON.stringify(value, null, 2)}\n`);

const file = async (portway: Portway, { words, kind, wait }: Options): Promise<number> => {
  const [, path] = words;
  if (!path) throw new Misused(USAGE);
  const text = readFileSync(path, 'latin1');
  const operation = destinationOf(text, path, kind);
  const isJson = operation.startsWith('POST /filings/');
  // What is no JSON goes byte by byte, as it stands in the file.
  const body: unknown = isJson ? JSON.parse(readFileSync(path, 'utf8')) : new Uint8Array(readFileSync(path));
  const taken = (await portway.call(operation, { body } as never)) as unknown as Acknowledged;
  print(taken);
  const look = async (): Promise<State> =>
    isJson
      ? ((await portway.call('GET /filings/{id}', { path: { id: taken.filingId ?? taken.id } })) as never)
      : ((await portway.call(operation === 'POST /x12' ? 'GET /x12/{id}' : 'GET /abi/{id}', {
          path: { id: taken.id },
        } as never)) as never);
  const until = Date.now() + wait * 1_000;
  for (;;) {
    // It is filed: that nobody can say just now what became of it changes nothing of that.
    const seen = await look().catch(() => null);
    if (seen?.counts.unanswered === 0) {
      print(seen);
      // What could not be read is rejected too, and is no filing that counts.
      return seen.counts.rejected > 0 || seen.errors || seen.disposition === 'rejected' ? REJECTED : 0;
    }
    if (Date.now() > until) {
      if (seen) print(seen);
      process.stderr.write('There is no answer yet. It is kept and will be answered: do not send it again.\n');
      return NO_ANSWER;
    }
    await pause(LOOK_MS);
  }
};

const run = async (words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const options = optionsOf(words, env);
  const [command, id] = options.words;
  if (!command || !options.key) throw new Misused(options.key ? USAGE : `Give a key: --key or PORTWAY_KEY.\n${USAGE}`);
  const portway = new Portway(options);
  if (command === 'file') return file(portway, options);
  if (command === 'answers') print(await portway.call('GET /mailbox', {}));
  else if (command === 'filing' && id) print(await portway.call('GET /filings/{id}', { path: { id } }));
  else throw new Misused(USAGE);
  return 0;
};

run(process.argv.slice(2), process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = NOT_FILED;
    if (error instanceof Misused) process.stderr.write(error.message);
    else if (error instanceof PortwayProblem) process.stderr.write(`${JSON.stringify(error.problem, null, 2)}\n`);
    else process.stderr.write(`${(error as Error).message}\n`);
  },
);
