import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen } from '../tools/infrastructure/failure';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { percentiles, type Percentiles, processorSeconds, residentMegabytes } from './figures';
import { bodyOf } from './load/filings';
import type { LoadJob } from './load/job';
import { startedRoads } from './portway-road';
import type { Servers } from './servers';

/** Releases of the large transmission: a million lines, in blocks that the guide allows. */
const RELEASES = 59_400;
const IN_A_BLOCK = 900;
const SINGLE_EVERY_MS = 500;
const ALONE_SECONDS = 20;

export interface BehindFigures {
  /** From the receipt of a single release to its answer, in milliseconds. */
  readonly alone: Percentiles;
  readonly behind: Percentiles;
  readonly singles: number;
  readonly lines: number;
  readonly bulkPerSecond: number;
  /** From the answer to the last of its releases to the answer in the mailbox. */
  readonly answerSeconds: number;
  readonly gateway: GatewayFigures;
}

/** What the gateway needed from the moment at which the transmission was sent until its answer was in the mailbox. */
export interface GatewayFigures {
  readonly idleMegabytes: number;
  readonly mostMegabytes: number;
  readonly cpuSeconds: number;
  /** How long it left somebody waiting who only asked whether it lives. */
  readonly longestStallMs: number;
}

/** How long single releases wait for their answers while another broker's million lines are worked. */
export const measureBehind = async (
  servers: Servers,
  wanted: number = RELEASES,
  say: (line: string) => void,
): Promise<BehindFigures> => {
  const releases = Math.ceil(wanted / IN_A_BLOCK) * IN_A_BLOCK;
  const { platform, sender, own, journal } = await startedRoads(servers);

  let serial = 5_000;
  const singlesWhile = async (goesOn: () => Promise<boolean>): Promise<Percentiles & { count: number }> => {
    const since = new Date();
    const until = serial;
    do {
      serial += 1;
      const body = bodyOf(
        { ...own.json.job, ...sender, firstSerial: serial, connections: 1, seconds: 0 } as LoadJob,
        serial,
      );
      void fetch(own.json.job.url, { method: 'POST', headers: own.json.job.headers, body }).then(
        (answer) => answer.arrayBuffer(),
        () => undefined,
      );
      await pause(SINGLE_EVERY_MS);
    } while (await goesOn());
    const sent = serial - until;
    for (let look = 0; ; look += 1) {
      const { rows } = await journal.query<{ ms: number; at: number }>(
        `SELECT extract(epoch FROM answered_at - received_at)::float8 * 1000 AS ms, extract(epoch FROM received_at - $1)::float8 AS at
           FROM filing WHERE channel = 'json' AND state = 'answered' AND received_at >= $1`,
        [since],
      );
      if (rows.length >= sent) {
        const slowest = [...rows].sort((a, b) => b.ms - a.ms).slice(0, 5);
        say(
          `the slowest: ${slowest.map(({ ms, at }) => `${ms.toFixed(0)} ms, sent after ${at.toFixed(0)} s`).join('; ')}`,
        );
      }
      if (rows.length >= sent) return { ...percentiles(rows.map(({ ms }) => ms)), count: rows.length };
      if (look > 60) throw new Foreseen(`Of ${sent} single releases ${sent - rows.length} were not answered.`);
      await pause(1_000);
    }
  };

  say('single releases alone');
  const aloneUntil = performance.now() + ALONE_SECONDS * 1_000;
  const { count: _, ...alone } = await singlesWhile(async () => performance.now() < aloneUntil);

  const other = platform.demo.accounts.find((account) => account.role === 'second-broker');
  if (!other?.abi) throw new Foreseen('Portway has no demo account of a second broker.');
  const text = manyLines(releases, {
    ...own.catair.job,
    ...sender,
    filerCode: other.filerCodes[0]!,
    siteCode: other.abi.site,
    senderId: other.abi.id,
    senderPassword: other.abi.password,
    connections: 1,
    seconds: 0,
    firstSerial: 0,
  });
  say(`another broker sends ${releases} releases in one transmission of ${(text.length / 2 ** 20).toFixed(0)} MB`);
  const watch = await watchGateway(platform, new URL(own.json.job.url).origin);
  const headers = { ...own.catair.job.headers, authorization: `Bearer ${other.apiKey}` };
  const answer = await fetch(own.catair.job.url, { method: 'POST', headers, body: text });
  const { id } = (await answer.json()) as { id?: string };
  if (answer.status !== 202 || !id) throw new Foreseen(`The many lines were answered ${answer.status}.`);
  const began = performance.now();
  say('single releases behind it');
  const left = async (): Promise<number> =>
    (await journal.query<{ n: number }>('SELECT unanswered AS n FROM transmission WHERE id = $1', [id])).rows[0]!.n;
  const isInMailbox = async (): Promise<boolean> =>
    (await journal.query(`SELECT 1 FROM mailbox WHERE transmission_id = $1 AND application = 'SX'`, [id])).rows.length >
    0;
  let [told, worked, answerSeconds] = [0, 0, 0];
  const { count: singles, ...behind } = await singlesWhile(async () => {
    const unanswered = await left();
    if (performance.now() - told > 10_000) say(`${unanswered} of ${releases} are to be answered`);
    if (performance.now() - told > 10_000) told = performance.now();
    if (unanswered > 0) return true;
    worked ||= performance.now();
    if (!(await isInMailbox())) return true;
    answerSeconds = (performance.now() - worked) / 1_000;
    return false;
  });
  const gateway = await watch.end();
  return {
    alone,
    behind,
    singles,
    lines: text.split('\n').length - 1,
    bulkPerSecond: (releases * 1_000) / (worked - began),
    answerSeconds,
    gateway,
  };
};

const manyLines = (releases: number, job: LoadJob): string => {
  const block = (first: number): string[] =>
    bodyOf({ ...job, filingsPerRequest: IN_A_BLOCK }, 1_000_000 + first)
      .trimEnd()
      .split('\n');
  const [opening] = block(0);
  const closing = block(0).at(-1);
  const blocks = Array.from({ length: releases / IN_A_BLOCK }, (_, n) => block(n * IN_A_BLOCK).slice(1, -1));
  return [opening, ...blocks.flat(), closing, ''].join('\n');
};

const PING_EVERY_MS = 50;

/** Reads what the gateway needs until `end` is called. */
const watchGateway = async (
  platform: LaunchedPlatform,
  origin: string,
): Promise<{ end(): Promise<GatewayFigures> }> => {
  const gateway = (await platform.ctl('status')).find(({ name }) => name === 'gateway');
  if (!gateway?.pid) throw new Foreseen('The gateway does not run.');
  const { pid } = gateway;
  const cpuSeconds = (): number => processorSeconds(pid);
  const idleMegabytes = residentMegabytes(pid);
  const before = cpuSeconds();
  let [mostMegabytes, longestStallMs, ended] = [idleMegabytes, 0, false];
  const watching = (async () => {
    while (!ended) {
      const asked = performance.now();
      await fetch(`${origin}/health/live`).then(
        (answer) => answer.arrayBuffer(),
        () => undefined,
      );
      longestStallMs = Math.max(longestStallMs, performance.now() - asked);
      mostMegabytes = Math.max(mostMegabytes, residentMegabytes(pid));
      await pause(PING_EVERY_MS);
    }
  })();
  return {
    async end() {
      ended = true;
      await watching;
      return { idleMegabytes, mostMegabytes, cpuSeconds: cpuSeconds() - before, longestStallMs };
    },
  };
};
