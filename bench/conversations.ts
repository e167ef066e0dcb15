import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { messagingTables } from '#messaging';
import { createDataSource } from '#persistence';
import { hashApiKey } from '#service';
import { account } from '../apps/account/src/account.service-definition';
import { Foreseen } from '../tools/infrastructure/failure';
import { ROOT } from '../tools/platform/home';
import { percentiles, type Percentiles, residentMegabytes } from './figures';
import type { Servers } from './servers';

const READERS = 5_000;
const CONVERSATIONS = 500;
const A_MINUTE = 10_000;
const SECONDS = 30;
const PLAIN_SECONDS = 15;
const FLOOR_COMMITS = 500;
const STARTED_WITHIN_MS = 120_000;
const ARRIVED_WITHIN_MS = 60_000;
const CONNECTED_AT_ONCE = 100;
/** Of a peer's pool: as many as the service has. */
const POOL = 8;
const TICKS_A_SECOND = 100;

export interface ConversationFigures {
  readonly readers: number;
  readonly conversations: number;
  readonly messages: number;
  readonly seconds: number;
  readonly messagesAMinute: number;
  /** Milliseconds from a POST being due until it was answered, and until each reader of the conversation had the message. */
  readonly written: Percentiles;
  readonly delivered: Percentiles;
  readonly deliveries: number;
  /** Refused or unanswered, told to nobody or told twice. Anything but 0 is a fault. */
  readonly failed: number;
  readonly missing: number;
  readonly twice: number;
  /** Readers who were told 503 or 429 with when to come again, and streams that ended and were taken up again: each counted as often as it happened. */
  readonly toldLater: number;
  readonly cameBack: number;
  /** Of the account service: processors used, and resident megabytes idle and at the end. */
  readonly processors: number;
  readonly megabytesIdle: number;
  readonly megabytes: number;
  /** The peer: each reader asks by a plain SELECT for what is new, as often as eight connections answer. Milliseconds until a reader had a message. */
  readonly polled: Percentiles;
  readonly pollsASecond: number;
  /** The floor: one INSERT, committed. */
  readonly floor: Percentiles;
}

interface Talk {
  readonly id: string;
  readonly machine: string;
  readonly owner: string;
}

/** Accounts with an owner, two keys and a conversation each. */
const prepare = async (source: DataSource): Promise<Talk[]> => {
  const talks = Array.from({ length: CONVERSATIONS }, (_, at) => ({
    ...{
      id: randomUUID(),
      accountId: randomUUID(),
      personId: randomUUID(),
      number: `CV-26-${String(at).padStart(6, '0')}`,
    },
    ...{ machine: `pk_${randomBytes(16).toString('hex')}`, owner: `pk_${randomBytes(16).toString('hex')}` },
  }));
  const of = (pick: (talk: (typeof talks)[number]) => string): string[] => talks.map(pick);
  await source.query(
    `INSERT INTO account (id, name, kinds, ports, trusted, active, version, opened_at, changed_at)
     SELECT id, 'Account ' || n, '{importer}', '{}', '[]', true, 1, now(), now() FROM unnest($1::uuid[]) WITH ORDINALITY AS a(id, n)`,
    [of(({ accountId }) => accountId)],
  );
  await source.query(
    `INSERT INTO person (id, name, email, email_identity, known_since) SELECT id, 'Owner ' || n, 'o' || n || '@bench.example', 'o' || n || '@bench.example', now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS p(id, n)`,
    [of(({ personId }) => personId)],
  );
  await source.query(
    `INSERT INTO person_role (id, account_id, person_id, role, ports, valid_from, given_by, why)
     SELECT gen_random_uuid(), a, p, 'owner', '{}', now(), 'bench', 'bench' FROM unnest($1::uuid[], $2::uuid[]) AS r(a, p)`,
    [of(({ accountId }) => accountId), of(({ personId }) => personId)],
  );
  for (const [name, person] of [
    ['machine', false],
    ['owner', true],
  ] as const)
    await source.query(
      `INSERT INTO api_key (id, account_id, hash, person, person_id, addresses, created_at)
       SELECT gen_random_uuid(), a, h, CASE WHEN $4 THEN 'Owner' END, CASE WHEN $4 THEN p END, '{}', now() FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS k(a, h, p)`,
      [of(({ accountId }) => accountId), of((talk) => hashApiKey(talk[name])), of(({ personId }) => personId), person],
    );
  await source.query(
    `INSERT INTO conversation (id, number, subject, account_id, title, state, opened_at, opened_by, last_at)
     SELECT id, number, 'account:' || a, a, 'Bench', 'open', now(), 'bench', now() FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS c(id, number, a)`,
    [of(({ id }) => id), of(({ number }) => number), of(({ accountId }) => accountId)],
  );
  return talks;
};

/** Seconds of processors that a process used so far. */
const processorSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const started = async (
  { folder, rabbit, cleanUp }: Servers,
  databaseUrl: string,
): Promise<{ url: string; pid: number }> => {
  const [port, operations] = [await freePort(), await freePort()];
  const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, 'dist', 'programs', 'account', 'main.js')], {
    cwd: folder,
    env: {
      ...{
        PATH: process.env['PATH'],
        DATABASE_URL: databaseUrl,
        AMQP_URL: rabbit.url,
        PORT: String(port),
        HOST: '127.0.0.1',
      },
      ...{ OPERATIONS_PORT: String(operations), OPERATIONS_TOKEN: 'token-of-the-benchmark', LOG_LEVEL: 'warn' },
      ...{ ACTIVITY_SIGNING_KEY: signing, SERVICE_URLS: '{}', POOL_SIZE: String(POOL) },
      // All of them come from one address here.
      ...{ ADDRESS_CONNECTIONS: '20000', ADDRESS_REQUESTS_PER_SECOND: '20000' },
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  cleanUp.push(async () => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + STARTED_WITHIN_MS;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${url}/conversations`).catch(() => null);
    if (answer?.status === 401) return { url, pid: child.pid! };
    await pause(200);
  }
  throw new Foreseen('The account service did not start.');
};

export const measureConversations = async (
  servers: Servers,
  say: (line: string) => void,
): Promise<ConversationFigures> => {
  const source = await createDataSource({
    url: servers.postgres.url,
    applicationName: 'conversations bench',
    entities: account.entities as Function[],
    migrations: [...messagingTables, ...account.migrations],
    poolSize: POOL,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    const talks = await prepare(source);
    say('starting the account service');
    const service = await started(servers, servers.postgres.url);
    const megabytesIdle = residentMegabytes(service.pid);
    say(`${READERS} readers begin to follow`);
    /** When each message was due, and how often each was told. */
    const due = new Map<string, number>();
    const told = new Map<string, number>();
    const delivered: number[] = [];
    const readers = await follow(service.url, talks, (id) => {
      told.set(id, (told.get(id) ?? 0) + 1);
      delivered.push(performance.now() - due.get(id)!);
    });
    say(`${A_MINUTE} messages a minute for ${SECONDS} s`);
    const [used, began] = [processorSeconds(service.pid), performance.now()];
    const { written, failed } = await write(service.url, talks, due);
    const seconds = (performance.now() - began) / 1_000;
    const processors = (processorSeconds(service.pid) - used) / seconds;
    const each = READERS / CONVERSATIONS;
    const until = Date.now() + ARRIVED_WITHIN_MS;
    while (delivered.length < (due.size - failed) * each && Date.now() < until) await pause(100);
    const megabytes = residentMegabytes(service.pid);
    const [toldLater, cameBack] = [readers.toldLater(), readers.cameBack()];
    readers.stop();
    const counts = [...due.keys()].map((id) => told.get(id) ?? 0);
    say('the same by polling, and the floor');
    const { polled, pollsASecond } = await poll(source);
    const floor: number[] = [];
    for (let at = 0; at < FLOOR_COMMITS; at += 1) {
      const start = performance.now();
      await source.query('INSERT INTO plain_message (conversation, text, at) VALUES (0, $1, now())', [
        'The invoice follows.',
      ]);
      floor.push(performance.now() - start);
    }
    return {
      ...{ readers: READERS, conversations: CONVERSATIONS, messages: due.size, seconds },
      ...{ messagesAMinute: Math.round(((due.size - failed) * 60) / seconds), written: percentiles(written) },
      ...{ delivered: percentiles(delivered), deliveries: delivered.length, failed, toldLater, cameBack },
      missing: counts.reduce((sum, count) => sum + Math.max(0, each - count), 0) - failed * each,
      twice: counts.reduce((sum, count) => sum + Math.max(0, count - each), 0),
      ...{ processors, megabytesIdle, megabytes, polled: percentiles(polled), pollsASecond, floor: percentiles(floor) },
    };
  } finally {
    await source.destroy();
  }
};

const EVENT = /^(?:id: (\S+)\n)?event: (\w+)\ndata: (.*)$/m;
const MESSAGE_ID = /"id":"([0-9a-f-]{36})"/;
/** Those who are told to come later have followed by then. */
const FOLLOWING_WITHIN_MS = 120_000;
const COMES_BACK_AFTER_MS = 1_000;

interface Readers {
  /** How often one was told 503 or 429 with when to come again. */
  toldLater(): number;
  /** How often a stream ended and its reader came back with the id of the last event. */
  cameBack(): number;
  stop(): void;
}

/** Readers as a program with an `EventSource` is one: one that is told to come later asks again after `Retry-After`, one whose stream ends comes back with `Last-Event-ID`. */
const follow = async (url: string, talks: readonly Talk[], heard: (id: string) => void): Promise<Readers> => {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const open = new Set<IncomingMessage>();
  let [toldLater, cameBack, over] = [0, 0, false];
  const giveUpAt = Date.now() + FOLLOWING_WITHIN_MS;
  const one = ({ id, machine }: Talk): Promise<void> =>
    new Promise((resolve, reject) => {
      let last: string | undefined;
      let follows = false;
      const again = (afterMs: number): void => void (over || setTimeout(ask, afterMs));
      const ask = (): void => {
        if (over) return;
        const headers = { authorization: `Bearer ${machine}`, ...(last !== undefined && { 'last-event-id': last }) };
        get(`${url}/conversations/live?conversationId=${id}`, { agent, headers }, (response) => {
          const { statusCode = 0 } = response;
          if (statusCode !== 200) {
            const seconds = Number(response.headers['retry-after']);
            response.resume();
            // Only what says when to come again is back-pressure; anything else is a fault.
            if (![429, 503].includes(statusCode) || !(seconds > 0) || (!follows && Date.now() > giveUpAt))
              return void reject(new Foreseen(`A reader was answered ${statusCode}.`));
            toldLater += 1;
            return again(seconds * 1_000);
          }
          open.add(response);
          let held = '';
          response.setEncoding('utf8').on('data', (piece: string) => {
            held += piece;
            const events = held.split('\n\n');
            held = events.pop()!;
            for (const event of events) {
              const [, position, kind, data = ''] = EVENT.exec(event) ?? [];
              last = position ?? last;
              if (kind === 'message') heard(MESSAGE_ID.exec(data)![1]!);
              else if (kind === 'following') {
                follows = true;
                resolve();
              }
            }
          });
          response
            .on('error', () => undefined)
            .on('close', () => {
              open.delete(response);
              if (over) return;
              cameBack += 1;
              again(COMES_BACK_AFTER_MS);
            });
        }).on('error', (error) => (over || follows ? again(COMES_BACK_AFTER_MS) : reject(error)));
      };
      ask();
    });
  const wanted = Array.from({ length: READERS }, (_, at) => talks[at % talks.length]!);
  while (wanted.length > 0) await Promise.all(wanted.splice(0, CONNECTED_AT_ONCE).map(one));
  return {
    toldLater: () => toldLater,
    cameBack: () => cameBack,
    stop: () => {
      over = true;
      for (const response of open) response.destroy();
    },
  };
};

/** At even distances, sent on time whether or not earlier ones were answered. */
const write = async (
  url: string,
  talks: readonly Talk[],
  due: Map<string, number>,
): Promise<{ written: number[]; failed: number }> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const written: number[] = [];
  let failed = 0;
  const post = ({ id: conversation, owner }: Talk, id: string, at: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (isRight: boolean): void => {
        if (isRight) written.push(performance.now() - at);
        else failed += 1;
        resolve();
      };
      const headers = { authorization: `Bearer ${owner}`, 'content-type': 'application/json' };
      const sent = request(
        `${url}/conversations/${conversation}/messages`,
        { agent, method: 'POST', headers },
        (response) => {
          response.resume().on('end', () => done(response.statusCode === 201));
        },
      );
      sent.on('error', () => done(false));
      sent.end(JSON.stringify({ id, text: 'The invoice of the second shipment follows on Tuesday.' }));
    });
  const total = Math.round((A_MINUTE / 60) * SECONDS);
  const began = performance.now();
  const all: Promise<void>[] = [];
  for (let at = 0; at < total; at += 1) {
    const when = began + (at * 60_000) / A_MINUTE;
    const wait = when - performance.now();
    if (wait > 0) await pause(wait);
    const id = randomUUID();
    due.set(id, when);
    all.push(post(talks[at % talks.length]!, id, when));
  }
  await Promise.all(all);
  agent.destroy();
  return { written, failed };
};

/** Each of as many readers asks for what is new, in turn, as fast as a pool of connections answers, while as many messages are written by a plain INSERT. */
const poll = async (source: DataSource): Promise<{ polled: number[]; pollsASecond: number }> => {
  await source.query(
    'CREATE TABLE plain_message (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, conversation int NOT NULL, text text NOT NULL, at timestamptz NOT NULL)',
  );
  await source.query('CREATE INDEX plain_message_of ON plain_message (conversation, id)');
  const seen = new Float64Array(READERS);
  const sentAt = new Map<string, number>();
  const polled: number[] = [];
  let polls = 0;
  let next = 0;
  const until = performance.now() + PLAIN_SECONDS * 1_000;
  const ask = async (): Promise<void> => {
    while (performance.now() < until) {
      const reader = next++ % READERS;
      const rows: { id: string }[] = await source.query(
        'SELECT id, text, at FROM plain_message WHERE conversation = $1 AND id > $2 ORDER BY id',
        [reader % CONVERSATIONS, seen[reader]],
      );
      polls += 1;
      for (const { id } of rows) {
        if (sentAt.has(id)) polled.push(performance.now() - sentAt.get(id)!);
        seen[reader] = Number(id);
      }
    }
  };
  const tell = async (): Promise<void> => {
    const began = performance.now();
    for (let at = 0; performance.now() < until; at += 1) {
      const wait = began + (at * 60_000) / A_MINUTE - performance.now();
      if (wait > 0) await pause(wait);
      const sent = performance.now();
      const [{ id }] = await source.query(
        'INSERT INTO plain_message (conversation, text, at) VALUES ($1, $2, now()) RETURNING id',
        [at % CONVERSATIONS, 'The invoice of the second shipment follows on Tuesday.'],
      );
      sentAt.set(id, sent);
    }
  };
  await Promise.all([tell(), ...Array.from({ length: POOL - 1 }, ask)]);
  return { polled, pollsASecond: Math.round(polls / PLAIN_SECONDS) };
};
