import { setTimeout as pause } from 'node:timers/promises';
import {
  ACTION_NAMES,
  type ActionName,
  CASES,
  doneWith,
  type Harm,
  namedBy,
  type Part,
  type Row,
  rowsOf,
  sentenceOf,
} from '../tools/degradation/degradation.table';
import { Stage } from '../tools/faults/stage';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { type Doing, Doings, effectOf, type Sight, TOOK_EFFECT } from './degradation/doings';
import { eventually, initialised, type MailboxItem, ownFolder } from './support';
import { slowness } from './support/machine-speed';
import { CACHE_DIR } from './support/test-run';

/** Made from the rows of docs/operators/degradation.md: each part is killed, frozen and cut off for real, everything is done, each row is looked at. */

type Case = (typeof CASES)[number];
const of = (harm: Harm, ...parts: Part[]): Case[] => parts.map((part) => ({ part, harm }));

/**
 * What happens in one go. Parts that stop different things stop at the same time; what one part of a go stops says nothing of the other parts,
 * and is looked at with those parts killed, one by one.
 */
const IN_EVERY_RUN: readonly (readonly Case[])[] = [
  ...CASES.filter(({ harm }) => harm === 'killed').map((one) => [one]),
  [...of('frozen', 'manifest', 'account', 'portal'), ...of('no database', 'cee'), ...of('no broker', 'status', 'port')],
  [...of('frozen', 'entry', 'status', 'port'), ...of('no broker', 'cee', 'account')],
  // What of it stands still is looked at with nothing else broken.
  of('frozen', 'enforcement'),
];
const IN_A_FULL_RUN: typeof IN_EVERY_RUN = [
  of('frozen', 'gateway'),
  of('frozen', 'broker'),
  of('frozen', 'database'),
  of('no database', 'gateway'),
  of('no broker', 'gateway'),
  [...of('no database', 'manifest', 'account'), ...of('frozen', 'cee')],
  of('no database', 'entry', 'status', 'port', 'enforcement'),
  of('no broker', 'manifest', 'entry', 'enforcement'),
];
/** A part that stands still is noticed and mended in the best part of a minute, so all cases together take a quarter of an hour: `DEGRADATION=all`; those with one part by its name: `DEGRADATION=cee`. */
const asked = process.env['DEGRADATION'];
const GOES =
  asked === undefined
    ? IN_EVERY_RUN
    : [...IN_EVERY_RUN, ...IN_A_FULL_RUN].filter((go) => asked === 'all' || go.some(({ part }) => part === asked));

interface Seen {
  readonly atOnce: Sight | 'no reply yet';
  /** Answers that came while it lasted. */
  readonly answeredMeanwhile: number;
  /** What was seen when the same was done again afterwards; where it had been taken, the first sight. */
  readonly afterwards: Sight;
  readonly answers: readonly MailboxItem[];
}

/** Milliseconds, on an ordinary core, within which a part that stopped is noticed, and within which all is answered when it goes on. */
const NOTICED_WITHIN = 15_000 * slowness();
const ANSWERED_WITHIN = 30_000 * slowness();
/** Milliseconds between one thing that is done and the next: not everybody presses at the same instant. */
const AFTER_EACH_OTHER = 25;
/** What has no reply so long after everything else was told waits for the part to go on. */
const NO_REPLY_AFTER = 1_500;

let stage: Stage;
let platform: LaunchedPlatform;
let doings: Doings;
const prepared: Readonly<Record<ActionName, Doing>>[] = [];

beforeAll(async () => {
  stage = await Stage.set({ home: ownFolder('platform'), cacheDir: CACHE_DIR, template: await initialised() });
  platform = stage.launched;
  doings = new Doings(platform);
  await doings.declareDowntime();
  await doings.findDelegations();
  for (const _ of GOES) prepared.push(await doings.prepare());
}, 1_200_000);
afterAll(() => stage?.strike());

const vitals = async (service: string): Promise<any> => {
  const response = await fetch(`${platform.urls[service]}/operations/vitals`, {
    headers: { authorization: `Bearer ${platform.demo.operationsToken}` },
    signal: AbortSignal.timeout(5_000),
  });
  return response.json();
};

/** Ready again: every service reaches its database and the broker, and every gate is open. */
const backToNormal = () =>
  eventually(
    async () => {
      for (const service of Object.keys(platform.urls)) {
        expect(await vitals(service)).toMatchObject({
          service,
          databaseReachable: true,
          brokerConnected: true,
          inbox: { waiting: 0, setAside: 0 },
          outbox: { depth: 0 },
        });
      }
      const { gates = [] } = await vitals('gateway');
      expect(gates.filter(({ state }: { state: string }) => state !== 'FLOWING')).toEqual([]);
    },
    { within: 60_000 * slowness(), every: 200 },
  );

/** @returns what ends it */
const harmed = async ({ part, harm }: Case): Promise<() => Promise<void>> => {
  if (harm === 'killed') {
    await stage.kill(part);
    return () => stage.start(part);
  }
  if (harm === 'frozen') {
    const pids = await stage.pidsOf(part);
    stage.freeze(pids);
    return async () => stage.thaw(pids);
  }
  const ways = stage.waysOf(part, harm === 'no database' ? 'database' : 'broker');
  for (const way of ways) way.set('swallow');
  return async () => {
    for (const way of ways) way.set('open');
  };
};

/** The platform notices within seconds, and tells it publicly. */
const noticed = async (go: readonly Case[]): Promise<void> => {
  const isPageThere = !go.some(({ part, harm }) => part === 'status' && harm !== 'no broker');
  for (const { part, harm } of go) {
    const names = isPageThere ? namedBy(part, harm) : [];
    if (names.length > 0) {
      await eventually(
        async () => {
          const summary: any = await (
            await fetch(`${platform.urls['status']}/status/summary.json`, { signal: AbortSignal.timeout(5_000) })
          ).json();
          const states = summary.components
            .filter(({ name }: { name: string }) => names.includes(name))
            .map(({ state }: { state: string }) => state);
          expect(
            states.some((state: string) => (harm === 'no broker' ? ['slow', 'down'] : ['down']).includes(state)),
          ).toBe(true);
        },
        { within: NOTICED_WITHIN, every: 100 },
      );
    }
    if (part !== 'manifest' && part !== 'entry') continue;
    await eventually(
      async () => {
        const { gates = [] } = await vitals('gateway');
        expect(gates).toContainEqual(expect.objectContaining({ module: part, direction: 'inbound', state: 'STOPPED' }));
      },
      { within: NOTICED_WITHIN, every: 100 },
    );
  }
};

/** Of a go, the rows that say what is seen in it: nothing else in it changes what is done. */
const toldBy = (go: readonly Case[]): Row[] =>
  go.flatMap(({ part, harm }) =>
    rowsOf(part, harm).filter(({ action }) =>
      go.every(
        (other) =>
          other.part === part ||
          rowsOf(other.part, other.harm).find((row) => row.action === action)!.outcome === 'works',
      ),
    ),
  );

const named = ({ part, harm }: Case): string =>
  `${part} ${harm === 'killed' || harm === 'frozen' ? harm : `cut off from ${harm === 'no database' ? 'its database' : 'the broker'}`}`;

const experience = async (
  go: readonly Case[],
  todo: Readonly<Record<ActionName, Doing>>,
): Promise<Map<ActionName, Seen>> => {
  const rows = toldBy(go);
  const answersTo = async (name: ActionName, sight: Sight): Promise<MailboxItem[]> =>
    sight.transmissionId ? doings.answersTo(todo[name].by!, sight.transmissionId) : [];
  const ends = await Promise.all(go.map(harmed));
  const end = async (): Promise<void> => void (await Promise.all(ends.splice(0).map((one) => one())));
  const done = new Map<ActionName, Promise<Sight>>();
  const atOnce = new Map<ActionName, Sight>();
  const meanwhile = new Map<ActionName, number>();
  try {
    // What stands still is noticed by what it keeps waiting.
    if (go.some(({ harm }) => harm === 'no broker')) await doings.fileSomething().catch(() => undefined);
    await noticed(go);
    for (const name of ACTION_NAMES) {
      done.set(
        name,
        todo[name].go().then((sight) => {
          atOnce.set(name, sight);
          return sight;
        }),
      );
      await pause(AFTER_EACH_OTHER);
    }
    const late = new Set(
      go
        .flatMap(({ part, harm }) => rowsOf(part, harm))
        .filter(({ outcome }) => outcome === 'late')
        .map(({ action }) => action),
    );
    await Promise.race([
      Promise.all(ACTION_NAMES.filter((name) => !late.has(name)).map((name) => done.get(name))),
      pause(NOTICED_WITHIN),
    ]);
    if (late.size > 0) await pause(NO_REPLY_AFTER);
    const early = new Map(atOnce);
    // Where all is done at once on a busy machine, a part that works may have no time for one of them: whoever does what it is told then, and asks again, is served.
    for (const { action, outcome } of rows)
      if (outcome === 'works' && todo[action].by === null && early.get(action)?.http === 503) {
        process.stderr.write(
          `  ${go.map(named).join(', ')}: ${action} asked again: ${early.get(action)!.body?.detail}\n`,
        );
        const again = await todo[action].go();
        early.set(action, again);
        done.set(action, Promise.resolve(again));
      }
    // What does not work although its row says so shows in its own test.
    const working = rows.filter(({ action, outcome }) => outcome === 'works' && early.get(action)?.transmissionId);
    await eventually(
      async () => {
        for (const { action } of working) expect(await answersTo(action, early.get(action)!)).not.toEqual([]);
      },
      { within: NOTICED_WITHIN, every: 200 },
    ).catch(() => undefined);
    const isMailboxRead = go.every(
      ({ part, harm }) => rowsOf(part, harm).find(({ action }) => action === 'mailbox')!.outcome === 'works',
    );
    for (const [name, sight] of early) meanwhile.set(name, isMailboxRead ? (await answersTo(name, sight)).length : 0);
    await end();
    const ended = Date.now();
    const afterwards = new Map<ActionName, Sight>();
    for (const name of ACTION_NAMES) afterwards.set(name, await done.get(name)!);
    await backToNormal();
    const again = new Set(
      go
        .flatMap(({ part, harm }) => rowsOf(part, harm))
        .filter(({ outcome }) => outcome === 'refused' || outcome === 'not reached')
        .map(({ action }) => action),
    );
    // What goes on may find its connections dead: then it says that nothing was taken.
    for (const [name, { http }] of afterwards) if (late.has(name) && http === 503) again.add(name);
    for (const name of again) afterwards.set(name, await todo[name].go());
    await eventually(
      async () => {
        for (const name of ACTION_NAMES.filter((n) => todo[n].by))
          expect(await answersTo(name, afterwards.get(name)!)).not.toEqual([]);
      },
      { within: Math.max(1_000, ended + ANSWERED_WITHIN - Date.now()), every: 200 },
    ).catch(() => undefined);
    await backToNormal();
    const seen = new Map<ActionName, Seen>();
    for (const name of ACTION_NAMES) {
      seen.set(name, {
        atOnce: early.get(name) ?? 'no reply yet',
        answeredMeanwhile: meanwhile.get(name) ?? 0,
        afterwards: afterwards.get(name)!,
        answers: await answersTo(name, afterwards.get(name)!),
      });
    }
    return seen;
  } finally {
    await end();
  }
};

describe.each(GOES.map((go, at) => [go.map(named).join(', '), go, at] as const))('with %s', (_, go, at) => {
  let seen: Map<ActionName, Seen>;
  beforeAll(async () => {
    seen = await experience(go, prepared[at]!);
  }, 600_000);

  const titleOf = (row: Row): string => (go.length === 1 ? sentenceOf(row) : `${row.part}: ${sentenceOf(row)}`);
  test.each(toldBy(go).map((row) => [titleOf(row), row] as const))('%s', (__, row) => {
    const { atOnce, answeredMeanwhile, afterwards, answers } = seen.get(row.action)!;
    if (row.outcome === 'late') expect(atOnce).toBe('no reply yet');
    else expect(said(atOnce, row)).toEqual({ http: row.http, disposition: row.disposition });
    const isFiling = prepared[at]![row.action].by !== null;
    if (!isFiling) return expect(afterwards.http).toBe(doneWith(row.action));
    expect(answeredMeanwhile).toBe(row.outcome === 'works' ? 1 : 0);
    expect(afterwards.http).toBe(202);
    expect(answers.map(effectOf)).toEqual([TOOK_EFFECT]);
  });
});

/** With what it says where it is not what the row tells. */
const said = (sight: Sight | 'no reply yet', row: Row): unknown => {
  if (sight === 'no reply yet') return sight;
  const { http, disposition, body } = sight;
  return http === row.http && disposition === row.disposition ? { http, disposition } : { http, disposition, body };
};

test('every case of the table happens in one go', () => {
  const happening = [...IN_EVERY_RUN, ...IN_A_FULL_RUN].flat().map(named);
  expect([...happening].sort()).toEqual(CASES.map(named).sort());
});
