import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen } from '../tools/infrastructure/failure';
import { percentiles, type Percentiles } from './figures';
import { bodyOf } from './load/filings';
import type { LoadJob } from './load/job';
import { startedRoads } from './portway-road';
import type { Servers } from './servers';

/** As many as a release may have (Cargo Release guide v40, p. SE-64). */
const LINES = 999;
const RELEASES = 150;
const EVERY_MS = 250;
const DRAIN_MS = 30_000;

export interface LargeFigures {
  readonly releases: number;
  readonly lines: number;
  readonly kilobytes: number;
  /** From the receipt of a release to its answer, in milliseconds. */
  readonly large: Percentiles;
  /** The peer: releases of one line, one after the other with the large ones. */
  readonly single: Percentiles;
  /** The floor: the same body read and stored by one commit. */
  readonly floor: Percentiles;
}

/** What a release of 999 lines costs beside one of a single line, sent by turns. */
export const measureLarge = async (servers: Servers, say: (line: string) => void): Promise<LargeFigures> => {
  const { sender, own, journal } = await startedRoads(servers);

  const job = { ...own.json.job, ...sender, connections: 1, seconds: 0 };
  const bodyWith = (serial: number, lines: number): string => {
    const body = JSON.parse(bodyOf({ ...job, firstSerial: serial } as LoadJob, serial));
    const [line] = body.lines;
    body.estimatedValueDollars = 10 * lines;
    body.lines = Array.from({ length: lines }, (_, at) => ({
      ...line,
      number: String(at + 1).padStart(3, '0'),
      tariffs: line.tariffs.map((tariff: object) => ({ ...tariff, valueDollars: 10 })),
    }));
    return JSON.stringify(body);
  };
  let serial = 700_000;
  const send = async (lines: number): Promise<string> => {
    serial += 1;
    const answer = await fetch(job.url, { method: 'POST', headers: job.headers, body: bodyWith(serial, lines) });
    const { id } = (await answer.json()) as { id?: string };
    if (!id) throw new Foreseen(`A release of ${lines} lines was answered ${answer.status}.`);
    return id;
  };
  const answered = async (ids: readonly string[]): Promise<Percentiles> => {
    const deadline = Date.now() + DRAIN_MS;
    for (;;) {
      const { rows } = await journal.query<{ ms: number; outcome: string }>(
        `SELECT extract(epoch FROM answered_at - received_at)::float8 * 1000 AS ms, outcome FROM filing WHERE transmission_id = ANY($1) AND state = 'answered'`,
        [ids],
      );
      const refused = rows.filter(({ outcome }) => !outcome.startsWith('accepted'));
      if (refused.length > 0) throw new Foreseen(`${refused.length} releases were ${refused[0]!.outcome}.`);
      if (rows.length === ids.length) return percentiles(rows.map(({ ms }) => ms));
      if (Date.now() > deadline) throw new Foreseen(`${ids.length - rows.length} releases were not answered.`);
      await pause(200);
    }
  };
  const round = async (count: number): Promise<{ large: Percentiles; single: Percentiles }> => {
    const [large, single]: [string[], string[]] = [[], []];
    for (let at = 0; at < count; at += 1) {
      large.push(await send(LINES));
      await pause(EVERY_MS);
      single.push(await send(1));
      await pause(EVERY_MS);
    }
    return { large: await answered(large), single: await answered(single) };
  };
  say('warming up');
  await round(20);
  say(`${RELEASES} releases of ${LINES} lines, by turns with as many of one line`);
  const figures = await round(RELEASES);

  say('the floor');
  await journal.query('CREATE TABLE large_floor (body jsonb NOT NULL)');
  const floor: number[] = [];
  for (let at = 0; at < RELEASES; at += 1) {
    const body = bodyWith(serial, LINES);
    const began = performance.now();
    await journal.query('INSERT INTO large_floor VALUES ($1)', [JSON.stringify(JSON.parse(body))]);
    floor.push(performance.now() - began);
  }
  return {
    ...{ releases: RELEASES, lines: LINES, kilobytes: bodyWith(serial, LINES).length / 1_024, ...figures },
    floor: percentiles(floor),
  };
};
