import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { AccountTold, FilingHeld, ManualDecisionMade, type ReleaseStatusChanged } from '#contracts';
import { eventually } from '../../../../../test/support';
import { DowntimeBook } from '../../downtime/book/downtime-book';
import {
  ACCOUNTS,
  ago,
  deskBench,
  type DeskBench,
  entryStandIn,
  KEYS,
  naming,
  newBill,
  newEntry,
  releasing,
  TOKEN,
} from '../desk-bench.fixture';

let bench: DeskBench;
let downtime: string;
let entryService: { url: string; server: Server };
/** What the entry service had released before it was asked, by entry number; `null` stands for a service that answers nothing useful. */
const releasedElectronically = new Map<string, string>();
const claimed = new Map<string, ManualDecisionMade>();
let entryLives = true;

beforeAll(async () => {
  entryService = await entryStandIn((decision) => {
    if (!entryLives) return null;
    const releasedAt = releasedElectronically.get(decision.entry?.entryNumber ?? '');
    if (releasedAt) return { result: 'already released electronically', releasedAt };
    claimed.set(decision.entry?.entryNumber ?? decision.billKeys[0]!, decision);
    return { result: 'recorded', releasedAt: null };
  });
  bench = await deskBench({ replicas: 2, entryUrl: entryService.url });
  downtime = await bench.downtime();
});
afterAll(async () => {
  await bench?.close();
  entryService.server.close();
  entryService.server.closeAllConnections();
});

type Bill = ReturnType<typeof newBill>;
type Entry = ReturnType<typeof newEntry>;
const decide = (body: unknown, replica = 0) =>
  bench.call('POST', '/desk/decisions', KEYS.alvarez, body, bench.services[replica]);
/** As an officer does whom a slow machine tells to come again: the same order, with its key. */
const decideAtLast = (body: unknown, replica: number) =>
  eventually(async () => {
    const answer = await decide(body, replica);
    return answer.status !== 503 && answer;
  });
const onFile = (bill: Bill, changes: object = {}) =>
  bench.hear.bill({
    billKey: bill.billKey,
    issuerScac: bill.issuerScac,
    billNumber: bill.number,
    holds: [],
    ...changes,
  });
const filed = (entry: Entry, bill: Bill, changes: Partial<ReleaseStatusChanged> = {}) =>
  bench.hear.release({
    entryNumber: entry.entryNumber,
    bills: naming(bill),
    importerNumber: '12-345678900',
    portOfEntry: '2704',
    ...changes,
  });
const byPaper = (decision: ManualDecisionMade): ReleaseStatusChanged['release'] => ({
  path: 'paper',
  at: decision.decidedAt,
  decisionId: decision.decisionId,
  controlNumber: decision.controlNumber,
});
const electronic = (at: string): ReleaseStatusChanged['release'] => ({
  path: 'electronic',
  at,
  decisionId: null,
  controlNumber: null,
});

interface Verdict {
  state: string;
  links: {
    link: string;
    reference: string | null;
    state: string;
    dueDate: string | null;
    conflicts: { kind: string }[];
  }[];
}
const matchOf = async (controlNumber: string): Promise<Verdict> =>
  (await bench.call('GET', `/desk/decisions/${controlNumber}`, KEYS.alvarez)).body.match;
const verdict = async (controlNumber: string, state: string): Promise<Verdict> =>
  eventually(async () => {
    const match = await matchOf(controlNumber);
    expect(match?.state).toBe(state);
    return match;
  });
const kinds = ({ links }: Verdict): string[] => links.flatMap(({ conflicts }) => conflicts.map(({ kind }) => kind));
const permutations = <T>(list: readonly T[]): T[][] =>
  list.length < 2
    ? [[...list]]
    : list.flatMap((first, i) => permutations(list.toSpliced(i, 1)).map((rest) => [first, ...rest]));

describe('Whatever the order of bill, paper release, electronic filing and summary', () => {
  const STEPS = ['bill', 'paper', 'electronic', 'summary'] as const;

  test('the goods are released on exactly one path, and a paper release ends matched', async () => {
    const verdicts: string[] = [];
    for (const order of permutations(STEPS)) {
      const [bill, entry] = [newBill(), newEntry()];
      let control: string | null = null;
      let paths = 0;
      for (const step of order) {
        if (step === 'bill') await onFile(bill);
        if (step === 'summary') await bench.hear.summary(entry.text);
        if (step === 'paper') {
          const answer = await decide(releasing(entry, bill));
          expect([201, 409]).toContain(answer.status);
          if (answer.status === 201) {
            control = answer.body.controlNumber as string;
            expect(answer.body.entryConfirmed).toBe(true);
            paths += 1;
          }
        }
        if (step === 'electronic') {
          // The entry service releases what no paper decision was claimed for, once the bill is on file, and tells it at once.
          const decision = claimed.get(entry.entryNumber);
          if (!decision) {
            releasedElectronically.set(entry.entryNumber, ago(0));
            paths += 1;
          }
          await filed(entry, bill, { state: 'released', release: decision ? byPaper(decision) : electronic(ago(0)) });
        }
      }
      expect(paths).toBe(1);
      const paperFirst = order.indexOf('paper') < order.indexOf('electronic');
      expect(control !== null).toBe(paperFirst);
      if (control !== null)
        verdicts.push(
          (await verdict(control, 'matched')).links.map(({ link, state }) => `${link} ${state}`).join(', '),
        );
    }
    expect(verdicts).toHaveLength(12);
    expect(new Set(verdicts)).toEqual(new Set(['bill matched, entry matched, summary matched']));
  });

  test('an electronic release that the desk could not know of ends as the same conflict', async () => {
    entryLives = false;
    try {
      for (const order of permutations(['bill', 'released electronically', 'summary'] as const)) {
        for (const place of [0, 1, 2, 3]) {
          const [bill, entry] = [newBill(), newEntry()];
          let control: string | null = null;
          let heardBefore = false;
          for (const [i, step] of [...order, null].entries()) {
            if (i === place) {
              heardBefore = order.indexOf('released electronically') < place;
              const answer = await decide(releasing(entry, bill));
              expect(answer.status).toBe(heardBefore ? 409 : 201);
              control = heardBefore ? null : (answer.body.controlNumber as string);
              if (!heardBefore) expect(answer.body.entryConfirmed).toBe(false);
            }
            if (step === 'bill') await onFile(bill);
            if (step === 'summary') await bench.hear.summary(entry.text);
            if (step === 'released electronically')
              await filed(entry, bill, { state: 'released', release: electronic(ago(0)) });
          }
          if (control !== null)
            expect(kinds(await verdict(control, 'conflict'))).toEqual(['released electronically too']);
        }
      }
    } finally {
      entryLives = true;
    }
  });
});

test('the entry service that had released the goods is asked first, and its answer ends the paper release', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  releasedElectronically.set(entry.entryNumber, '2026-11-21T09:00:00.000Z');
  const asked = releasing(entry, bill);
  const answer = await decide(asked);
  expect(answer).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('released electronically at 2026-11-21T09:00:00.000Z') },
  });
  expect((await decide(asked)).status).toBe(409);
  const { decisions } = (await bench.call('GET', '/desk/decisions?state=released%20electronically', KEYS.alvarez)).body;
  expect(decisions).toMatchObject([{ paper: { entry: { entryNumber: entry.entryNumber } }, effectiveAt: null }]);
  expect((await bench.told(ManualDecisionMade)).map(({ data }) => data.entry?.entryNumber)).not.toContain(
    entry.entryNumber,
  );
});

test('a bill that the carrier files after its outage pulls along the entries that name it, though the paper had no entry number', async () => {
  const [bill, entry, second] = [newBill(), newEntry(), newEntry()];
  const { body } = await decide(releasing(null, bill));
  expect((await verdict(body.controlNumber, 'open')).links).toMatchObject([
    { link: 'bill', state: 'expected' },
    { link: 'entry', reference: null },
    { link: 'summary', reference: null },
  ]);
  const held = {
    ...FilingHeld.example,
    filingId: randomUUID(),
    subject: `entry:B76-${entry.entryNumber}`,
    reference: entry.text,
    billKeys: [bill.billKey],
    receivedAt: '2026-11-21T20:40:00Z',
  };
  await bench.hear.held(held);
  await eventually(async () =>
    expect((await matchOf(body.controlNumber)).links[1]).toMatchObject({
      state: 'expected',
      heldSince: '2026-11-21T20:40:00Z',
    }),
  );
  await filed(entry, bill);
  await bench.hear.summary(entry.text);
  await onFile(bill);
  expect((await verdict(body.controlNumber, 'matched')).links.map(({ reference }) => reference)).toEqual([
    bill.billKey,
    entry.text,
    entry.text,
  ]);
  expect((await bench.call('GET', `/desk/search?q=${entry.text}`, KEYS.alvarez)).body.decisions).toMatchObject([
    { controlNumber: body.controlNumber },
  ]);
  await filed(entry, newBill());
  expect((await verdict(body.controlNumber, 'open')).links[1]).toMatchObject({ reference: null, state: 'expected' });
  await filed(second, bill);
  await eventually(async () =>
    expect((await matchOf(body.controlNumber)).links[1]).toMatchObject({ reference: second.text, state: 'matched' }),
  );
  const { matchHistory } = (await bench.call('GET', `/desk/decisions/${body.controlNumber}`, KEYS.alvarez)).body;
  expect(matchHistory.flatMap(({ changes }: { changes: string[] }) => changes)).toEqual(
    expect.arrayContaining(['everything filed', 'a filing went away']),
  );
});

test("a hold that comes after the release on paper is an alarm at the top of the port's list, and the accounts hear of it once", async () => {
  const [bill, entry] = [newBill(), newEntry()];
  await onFile(bill);
  const { body } = await decide(releasing(entry, bill));
  const hold = { code: '3H', reason: 'FDA review', placedAt: '2026-11-21T22:00:00Z' };
  await onFile(bill, { change: 'hold placed', holds: [hold] });
  const alarm = await eventually(async () => {
    const { alarms } = (await bench.call('GET', '/desk/unmatched?port=2704', KEYS.alvarez)).body;
    expect(alarms[0]).toMatchObject({
      controlNumber: body.controlNumber,
      billKey: bill.billKey,
      holdCode: '3H',
      acknowledged: null,
    });
    return alarms[0];
  });
  await onFile(bill, { change: 'amended', holds: [hold] });
  const told = async () =>
    (await bench.told(AccountTold)).filter(
      ({ data }) => data.about === 'post-release hold' && data.items[0].reference === bill.billKey,
    );
  expect((await told()).map(({ data }) => data.accountId).sort()).toEqual(
    [ACCOUNTS.broker, ACCOUNTS.carrier, ACCOUNTS.importer].sort(),
  );
  expect((await told())[0]!.data.text).not.toContain('FDA');
  expect((await bench.call('POST', `/desk/alarms/${alarm.id}/acknowledge`, KEYS.laredo, { note: 'Seen' })).status).toBe(
    403,
  );
  expect(
    (
      await bench.call('POST', `/desk/alarms/${alarm.id}/acknowledge`, KEYS.osei, {
        officer: 'R. Alvarez',
        note: 'Seen',
      })
    ).body.errors,
  ).toMatchObject([{ at: '/officer' }]);
  const acknowledged = await bench.call('POST', `/desk/alarms/${alarm.id}/acknowledge`, KEYS.osei, {
    note: 'Goods stopped at the gate',
  });
  expect(acknowledged.body.acknowledged).toMatchObject({ by: 'K. Osei' });
  expect(
    (await bench.call('GET', '/desk/alarms', KEYS.alvarez)).body.alarms.map(({ id }: { id: string }) => id),
  ).not.toContain(alarm.id);
  expect(
    (await bench.call('GET', '/desk/alarms?show=all', KEYS.alvarez)).body.alarms.map(({ id }: { id: string }) => id),
  ).toContain(alarm.id);
  await bench.source.query('INSERT INTO match_due (decision_id) VALUES ($1)', [body.id]);
  await eventually(async () => expect(await bench.source.query('SELECT 1 FROM match_due')).toEqual([]));
  expect(await told()).toHaveLength(3);
});

test("a hold reaches goods released on paper also by the entry's bills, by the master bill above and by a house below", async () => {
  const hold = (placedAt: string) => ({
    change: 'hold placed' as const,
    holds: [{ code: '1H', reason: 'Examination', placedAt }],
  });
  const alarmsOf = async (controlNumber: string): Promise<string[]> =>
    (await bench.call('GET', '/desk/unmatched?port=2704', KEYS.alvarez)).body.alarms
      .filter((a: any) => a.controlNumber === controlNumber)
      .map((a: any) => a.billKey);
  const [ofEntry, entry, master, house] = [newBill(), newEntry(), newBill(), newBill()];
  await onFile(ofEntry);
  await filed(entry, ofEntry);
  const byEntry = (await decide(releasing(entry, ofEntry, { bills: [] }))).body.controlNumber;
  await onFile(master);
  await onFile(house, { masterBill: master.billKey });
  const byHouse = (await decide(releasing(newEntry(), house))).body.controlNumber;
  const above = newBill();
  const byMaster = (await decide(releasing(newEntry(), above))).body.controlNumber;
  for (const controlNumber of [byEntry, byHouse, byMaster]) await verdict(controlNumber, 'open');
  await onFile(ofEntry, hold('2026-11-21T22:00:00Z'));
  await onFile(master, hold('2026-11-21T22:01:00Z'));
  const below = newBill();
  await onFile(below, { masterBill: above.billKey, ...hold('2026-11-21T22:02:00Z') });
  await eventually(async () =>
    expect([await alarmsOf(byEntry), await alarmsOf(byHouse), await alarmsOf(byMaster)]).toEqual([
      [ofEntry.billKey],
      [master.billKey],
      [below.billKey],
    ]),
  );
});

test('what changes while a decision is looked at is looked at once more', async () => {
  const number = await bench.downtime({
    scope: { modules: ['manifest'], channels: [], directions: [], modes: ['air'], ports: ['2704'] },
  });
  const documents = (await bench.call('GET', '/desk/playbooks/ports/2704/air', KEYS.alvarez)).body.procedure
    .documents as { id: string }[];
  const { body } = await decide(
    releasing(newEntry(), newBill(), { mode: 'air', documentsSeen: documents.map(({ id }) => ({ code: id })) }),
  );
  expect(body.downtimeNumber).toBe(number);
  await verdict(body.controlNumber, 'open');
  const read = DowntimeBook.prototype.downtimeVersions;
  let ended = false;
  // The downtime ends right after the look has read that it lasts.
  const reading = jest.spyOn(DowntimeBook.prototype, 'downtimeVersions').mockImplementation(async function (
    this: DowntimeBook,
    asked: string,
  ) {
    const versions = await read.call(this, asked);
    if (asked !== number || ended) return versions;
    ended = true;
    await bench.source.query(
      `INSERT INTO downtime_follow_up (downtime_number, stage, items, at) VALUES ($1, 'revoked', '[]', now()), ($1, 'told', '[]', now())`,
      [number],
    );
    await bench.revoke(number);
    await bench.source.query('INSERT INTO match_due (decision_id) VALUES ($1)', [body.id]);
    return versions;
  });
  try {
    await bench.source.query('INSERT INTO match_due (decision_id) VALUES ($1)', [body.id]);
    await eventually(async () => {
      expect(ended).toBe(true);
      expect(await bench.source.query('SELECT 1 FROM match_due WHERE decision_id = $1', [body.id])).toEqual([]);
    });
    expect((await matchOf(body.controlNumber)).links[0]!.dueDate).toMatch(/^\d{4}-\d\d-\d\d$/);
  } finally {
    reading.mockRestore();
  }
});

test('unmatched work names what is missing and whose it is; closed by hand it stays closed until a new difference', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  const { body } = await decide(releasing(entry, bill));
  await verdict(body.controlNumber, 'open');
  const work = async () =>
    (await bench.call('GET', '/desk/unmatched?port=2704', KEYS.alvarez)).body.decisions.find(
      (d: any) => d.controlNumber === body.controlNumber,
    );
  expect(await work()).toMatchObject({
    state: 'open',
    ageHours: 0,
    officer: 'R. Alvarez',
    links: [
      { link: 'bill', reference: bill.billKey, owner: { kind: 'carrier', name: 'Ocean Line' }, dueDate: null },
      { link: 'entry', reference: entry.text, owner: { kind: 'filer', name: 'Harbor Brokers' } },
      { link: 'summary', reference: entry.text, owner: { kind: 'filer', accountId: ACCOUNTS.broker } },
    ],
  });
  expect((await bench.call('GET', '/desk/unmatched?port=2304', KEYS.alvarez)).status).toBe(403);
  const closing = { reason: 'Goods were exported again, papers on file' };
  expect((await bench.call('POST', `/desk/unmatched/${body.controlNumber}/close`, KEYS.laredo, closing)).status).toBe(
    403,
  );
  expect((await bench.call('POST', `/desk/unmatched/${body.controlNumber}/close`, KEYS.director, closing)).status).toBe(
    204,
  );
  expect((await bench.call('POST', `/desk/unmatched/${body.controlNumber}/close`, KEYS.director, closing)).status).toBe(
    409,
  );
  expect(await work()).toBeUndefined();
  await onFile(bill);
  await verdict(body.controlNumber, 'closed by hand');
  await filed(entry, bill, { portOfEntry: '2709' });
  expect(kinds(await verdict(body.controlNumber, 'conflict'))).toEqual(['port differs']);
  expect((await work()).links).toMatchObject([{ link: 'entry', state: 'conflict', owner: null }, { link: 'summary' }]);
});

test('a decision that was taken back is no work any more', async () => {
  const { body } = await decide(releasing(newEntry(), newBill()));
  await verdict(body.controlNumber, 'open');
  await bench.call('POST', `/desk/decisions/${body.controlNumber}/void`, KEYS.director, {
    reason: 'Registered for the wrong shipment',
  });
  expect((await verdict(body.controlNumber, 'closed by hand')).links).toEqual([]);
});

test('after a downtime every account hears once what it must still file, and once more when a day has passed', async () => {
  const day = 86_400_000;
  const number = await bench.downtime({
    from: ago(30 * day),
    to: null,
    changedAt: ago(30 * day),
    scope: { modules: ['manifest'], channels: [], directions: [], modes: ['rail'], ports: ['2704'] },
  });
  const [bill, entry] = [newBill(), newEntry()];
  const paper = releasing(entry, bill, {
    mode: 'rail',
    decidedAt: ago(25 * day),
    documentsSeen: [
      'cbp-3461',
      'cbp-3461-alt',
      'right-to-enter',
      'invoice',
      'downtime-request',
      'consist',
      'cbp-7533',
    ].map((code) => ({ code })),
  });
  const { status, body } = await decide(paper);
  expect([status, body.downtimeNumber]).toEqual([201, number]);
  const letters = async (accountId: string) =>
    (await bench.told(AccountTold))
      .filter(({ data }) => data.accountId === accountId && data.downtimeNumber === number)
      .map(({ data }) => data);
  const before = await eventually(async () => {
    const match = await matchOf(body.controlNumber);
    expect(match.links).toHaveLength(3);
    return match;
  });
  expect(before.links.map(({ dueDate }) => dueDate)).toMatchObject([null, null, expect.any(String)]);
  await bench.revoke(number);
  const [letter] = await eventually(async () => {
    const found = await letters(ACCOUNTS.broker);
    expect(found.length).toBeGreaterThan(0);
    return found;
  });
  expect(letter).toMatchObject({
    about: 'downtime follow-up',
    text: expect.stringContaining(`Downtime ${number} is over`),
    items: [{ reference: entry.text }, { reference: entry.text }],
  });
  expect(letter.items[0]).toMatchObject({
    text: expect.stringContaining(body.controlNumber),
    dueDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
  await eventually(async () =>
    expect(await letters(ACCOUNTS.carrier)).toMatchObject([{ items: [{ reference: bill.billKey }] }]),
  );
  // As if the days had passed.
  await bench.revoke(number, ago(20 * day));
  await bench.source.query('INSERT INTO match_due (decision_id) VALUES ($1)', [body.id]);
  await eventually(async () => expect(await letters(ACCOUNTS.broker)).toHaveLength(2), { within: 30_000 });
  expect((await letters(ACCOUNTS.broker))[1]).toMatchObject({ text: expect.stringContaining('not filed in time') });
  // The summary's day is that of the decision, the release's that of the end: one may be found late before the other is looked at again.
  expect((await letters(ACCOUNTS.broker))[1].items.map(({ text }: { text: string }) => text).join(' ')).toContain(
    'overdue',
  );
  // Accounts are told one after the other.
  await eventually(async () => {
    const stages: { stage: string }[] = await bench.source.query(
      'SELECT stage FROM downtime_follow_up WHERE downtime_number = $1',
      [number],
    );
    expect(stages.map(({ stage }) => stage).sort()).toEqual(['overdue', 'overdue', 'revoked', 'told', 'told', 'told']);
  });
});

test("a national downtime and the port's own that became part of it tell of each held filing once, and of all that is still to file", async () => {
  const hour = 3_600_000;
  const scope = { modules: ['entry'], channels: [], directions: [], modes: ['air express'], ports: ['2704'] };
  const national = await bench.downtime({ from: ago(2 * hour), level: 'national', scope: { ...scope, ports: [] } });
  const part = await bench.downtime({ from: ago(3 * hour), scope, partOf: national });
  const broker = randomUUID();
  const held = (receivedAt: string) =>
    bench.hear.held({
      ...FilingHeld.example,
      accountId: broker,
      filingId: randomUUID(),
      reference: newEntry().text,
      billKeys: [],
      portCode: '2704',
      module: 'entry',
      receivedAt,
    });
  await held(ago(2.5 * hour));
  await held(ago(1 * hour));
  await held(ago(1 * hour));
  const [sample] = (await bench.source.query('SELECT id FROM manual_decision LIMIT 1')) as { id: string }[];
  const links = [
    { link: 'bill', reference: 'MAEU1', state: 'expected', dueDate: '2099-01-01', conflicts: [], heldSince: null },
  ];
  await bench.source.query(
    `WITH many AS (INSERT INTO manual_decision SELECT (r).* FROM (SELECT jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'control_number', 'MD-25-2704-' || n,
         'idempotency_key', gen_random_uuid(), 'downtime_number', $2::text, 'entry_key', null)) AS r FROM manual_decision d, generate_series(100001, 101100) n WHERE d.id = $1) x RETURNING id)
       INSERT INTO decision_match (decision_id, state, links, judged_at) SELECT id, 'open', $3, now() FROM many`,
    [sample!.id, national, JSON.stringify(links)],
  );
  await bench.source.query(
    `INSERT INTO downtime_follow_up (downtime_number, stage, items, at) SELECT unnest($1::text[]), 'revoked', '[]', now()`,
    [[national, part]],
  );
  await bench.revoke(part);
  await bench.revoke(national);
  const letters = await eventually(async () => {
    const told = (await bench.told(AccountTold))
      .map(({ data }) => data)
      .filter(({ downtimeNumber }) => downtimeNumber === national || downtimeNumber === part);
    expect(new Set(told.map(({ downtimeNumber }) => downtimeNumber)).size).toBe(2);
    return told;
  });
  const ofBroker = letters.filter(({ accountId }) => accountId === broker);
  expect(ofBroker.map(({ downtimeNumber, text }) => [downtimeNumber, /We held (\d+)/.exec(text)![1]]).sort()).toEqual(
    [
      [national, '2'],
      [part, '1'],
    ].sort(),
  );
  expect(
    letters.find(({ accountId, downtimeNumber }) => accountId === ACCOUNTS.carrier && downtimeNumber === national)!
      .items,
  ).toHaveLength(1_100);
  await bench.source.query(
    `DELETE FROM decision_match WHERE decision_id IN (SELECT id FROM manual_decision WHERE control_number LIKE 'MD-25-%')`,
  );
  await bench.source.query(`DELETE FROM manual_decision WHERE control_number LIKE 'MD-25-%'`);
});

test('control numbers have no gap, whatever fails beside them and however many replicas decide, and a reader of the feed misses nothing', async () => {
  const seen: number[] = [];
  let reading = true;
  const reader = (async () => {
    let after = 0;
    for (;;) {
      const last = !reading;
      const { decisions } = (await bench.call('GET', `/operations/manual-decisions?after=${after}&limit=7`, TOKEN))
        .body;
      seen.push(...decisions.map(({ sequence }: { sequence: number }) => sequence));
      after = decisions.at(-1)?.sequence ?? after;
      if (last && decisions.length === 0) return;
    }
  })();
  const asked = [...Array(60).keys()].map((i) =>
    i % 5 === 0
      ? decideAtLast(releasing(newEntry(), newBill(), { documentsSeen: [] }), i % 2)
      : decideAtLast(
          releasing(newEntry(), newBill(), i % 3 === 0 ? { decision: 'hold', reason: 'Seal broken' } : {}),
          i % 2,
        ),
  );
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(48).fill(201), ...Array(12).fill(422)]);
  reading = false;
  await reader;
  const rows: { sequence: string }[] = await bench.source.query(
    'SELECT sequence FROM manual_decision_feed ORDER BY sequence',
  );
  expect(seen).toEqual(rows.map(({ sequence }) => Number(sequence)));
  const numbers: { n: number }[] = await bench.source.query(
    `SELECT right(control_number, 6)::int AS n FROM manual_decision ORDER BY 1`,
  );
  expect(numbers.map(({ n }) => n)).toEqual(numbers.map((_, i) => i + 1));
});

test('a claim that a stopped process left behind is finished when the entry service answers, and only then', async () => {
  const [bill, entry] = [newBill(), newEntry()];
  const { body } = await decide(releasing(entry, bill));
  await bench.source.query(
    `UPDATE manual_decision SET state = 'being claimed', effective_at = NULL, registered_at = now() - interval '1 minute' WHERE id = $1`,
    [body.id],
  );
  await eventually(async () =>
    expect((await bench.call('GET', `/desk/decisions/${body.controlNumber}`, KEYS.alvarez)).body).toMatchObject({
      state: 'in effect',
      entryConfirmed: true,
    }),
  );
});

test("the register's history, the feed and the history of matches can only be added to", async () => {
  for (const table of ['manual_decision_history', 'manual_decision_feed', 'decision_match_history']) {
    await expect(bench.source.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
  }
  expect(downtime).toMatch(/^DT-/);
});
