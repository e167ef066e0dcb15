import type { ServerResponse } from 'node:http';
import { ReleaseStatusChanged } from '#contracts';
import { everySent } from '#messaging';
import { eventually } from '../../../../test/support';
import { entryNumber } from '../release/release.fixture';
import {
  claimAt,
  closeAll,
  DECIDED,
  decisionsOf,
  fileReleasable,
  onEntry,
  open,
  pagesOf,
  releaseOf,
  released,
  start,
  type Started,
  started,
  portServiceAt,
  waitsAtTheFence,
} from './paper-decision-bench.fixture';
import { onPaper, takenBack } from './paper-decision.fixture';

afterEach(closeAll);

/** How it was released, whoever was told of it. */
const pathsTold = async ({ send }: Pick<Started, 'send'>, number: string): Promise<string[]> => {
  const told = await send(({ manager }) => everySent(manager));
  const paths = told
    .filter(({ type }) => type === ReleaseStatusChanged.type)
    .map(({ data }) => JSON.parse(data) as ReleaseStatusChanged)
    .flatMap(({ entryNumber: of, release }) => (of === number && release ? [release.path] : []));
  return [...new Set(paths)];
};

describe('a service that starts after a downtime', () => {
  test('asks page by page what was decided on paper, and after a restart for what is new only', async () => {
    const numbers = [61, 62, 63].map(entryNumber);
    const [asked, made]: [number[], unknown[]] = [[], numbers.map(onEntry)];
    made.splice(1, 0, { not: 'a decision' });
    const entry = await started(await portServiceAt(0, pagesOf(made, asked)));
    for (const [index, number] of numbers.entries()) await fileReleasable(entry, number, `F${index}`);
    for (const number of numbers) expect((await released(entry, number)).paper_release).not.toBeNull();
    expect(asked.slice(0, 3)).toEqual([0, 2, 4]);
    const before = asked.length;
    await open.pop()!();
    await start(entry.environment);
    await eventually(() => asked.length > before);
    expect(asked[before]).toBe(4);
  });

  test('hears all pages before it decides anything: an examination taken back on one page and a release on a later one make no electronic release', async () => {
    const number = entryNumber(60);
    const exam = onPaper({ ...onEntry(number), decision: 'exam', billKeys: ['MAEUPAGES'] });
    const made: unknown[] = [exam];
    const entry = await started(await portServiceAt(0, pagesOf(made, [])));
    await fileReleasable(entry, number, 'PAGES');
    await eventually(async () => (await releaseOf(entry, number))?.state === 'exam');
    await open.pop()!();
    // The port service has pages of two: the release is on another page than what was taken back.
    made.push(takenBack(exam), onEntry(entryNumber(59)), onEntry(number));
    const again = await start(entry.environment);
    expect((await released(again, number)).paper_release).not.toBeNull();
    await eventually(async () => expect(await pathsTold(again, number)).toEqual(['paper']));
  });

  test('releases nothing while the port service is slow to tell, and answers the filing when it has told', async () => {
    const number = entryNumber(64);
    const waiting: ServerResponse[] = [];
    const desk = await portServiceAt(
      0,
      (_request, response) => void (waiting.length === 0 ? waiting.push(response) : decisionsOf(response, [])),
    );
    const entry = await started(desk, { PAPER_DECISIONS_WITHIN_SECONDS: '50' });
    await fileReleasable(entry, number, 'SLOW');
    const claimed = await claimAt(entry.service.url, onEntry(entryNumber(65)));
    expect(await claimed.json()).toEqual({ result: 'recorded', releasedAt: null });
    await eventually(() => waitsAtTheFence(entry));
    expect(await releaseOf(entry, number)).toBeUndefined();
    decisionsOf(waiting[0]!, [{ sequence: 1, decision: onEntry(number) }]);
    expect((await released(entry, number)).released_at).toEqual(new Date(DECIDED));
    await eventually(async () => expect(await pathsTold(entry, number)).toEqual(['paper']));
  });

  test('gives up on a port service that is down, releases what is filed, and still learns of the decisions when it is back', async () => {
    const [gone, later] = [entryNumber(66), entryNumber(67)];
    const url = await portServiceAt(0, (_request, response) => void response.writeHead(503).end());
    const entry = await started(url, { PAPER_DECISIONS_WITHIN_SECONDS: '1' });
    await fileReleasable(entry, gone, 'DOWN');
    expect((await released(entry, gone)).paper_release).toBeNull();
    const service = open.pop()!;
    await open.pop()!();
    await portServiceAt(Number(new URL(url).port), pagesOf([onEntry(gone), onEntry(later)], []));
    open.push(service);
    const lastNote = `SELECT note FROM cargo_release_event WHERE entry_key = $1 ORDER BY version DESC LIMIT 1`;
    await eventually(async () => {
      const [event] = await entry.send((unit) => unit.manager.query(lastNote, [`B76${gone}`]));
      expect(event.note).toContain('conflict');
    });
    await fileReleasable(entry, later, 'BACK');
    expect((await released(entry, later)).paper_release).not.toBeNull();
  });

  test('a service that is stopped while it asks releases nothing; the filing that waited is taken up by the next start', async () => {
    const number = entryNumber(69);
    let up = false;
    const desk = await portServiceAt(0, (request, response) =>
      up ? pagesOf([onEntry(number)], [])(request, response) : void response.writeHead(503).end(),
    );
    const entry = await started(desk, { PAPER_DECISIONS_WITHIN_SECONDS: '50', RETRY_DELAYS_MS: '100' });
    await fileReleasable(entry, number, 'STOP');
    await eventually(() => waitsAtTheFence(entry));
    await open.pop()!();
    up = true;
    expect((await released(await start(entry.environment), number)).paper_release).not.toBeNull();
  });

  test('a claim that is no decision is refused by its field, and nobody claims without the key', async () => {
    const entry = await started(await portServiceAt(0, pagesOf([], [])));
    const wrong = await claimAt(entry.service.url, { ...onEntry(entryNumber(68)), decision: 'perhaps' });
    expect(wrong.status).toBe(422);
    expect(((await wrong.json()) as any).errors).toEqual([{ at: '/decision', text: expect.any(String) }]);
    expect((await claimAt(entry.service.url, onEntry(entryNumber(68)), 'a key that is not the one')).status).toBe(401);
  });
});
