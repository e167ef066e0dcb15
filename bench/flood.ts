import type { PostgresServer } from '../tools/infrastructure/postgres';
import { percentiles, type Percentiles } from './figures';
import { PASSWORD, startGatewayAlone } from './gateway-alone';
import type { LoadJob } from './load/job';
import { sendLoad } from './load/send-load';

const SECONDS = 15;
const WARM_UP_SECONDS = 4;
const FLOOD_CONNECTIONS = 64;
const PARTNER_PER_SECOND = 20;

export interface FloodFigures {
  /** Of another partner that files 20 releases a second, in milliseconds. */
  readonly before: Percentiles;
  readonly meanwhile: Percentiles;
  readonly refusedToPartner: number;
  readonly floodAcceptedPerSecond: number;
}

/** What a partner notices while another account files over 64 connections as fast as it is answered. */
export const measureFlood = async (postgres: PostgresServer, say: (line: string) => void): Promise<FloodFigures> => {
  const { gateway, url, keys } = await startGatewayAlone(postgres, {});
  const jobOf = (
    key: string,
    firstSerial: number,
    more: Pick<LoadJob, 'connections' | 'seconds'> & Partial<LoadJob>,
  ): LoadJob => ({
    url: `${url}/filings/cargo-release`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    form: 'json',
    filingsPerRequest: 1,
    senderPassword: PASSWORD,
    filerCode: 'B76',
    siteCode: '2704',
    senderId: 'B76',
    importerNumber: '12-3456789',
    firstSerial,
    ...more,
  });
  const partner = (firstSerial: number, seconds = SECONDS) =>
    sendLoad(jobOf(keys[0]!, firstSerial, { connections: 64, seconds, requestsPerSecond: PARTNER_PER_SECOND }));
  try {
    say('a partner alone');
    await partner(1_000, WARM_UP_SECONDS);
    const before = await partner(2_000);
    say(`the same while another account floods over ${FLOOD_CONNECTIONS} connections`);
    const flooding = sendLoad(
      jobOf(keys[1]!, 100_000, { connections: FLOOD_CONNECTIONS, seconds: SECONDS + 2 * WARM_UP_SECONDS }),
    );
    await partner(3_000, WARM_UP_SECONDS);
    const meanwhile = await partner(4_000);
    const flood = await flooding;
    return {
      before: percentiles(before.answerMs),
      meanwhile: percentiles(meanwhile.answerMs),
      refusedToPartner: before.refused + meanwhile.refused,
      floodAcceptedPerSecond: (flood.accepted * 1_000) / (flood.lastAnsweredAt - flood.firstSentAt),
    };
  } finally {
    gateway.kill();
  }
};
