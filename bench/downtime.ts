import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { GateView } from '#contracts';
import { Foreseen } from '../tools/infrastructure/failure';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { percentiles, type Percentiles } from './figures';
import type { LoadJob, LoadResult } from './load/job';
import { readLoad, sendLoad } from './load/send-load';
import type { Sender } from './measure';
import { journalAt, portwayRoads, RELEASES_PER_BATCH, untilAccepted } from './portway-road';
import { type Servers, startPortway } from './servers';

export const BACKLOG = 100_000;
/** The national peak with an entry for each low-value shipment: 150 to 200 a second. */
export const LIVE_PER_SECOND = 150;
const FILL_SECONDS = 4;
const LIVE_SLICE_SECONDS = 5;
const KILLS_EACH = 2;
const READ_SECONDS = 10;
const READERS = 64;
const NOTICED_WITHIN_MS = 20_000;
const DRAINED_WITHIN_MS = 240_000;
const FIRST_SERIAL = 5_000_000;

export interface Noticed {
  readonly module: string;
  /** Seconds from the kill. */
  readonly gateClosed: number;
  readonly toldPublicly: number;
}

export interface DowntimeFigures {
  readonly noticed: readonly Noticed[];
  readonly backlog: {
    readonly filings: number;
    /** From the start of the module to the last answer of the backlog. */
    readonly seconds: number;
    readonly livePerSecond: number;
    /** Answered in that time, backlog and live filings, against live filings that arrived. */
    readonly timesArrival: number;
    readonly acceptance: Percentiles;
    readonly refused: number;
  };
  readonly statusAlone: { readonly readsPerSecond: number; readonly failed: number; readonly answer: Percentiles };
  /** Accepted and without an answer at the end. */
  readonly missing: number;
}

/** A module dies; a backlog builds up and is worked off while filings come in; at last everything but the status service is dead. */
export const measureDowntime = async (servers: Servers, say: (line: string) => void): Promise<DowntimeFigures> => {
  say('starting Portway');
  const { platform, sender, apiKey } = await startPortway(servers);
  const own = await portwayRoads(platform, servers.postgres.url, apiKey);
  await untilAccepted(own.json, sender).finally(() => own.close());
  const noticed: Noticed[] = [];
  for (const module of ['manifest', 'entry']) {
    for (let time = 1; time <= KILLS_EACH; time += 1) {
      noticed.push(await killed(platform, module));
      say(
        `${module} was killed: gate closed after ${noticed.at(-1)!.gateClosed.toFixed(1)} s, told publicly after ${noticed.at(-1)!.toldPublicly.toFixed(1)} s`,
      );
      await platform.ctl('start', module);
      await until(
        30_000,
        async () => (await gateOf(platform, module)) === 'FLOWING',
        `the gate of ${module} opens again`,
      );
    }
  }
  const journal = await journalAt(servers.postgres.url);
  const { missing, ...backlog } = await workOff(platform, journal, own.catair.job, own.json.job, sender, say).finally(
    () => journal.end(),
  );
  const statusAlone = await readAlone(platform, servers, say);
  return { noticed, backlog, statusAlone, missing };
};

const killed = async (platform: LaunchedPlatform, module: string): Promise<Noticed> => {
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1_000;
  await platform.ctl('kill', module);
  const [gateClosed, toldPublicly] = await Promise.all([
    until(
      NOTICED_WITHIN_MS,
      async () => (await gateOf(platform, module)) === 'STOPPED',
      `the gate of ${module} closes`,
    ).then(since),
    until(NOTICED_WITHIN_MS, () => isToldPublicly(platform, module), `the public status tells of ${module}`).then(
      since,
    ),
  ]);
  return { module, gateClosed, toldPublicly };
};

const gateOf = async (platform: LaunchedPlatform, module: string): Promise<string | undefined> => {
  const response = await fetch(`${platform.gatewayUrl}/operations/gates`, {
    headers: { authorization: `Bearer ${platform.demo.operationsToken}` },
  });
  const { gates } = (await response.json()) as { gates: readonly GateView[] };
  return gates.find((gate) => gate.module === module && gate.direction === 'inbound')?.state;
};

const isToldPublicly = async (platform: LaunchedPlatform, module: string): Promise<boolean> => {
  const response = await fetch(`${platform.urls['status']}/status/summary.json`);
  const { components } = (await response.json()) as { components: readonly { name: string; state: string }[] };
  return components.some(({ name, state }) => name === module && state === 'down');
};

const workOff = async (
  platform: LaunchedPlatform,
  journal: Client,
  batches: Pick<LoadJob, 'url' | 'headers' | 'form' | 'filingsPerRequest'>,
  singles: typeof batches,
  sender: Sender,
  say: (line: string) => void,
): Promise<DowntimeFigures['backlog'] & { missing: number }> => {
  await killed(platform, 'entry');
  let serial = FIRST_SERIAL;
  let filings = 0;
  const began = new Date();
  while (filings < BACKLOG) {
    const { accepted, refusal } = await sendLoad({
      ...batches,
      ...sender,
      firstSerial: serial,
      connections: 16,
      seconds: FILL_SECONDS,
    });
    if (accepted === 0) throw new Foreseen(`The gateway took nothing for a dead module: ${refusal}`);
    filings += accepted;
    serial += 400 * RELEASES_PER_BATCH * FILL_SECONDS;
    say(`${filings} filings wait behind the gate of entry`);
  }
  const startedAt = new Date();
  const from = performance.now();
  const live: LoadResult[] = [];
  let draining = true;
  const filing = (async () => {
    while (draining) {
      live.push(
        await sendLoad({
          ...singles,
          ...sender,
          firstSerial: serial,
          connections: 512,
          seconds: LIVE_SLICE_SECONDS,
          requestsPerSecond: LIVE_PER_SECOND,
        }),
      );
      serial += 2 * LIVE_SLICE_SECONDS * LIVE_PER_SECOND;
    }
  })();
  const waiting = async (before: Date): Promise<number> => {
    const { rows } = await journal.query<{ n: number }>(
      `SELECT coalesce(sum(unanswered), 0)::int AS n FROM transmission WHERE unanswered > 0 AND received_at BETWEEN $1 AND $2`,
      [began, before],
    );
    return rows[0]!.n;
  };
  await platform.ctl('start', 'entry');
  const seconds = await until(
    DRAINED_WITHIN_MS,
    async () => (await waiting(startedAt)) === 0,
    'the backlog is worked off',
    500,
  )
    .then(() => (performance.now() - from) / 1_000)
    .finally(() => {
      draining = false;
    });
  await filing;
  say(`worked off after ${seconds.toFixed(1)} s`);
  await until(60_000, async () => (await waiting(new Date())) === 0, 'the live filings are answered', 500).catch(
    () => undefined,
  );
  const arrived = LIVE_PER_SECOND * seconds;
  return {
    filings,
    seconds,
    livePerSecond: LIVE_PER_SECOND,
    timesArrival: (filings + arrived) / arrived,
    acceptance: percentiles(live.flatMap(({ answerMs }) => answerMs)),
    refused: live.reduce((sum, { refused }) => sum + refused, 0),
    missing: await waiting(new Date()),
  };
};

const readAlone = async (
  platform: LaunchedPlatform,
  { postgres, rabbit }: Servers,
  say: (line: string) => void,
): Promise<DowntimeFigures['statusAlone']> => {
  say('everything but the status service dies');
  for (const name of Object.keys(platform.urls).filter((service) => service !== 'status'))
    await platform.ctl('kill', name);
  await Promise.all([rabbit.kill(), postgres.kill()]);
  await until(NOTICED_WITHIN_MS, () => isToldPublicly(platform, 'gateway'), 'the public status tells of it');
  const { readsPerSecond, failed, answerMs } = await readLoad({
    url: `${platform.urls['status']}/status/summary.json`,
    connections: READERS,
    seconds: READ_SECONDS,
  });
  await postgres.start();
  return { readsPerSecond, failed, answer: percentiles(answerMs) };
};

/** @throws Foreseen when it does not come true in time */
const until = async (milliseconds: number, check: () => Promise<boolean>, what: string, every = 20): Promise<void> => {
  for (const deadline = Date.now() + milliseconds; !(await check()); await pause(every)) {
    if (Date.now() > deadline) throw new Foreseen(`Within ${milliseconds / 1_000} s it did not happen that ${what}.`);
  }
};
