import type { DataSource } from 'typeorm';
import { type AnswerOf, OutagesRequest, ReleaseStatusChanged } from '#contracts';
import { Transactions } from '#messaging';
import { CannotBeAsked, type Colleagues, type RecurringWork } from '#service';
import { handlerBench, type HandlerBench } from '../../../../test/support/handler-bench';
import { account } from '../account.service-definition';
import { accountHolding } from '../picture/account-holding.fixture';
import { PictureReader } from '../picture/picture.reader';
import { Papers } from '../picture/papers';
import { keepReports } from '../picture/trade-record.repository';
import { reportOfRelease } from '../picture/trade-record.rules';
import { OversightBook } from './oversight-book';
import { oversightCsv, oversightPage } from './oversight-page';
import { OversightReader } from './oversight.reader';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined } as never;
const NO_WORK = { every: () => undefined } as unknown as RecurringWork;
const SEEN = OutagesRequest.example.answer;
const RUNNING = new Date('2026-11-30T12:00:00Z');
const OVER = new Date('2027-01-15T12:00:00Z');

let bench: HandlerBench;
let source: DataSource;
let accountId: string;
let filed = 0;

beforeEach(async () => {
  bench = await handlerBench({
    ...account,
    entities: account.entities as Function[],
    appendOnly: account.appendOnly ?? [],
  });
  source = bench.source;
  accountId = await accountHolding(source, ['filer code', 'B76']);
  filed = 0;
  await file(3, '2704');
  await file(2, '4601');
});
afterEach(() => bench.close());

const file = (count: number, portOfEntry: string): Promise<void> =>
  bench.handle(({ unit }) =>
    keepReports(
      unit.manager,
      Array.from({ length: count }, () =>
        reportOfRelease({
          ...ReleaseStatusChanged.example,
          ...{ filerCode: 'B76', entryNumber: String((filed += 1)).padStart(8, '0'), portOfEntry },
        }),
      ),
      unit.now,
    ),
  );
type Said = AnswerOf<typeof OutagesRequest> | null;
/** The service, with a status service that answers so; null: it is dead. */
const book = (said: Said = SEEN): OversightBook => {
  const colleagues = {
    ask: () => (said ? Promise.resolve(said) : Promise.reject(new CannotBeAsked('the status service is away'))),
  } as unknown as Colleagues;
  return new OversightBook(
    source,
    new Transactions(source, 4, () => undefined),
    new OversightReader(colleagues),
    QUIET,
    NO_WORK,
  );
};

test('the running quarter says "so far", and has each entry once, as the picture counts it', async () => {
  await book().renew(RUNNING);
  const { edition, data } = await book().edition('2026-Q4', null);
  expect(edition).toMatchObject({ state: 'so far', version: null, publishedBy: null });
  const { filer } = await new PictureReader(source, new Papers(source)).read(accountId, '2026-10', '2026-12');
  expect(data.figures.total).toMatchObject({ entries: 5, released: filer.total.released, bills: 0 });
  expect(data.figures.byPort.map(({ value, volumes }) => [value, volumes.entries])).toEqual([
    ['2704', 3],
    ['4601', 2],
  ]);
  expect(data.figures.total.releaseHours).toBe(
    filer.total.release_timed === 0
      ? null
      : Math.round(filer.total.release_seconds / filer.total.release_timed / 36) / 100,
  );
  expect(data.figures.outages).toEqual([
    {
      ...{ component: 'entry', upPercent: 99.984, downMinutes: 20, maintenanceMinutes: 60, unknownMinutes: 0 },
      outages: 2,
    },
  ]);
  await file(1, '2704');
  await book().renew(RUNNING);
  expect((await book().edition('2026-Q4', null)).data.figures.total.entries).toBe(6);
});

test('a quarter that is over and complete is frozen with its numbers as published; a correction is a new version beside it', async () => {
  await book().renew(OVER);
  const first = await book().edition('2026-Q4', null);
  expect(first.edition).toMatchObject({ state: 'published', version: 1, publishedBy: 'the platform' });
  await file(4, '2704');
  await book().renew(new Date('2027-02-20T12:00:00Z'));
  expect(await book().edition('2026-Q4', null)).toEqual(first);
  expect(await book().correct('2026-Q4', 'J. Rivera (CBP headquarters)', 'Four entries came late.')).toMatchObject({
    ...{ version: 2, publishedBy: 'J. Rivera (CBP headquarters)', why: 'Four entries came late.' },
  });
  expect((await book().edition('2026-Q4', null)).data.figures.total.entries).toBe(9);
  expect(await book().edition('2026-Q4', 1)).toEqual(first);
  expect((await book().list()).map(({ quarter, version }) => [quarter, version])).toEqual([
    ['2027-Q1', null],
    ['2026-Q4', 2],
    ['2026-Q4', 1],
  ]);
  await expect(source.query(`UPDATE oversight_published SET data = '{}'`)).rejects.toThrow();
  await expect(source.query('DELETE FROM oversight_published')).rejects.toThrow();
});

test('two corrections at the same instant are two versions', async () => {
  await book().renew(OVER);
  const both = await Promise.all(['One.', 'Other.'].map((why) => book().correct('2026-Q4', 'x', why)));
  expect(both.map(({ version }) => version).sort()).toEqual([2, 3]);
});

test('while the status service is dead the report says that outages are not known, and goes on; it is not frozen before thirty days', async () => {
  await book(null).renew(OVER);
  const { edition, data } = await book(null).edition('2026-Q4', null);
  expect(edition.state).toBe('so far');
  expect(data.figures).toMatchObject({ outages: null, total: { entries: 5 } });
  expect(data.figures.unknownParts.map(({ part }) => part)).toEqual(['outages', 'answer times']);
  await expect(book().correct('2026-Q4', 'x', 'x')).rejects.toThrow('not published yet');
  await book(null).renew(new Date('2027-02-01T12:00:00Z'));
  const late = await book(null).edition('2026-Q4', null);
  expect(late.edition).toMatchObject({ state: 'published', version: 1 });
  expect(late.edition.why).toContain('not known');
  expect(oversightPage(late.edition, late.data, false)).toContain('could not be asked');
});

test('a status service that has counted only a part of the quarter leaves it open', async () => {
  await book({ ...SEEN, countedTo: '2026-12-30T00:00:00Z' }).renew(OVER);
  const { edition, data } = await book().edition('2026-Q4', null);
  expect(edition.state).toBe('so far');
  expect(data.figures.unknownParts[0]).toEqual({
    ...{ part: 'outages', why: 'They are counted up to 2026-12-30T00:00:00Z only.' },
  });
});

test('names of participants are on the page of CBP alone; page and CSV have the numbers of the data', async () => {
  const [{ code }] = await source.query('SELECT code FROM capability ORDER BY code LIMIT 1');
  await source.query(`UPDATE capability SET registered_at = '2026-10-05'`);
  await source.query(`UPDATE account SET name = 'Harbor <Brokers>' WHERE id = $1`, [accountId]);
  await source.query(
    `INSERT INTO capability_use (code, admission_id, account_id, day, taken, refused) VALUES ($1, gen_random_uuid(), $2, '2026-11-20', 7, 1)`,
    [code, accountId],
  );
  await book().renew(RUNNING);
  const { edition, data } = await book().edition('2026-Q4', null);
  expect(data.participants).toEqual([{ code, accountId, name: 'Harbor <Brokers>', taken: 7, refused: 1 }]);
  expect(JSON.stringify(data.figures)).not.toContain('Harbor');
  const [ofAll, ofCbp] = [oversightPage(edition, data, false), oversightPage(edition, data, true)];
  expect(ofAll).not.toContain('Harbor');
  expect(ofCbp).toContain('Harbor &lt;Brokers&gt;');
  expect(ofAll).toContain('So far');
  expect(ofAll).toMatch(/<svg role="img" aria-label="Entries and bills by port"/);
  expect(ofAll).toMatch(/<td class="">2704<\/td><td class="n">3<\/td>/);
  const csv = [...oversightCsv(edition, data.figures)].map((line) => line.trimEnd());
  expect(csv).toContain(`2026-Q4,so far,,${edition.madeAt},port,2704,entries,3`);
  expect(csv).toContain(`2026-Q4,so far,,${edition.madeAt},outages,entry,downMinutes,20`);
  expect(csv).toContain(`2026-Q4,so far,,${edition.madeAt},roll-out,${code},taken,7`);
});

test('a quarter that is none, or of which there is nothing, is told so', async () => {
  await book().renew(RUNNING);
  await expect(book().edition('2026-Q5', null)).rejects.toThrow('There is no such quarter');
  await expect(book().edition('2025-Q1', null)).rejects.toThrow('There is no oversight report of 2025-Q1');
  expect((await book().list()).map(({ quarter }) => quarter)).toEqual(['2026-Q4']);
});
