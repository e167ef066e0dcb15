import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { Asking, Viewer } from '#access';
import { BillChanged, InteractionRecorded, ReleaseStatusChanged, SummaryReported } from '#contracts';
import { Transactions } from '#messaging';
import { handlerBench, type HandlerBench } from '../../../../test/support/handler-bench';
import { account } from '../account.service-definition';
import { InteractionsConsumer } from '../activity-log/interactions.consumer';
import type { OwnLooks } from '../activity-log/own-looks';
import { type ListedPaper, PAPER_KINDS, type PaperFigures, type PaperKind, Papers, type WantedPapers } from './papers';
import { PictureController } from './picture.controller';
import { PictureRebuild } from './picture-rebuild';
import { PictureReader } from './picture.reader';
import { RecordSearch } from './record-search';
import { keepReports } from './trade-record.repository';
import { reportOfBill, reportOfRelease, reportOfSummary } from './trade-record.rules';
import { accountHolding } from './account-holding.fixture';

const NOW = new Date('2026-11-29T17:00:00Z');
const FIRST_DAY = Date.parse('2026-09-01T15:00:00Z');
const at = (day: number): string => new Date(FIRST_DAY + day * 86_400_000).toISOString();
const dayOf = (day: number): string => at(day).slice(0, 10);
let bench: HandlerBench;
let source: DataSource;
let papers: Papers;
let rebuild: PictureRebuild;

beforeAll(async () => {
  bench = await handlerBench({ ...account, entities: account.entities as Function[] });
  source = bench.source;
  papers = new Papers(source);
  rebuild = new PictureRebuild(
    source,
    new Transactions(source, 4, () => undefined),
    { info: () => undefined } as never,
    { every: () => undefined } as never,
  );
});
afterAll(() => bench.close());

let opened = 0;
const open = (...identifiers: (readonly [kind: string, identity: string])[]): Promise<string> =>
  accountHolding(source, ...identifiers);
const insert = (table: string, row: Readonly<Record<string, unknown>>): Promise<unknown> =>
  source.query(
    `INSERT INTO ${table} (${Object.keys(row)}) VALUES (${Object.keys(row).map((_, n) => `$${n + 1}`)})`,
    Object.values(row),
  );
const told = (accountId: string, day: number, change: Partial<InteractionRecorded>) => ({
  data: { ...InteractionRecorded.example, accountId, items: [], occurredAt: at(day), ...change },
});
const hear = (messages: readonly { data: InteractionRecorded }[]): Promise<void> =>
  bench.handle((context) => new InteractionsConsumer().record(messages as never, context as never));
const handIn = async (accountId: string, state: string, day: number): Promise<string> => {
  const id = randomUUID();
  await insert('document', {
    ...{
      id,
      account_id: accountId,
      sha256: randomUUID(),
      name: 'invoice.pdf',
      kind: 'PDF',
      bytes: 9,
      state,
    },
    ...{ words: '', channel: 'api', received_at: at(day), received_by: 'Jane Roe' },
  });
  return id;
};
const ask = (accountId: string, state: string, day: number): Promise<unknown> =>
  insert('document_request', {
    ...{ year: 2026, account_id: accountId, kind: 'UC1', filer_code: 'B76', entry_number: '03245278', state },
    ...{ asked_at: at(day), asked_by: 'J. Rivera', remarks: [], due_date: dayOf(day + 5) },
  });
const grant = async (accountId: string, identity: string, filer: string, power: Power): Promise<void> => {
  await source.query(
    'INSERT INTO importer_with_powers (id, identity, version) VALUES ($1, $2, 1) ON CONFLICT DO NOTHING',
    [randomUUID(), identity],
  );
  const [{ id: importerId }] = await source.query('SELECT id FROM importer_with_powers WHERE identity = $1', [
    identity,
  ]);
  const id = randomUUID();
  await insert('power_of_attorney', {
    ...{
      id,
      importer_id: importerId,
      filer_code: filer,
      scopes: ['see'],
      partnership: false,
      valid_from: dayOf(power.from),
    },
    ...{ valid_to: power.to === null ? null : dayOf(power.from + power.to), granted_at: at(power.granted) },
    ...{ granted_by_account: accountId, granted_by: 'Jane Roe' },
  });
  for (const day of power.revocations)
    await insert('power_of_attorney_revocation', {
      ...{
        power_id: id,
        revoked_from: dayOf(day),
        recorded_at: at(day),
        revoked_by_account: accountId,
        revoked_by: 'Jane Roe',
        reason: 'over',
      },
    });
};

interface Power {
  readonly granted: number;
  readonly from: number;
  readonly to: number | null;
  readonly revocations: readonly number[];
}
/** Day 89 is today. */
const TODAY = 89;
const day = fc.nat(TODAY);
const histories = fc.record({
  documents: fc.array(fc.tuple(fc.constantFrom('being checked', 'kept', 'refused', 'deleted'), day), { maxLength: 5 }),
  requests: fc.array(
    fc.tuple(fc.constantFrom('asked', 'overdue', 'answered', 'insufficient', 'accepted', 'closed'), day),
    {
      maxLength: 5,
    },
  ),
  messages: fc.array(
    fc.record({ answer: fc.boolean(), day, acknowledged: fc.option(fc.nat(9)), items: fc.nat(2), again: fc.boolean() }),
    { maxLength: 6 },
  ),
  powers: fc.array(
    fc.record({
      granted: day,
      from: fc.nat(120),
      to: fc.option(fc.nat(60)),
      revocations: fc.array(fc.nat(120), { maxLength: 2 }),
    }),
    { maxLength: 4 },
  ),
});

/** What somebody says who has every paper before him: kind, state, open, day. */
const byHand = ({
  documents,
  requests,
  messages,
  powers,
}: typeof histories extends fc.Arbitrary<infer T> ? T : never) => [
  ...documents.map(([state, on]) => ['document', state, state === 'being checked', on] as const),
  ...requests.map(
    ([state, on]) => ['document request', state, ['asked', 'overdue', 'insufficient'].includes(state), on] as const,
  ),
  ...messages.map(
    ({ acknowledged, day: on }) =>
      ['message', acknowledged === null ? 'waiting' : 'acknowledged', acknowledged === null, on] as const,
  ),
  ...powers.map(({ granted, from, to, revocations }) => {
    const state = revocations.some((on) => on <= TODAY)
      ? 'revoked'
      : to !== null && from + to < TODAY
        ? 'ended'
        : from > TODAY
          ? 'to come'
          : 'in force';
    return ['power of attorney', state, state === 'in force', granted] as const;
  }),
];

const all = async (accountId: string, wanted: WantedPapers): Promise<ListedPaper[]> => {
  const found: ListedPaper[] = [];
  let after: string | null = null;
  do {
    const page = await papers.page(accountId, wanted, after, 2, NOW);
    found.push(...page.papers);
    after = page.next;
  } while (after !== null);
  return found;
};
const sorted = (counts: Iterable<readonly [string, number]>) => Object.fromEntries([...counts].sort());
const plain = (list: PaperFigures['byState']) => sorted(list.map(({ value, count }) => [value, count]));

test('papers are as many as somebody counts by hand, each number is the length of the list behind it, and a rebuild finds the same', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      opened += 1;
      const number = `12-${String(opened).padStart(7, '0')}00`;
      const id = await open(['importer number', number]);
      for (const [state, on] of history.documents) await handIn(id, state, on);
      for (const [state, on] of history.requests) await ask(id, state, on);
      for (const power of history.powers) await grant(id, number, 'B76', power);
      const placed = history.messages.map(({ answer, day: on, items }, n) =>
        told(id, on, {
          kind: answer ? 'answer placed' : 'notification placed',
          mailboxId: items === 0 ? n + 1 : null,
          items: Array.from({ length: items }, () => ({
            ...{
              kind: 'cargo release',
              subject: 'entry:B76-03245278',
              filingId: null,
              outcome: null,
              mailboxId: n + 1,
            },
          })),
        }),
      );
      const read = history.messages.flatMap(({ acknowledged, day: on }, n) =>
        acknowledged === null
          ? []
          : [told(id, on + acknowledged, { kind: 'answer acknowledged', mailboxId: n + 1, items: [] })],
      );
      if (placed.length > 0) await hear([...placed, ...read]);
      await hear([...placed, ...read].filter((_, n) => history.messages[n]?.again));

      const expected = byHand(history);
      const check = async () => {
        const figures = await papers.figures(id, null, null, NOW);
        for (const { kind, count, open: isOpen, oldestOpenAt, byState, byMonth } of figures) {
          const own = expected.filter(([of]) => of === kind);
          const counted = (by: (paper: (typeof own)[number]) => string) => {
            const values = own.map(by);
            return sorted(values.map((value) => [value, values.filter((other) => other === value).length]));
          };
          const opens = own.filter(([, , open]) => open);
          expect([kind, count, isOpen]).toEqual([kind, own.length, opens.length]);
          expect(oldestOpenAt).toBe(opens.length === 0 ? null : at(Math.min(...opens.map(([, , , on]) => on))));
          expect(plain(byState)).toEqual(counted(([, state]) => state));
          expect(plain(byMonth)).toEqual(counted(([, , , on]) => dayOf(on).slice(0, 7)));
          expect(await all(id, { kind })).toHaveLength(count);
          expect(await all(id, { kind, open: true })).toHaveLength(isOpen);
          for (const { value, count: some } of byState)
            expect(await all(id, { kind, state: value })).toHaveLength(some);
          for (const { value, count: some } of byMonth)
            expect(await all(id, { kind, firstMonth: value, lastMonth: value })).toHaveLength(some);
        }
      };
      await check();
      await rebuild.order('an operator');
      while (await rebuild.next());
      await check();
    }),
    { numRuns: 12 },
  );
});

const countOf = async (accountId: string, kind: PaperKind, first: string | null = null, last: string | null = null) =>
  (await papers.figures(accountId, first, last, NOW)).find((figures) => figures.kind === kind)!;

test('a picture of some months counts the papers of these months by the clock of headquarters', async () => {
  const id = await open();
  await hear([
    told(id, 0, { kind: 'answer placed', mailboxId: 1, occurredAt: '2026-11-01T03:59:59Z' }),
    told(id, 0, { kind: 'answer placed', mailboxId: 2, occurredAt: '2026-11-01T04:00:00Z' }),
  ]);
  expect(await countOf(id, 'message', '2026-10', '2026-10')).toMatchObject({
    count: 1,
    oldestOpenAt: '2026-11-01T03:59:59.000Z',
  });
  expect(await countOf(id, 'message', '2026-11')).toMatchObject({ count: 1, oldestOpenAt: '2026-11-01T04:00:00.000Z' });
});

test('an account that others were merged into has their papers, and a power of attorney goes where its number goes', async () => {
  const [one, gone] = [await open(['importer number', '99-000000100'], ['filer code', 'B70']), await open()];
  await handIn(gone, 'kept', 3);
  await hear([told(gone, 4, { kind: 'notification placed', mailboxId: 7 })]);
  await grant(gone, '99-000000100', 'X01', { granted: 1, from: 1, to: null, revocations: [] });
  await source.query('UPDATE account SET merged_into = $1 WHERE id = $2', [one, gone]);
  for (const kind of ['document', 'message', 'power of attorney'] as const)
    expect(await countOf(one, kind)).toMatchObject({ kind, count: 1 });
});

test('a social security number of an importer is not in the list of its powers of attorney', async () => {
  const id = await open(['importer number', '123-45-6789']);
  await grant(id, '123-45-6789', 'B76', { granted: 1, from: 1, to: null, revocations: [] });
  const [power] = await all(id, { kind: 'power of attorney' });
  expect(power!.reference).toBe('***-**-6789 to filer B76');
});

test('who may see the picture and not the documents sees how many there are and none of them', async () => {
  const id = await open();
  await handIn(id, 'kept', 3);
  const reader = new PictureReader(source, papers);
  const controller = new PictureController(reader, new RecordSearch(source), papers, {
    atAccount: () => Promise.resolve(),
  } as unknown as OwnLooks);
  const asking = (accountId: string, viewer: Viewer, leaves: Asking['leaves'] = null): Asking =>
    ({ account: { accountId }, viewers: [viewer], leaves }) as unknown as Asking;
  const clerk = asking(id, 'user', { reports: 'read' });
  expect((await controller.read(clerk, id, {})).papers).toMatchObject([{ kind: 'document', count: 1 }, {}, {}, {}]);
  await expect(controller.listPapers(clerk, id, { kind: 'document', limit: 50 })).rejects.toThrow('how many there are');
  const list = (who: Asking) => controller.listPapers(who, id, { kind: 'document', limit: 50 });
  expect((await list(asking(id, 'owner'))).papers).toHaveLength(1);
  expect((await list(asking(randomUUID(), 'auditor'))).papers).toHaveLength(1);
  await expect(list(asking(randomUUID(), 'owner'))).rejects.toThrow('There is no account');
});

test('documents and requests are counted by port, mode and Center of the entries and bills that they are about, once in each, and found so', async () => {
  const accountId = await open(['filer code', 'B76'], ['SCAC', 'MAEU']);
  const entry = (filerCode: string, entryNumber: string, portOfEntry: string) =>
    reportOfRelease({ ...ReleaseStatusChanged.example, filerCode, entryNumber, portOfEntry });
  await bench.handle(({ unit }) =>
    keepReports(
      unit.manager,
      [
        entry('B76', '03245278', '2704'),
        reportOfSummary({ ...SummaryReported.example, entryNumber: '03245278' }),
        entry('B76', '00000002', '4601'),
        entry('X01', '00000009', '0901'),
        reportOfBill({ ...BillChanged.example, portCode: '1001' }),
      ],
      NOW,
    ),
  );
  const link = async (...subjects: string[]): Promise<string> => {
    const id = await handIn(accountId, 'kept', 3);
    for (const subject of subjects)
      await insert('document_link', { document_id: id, subject, linked_at: at(3), linked_by: 'Jane Roe' });
    return id;
  };
  const both = await link('entry:B76-03245278', 'entry:B76-00000002', 'reference:INV-4711');
  const bill = await link(`bill:${BillChanged.example.billKey}`);
  const foreign = await link('entry:X01-00000009');
  const none = await link();
  await ask(accountId, 'asked', 3);
  const figures = await papers.figures(accountId, null, null, NOW, true);
  const of = (kind: PaperKind) => figures.find((one) => one.kind === kind)!;
  // What is linked to the entry of another does not tell where that is.
  expect(of('document')).toMatchObject({
    count: 4,
    byPort: [
      { value: '', count: 2 },
      { value: '1001', count: 1 },
      { value: '2704', count: 1 },
      { value: '4601', count: 1 },
    ],
    byCenter: [
      { value: '', count: 4 },
      { value: 'CEE009', count: 1 },
    ],
  });
  expect(of('document request')).toMatchObject({
    byPort: [{ value: '2704', count: 1 }],
    byMode: [{ value: '11', count: 1 }],
    byCenter: [{ value: 'CEE009', count: 1 }],
  });
  expect([of('message').byPort, of('power of attorney').byCenter]).toEqual([null, null]);
  const keys = async (wanted: Partial<WantedPapers>) =>
    (await papers.page(accountId, { kind: 'document', ...wanted }, null, 50, NOW)).papers.map(({ key }) => key).sort();
  expect(await keys({ port: '2704' })).toEqual([both]);
  expect(await keys({ port: '1001' })).toEqual([bill]);
  expect(await keys({ port: '0901' })).toEqual([]);
  expect(await keys({ port: '' })).toEqual([foreign, none].sort());
  expect(await keys({ port: '4601', center: 'CEE009' })).toEqual([]);
  expect(await keys({ port: '2704', center: 'CEE009' })).toEqual([both]);
  await expect(keys({ kind: 'message', port: '2704' })).rejects.toThrow('it is not known what it is about');
});

test('a picture says what it does not know instead of 0', async () => {
  const { notYetKnown, papers: kinds } = await new PictureReader(source, papers).read(await open(), null, null);
  expect(notYetKnown.map(({ figure }) => figure)).toEqual([
    'duty and fees paid',
    'amounts of continuous bonds',
    'cases',
  ]);
  expect(kinds.map(({ kind, count, oldestOpenAt }) => [kind, count, oldestOpenAt])).toEqual(
    PAPER_KINDS.map((kind) => [kind, 0, null]),
  );
});

test('a place to go on from that no page gave is refused by name', async () => {
  await expect(papers.page(await open(), { kind: 'message' }, 'bm90aGluZw', 5, NOW)).rejects.toThrow(
    'given by no page',
  );
});
