import { percentiles, type ProcessMemory, type RoadFigures } from './figures';
import type { LoadJob } from './load/job';
import { sendLoad } from './load/send-load';

const LOOK_EVERY_MS = 100;
const DRAIN_WITHIN_MS = 60_000;
const CONNECTIONS = 128;

/** A way from the partner to a filing's final state, and how to look at it. */
export interface Road {
  readonly name: string;
  readonly job: Pick<LoadJob, 'url' | 'headers' | 'form' | 'filingsPerRequest'>;
  /** Filings received since an instant that have their final answer. */
  delivered(since: Date): Promise<number>;
  /** For each of them the milliseconds from receipt to answer. */
  deliveryMs(since: Date): Promise<number[]>;
  memory(): Promise<ProcessMemory[]>;
}

export interface Sender {
  readonly filerCode: string;
  readonly siteCode: string;
  readonly senderId: string;
  readonly senderPassword: string;
  readonly importerNumber: string;
}

/** Entry numbers are never used twice in one run of the benchmark. */
let serial = 1_000_000;
const SERIALS_PER_RUN = 400_000;

/**
 * Sends load over a road, waits until everything accepted has its final answer, and says how that went.
 *
 * @param offered `full`, or filings a second at even distances
 */
export const measure = async (
  road: Road,
  sender: Sender,
  offered: 'full' | number,
  seconds: number,
): Promise<RoadFigures> => {
  const job: LoadJob = {
    ...road.job,
    ...sender,
    firstSerial: serial,
    connections: offered === 'full' ? CONNECTIONS : 512,
    seconds,
    ...(offered === 'full' ? {} : { requestsPerSecond: offered / road.job.filingsPerRequest }),
  };
  serial += SERIALS_PER_RUN;
  const since = new Date();
  const load = await sendLoad(job);
  const memory = await road.memory();
  const deadline = Date.now() + DRAIN_WITHIN_MS;
  let delivered = await road.delivered(since);
  while (delivered < load.accepted && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    delivered = await road.delivered(since);
  }
  const doneAt = Date.now();
  if (load.refusal) process.stderr.write(`  ${road.name}: first refusal: ${load.refusal}\n`);
  return {
    road: road.name,
    offered,
    filings: load.accepted,
    refused: load.refused,
    acceptedPerSecond: (load.accepted * 1_000) / (load.lastAnsweredAt - load.firstSentAt),
    deliveredPerSecond: (delivered * 1_000) / (doneAt - load.firstSentAt),
    acceptance: percentiles(load.answerMs),
    delivery: percentiles(await road.deliveryMs(since)),
    missing: load.accepted - delivered,
    memory,
  };
};
