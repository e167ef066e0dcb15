import { ACTION_NAMES, type ActionName, doneWith, PARTS, type Part, rowsOf, sentenceOf } from '../tools/degradation/degradation.table';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { type Doing, Doings, effectOf, type Sight, TOOK_EFFECT } from './degradation/doings';
import { eventually, type MailboxItem, ownPlatform } from './support';

/** Made from the rows of docs/operators/degradation.md: each part is killed for real, everything is done, each row is looked at. */

interface Seen {
  readonly atOnce: Sight;
  /** Answers that came while the part was dead. */
  readonly answeredMeanwhile: number;
  /** What was seen when the same was done again after the part was back; where it had been taken, the first sight. */
  readonly afterwards: Sight;
  readonly answers: readonly MailboxItem[];
}

let platform: LaunchedPlatform;
let doings: Doings;
const prepared = new Map<Part, Readonly<Record<ActionName, Doing>>>();

beforeAll(async () => {
  platform = await ownPlatform();
  doings = new Doings(platform);
  await doings.declareDowntime();
  for (const part of PARTS) prepared.set(part, await doings.prepare());
}, 120_000);
afterAll(async () => platform?.stop());

const vitals = async (service: string): Promise<any> => {
  const response = await fetch(`${platform.urls[service]}/operations/vitals`, { headers: { authorization: `Bearer ${platform.demo.operationsToken}` } });
  return response.json();
};

/** Ready again: every service reaches its database and the broker, and every gate is open. */
const backToNormal = () =>
  eventually(async () => {
    for (const service of Object.keys(platform.urls)) {
      expect(await vitals(service)).toMatchObject({ databaseReachable: true, brokerConnected: true, inbox: { waiting: 0, setAside: 0 }, outbox: { depth: 0 } });
    }
    const { gates = [] } = await vitals('gateway');
    expect(gates.filter(({ state }: { state: string }) => state !== 'FLOWING')).toEqual([]);
  }, { within: 60_000, every: 200 });

/** The platform notices within seconds, and tells it publicly. */
const noticed = async (part: Part): Promise<void> => {
  if (part === 'status') return;
  await eventually(async () => {
    const summary: any = await (await fetch(`${platform.urls['status']}/status/summary.json`)).json();
    const name = part === 'database' ? 'gateway-database' : part;
    expect(summary.components.find((c: { name: string }) => c.name === name)).toMatchObject({ state: 'down' });
  }, { within: 20_000, every: 100 });
  if (part !== 'manifest' && part !== 'entry') return;
  await eventually(async () => {
    const { gates = [] } = await vitals('gateway');
    expect(gates).toContainEqual(expect.objectContaining({ module: part, direction: 'inbound', state: 'STOPPED' }));
  }, { within: 20_000, every: 100 });
};

const experience = async (part: Part): Promise<Map<ActionName, Seen>> => {
  const todo = prepared.get(part)!;
  const rows = rowsOf(part);
  await platform.ctl('kill', part);
  await noticed(part);
  const atOnce = new Map(await Promise.all(ACTION_NAMES.map(async (name) => [name, await todo[name].go()] as const)));
  const answersTo = async (name: ActionName, sight: Sight): Promise<MailboxItem[]> =>
    sight.transmissionId ? doings.answersTo(todo[name].by!, sight.transmissionId) : [];
  const working = rows.filter(({ action, outcome }) => outcome === 'works' && atOnce.get(action)!.transmissionId);
  // What does not work although its row says so shows in its own test.
  await eventually(async () => {
    for (const { action } of working) expect(await answersTo(action, atOnce.get(action)!)).not.toEqual([]);
  }, { within: 15_000, every: 200 }).catch(() => undefined);
  const gatewayReads = part !== 'gateway' && part !== 'database';
  const meanwhile = new Map<ActionName, number>();
  for (const name of ACTION_NAMES) meanwhile.set(name, gatewayReads ? (await answersTo(name, atOnce.get(name)!)).length : 0);

  await platform.ctl('start', part);
  await backToNormal();
  const afterwards = new Map<ActionName, Sight>();
  for (const { action, outcome } of rows) {
    const again = outcome === 'refused' || outcome === 'not reached';
    afterwards.set(action, again ? await todo[action].go() : atOnce.get(action)!);
  }
  await eventually(async () => {
    for (const name of ACTION_NAMES.filter((n) => todo[n].by)) expect(await answersTo(name, afterwards.get(name)!)).not.toEqual([]);
  }, { within: 30_000, every: 200 }).catch(() => undefined);
  await backToNormal();
  const seen = new Map<ActionName, Seen>();
  for (const name of ACTION_NAMES) {
    seen.set(name, {
      atOnce: atOnce.get(name)!, answeredMeanwhile: meanwhile.get(name)!, afterwards: afterwards.get(name)!, answers: await answersTo(name, afterwards.get(name)!),
    });
  }
  return seen;
};

describe.each(PARTS)('with %s dead', (part) => {
  let seen: Map<ActionName, Seen>;
  beforeAll(async () => {
    seen = await experience(part);
  }, 180_000);

  test.each(rowsOf(part).map((row) => [sentenceOf(row), row] as const))('%s', (_, row) => {
    const { atOnce, answeredMeanwhile, afterwards, answers } = seen.get(row.action)!;
    expect({ http: atOnce.http, disposition: atOnce.disposition }).toEqual({ http: row.http, disposition: row.disposition });
    const isFiling = prepared.get(part)![row.action].by !== null;
    if (!isFiling) return expect(afterwards.http).toBe(doneWith(row.action));
    expect(answeredMeanwhile).toBe(row.outcome === 'works' ? 1 : 0);
    expect(afterwards.http).toBe(202);
    expect(answers.map(effectOf)).toEqual([TOOK_EFFECT]);
  });
});
