import type { RoadsView } from '#messaging';
import { Foreseen } from '../infrastructure/failure';
import type { DemoFile } from './launch';
import { table } from './screen';

const ANSWER_WITHIN_MS = 10_000;

/** What one service sent another, compared with what that one heard: all lanes together. */
export interface Comparison {
  readonly from: string;
  readonly to: string;
  /** Not yet with the broker: behind a gate, or the broker or the listener's queue takes nothing. */
  readonly waiting: number;
  readonly behind: number;
  readonly verdict: 'heard' | 'under way' | 'forgotten by the sender' | 'not known';
}

/**
 * The check between services, after a restore or at any time. `under way` is what a listener has not heard yet; where that does not go down
 * within seconds while both run, the listener stands still. `forgotten by the sender`: its database was put back, and the listener has heard more.
 *
 * @param views of the services that answered
 */
export const compare = (views: readonly RoadsView[]): Comparison[] =>
  views.flatMap(({ service: from, sent }) => {
    const destinations = [...new Set(sent.map(({ service }) => service))];
    return destinations.map((to): Comparison => {
      const lanes = sent.filter(({ service }) => service === to);
      const waiting = lanes.reduce((sum, { waiting: n }) => sum + n, 0);
      const listener = views.find(({ service }) => service === to);
      if (!listener) return { from, to, waiting, behind: 0, verdict: 'not known' };
      const differences = lanes.map(
        ({ lane, position }) =>
          position - (listener.heard.find((h) => h.service === from && h.lane === lane)?.position ?? 0),
      );
      const behind = differences.filter((n) => n > 0).reduce((sum, n) => sum + n, 0);
      const forgotten = differences.some((n) => n < 0);
      return {
        from,
        to,
        waiting,
        behind,
        verdict: behind > 0 ? 'under way' : forgotten ? 'forgotten by the sender' : 'heard',
      };
    });
  });

export const roadsTable = (comparisons: readonly Comparison[], silent: readonly string[]): string => {
  const rows = comparisons.map(({ from, to, waiting, behind, verdict }) => [
    from,
    to,
    String(waiting),
    String(behind),
    verdict,
  ]);
  const unknown =
    silent.length > 0 ? [`No answer from ${silent.join(', ')}: what they sent and heard is not known.`] : [];
  return [table([['FROM', 'TO', 'WAITING', 'BEHIND', ''], ...rows]), ...unknown].join('\n');
};

export const readRoads = async ({
  services,
  operationsToken,
}: Pick<DemoFile, 'services' | 'operationsToken'>): Promise<{ views: RoadsView[]; silent: string[] }> => {
  const views: RoadsView[] = [];
  const silent: string[] = [];
  await Promise.all(
    Object.entries(services).map(async ([name, url]) => {
      try {
        const answer = await fetch(`${url}/operations/roads`, {
          headers: { authorization: `Bearer ${operationsToken}` },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        });
        if (!answer.ok) throw new Error(`${answer.status}`);
        views.push((await answer.json()) as RoadsView);
      } catch {
        silent.push(name);
      }
    }),
  );
  return { views, silent };
};

/**
 * Every service that sends to this one sends everything again that left since an instant.
 *
 * @param since ISO instant
 */
export const replayTo = async (
  demo: Pick<DemoFile, 'services' | 'operationsToken'>,
  destination: string,
  since: string,
): Promise<string[]> => {
  if (Number.isNaN(Date.parse(since)))
    throw new Foreseen(`"${since}" is no instant: write it like 2026-11-28T10:00:00Z.`);
  const lines: string[] = [];
  const { views, silent } = await readRoads(demo);
  for (const { service, sent } of views) {
    if (!sent.some((road) => road.service === destination)) continue;
    const answer = await fetch(`${demo.services[service]}/operations/roads/${destination}/replay`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo.operationsToken}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      body: JSON.stringify({
        since: new Date(since).toISOString(),
        actor: 'operator at the console',
        note: 'npm run ctl -- replay',
      }),
    });
    lines.push(
      answer.ok
        ? `${service} sends ${destination} again what left since ${since}.`
        : `${service} refused: ${answer.status} ${await answer.text()}`,
    );
  }
  for (const name of silent) lines.push(`${name} does not answer; when it runs again, give the order once more.`);
  if (lines.length === 0)
    throw new Foreseen(
      `Nobody has sent anything to "${destination}". ${Object.keys(demo.services).join(', ')} are services.`,
    );
  return lines;
};
