import { randomUUID } from 'node:crypto';
import {
  AccountChanged,
  DrawbackClaimChanged,
  DrawbackClaimFiled,
  DrawbackClaimRequest,
  EntryFilingAnswered,
  entrySubject,
  EntrySummaryFiled,
  LiquidationChanged,
  LiquidationOrdered,
  PowerOfAttorneyChanged,
  TeamAssigned,
} from '#contracts';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { AuthorityRepository } from '../authority/authority.repository';
import { believedBonds } from '../bonds/bond.fixture';
import { EntryConfig } from '../config/entry.config';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { entryService } from '../entry.service-definition';
import { EntrySummaryConsumer } from '../entry-summary/entry-summary.consumer';
import { priced, removal, worked as workedSummary } from '../entry-summary/summary.fixture';
import { TeamConsumer } from '../entry-summary/team.consumer';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { claimsOnEntry, liquidationDesk } from '../liquidation/liquidation.fixture';
import { LiquidationOrderConsumer } from '../liquidation/liquidation-order.consumer';
import { LiquidationRepository } from '../liquidation/liquidation.repository';
import { PowerOfAttorneyConsumer } from '../powers-of-attorney/power-of-attorney.consumer';
import { entryNumber } from '../release/release.fixture';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { ClaimRepository } from './claim.repository';
import { ClaimReader } from './claim.reader';
import { claimNumber, worked } from './claim.fixture';
import { DrawbackClaimConsumer } from './drawback-claim.consumer';

/** Summaries are filed in March 2026; claims on them in November. */
const FILED = new Date('2026-03-02T20:00:00Z');
const CLAIMED = new Date('2026-11-24T15:00:00Z');

const config = new EntryConfig();
const importers = new ImporterRepository();
const summaries = new EntrySummaryRepository();
const filings = new EntrySummaryConsumer(
  config,
  importers,
  new AuthorityRepository(),
  summaries,
  new DeadlineRepository(),
  liquidationDesk,
  claimsOnEntry,
  believedBonds,
);
const claims = new DrawbackClaimConsumer(
  config,
  importers,
  new AuthorityRepository(),
  summaries,
  new ClaimRepository(new LiquidationRepository()),
);
const orders = new LiquidationOrderConsumer(summaries, new LiquidationRepository(), liquidationDesk, claimsOnEntry);
const teams = new TeamConsumer(summaries);

let bench: HandlerBench;
let serial = 700_000;
let claimSerial = 100;

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789'] };
  const accounts = new ImporterConsumer(importers);
  await bench.handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', account)], context));
});
afterAll(() => bench?.close());

const origin = (at: Date) => ({
  ...EntrySummaryFiled.example.origin,
  filingId: randomUUID(),
  receivedAt: at.toISOString(),
});
const summaryOf = (change: object = {}, at = FILED): EntrySummaryFiled => ({
  ...(priced({ ...workedSummary(), ...change }) as EntrySummaryFiled),
  ...{ origin: origin(at), accountFilerCodes: ['B76'] },
});
const takeSummary = (data: EntrySummaryFiled, at = FILED) =>
  bench.handle(
    (context) => filings.take([received(EntrySummaryFiled, entrySubject(data), data, data.origin.filingId)], context),
    at,
  );
const answerTo = async ({ origin: { filingId } }: { origin: { filingId: string } }): Promise<EntryFilingAnswered> =>
  (await bench.published(EntryFilingAnswered)).find(({ data }) => data.origin.filingId === filingId)!.data;
/** An entry of Center CEE009 on file: $2,750 of duty on its one line, of the unit and quantity that it has. */
const entryOnFile = async (): Promise<EntrySummaryFiled> => {
  const data = summaryOf({ entryNumber: entryNumber((serial += 1)) });
  await takeSummary(data);
  await bench.handle((context) => {
    const team = { ...TeamAssigned.example, filingId: data.origin.filingId, entryNumber: data.entryNumber };
    return teams.take([received(TeamAssigned, entrySubject(data), team)], context);
  }, FILED);
  return data;
};

/** A claim for some of the duty of the one line of an entry. */
const claimOn = (
  entry: EntrySummaryFiled,
  cents: number,
  change: Partial<DrawbackClaimFiled> = {},
): DrawbackClaimFiled => {
  const claim = worked({ entryNumber: claimNumber((claimSerial += 1)) });
  const [item] = claim.imports;
  const tariff = entry.lines[0]!.tariffs.at(-1)!;
  Object.assign(item!, { entryNumber: entry.entryNumber, lineNumber: '1' });
  Object.assign(item!.tariffs[0]!, {
    hts: tariff.hts,
    quantities:
      tariff.quantities.length > 0
        ? [{ quantity: '1', unit: tariff.quantities[0]!.unit, recordIndex: 3 }]
        : [{ quantity: null, unit: 'X', recordIndex: 3 }],
  });
  Object.assign(item!.tariffs[0]!.revenues[0]!, { claimedCents: cents, calculatedCents: cents });
  claim.totals = { ...claim.totals, byClass: [{ classCode: '364', cents, recordIndex: 8 }], dutyCents: cents };
  return { ...(claim as DrawbackClaimFiled), origin: origin(CLAIMED), accountFilerCodes: ['B76'], ...change };
};
const takeClaims = (all: readonly DrawbackClaimFiled[]) =>
  bench.handle(
    (context) =>
      claims.take(
        all.map((data) => received(DrawbackClaimFiled, entrySubject(data), data, data.origin.filingId)),
        context,
      ),
    CLAIMED,
  );
/** Codes of an answer; none while it waits for its team, as only what is accepted does. */
const codesTo = async (filing: { origin: { filingId: string } }): Promise<string[]> =>
  (await bench.published(EntryFilingAnswered))
    .filter(({ data }) => data.origin.filingId === filing.origin.filingId)
    .flatMap(({ data }) => codesOf(data));
const codesOf = ({ conditions }: EntryFilingAnswered): string[] => conditions.map(({ code }) => code);
const told = async ({ entryNumber: number }: DrawbackClaimFiled): Promise<DrawbackClaimChanged[]> =>
  (await bench.published(DrawbackClaimChanged)).map(({ data }) => data).filter((data) => data.entryNumber === number);
const most = (entry: EntrySummaryFiled): number =>
  Math.floor((entry.lines[0]!.tariffs.reduce((sum, { dutyCents }) => sum + dutyCents, 0) * 99 + 50) / 100);
/** A filing of the same entry that declares less value, and so less duty. */
const lessened = (entry: EntrySummaryFiled, at = FILED): EntrySummaryFiled => {
  const lines = structuredClone(entry.lines);
  for (const tariff of lines[0]!.tariffs) tariff.valueDollars = Math.floor(tariff.valueDollars / 2);
  return summaryOf({ action: 'R', entryNumber: entry.entryNumber, lines }, at);
};

describe('Drawback claims on entries that are on file', () => {
  test('a claim is kept as it was filed, told to Centers, and shown with what it designates and without any refund', async () => {
    const entry = await entryOnFile();
    const claim = claimOn(entry, 100_00);
    await takeClaims([claim]);
    const answer = await answerTo(claim);
    expect(EntryFilingAnswered.faultOf(answer)).toBeNull();
    expect(answer).toMatchObject({
      ...{ kind: 'drawback claim', outcome: 'accepted', conditions: [] },
      entrySummary: { version: '00100', finalCode: '995', finalText: 'DRAWBACK HAS BEEN ADDED' },
    });
    const [changed] = await told(claim);
    expect(DrawbackClaimChanged.faultOf(changed)).toBeNull();
    expect(changed).toMatchObject({
      ...{ version: 1, event: 'added', state: 'on file', claimed: { dutyCents: 100_00, feeCents: 0, taxCents: 0 } },
      designated: [{ entryNumber: entry.entryNumber, line: '001', onFile: true }],
    });
    const record = await new ClaimReader(bench.source).read('B76', claim.entryNumber);
    expect(DrawbackClaimRequest.faultOf(record)).toBeNull();
    expect(record).toMatchObject({
      history: [{ event: 'added', filed: { provision: '58' } }],
      refund: expect.stringContaining('no refund'),
    });
  });

  test('nine right claims and a bad one of one batch get ten answers, and the bad one alone is refused', async () => {
    const entry = await entryOnFile();
    const ten = Array.from({ length: 10 }, (_, n) => claimOn(entry, 100, n === 4 ? { provision: '24' } : {}));
    await takeClaims(ten);
    const outcomes = await Promise.all(ten.map(async (claim) => (await answerTo(claim)).outcome));
    expect(outcomes).toEqual(ten.map((_, n) => (n === 4 ? 'rejected' : 'accepted')));
  });

  test('two claims on one line, each for all of it, at the same instant: one is accepted and one refused, and what is left is told', async () => {
    const entry = await entryOnFile();
    const [first, second] = [claimOn(entry, most(entry)), claimOn(entry, most(entry))];
    await Promise.all([takeClaims([first]), takeClaims([second])]);
    const answers = await Promise.all([answerTo(first), answerTo(second)]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'rejected']);
    const refused = answers.find(({ outcome }) => outcome === 'rejected')!;
    expect(codesOf(refused)).toEqual(['PQ3']);
    expect(refused.conditions[0]!.remedy).toMatch(/Left: \$0\.00 of duty/);
    // What the remedy says: the other is taken back, and then this one is right.
    const winner = answers[0]!.outcome === 'accepted' ? first : second;
    const loser = winner === first ? second : first;
    await takeClaims([{ ...winner, action: 'D', origin: origin(CLAIMED) }]);
    const again = { ...loser, origin: origin(CLAIMED) };
    await takeClaims([again]);
    expect((await answerTo(again)).outcome).toBe('accepted');
  });

  test('a claim is replaced under its number, keeps its version, and counts once; a refused replacement takes it off file', async () => {
    const entry = await entryOnFile();
    const claim = claimOn(entry, 50_00);
    await takeClaims([claim]);
    const more = { ...claimOn(entry, most(entry)), entryNumber: claim.entryNumber, action: 'R' };
    await takeClaims([more]);
    expect(await answerTo(more)).toMatchObject({
      outcome: 'accepted',
      entrySummary: { finalText: 'DRAWBACK HAS BEEN REPLACED', version: '00100' },
    });
    const wrong = { ...more, provision: '24', origin: origin(CLAIMED) };
    await takeClaims([wrong]);
    expect((await answerTo(wrong)).outcome).toBe('rejected');
    expect((await told(claim)).map(({ event, state }) => [event, state])).toEqual([
      ['added', 'on file'],
      ['replaced', 'on file'],
      ['deleted by a rejected filing', 'deleted'],
    ]);
    const other = claimOn(entry, most(entry));
    await takeClaims([other]);
    expect((await answerTo(other)).outcome).toBe('accepted');
  });

  test('an entry that is not on file here is told and kept, and refused nothing', async () => {
    const unknown = { ...summaryOf({ entryNumber: entryNumber(999_001) }) };
    const claim = claimOn(unknown, 999_999_00);
    await takeClaims([claim]);
    const answer = await answerTo(claim);
    expect([answer.outcome, codesOf(answer)]).toEqual(['accepted', ['PI1']]);
    expect(await told(claim)).toMatchObject([{ designated: [{ onFile: false, importedOn: null }] }]);
  });

  test('a filer whose power the claimant never granted claims nothing, and changes nothing that is on file', async () => {
    const entry = await entryOnFile();
    const powers = new PowerOfAttorneyConsumer();
    const change = { ...PowerOfAttorneyChanged.example, importerNumber: '45-678901200', powers: [] };
    const account: AccountChanged = {
      ...AccountChanged.example,
      ...{ accountId: randomUUID(), importerNumbers: ['45-6789012'] },
    };
    await bench.handle(async (context) => {
      await new ImporterConsumer(importers).accountsChanged([received(AccountChanged, 'account:2', account)], context);
      await powers.take([received(PowerOfAttorneyChanged, 'importer:2', change)], context);
    });
    const claim = claimOn(entry, 100, { claimantNumber: '45-6789012' });
    await takeClaims([claim]);
    const answer = await answerTo(claim);
    expect(codesOf(answer)).toEqual(['PD8']);
    expect(await told(claim)).toEqual([]);
  });
});

describe('Refunds and drawback', () => {
  test('a replacement that lessens what is claimed on is refused with the claim as its reason, and leaves the summary on file', async () => {
    const entry = await entryOnFile();
    const claim = claimOn(entry, most(entry));
    await takeClaims([claim]);
    const less = lessened(entry);
    await takeSummary(less);
    const answer = await answerTo(less);
    expect(codesOf(answer)).toContain('W08');
    expect(answer.conditions.find(({ code }) => code === 'W08')!.remedy).toMatch(/Claimed by B76-80/);
    const deletion: EntrySummaryFiled = {
      ...(removal() as EntrySummaryFiled),
      ...{ origin: origin(FILED), accountFilerCodes: ['B76'], entryNumber: entry.entryNumber },
    };
    await takeSummary(deletion);
    expect(codesOf(await answerTo(deletion))).toContain('W08');
    expect(
      await bench.source.query('SELECT state FROM entry_summary WHERE entry_key = $1', [`B76${entry.entryNumber}`]),
    ).toEqual([{ state: 'accepted' }]);
    // The remedy: the claim is taken back first.
    await takeClaims([{ ...claim, action: 'D', origin: origin(CLAIMED) }]);
    const again = { ...less, origin: origin(FILED) };
    await takeSummary(again);
    expect(await codesTo(again)).not.toContain('W08');
  });

  test('the other way round: a claim on what a replacement has taken away is refused', async () => {
    const entry = await entryOnFile();
    await takeSummary(lessened(entry));
    const claim = claimOn(entry, most(entry));
    await takeClaims([claim]);
    expect(codesOf(await answerTo(claim))).toEqual(['PQ3']);
  });

  test('a claim and a replacement that contradict each other, at the same instant: one of the two is refused, never neither', async () => {
    for (let round = 0; round < 4; round += 1) {
      const entry = await entryOnFile();
      const [claim, less] = [claimOn(entry, most(entry)), lessened(entry)];
      await Promise.all([takeClaims([claim]), takeSummary(less)]);
      const [claimed, replaced] = [await codesTo(claim), await codesTo(less)];
      expect([claimed.includes('PQ3'), replaced.includes('W08')].filter(Boolean)).toHaveLength(1);
    }
  });

  /** A post summary correction that asks half of the duty back. */
  const correctionOf = (entry: EntrySummaryFiled): EntrySummaryFiled => {
    const { lines } = lessened(entry);
    const given = { indicator: 'Y', accelerated: null, explanation: 'The invoice was paid at half of it', reasons: [] };
    const reasons = [{ code: 'L04', recordIndex: null }];
    return {
      ...lessened(entry, CLAIMED),
      indicators: { electronicSignature: 'X' },
      ...{ paymentType: null, statementDate: null, correction: { ...given, recordIndex: null } },
      lines: lines.map((line, at) => (at === 0 ? { ...line, correctionReasons: reasons } : line)),
    };
  };
  const order = (
    entry: EntrySummaryFiled,
    dutyCents: number,
    change: Partial<LiquidationOrdered> = {},
  ): LiquidationOrdered => ({
    ...LiquidationOrdered.example,
    ...{ orderId: randomUUID(), entryNumber: entry.entryNumber, order: 'liquidate', code: null, until: null },
    ...{ finally: { dutyCents, fees: [] }, basis: 'review', occurredAt: '2026-11-24T14:00:00.000Z' },
    ...change,
  });
  const give = (all: readonly LiquidationOrdered[]) =>
    bench.handle(
      (context) =>
        orders.take(
          all.map((data) => received(LiquidationOrdered, entrySubject(data), data)),
          context,
        ),
      CLAIMED,
    );
  const refusalOf = async ({ orderId }: LiquidationOrdered): Promise<string | null> =>
    (await bench.published(LiquidationChanged)).find(({ data }) => data.order?.orderId === orderId)!.data.order!
      .refusal;

  test('a post summary correction that asks back what is claimed is refused, a claim on what one has taken back too, and of both at once one', async () => {
    const [claimedOn, corrected] = [await entryOnFile(), await entryOnFile()];
    await takeClaims([claimOn(claimedOn, most(claimedOn))]);
    const [refused, taken] = [correctionOf(claimedOn), correctionOf(corrected)];
    for (const one of [refused, taken]) await takeSummary(one, CLAIMED);
    expect([await codesTo(refused), (await codesTo(taken)).includes('W08')]).toEqual([['W08'], false]);
    const late = claimOn(corrected, most(corrected));
    await takeClaims([late]);
    expect(codesOf(await answerTo(late))).toEqual(['PQ3']);
    for (let round = 0; round < 4; round += 1) {
      const entry = await entryOnFile();
      const [claim, correction] = [claimOn(entry, most(entry)), correctionOf(entry)];
      await Promise.all([takeClaims([claim]), takeSummary(correction, CLAIMED)]);
      const [claimed, after] = [await codesTo(claim), await codesTo(correction)];
      expect([claimed.includes('PQ3'), after.includes('W08')].filter(Boolean)).toHaveLength(1);
    }
  });

  test('a refund on a protest is refused where drawback is claimed on it, the claim where the protest was allowed first, and of both at once one', async () => {
    const [claimedOn, allowed] = [await entryOnFile(), await entryOnFile()];
    const whole = (entry: EntrySummaryFiled): number =>
      entry.lines[0]!.tariffs.reduce((sum, { dutyCents }) => sum + dutyCents, 0);
    const liquidated = async (entry: EntrySummaryFiled): Promise<void> => {
      const first = order(entry, whole(entry), { finally: null });
      await give([first]);
      expect(await refusalOf(first)).toBeNull();
    };
    const allow = (entry: EntrySummaryFiled) => order(entry, 100_00, { order: 'reliquidate', basis: 'protest' });
    for (const entry of [claimedOn, allowed]) await liquidated(entry);
    await takeClaims([claimOn(claimedOn, most(claimedOn))]);
    const [stopped, carriedOut] = [allow(claimedOn), allow(allowed)];
    await give([stopped, carriedOut]);
    expect(await refusalOf(stopped)).toMatch(/^DRAWBACK OF \$.* DUTY IS CLAIMED ON IT: B76-80/);
    expect(await refusalOf(carriedOut)).toBeNull();
    const late = claimOn(allowed, most(allowed));
    await takeClaims([late]);
    expect(codesOf(await answerTo(late))).toEqual(['PQ5']);
    for (let round = 0; round < 4; round += 1) {
      const entry = await entryOnFile();
      await liquidated(entry);
      const [claim, refund] = [claimOn(entry, most(entry)), allow(entry)];
      await Promise.all([takeClaims([claim]), give([refund])]);
      const refusals = [(await codesTo(claim)).includes('PQ5'), (await refusalOf(refund)) !== null];
      expect(refusals.filter(Boolean)).toHaveLength(1);
    }
  });

  test('an order that gives back the duty that is claimed is refused; after one that gave it back the claim is, for that reason', async () => {
    const [claimedOn, refunded] = [await entryOnFile(), await entryOnFile()];
    await takeClaims([claimOn(claimedOn, most(claimedOn))]);
    const [stopped, carriedOut] = [order(claimedOn, 100_00), order(refunded, 100_00)];
    await give([stopped, carriedOut]);
    expect(await refusalOf(stopped)).toMatch(/^DRAWBACK OF \$.* DUTY IS CLAIMED ON IT: B76-80/);
    expect(await refusalOf(carriedOut)).toBeNull();
    const late = claimOn(refunded, most(refunded));
    await takeClaims([late]);
    expect(codesOf(await answerTo(late))).toEqual(['PQ5']);
  });
});
