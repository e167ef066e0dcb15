import { randomUUID } from 'node:crypto';
import {
  AccountChanged,
  AgencyDecisionOrdered,
  AgencyLinesRequest,
  type BillChanged,
  BillChanged as BillContract,
  billSubject,
  CargoReleaseFiled,
  EntryFilingAnswered,
  EntryInteractionRecorded,
  entrySubject,
  ReleaseStatusChanged,
} from '#contracts';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { FOOD, pg01, PLAIN, withAgencyData } from '../agency-data/agency.fixture';
import { BillConsumer } from '../cargo-release/bill.consumer';
import { CargoReleaseConsumer } from '../cargo-release/cargo-release.consumer';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { BondRepository } from '../bonds/bond.repository';
import { BondCoverage } from '../bonds/coverage';
import { EntryConfig } from '../config/entry.config';
import { entryService } from '../entry.service-definition';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { PaperDecisionDesk } from '../paper-decision/paper-decision.desk';
import { onPaper, openFence as fence } from '../paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { billFiled, billOnFile, cancellation, entryNumber, filing, NOW } from '../release/release.fixture';
import { AgencyDecisionConsumer } from './agency-decision.consumer';
import { AgencyLinesReader } from './agency-lines.reader';

let bench: HandlerBench;
const releases = new CargoReleaseRepository();
const decisions = new PaperDecisionRepository();
const desk = new ReleaseDesk(releases, decisions);
const config = new EntryConfig();
const bonds = new BondCoverage(config, new BondRepository());
const filings = new CargoReleaseConsumer(config, new ImporterRepository(), releases, desk, decisions, fence, bonds);
const manifest = new BillConsumer(releases, desk, fence);
const paper = new PaperDecisionDesk(decisions, releases, desk);
const agencies = new AgencyDecisionConsumer(releases, desk, decisions, fence);

type Draft = ReturnType<typeof filing>;
type Records = Parameters<typeof withAgencyData>[0];
type Order = Partial<Omit<AgencyDecisionOrdered, 'origin'>>;

let serial = 40_000;
const file = async (draft: Draft): Promise<void> => {
  await bench.handle(
    (context) =>
      filings.take(
        [received(CargoReleaseFiled, entrySubject(draft), draft as CargoReleaseFiled, draft.origin.filingId)],
        context,
      ),
    NOW,
  );
};
/** An entry whose goods have arrived, with this for agencies; gives back its number. */
const entered = async (records: Records, change: Partial<BillChanged> = {}): Promise<string> => {
  const number = entryNumber((serial += 1));
  const bill = `P${serial}`;
  await file(withAgencyData(records, { entryNumber: number, bills: [billFiled(bill)] }));
  const arrived = billOnFile(bill, { estimatedArrival: '2026-11-16', arrivedAt: '2026-11-16T15:00:00Z', ...change });
  await bench.handle(
    (context) => manifest.take([received(BillContract, billSubject(arrived.billKey), arrived)], context),
    NOW,
  );
  return number;
};
/** What an order was answered. */
const decide = async (number: string, ...orders: Order[]): Promise<string[]> => {
  const sent = orders.map((order): AgencyDecisionOrdered => {
    const origin = { ...AgencyDecisionOrdered.example.origin, filingId: randomUUID() };
    return { ...AgencyDecisionOrdered.example, lines: null, note: null, ...order, entryNumber: number, origin };
  });
  await bench.handle(
    (context) =>
      agencies.take(
        sent.map((data) => received(AgencyDecisionOrdered, entrySubject(data), data, data.origin.filingId)),
        context,
      ),
    NOW,
  );
  const answers = await bench.published(EntryFilingAnswered);
  return sent.map(({ origin }) => {
    const { data } = answers.find((one) => one.data.origin.filingId === origin.filingId)!;
    return data.conditions[0]?.code ?? data.outcome;
  });
};
const stateOf = async (number: string): Promise<string> =>
  (await bench.source.query('SELECT state FROM cargo_release WHERE entry_key = $1', [`B76${number}`]))[0].state;
const statuses = async (number: string) =>
  (await bench.published(ReleaseStatusChanged)).map(({ data }) => data).filter((data) => data.entryNumber === number);
const told = async (number: string): Promise<string[]> =>
  (await statuses(number)).flatMap(({ dispositions, agencies: said = [] }) => [
    ...said.map((one) => `${one.agencyCode} ${one.lineStatus}`),
    ...dispositions.map(({ code, releaseOrigin }) => (releaseOrigin ? `${code}/${releaseOrigin}` : code)),
  ]);
const worklist = (agency: string, more: { state?: 'open' | 'all'; entry?: string | null; limit?: number } = {}) =>
  new AgencyLinesReader(bench.source).read({ agency, state: 'open', entry: null, after: null, limit: 200, ...more });

/** Food and something for a second agency behind the same number. */
const TWO: Records = [...FOOD, pg01('DEA', 'DEA'), ['PG02', { itemType: 'P' }]];

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789'] };
  await bench.handle((context) =>
    new ImporterConsumer(new ImporterRepository()).accountsChanged(
      [received(AccountChanged, 'account:1', account)],
      context,
    ),
  );
});
afterAll(() => bench?.close());

describe('An entry with data for partner agencies', () => {
  test('is released when all of them say that it may proceed, and the filer is told each step', async () => {
    const number = await entered(TWO);
    expect(await stateOf(number)).toBe('agency review');
    expect(await decide(number, { agency: 'FDA', decision: 'may proceed' })).toEqual(['accepted']);
    expect(await stateOf(number)).toBe('agency review');
    expect(await decide(number, { agency: 'DEA', decision: 'may proceed' })).toEqual(['accepted']);
    expect(await stateOf(number)).toBe('released');
    expect(await told(number)).toEqual(['FDA 01', 'DEA 01', 'FDA 07', 'DEA 07', '01', '98/08']);
  });

  test('is released at once where every agency is disclaimed', async () => {
    expect(await stateOf(await entered([FOOD[0]!, pg01('FDA', 'FOO', { disclaimer: 'A' })]))).toBe('released');
  });

  test('is held by the hold of one, whatever the others say, and goes on when that one lets it', async () => {
    const number = await entered(TWO);
    expect(
      await decide(
        number,
        { agency: 'DEA', decision: 'may proceed' },
        { agency: 'FDA', decision: 'hold', note: 'Sample to be taken' },
      ),
    ).toEqual(['accepted', 'accepted']);
    expect(await stateOf(number)).toBe('hold');
    const held = (await statuses(number)).at(-1)!.agencies!.find(({ agencyCode }) => agencyCode === 'FDA')!;
    expect(held).toMatchObject({ holdType: '2', from: { line: 1, tariff: 1, pgaLine: 1 }, programCode: 'FOO' });
    expect(held.comments).toEqual(['SAMPLE TO BE TAKEN']);
    await decide(number, { agency: 'FDA', decision: 'may proceed' });
    expect(await stateOf(number)).toBe('released');
  });

  test('counts what two agencies say in the same instant, and a hold beats the release that comes with it', async () => {
    for (let at = 0; at < 4; at += 1) {
      const number = await entered(TWO);
      await decide(number, { agency: 'FDA', decision: 'may proceed' });
      const answers = await Promise.all([
        decide(number, { agency: 'DEA', decision: 'may proceed' }),
        decide(number, { agency: 'FDA', decision: 'hold' }),
      ]);
      expect(answers).toEqual([['accepted'], ['accepted']]);
      expect(['hold', 'release suspended']).toContain(await stateOf(number));
      const lines = (
        await Promise.all(['FDA', 'DEA'].map((one) => worklist(one, { state: 'all', entry: `B76${number}` })))
      ).flatMap(({ entries }) => entries.flatMap((entry) => entry.lines.map(({ state }) => state)));
      expect(lines).toEqual(['held', 'may proceed']);
    }
  });

  test('is held where the hold comes in the instant in which the goods arrive', async () => {
    for (let at = 0; at < 4; at += 1) {
      const number = entryNumber((serial += 1));
      const bill = `P${serial}`;
      await file(withAgencyData(PLAIN, { entryNumber: number, bills: [billFiled(bill)] }));
      await decide(number, { agency: 'DEA', decision: 'may proceed' });
      const arrived = billOnFile(bill, { estimatedArrival: '2026-11-16', arrivedAt: '2026-11-16T15:00:00Z' });
      await Promise.all([
        decide(number, { agency: 'DEA', decision: 'hold' }),
        bench.handle(
          (context) => manifest.take([received(BillContract, billSubject(arrived.billKey), arrived)], context),
          NOW,
        ),
      ]);
      expect(['hold', 'release suspended']).toContain(await stateOf(number));
    }
  });

  test('is called back where an agency holds or refuses after the release', async () => {
    const number = await entered(PLAIN);
    await decide(number, { agency: 'DEA', decision: 'may proceed' });
    await decide(number, { agency: 'DEA', decision: 'refuse' });
    expect(await stateOf(number)).toBe('release suspended');
    await decide(number, { agency: 'DEA', decision: 'may proceed' });
    expect(await stateOf(number)).toBe('released');
    expect(await told(number)).toEqual(['DEA 01', 'DEA 07', '01', '98/08', 'DEA 04', '99', 'DEA 07', '01', '98/08']);
  });

  test('is not freed by a release on paper while an agency holds it, and is while the agency only looks', async () => {
    const [looked, held] = [await entered(PLAIN), await entered(PLAIN)];
    await decide(held, { agency: 'DEA', decision: 'hold' });
    for (const number of [looked, held]) {
      const decision = onPaper({ decision: 'release', entry: { filerCode: 'B76', entryNumber: number } });
      await bench.handle(({ unit }) => paper.record(unit, [{ decision, cause: { correlationId: 'paper' } }]), NOW);
    }
    expect(await stateOf(looked)).toBe('released');
    expect(await stateOf(held)).toBe('release suspended');
  });

  test('waits for documents that an agency wants, and is under its review when they are there', async () => {
    const number = await entered(PLAIN);
    await decide(number, { agency: 'DEA', decision: 'documents required', documentType: 'CBP01' });
    expect(await stateOf(number)).toBe('documents required');
    expect((await statuses(number)).at(-1)!.agencies).toMatchObject([{ documentType: 'CBP01', lineStatus: '05' }]);
    await decide(number, { agency: 'DEA', decision: 'documents received' });
    expect(await stateOf(number)).toBe('agency review');
  });

  test('keeps what was decided on what is filed again as it was, and asks anew for what is filed otherwise', async () => {
    const number = entryNumber((serial += 1));
    const bills = [billFiled(`P${serial}`)];
    await file(withAgencyData(TWO, { entryNumber: number, bills }));
    await decide(number, { agency: 'FDA', decision: 'may proceed' }, { agency: 'DEA', decision: 'may proceed' });
    const again = TWO.map(([record, fields]) =>
      record === 'PG27' ? ([record, { containerNumber1: 'MSKU7654321' }] as const) : ([record, fields] as const),
    );
    await file(withAgencyData(again, { entryNumber: number, bills, action: 'R' }));
    const [fda, dea] = [
      await worklist('FDA', { entry: `B76${number}` }),
      await worklist('DEA', { state: 'all', entry: `B76${number}` }),
    ];
    expect(fda.entries[0]!.lines.map(({ state }) => state)).toEqual(['under review']);
    expect(dea.entries[0]!.lines.map(({ state, by }) => `${state} by ${by}`)).toEqual(['may proceed by N. Haddad']);
  });
});

describe('The desk of a partner agency', () => {
  test('shows what waits for it with the data by the names of the guide, and nothing of another agency', async () => {
    const number = await entered(TWO);
    const page = await worklist('FDA', { entry: `B76${number}` });
    expect(AgencyLinesRequest.faultOf(page)).toBeNull();
    const [entry] = page.entries;
    expect(entry).toMatchObject({ port: '2704', releaseState: 'agency review', importerNumber: '12-3456789' });
    expect(entry!.lines).toMatchObject([
      { line: 1, tariff: 1, pgaLine: 1, hts: '3924104000', program: 'FOO', processing: 'PRO', state: 'under review' },
    ]);
    const [line] = entry!.lines;
    expect(line!.records.map(({ record }) => record)).toEqual(FOOD.map(([record]) => record));
    expect(line!.records[1]!.fields).toMatchObject({ governmentAgencyCode: 'FDA', intendedUseCode: '210.000' });
    expect((await worklist('FWS')).entries).toEqual([]);
  });

  test('shows an entry until the agency lets all of it proceed or the filer cancels it; afterwards on demand', async () => {
    const [done, gone] = [await entered(PLAIN), entryNumber((serial += 1))];
    await file(withAgencyData(PLAIN, { entryNumber: gone, bills: [billFiled(`P${serial}`)] }));
    const open = async (): Promise<string[]> =>
      (await worklist('DEA')).entries.map(({ entry }) => entry.replaceAll('-', '').slice(3));
    expect(await open()).toEqual(expect.arrayContaining([done, gone]));
    await decide(done, { agency: 'DEA', decision: 'may proceed' });
    await file(cancellation({ entryNumber: gone }));
    expect((await open()).filter((number) => number === done || number === gone)).toEqual([]);
    expect((await worklist('DEA', { state: 'all', entry: `B76${done}` })).entries).toHaveLength(1);
  });

  test('goes through a long list page by page and misses none', async () => {
    const all = (await worklist('DEA')).entries.map(({ entry }) => entry);
    expect(all.length).toBeGreaterThan(2);
    const seen: string[] = [];
    const reader = new AgencyLinesReader(bench.source);
    for (let next: string | null = ''; next !== null; ) {
      const [filedAt, key] = next.split(' ');
      const after = filedAt && key ? { filedAt, key } : null;
      const page = await reader.read({ agency: 'DEA', state: 'open', entry: null, after, limit: 2 });
      seen.push(...page.entries.map(({ entry }) => entry));
      next = page.next;
    }
    expect(seen).toEqual(all);
  });

  test('decides on lines by their places, and not on what is not there or cannot take the step', async () => {
    const number = await entered([...PLAIN, pg01('DEA', 'DEA', { pgaLineNumber: '002' }), ['PG02', { itemType: 'P' }]]);
    const second = [{ line: 1, tariff: 1, pgaLine: 2 }];
    expect(
      await decide(
        number,
        { agency: 'DEA', decision: 'may proceed', lines: second },
        { agency: 'DEA', decision: 'may proceed', lines: second },
        { agency: 'DEA', decision: 'hold', lines: [{ line: 2, tariff: 1, pgaLine: 1 }] },
        { agency: 'FDA', decision: 'hold' },
      ),
    ).toEqual(['accepted', 'G82', 'G81', 'G80']);
    expect(await decide(entryNumber(49_999), { agency: 'DEA', decision: 'hold' })).toEqual(['008']);
    expect(await stateOf(number)).toBe('agency review');
  });

  test('does not touch the lines of another agency, named or not, and decides nothing on an entry that has none of its own', async () => {
    const number = await entered(TWO);
    const dea = (await worklist('DEA', { entry: `B76${number}` })).entries[0]!.lines;
    const place = { line: 1, tariff: 1, pgaLine: 1 };
    expect(
      await decide(number, { agency: 'FDA', decision: 'may proceed', lines: [place, { ...place, pgaLine: 2 }] }),
    ).toEqual(['G81']);
    expect(await decide(number, { agency: 'ATF', decision: 'hold' })).toEqual(['G80']);
    await decide(number, { agency: 'FDA', decision: 'hold' });
    expect((await worklist('DEA', { entry: `B76${number}` })).entries[0]!.lines).toEqual(dea);
  });

  test('is told to the activity log of the account that filed', async () => {
    const number = await entered(PLAIN);
    await decide(number, { agency: 'DEA', decision: 'hold' });
    const logged = (await bench.published(EntryInteractionRecorded))
      .map(({ data }) => data)
      .filter(({ items }) => items.some(({ subject }) => subject === `entry:B76-${number}`));
    expect(logged.map(({ summary, disposition }) => [summary, disposition])).toEqual([
      [expect.stringMatching(/^N\. Haddad of DEA decided on entry B76-/), 'DEA: hold'],
    ]);
  });
});
