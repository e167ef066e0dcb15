import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BillRequest, SummariesRequest } from '#contracts';
import { Foreseen } from '../tools/infrastructure/failure';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { percentiles, type Percentiles } from './figures';
import { PASSWORD, startGatewayAlone } from './gateway-alone';

const SECONDS = 8;
const AT_ONCE = 16;
const BATCHES = 20;
const QUESTIONS_PER_BATCH = 100;
const BILLS = 1_000;
const SUMMARIES_PER_BATCH = 500;
const IN_A_RECORD = 5;
const SUMMARY = SummariesRequest.example.answer.summaries[0]!;
const entryAt = (n: number): string => String(n % BILLS).padStart(8, '0');

export interface Pace {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly each: Percentiles;
}

export interface QuestionFigures {
  /** Questions on bills by JSON, with the owner there. */
  readonly own: Pace;
  /** The same while the owner refuses: the last known. */
  readonly lastKnown: Pace;
  /** The owner itself, asked the same without the gateway: what no answer can be faster than. */
  readonly peer: Pace;
  /** An address of the gateway that looks nothing up. */
  readonly floor: Pace;
  /** Questions on entry summaries by JSON, each with its protests. */
  readonly summaries: Pace;
  /** Questions a second in CATAIR batches of a hundred, one batch after the other. */
  readonly inBatchesPerSecond: number;
  /** Summaries a second in EQ batches of five hundred, with their JB to JI. */
  readonly summariesInBatchesPerSecond: number;
}

const paced = async (ask: (n: number) => Promise<Response>, expected = 200): Promise<Pace> => {
  const times: number[] = [];
  const until = performance.now() + SECONDS * 1_000;
  let n = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < until) {
      const began = performance.now();
      const response = await ask((n += 1));
      await response.arrayBuffer();
      if (response.status !== expected) throw new Foreseen(`${response.url} answered ${response.status}`);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { perSecond: times.length / SECONDS, each: percentiles(times) };
};

/** Questions on bills: a gateway alone, and an owner that answers at once. */
export const measureQuestions = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<QuestionFigures> => {
  let isAway = false;
  const owner = createServer(async (request, response) => {
    const billKey = request.url!.split('/').at(-1)!;
    let body = '';
    for await (const part of request) body += part;
    const keys: string[] = body === '' ? [] : JSON.parse(body).entries;
    const answers: Readonly<Record<string, object>> = {
      summaries: {
        more: false,
        summaries: keys.map((key) => ({ ...SUMMARY, filerCode: key.slice(0, 3), entryNumber: key.slice(3) })),
      },
      protests: { protests: [] },
    };
    const answer = answers[billKey] ?? { ...BillRequest.example.answer, billKey, billNumber: billKey.slice(4) };
    response.writeHead(isAway ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isAway ? {} : answer));
  }).listen(0, '127.0.0.1');
  await once(owner, 'listening');
  const ownerUrl = `http://127.0.0.1:${(owner.address() as AddressInfo).port}`;
  const { gateway, url, keys } = await startGatewayAlone(postgres, {
    SERVICE_URLS: JSON.stringify({ manifest: ownerUrl, entry: ownerUrl, cee: ownerUrl }),
    OPERATIONS_TOKEN: 'operations-token-of-the-bench',
  });
  try {
    const billAt = (n: number): string => `MAEU26${String(n % BILLS).padStart(7, '0')}`;
    const headers = { authorization: `Bearer ${keys[0]}` };
    const asked = (n: number): Promise<Response> => fetch(`${url}/questions/bills/${billAt(n)}`, { headers });
    say('floor and peer');
    const floor = await paced(() => fetch(`${url}/health/live`));
    const peer = await paced((n) => fetch(`${ownerUrl}/operations/bills/${billAt(n)}`));
    say('questions');
    for (let n = 0; n < BILLS; n += 1) await (await asked(n)).arrayBuffer();
    const own = await paced(asked);
    say('questions on summaries');
    const summaries = await paced((n) => fetch(`${url}/questions/entry-summaries/B76/${entryAt(n)}`, { headers }));
    say('questions in CATAIR');
    const send = async (body: string): Promise<void> => {
      const response = await fetch(`${url}/abi`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'text/plain' },
        body,
      });
      const { disposition } = (await response.json()) as { disposition: string };
      if (disposition !== 'processed') throw new Foreseen(`A batch of questions was answered ${disposition}.`);
    };
    const batch = (from: number): string =>
      [
        `A2704B76${PASSWORD}           CQ`,
        'B  2704B76CQ',
        ...Array.from(
          { length: QUESTIONS_PER_BATCH },
          (_, n) => `WR1${' '.repeat(28)}MAEU${billAt(from + n).slice(4)}`,
        ),
        'Y  2704B76CQ',
        'Z2704B76',
      ]
        .map((line) => `${line.padEnd(80)}\n`)
        .join('');
    const began = performance.now();
    for (let n = 0; n < BATCHES; n += 1) {
      const body = batch(n * QUESTIONS_PER_BATCH);
      await send(body);
    }
    const inBatchesPerSecond = (BATCHES * QUESTIONS_PER_BATCH * 1_000) / (performance.now() - began);
    const summariesBegan = performance.now();
    for (let n = 0; n < BATCHES; n += 1) {
      const records = Array.from({ length: SUMMARIES_PER_BATCH / IN_A_RECORD }, (_, record) =>
        Array.from({ length: IN_A_RECORD }, (_one, at) => `B76  ${entryAt(record * IN_A_RECORD + at)}`).join(''),
      );
      const lines = [
        `A2704B76${PASSWORD}           EQ`,
        'B  2704B76EQ',
        ...records.map((entries) => `J1   ${entries}`),
        'Y  2704B76EQ',
        'Z2704B76',
      ];
      await send(lines.map((line) => `${line.padEnd(80)}\n`).join(''));
    }
    const summariesInBatchesPerSecond = (BATCHES * SUMMARIES_PER_BATCH * 1_000) / (performance.now() - summariesBegan);
    say('questions while the owner is away');
    isAway = true;
    const lastKnown = await paced(asked);
    return { own, lastKnown, peer, floor, summaries, inBatchesPerSecond, summariesInBatchesPerSecond };
  } finally {
    gateway.kill('SIGTERM');
    owner.closeAllConnections();
    owner.close();
  }
};
