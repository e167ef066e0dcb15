import { AccountChangedConsumer, KnownAccounts } from '#access';
import {
  AccountChanged,
  BillHoldOrdered,
  CargoReleaseFiled,
  type Condition,
  EntryFilingAnswered,
  EntryReviewOrdered,
  ManifestFilingAnswered,
  ManifestFiled,
  type ReleaseDecision,
  accountSubject,
} from '#contracts';
import { hashApiKey } from '#service';
import { applyFiling, applyReview } from '../apps/entry/src/cargo-release/action.rules';
import type { Release } from '../apps/entry/src/release/release.model';
import { OFFICER_KEY, partners, sample } from '../apps/gateway/src/gateway.fixture';
import type { Bill } from '../apps/manifest/src/bills/bill.model';
import { applyHold, holdCondition } from '../apps/manifest/src/holds/hold.rules';
import { judgeManifest } from '../apps/manifest/src/manifest-filing/manifest.rules';
import { gatewayBench, type GatewayBench } from './support/gateway-bench';
import { received } from './support/handler-bench';

/**
 * A gateway with its database, and behind it the rules of manifest and entry themselves, played in memory. Every order of what two
 * accounts can say of one subject is tried; each order of them has a subject of its own, and all take each step together.
 */
const SECOND_OFFICER_KEY = 'pk_second-officer-of-the-tests';
const NOW = new Date('2026-11-21T15:00:00Z');
const AT_ONCE = 100;

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
  const first = (await partners()).find(({ kinds }) => kinds.includes('officer'))!;
  const second = {
    ...first,
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b15',
    name: 'Port of Long Beach',
    apiKeyHashes: [hashApiKey(SECOND_OFFICER_KEY)],
    keyPersons: [{ hash: hashApiKey(SECOND_OFFICER_KEY), person: 'K. Osei' }],
  };
  await gate.handle((context) =>
    new AccountChangedConsumer(gate.service.app.get(KnownAccounts)).take(
      [received(AccountChanged, accountSubject(second.accountId), second)],
      context,
    ),
  );
});
afterAll(() => gate?.close());

/** Every sequence of so many of these. */
const sequences = <T>(of: readonly T[], length: number): T[][] =>
  length === 0 ? [[]] : sequences(of, length - 1).flatMap((begun) => of.map((next) => [...begun, next]));

const all = async <C>(cases: readonly C[], doing: (one: C) => Promise<void>): Promise<void> => {
  for (let from = 0; from < cases.length; from += AT_ONCE)
    await Promise.all(cases.slice(from, from + AT_ONCE).map(doing));
};

interface Said {
  readonly id: string;
  readonly disposition: string;
  readonly repeats?: string;
}

const order = async (path: string, body: object, apiKey: string, key: string): Promise<Said> =>
  (await gate.fileJson(path, body, apiKey).set('idempotency-key', key).expect(202)).body as Said;

describe('Two officers and one bill: whatever the order in which they place, remove and send again', () => {
  const DOINGS = [
    { by: 'first', does: 'place' },
    { by: 'first', does: 'remove' },
    { by: 'second', does: 'place' },
    { by: 'second', does: 'remove' },
    { by: 'first', does: 'send the last order again' },
  ] as const;
  const words = { code: '1H', reason: 'Document check' };
  const filed = (billNumber: string): Bill => ({
    ...judgeManifest(ManifestFiled.example, { bill: () => undefined, isAnothers: () => false, calls: null }, NOW)
      .changes[0]!.bill,
    billKey: `MAEU${billNumber}`,
    billNumber,
    holds: [],
    version: 1,
  });

  test('the bill stands as the orders say, and only what has the same key is a repeat', async () => {
    const cases = sequences(DOINGS, 3).map((rest, n) => ({
      doings: [DOINGS[0], ...rest],
      bill: filed(String(700_000_000 + n)),
      asOrdered: new Set<string>(),
      last: null as null | { does: 'place' | 'remove'; key: string; said: Said },
    }));
    const answers = new Map<string, 'processed' | 'rejected'>();
    const bills = new Map(cases.map((one) => [one.bill.billKey, one.bill]));
    const judged = new Set<string>();
    for (let step = 0; step < 4; step += 1) {
      await all(cases, async (one) => {
        const { by, does } = one.doings[step]!;
        const again = does === 'send the last order again';
        if (again && one.last === null) return;
        const what = again ? one.last!.does : does;
        const key = again ? one.last!.key : `${one.bill.billKey}-${step}`;
        const path = `/officer/bills/${one.bill.billKey}/holds${what === 'remove' ? '/remove' : ''}`;
        const said = await order(path, words, by === 'first' ? OFFICER_KEY : SECOND_OFFICER_KEY, key);
        if (again) {
          expect(said).toMatchObject({ repeats: one.last!.said.id, disposition: answers.get(one.last!.said.id) });
          return;
        }
        expect(said).not.toHaveProperty('repeats');
        if (what === 'place') one.asOrdered.add(words.code);
        else one.asOrdered.delete(words.code);
        if (by === 'first') one.last = { does: what, key, said };
      });
      const orders = (await gate.published(BillHoldOrdered))
        .map(({ data }) => data)
        .filter(({ origin }) => !judged.has(origin.filingId));
      const refused = new Map<string, BillHoldOrdered[]>();
      const carriedOut: BillHoldOrdered[] = [];
      for (const data of orders) {
        judged.add(data.origin.filingId);
        const held = applyHold(data, bills.get(data.billKey), NOW);
        answers.set(data.origin.filingId, held.ok ? 'processed' : 'rejected');
        if (held.ok) bills.set(data.billKey, held.value.bill);
        if (held.ok) carriedOut.push(data);
        else refused.set(held.problem, [...(refused.get(held.problem) ?? []), data]);
      }
      await gate.answer(ManifestFilingAnswered, carriedOut);
      for (const [code, list] of refused)
        await gate.answer(ManifestFilingAnswered, list, {
          outcome: 'rejected',
          conditions: [holdCondition(code as 'H04')],
        });
    }
    for (const { bill, asOrdered, doings } of cases) {
      const told = doings.map(({ by, does }) => `${by}: ${does}`).join(', ');
      expect([told, bills.get(bill.billKey)!.holds.map(({ code }) => code)]).toEqual([told, [...asOrdered]]);
    }
  });
});

describe('A broker and an officer, and one entry under examination: whatever the order in which they file, ask, decide and file again', () => {
  /** The broker's filings have no key: their content is their name. */
  const DOINGS = ['add', 'replace', 'cancel', 'correction refused', 'cancellation refused'] as const;
  type Doing = (typeof DOINGS)[number] | 'exam ordered';
  const isOrder = (doing: Doing): doing is ReleaseDecision & Doing =>
    doing.endsWith('refused') || doing.endsWith('ordered');
  const reasonFor = (doing: Doing): object =>
    doing.endsWith('refused') ? { refusal: { reasonCode: '13', comments: ['ASK THE PORT'] } } : {};
  const NOTHING_SAID = { facts: null, note: null };
  const body = (entryNumber: string, action: string): object => ({
    ...JSON.parse(sample('cargo-release.json')),
    entryNumber,
    action,
  });

  interface Event {
    readonly id: string;
    readonly doing: Doing;
    outcome: 'accepted' | 'referred' | 'rejected' | null;
    /** The entry as it was when this had been decided. */
    left: Release | null;
  }

  test('a repeat is told only of what stands as it left it; all else is judged by the state it meets', async () => {
    const cases = sequences(DOINGS, 3).map((rest, n) => ({
      doings: ['add', 'exam ordered', 'cancel', ...rest] as Doing[],
      entryNumber: `B76-${String(2_000_000 + n)}-0`,
      key: `B76-${2_000_000 + n}0`,
      events: [] as Event[],
    }));
    const seen = { repeats: 0, refusedAgain: 0, newAgain: 0 };
    const events = new Map<string, Event>();
    const releases = new Map<string, Release>();
    const judged = new Set<string>();
    for (let step = 0; step < 6; step += 1) {
      await all(cases, async (one) => {
        const doing = one.doings[step]!;
        const path = isOrder(doing)
          ? `/officer/entries/B76/${one.entryNumber.slice(4)}/review`
          : '/filings/cargo-release';
        const said = isOrder(doing)
          ? await order(path, { decision: doing, ...reasonFor(doing) }, OFFICER_KEY, `${one.key}-${step}`)
          : ((await gate.fileJson(path, body(one.entryNumber, doing)).expect(202)).body as Said);
        const happened = one.events.filter(({ outcome }) => outcome !== 'rejected');
        const original = happened.at(-1)?.doing === doing && !isOrder(doing) ? happened.at(-1)! : null;
        const told = [one.doings.slice(0, step + 1).join(', '), said.repeats ?? null];
        expect(told).toEqual([told[0], original?.id ?? null]);
        if (original) {
          seen.repeats += 1;
          expect(said.disposition).toBe('processed');
          expect(releases.get(one.key)).toEqual(original.left);
          return;
        }
        if (one.events.some((earlier) => earlier.doing === doing)) {
          if (one.events.some((earlier) => earlier.doing === doing && earlier.outcome === 'rejected'))
            seen.refusedAgain += 1;
          else seen.newAgain += 1;
        }
        const event: Event = { id: said.id, doing, outcome: null, left: null };
        one.events.push(event);
        events.set(said.id, event);
      });
      const by = new Map<string, { origin: EntryFilingAnswered['origin'] }[]>();
      const filings = (await gate.published(CargoReleaseFiled)).map(({ data }) => data);
      const orders = (await gate.published(EntryReviewOrdered)).map(({ data }) => data);
      for (const data of [...filings, ...orders].filter(({ origin }) => !judged.has(origin.filingId))) {
        judged.add(data.origin.filingId);
        const key = `${data.filerCode}-${data.entryNumber}`;
        const existing = releases.get(key) ?? null;
        const result =
          'decision' in data
            ? applyReview(
                data.decision as ReleaseDecision,
                data.officerPorts,
                existing,
                new Map(),
                NOTHING_SAID,
                NOW,
                data,
              )
            : applyFiling(data, existing, new Map(), NOW, '2026-11-21');
        const event = events.get(data.origin.filingId)!;
        event.outcome = result.kind === 'refused' ? 'rejected' : result.kind === 'referred' ? 'referred' : 'accepted';
        if (result.kind !== 'refused') releases.set(key, result.release);
        event.left = releases.get(key) ?? null;
        const said = JSON.stringify({
          outcome: event.outcome,
          conditions: result.kind === 'refused' ? result.conditions : [],
        });
        by.set(said, [...(by.get(said) ?? []), data]);
      }
      for (const [said, list] of by)
        await gate.answer(
          EntryFilingAnswered,
          list,
          JSON.parse(said) as { outcome: 'accepted'; conditions: Condition[] },
        );
    }
    // The test would say nothing without some of each.
    expect(Object.entries(seen).filter(([, n]) => n === 0)).toEqual([]);
  });
});

test('a request refused because another was under review is judged again when the review has ended', async () => {
  const file = async (action: string): Promise<Said> =>
    (
      await gate
        .fileJson('/filings/cargo-release', {
          ...JSON.parse(sample('cargo-release.json')),
          entryNumber: 'B76-3000000-0',
          action,
        })
        .expect(202)
    ).body as Said;
  const said = await file('replace');
  const underReview = {
    code: 'P71',
    text: 'REQUEST ALREADY UNDER CBP REVIEW',
    remedy: 'Wait.',
    severity: 'fatal' as const,
    recordIndex: null,
    record: null,
    field: null,
    at: null,
    grouping: null,
  };
  const last = async () => (await gate.releases()).slice(-1);
  await gate.answer(EntryFilingAnswered, await last(), { outcome: 'rejected', conditions: [underReview] });
  const again = await file('replace');
  expect(again).toMatchObject({ disposition: 'accepted, being processed' });
  expect(again).not.toHaveProperty('repeats');
  expect((await last())[0]!.origin.filingId).toBe(again.id);
  expect((await gate.call('get', `/filings/${said.id}`).expect(200)).body).toMatchObject({ disposition: 'rejected' });
});
