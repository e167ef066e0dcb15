import { setTimeout as pause } from 'node:timers/promises';
import { MAXIMUM_LINES } from '../apps/entry/src/entry-summary/filing.rules';
import { Foreseen } from '../tools/infrastructure/failure';
import { percentiles, type Percentiles, processorSeconds, residentMegabytes, withChildren } from './figures';
import { postgresFloor } from './floor';
import { summariesInCatair } from './load/filings';
import { measure, type Sender } from './measure';
import { startPeer } from './peer-road';
import { assignImporter, startedRoads } from './portway-road';
import type { Servers } from './servers';

export const SUMMARIES = 10_000;
export const LINES = 3;
/** In blocks that the guide allows. */
const IN_A_BLOCK = 900;
const LARGE = 100;
const LARGE_EVERY_MS = 500;
const FLOOR_ROUNDS = 100;
const DRAIN_MS = 240_000;
const WARM_UP_SECONDS = 4;
const PEER_SECONDS = 10;

export interface BatchFigures {
  readonly summaries: number;
  readonly megabytes: number;
  /** From the request to its receipt, to the answer of the last summary, and to the answer in the mailbox, in seconds. */
  readonly receiptSeconds: number;
  readonly answeredSeconds: number;
  readonly mailboxSeconds: number;
  /** Processor time of everything together for each summary, and of single processes. */
  readonly processorMs: number;
  readonly processorOf: readonly { readonly name: string; readonly ms: number }[];
  /** The most that was resident. */
  readonly memory: readonly { readonly name: string; readonly idle: number; readonly most: number }[];
}

export interface SummariesFigures {
  /** Rows of 1,500 bytes that PostgreSQL commits in a second in batches of 500. */
  readonly floor: { readonly oneConnection: number; readonly fourConnections: number };
  /** The peer: filings of as many lines in a second, from request to final state. */
  readonly peerPerSecond: number;
  readonly batches: readonly BatchFigures[];
  /** Receipt to answer of summaries of 998 lines, one at a time. */
  readonly large: Percentiles & { readonly count: number; readonly kilobytes: number };
  /** Peer of those: summaries of three lines, one at a time; floor: the same bytes stored by one commit. */
  readonly small: Percentiles;
  readonly stored: Percentiles;
}

/** What the road of entry summaries carries for an importer with a Center, from the bytes of a batch to its answer in the mailbox; batches of the sizes given, the last one counts. */
export const measureSummaries = async (
  servers: Servers,
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<SummariesFigures> => {
  const { postgres, rabbit, cleanUp } = servers;
  say('floor: PostgreSQL');
  const floor = {
    oneConnection: await postgresFloor(postgres.url, 1),
    fourConnections: await postgresFloor(postgres.url, 4),
  };
  say(`peer: filings of ${LINES} lines in JSON`);
  const peer = await startPeer(postgres.url, rabbit.url);
  cleanUp.push(() => peer.stop());
  const nobody: Sender = {
    ...{ filerCode: 'B76', siteCode: '2704', senderId: 'B76', senderPassword: '', importerNumber: '12-3456789' },
  };
  const ofLines = { ...peer, job: { ...peer.job, lines: LINES } };
  await measure(ofLines, nobody, 'full', WARM_UP_SECONDS);
  const { deliveredPerSecond: peerPerSecond } = await measure(ofLines, nobody, 'full', PEER_SECONDS);
  await cleanUp.pop()!();

  say('starting Portway');
  const { platform, sender, own, journal } = await startedRoads(servers);
  await assignImporter(platform, sender, postgres.url);
  const { url, headers } = own.catair.job;
  let serial = 3_000_000;
  const take = (count: number): number => (serial += count) - count;
  const batchOf = (count: number): string => {
    const blocks = Array.from({ length: Math.ceil(count / IN_A_BLOCK) }, (_, n) => {
      const inIt = Math.min(IN_A_BLOCK, count - n * IN_A_BLOCK);
      return summariesInCatair(sender, take(inIt), inIt, LINES).trimEnd().split('\n');
    });
    return [blocks[0]![0], ...blocks.flatMap((block) => block.slice(1, -1)), blocks[0]!.at(-1), ''].join('\n');
  };
  const send = async (body: string): Promise<string> => {
    const answer = await fetch(url, { method: 'POST', headers, body });
    const { id } = (await answer.json()) as { id?: string };
    if (answer.status !== 202 || !id) throw new Foreseen(`Summaries were answered ${answer.status}.`);
    return id;
  };
  const refusedOf = async (ids: readonly string[]): Promise<void> => {
    const { rows } = await journal.query<{ n: number; example: string }>(
      `SELECT count(*)::int AS n, min(conditions::text) AS example FROM filing WHERE transmission_id = ANY($1) AND state = 'answered' AND outcome NOT LIKE 'accepted%'`,
      [ids],
    );
    const [{ n, example }] = rows as [{ n: number; example: string }];
    if (n > 0) throw new Foreseen(`${n} summaries were refused, so these figures would say nothing: ${example}`);
  };
  const until = async (isSo: () => Promise<boolean>, what: string): Promise<number> => {
    const deadline = performance.now() + DRAIN_MS;
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Foreseen(`${what} within ${DRAIN_MS / 1_000} s`);
      await pause(50);
    }
    return performance.now();
  };
  const units = async (): Promise<{ name: string; pid: number }[]> => [
    ...(await platform.ctl('status')).flatMap(({ name, pid }) => (pid ? [{ name, pid }] : [])),
    { name: 'PostgreSQL', pid: postgres.pid! },
    { name: 'RabbitMQ', pid: rabbit.pid! },
  ];
  const usedBy = (pid: number): number => withChildren([pid]).reduce((sum, each) => sum + processorSeconds(each), 0);
  const names = (await units()).filter(({ name }, at, all) => all.findIndex((each) => each.name === name) === at);

  const measureBatch = async (count: number): Promise<BatchFigures> => {
    const body = batchOf(count);
    const idle = names.map(({ pid }) => residentMegabytes(pid));
    const most = [...idle];
    let ended = false;
    const watching = (async () => {
      while (!ended) {
        names.forEach(({ pid }, at) => (most[at] = Math.max(most[at]!, residentMegabytes(pid))));
        await pause(100);
      }
    })();
    const before = names.map(({ pid }) => usedBy(pid));
    const began = performance.now();
    const id = await send(body);
    const receipt = performance.now();
    const look = async (text: string): Promise<boolean> => (await journal.query(text, [id])).rows.length > 0;
    const answered = await until(
      () => look('SELECT 1 FROM transmission WHERE id = $1 AND unanswered = 0'),
      `Of ${count} summaries some were not answered`,
    );
    const mailbox = await until(
      () => look(`SELECT 1 FROM mailbox WHERE transmission_id = $1 AND application = 'AX'`),
      'There was no answer',
    );
    const used = names.map(({ name, pid }, at) => ({ name, ms: ((usedBy(pid) - before[at]!) * 1_000) / count }));
    ended = true;
    await watching;
    await refusedOf([id]);
    return {
      summaries: count,
      megabytes: body.length / 2 ** 20,
      receiptSeconds: (receipt - began) / 1_000,
      answeredSeconds: (answered - began) / 1_000,
      mailboxSeconds: (mailbox - began) / 1_000,
      processorMs: used.reduce((sum, { ms }) => sum + ms, 0),
      processorOf: used,
      memory: names.map(({ name }, at) => ({ name, idle: idle[at]!, most: most[at]! })),
    };
  };
  const batches: BatchFigures[] = [];
  for (const count of sizes) {
    say(`a batch of ${count} entry summaries of ${LINES} lines`);
    batches.push(await measureBatch(count));
    const { mailboxSeconds, processorMs } = batches.at(-1)!;
    say(`${(count / mailboxSeconds).toFixed(0)} a second, ${processorMs.toFixed(2)} ms of processors each`);
  }

  const [large, small]: [string[], string[]] = [[], []];
  const one = (lines: number): string => summariesInCatair(sender, take(1), 1, lines);
  const round = async (count: number): Promise<[Percentiles, Percentiles]> => {
    const [first, second] = [large.length, small.length];
    for (let at = 0; at < count; at += 1) {
      large.push(await send(one(MAXIMUM_LINES)));
      await pause(LARGE_EVERY_MS);
      small.push(await send(one(LINES)));
      await pause(LARGE_EVERY_MS / 2);
    }
    return [await answeredIn(large.slice(first)), await answeredIn(small.slice(second))];
  };
  const answeredIn = async (ids: readonly string[]): Promise<Percentiles> => {
    let times: number[] = [];
    await until(async () => {
      const { rows } = await journal.query<{ ms: number }>(
        `SELECT extract(epoch FROM answered_at - received_at)::float8 * 1000 AS ms FROM filing WHERE transmission_id = ANY($1) AND state = 'answered'`,
        [ids],
      );
      times = rows.map(({ ms }) => ms);
      return times.length === ids.length;
    }, 'Some were not answered');
    await refusedOf(ids);
    return percentiles(times);
  };
  say('warming up with large ones');
  await round(10);
  say(`${LARGE} summaries of ${MAXIMUM_LINES} lines, by turns with as many of ${LINES}`);
  const [largeFigures, smallFigures] = await round(LARGE);
  const largeBody = one(MAXIMUM_LINES);
  await journal.query('CREATE TABLE summaries_floor (body text NOT NULL)');
  const stored: number[] = [];
  for (let at = 0; at < FLOOR_ROUNDS; at += 1) {
    const began = performance.now();
    await journal.query('INSERT INTO summaries_floor VALUES ($1)', [largeBody]);
    stored.push(performance.now() - began);
  }
  return {
    floor,
    peerPerSecond,
    batches,
    large: { ...largeFigures, count: LARGE, kilobytes: largeBody.length / 1_024 },
    small: smallFigures,
    stored: percentiles(stored),
  };
};
