import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import {
  batch,
  cargoRelease,
  entrySummary,
  manifest309,
  type Shipment,
  shipment,
  type Voyage,
  voyageOf,
} from '../tools/demo/filings';
import { Foreseen } from '../tools/infrastructure/failure';
import { postgresFloor } from './floor';
import { releaseInJson } from './load/filings';
import type { Sender } from './measure';
import { assignImporter, RELEASES_PER_BATCH, startedRoads } from './portway-road';
import type { Servers } from './servers';
import { type RoadCost, watchOver } from './watch';

/** A business day of the nation. A voyage with its arrival has a hundred bills; a tenth of the filings are asked after. */
export const DAY = { summaries: 180_000, releases: 180_000, bills: 100_000, corrections: 10_000, lowValue: 2_600_000 };
const BILLS_OF_A_VOYAGE = 100;
const SUMMARIES_PER_BATCH = 200;
const LINES = 3;
/** One release in so many is filed in JSON by itself, the others in CATAIR. */
const JSON_EVERY = 10;
const ASKED_EVERY = 10;
const AT_ONCE = 8;
const FIRST_RUN = 20_000;
const VOYAGE = '0417W';
const FIRST_SERIAL = 5_000_000;
const LOW_VALUE_DOLLARS = 40;
const TRIES = 600;

export interface DayFigures {
  readonly share: number;
  readonly lowValue: boolean;
  readonly floor: number;
  readonly counts: Counts;
  readonly cost: RoadCost;
  /** How often a partner was told to come again later, and did. */
  readonly toldLater: number;
}

export interface Counts {
  readonly summaries: number;
  readonly releases: number;
  readonly bills: number;
  readonly corrections: number;
  readonly lowValue: number;
  readonly queries: number;
}

const countsOf = (share: number, lowValue: boolean): Counts => {
  const part = (whole: number): number => Math.max(1, Math.round(whole * share));
  const filings = { summaries: part(DAY.summaries), releases: part(DAY.releases), corrections: part(DAY.corrections) };
  const bills = Math.max(1, Math.round((DAY.bills * share) / BILLS_OF_A_VOYAGE)) * BILLS_OF_A_VOYAGE;
  const low = lowValue ? part(DAY.lowValue) : 0;
  const all = filings.summaries + filings.releases + filings.corrections + bills + low;
  return { ...filings, bills, lowValue: low, queries: Math.round(all / ASKED_EVERY) };
};

export const filingsOf = ({ queries: _, ...filings }: Counts): number =>
  Object.values(filings).reduce((sum, each) => sum + each, 0);

const inGroups = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** Sends what there is over so many connections, in order of the beginning. */
const overConnections = async <T>(all: readonly T[], send: (one: T) => Promise<void>): Promise<void> => {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < all.length) await send(all[next++]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

/** A summary that replaces an earlier one: R instead of A in its first record (AE 10, position 3). */
const asCorrection = ([header = '', ...rest]: readonly string[]): string[] => [
  `${header.slice(0, 2)}R${header.slice(3)}`,
  ...rest,
];

/** As an informal entry of a shipment that came in free of duty before: type 11 and a low value. */
const lowValueRelease = (ship: Shipment, importer: string): string[] =>
  cargoRelease({ ...ship, goods: { ...ship.goods, value: LOW_VALUE_DOLLARS } }, importer, VOYAGE);

/** Partners of a day: what they send, and how often they were told to come again later. */
class Partners {
  toldLater = 0;

  constructor(
    private readonly gateway: string,
    private readonly keys: { readonly broker: string; readonly carrier: string },
    private readonly sender: Sender,
  ) {}

  catair(application: 'SE' | 'AE', transactions: readonly string[][]): Promise<void> {
    const { siteCode, senderId, senderPassword, filerCode } = this.sender;
    const abi = { site: siteCode, id: senderId, password: senderPassword };
    return this.post('broker', '/abi', 'text/plain', batch(application, abi, filerCode, transactions));
  }

  json(body: object): Promise<void> {
    return this.post('broker', '/filings/cargo-release', 'application/json', JSON.stringify(body));
  }

  async voyage(voyage: Voyage, control: number): Promise<void> {
    await this.post('carrier', '/x12', 'application/edi-x12', manifest309(voyage, control));
    const { scac, vessel, port } = voyage;
    const arrival = { carrier: scac, voyage: voyage.voyage, port, arrivedAt: new Date().toISOString() };
    const body = JSON.stringify({ ...arrival, conveyanceName: vessel });
    await this.post('carrier', '/filings/arrival', 'application/json', body);
  }

  /** Whether it is on file yet or not: asking costs. */
  async ask(ship: Shipment): Promise<void> {
    const { filerCode, entryNumber } = ship;
    await this.patiently(
      () => fetch(`${this.gateway}/entries/${filerCode}/${entryNumber}`, { headers: this.headers('broker') }),
      [404],
    );
  }

  private headers(who: 'broker' | 'carrier'): Record<string, string> {
    return { authorization: `Bearer ${this.keys[who]}`, accept: 'application/json' };
  }

  private post(who: 'broker' | 'carrier', path: string, type: string, body: string): Promise<void> {
    const headers = { ...this.headers(who), 'content-type': type };
    return this.patiently(() => fetch(this.gateway + path, { method: 'POST', headers, body }));
  }

  /** Comes again when told to, as partners' programs do. */
  private async patiently(call: () => Promise<Response>, fine: readonly number[] = []): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await call();
      const text = await answer.text();
      if (answer.ok || fine.includes(answer.status)) return;
      if (![429, 503].includes(answer.status) || attempt === TRIES)
        throw new Foreseen(`${answer.url} answered ${answer.status}: ${text.slice(0, 300)}`);
      this.toldLater += 1;
      await pause(Math.min(1_000, Number(answer.headers.get('retry-after') ?? 1) * 1_000));
    }
  }
}

/** What a share of a nation's business day costs: manifests and arrivals, releases, summaries, corrections and questions at once. */
export const measureDay = async (
  servers: Servers,
  share: number,
  lowValue: boolean,
  say: (line: string) => void,
): Promise<DayFigures> => {
  const { postgres, rabbit, cleanUp } = servers;
  say('floor: PostgreSQL');
  const floor = await postgresFloor(postgres.url, 4);
  say('starting Portway');
  const { platform, sender, own, journal } = await startedRoads(servers);
  await assignImporter(platform, sender, postgres.url);
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  cleanUp.push(() => admin.end());
  const { rows: databases } = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'portway\\_%' ORDER BY 1`,
  );
  const carrier = platform.demo.accounts.find(({ role }) => role === 'ocean-carrier');
  const broker = platform.demo.accounts.find(({ role }) => role === 'broker');
  if (!carrier || !broker) throw new Foreseen('Portway has no demo accounts of a carrier and a broker.');
  const scac = carrier.scacs[0]!;
  const partners = new Partners(
    new URL(own.json.job.url).origin,
    { broker: broker.apiKey, carrier: carrier.apiKey },
    sender,
  );
  const { filerCode, importerNumber } = sender;

  const fileDay = async (counts: Counts, run: number, serial: number): Promise<void> => {
    const voyages = Array.from({ length: counts.bills / BILLS_OF_A_VOYAGE }, (_, at) =>
      voyageOf(run + at, scac, filerCode, BILLS_OF_A_VOYAGE),
    );
    const arriving = voyages.flatMap((voyage) => voyage.shipments.map((ship) => ({ ship, voyage })));
    /** Those beyond the bills of the day name bills that are not on file. */
    const releases = Array.from({ length: counts.releases }, (_, at) => {
      const known = arriving[at];
      const ship = known?.ship ?? shipment(scac, `P${String(serial + at).padStart(9, '0')}`, filerCode, serial + at);
      return { ship, voyage: known?.voyage ?? { voyage: VOYAGE, today: voyages[0]!.today } };
    });
    /** Made when they are sent: there are millions. */
    const lowValueAt = (at: number): Shipment =>
      shipment(scac, `L${String(serial + at).padStart(9, '0')}`, filerCode, serial + counts.releases + at);
    const lowValueGroups = Array.from({ length: Math.ceil(counts.lowValue / RELEASES_PER_BATCH) }, (_, group) => ({
      first: group * RELEASES_PER_BATCH,
      count: Math.min(RELEASES_PER_BATCH, counts.lowValue - group * RELEASES_PER_BATCH),
    }));
    const summaryOf = ({ ship, voyage }: (typeof releases)[number]): string[] =>
      entrySummary(ship, importerNumber, voyage, LINES);
    const summaries = releases.slice(0, counts.summaries);
    const inCatair = releases.filter((_, at) => at % JSON_EVERY !== 0);
    const inJson = releases.filter((_, at) => at % JSON_EVERY === 0);
    await Promise.all([
      overConnections(voyages, (voyage) => partners.voyage(voyage, run + voyages.indexOf(voyage))),
      overConnections(inGroups(inCatair, RELEASES_PER_BATCH), (group) =>
        partners.catair(
          'SE',
          group.map(({ ship, voyage }) => cargoRelease(ship, importerNumber, voyage.voyage)),
        ),
      ),
      overConnections(inJson, ({ ship, voyage }) => partners.json(releaseInJson(ship, importerNumber, voyage.voyage))),
      overConnections(lowValueGroups, ({ first, count }) =>
        partners.catair(
          'SE',
          Array.from({ length: count }, (_, at) => lowValueRelease(lowValueAt(first + at), importerNumber)),
        ),
      ),
      overConnections(inGroups(summaries, SUMMARIES_PER_BATCH), (group) =>
        partners.catair('AE', group.map(summaryOf)),
      ).then(() =>
        overConnections(inGroups(summaries.slice(0, counts.corrections), SUMMARIES_PER_BATCH), (group) =>
          partners.catair(
            'AE',
            group.map((each) => asCorrection(summaryOf(each))),
          ),
        ),
      ),
      overConnections(
        Array.from({ length: counts.queries }, (_, at) => releases[at % releases.length]!),
        ({ ship }) => partners.ask(ship),
      ),
    ]);
  };

  const units = (await platform.ctl('status')).flatMap(({ name, pid }) => (pid ? [{ name, pid }] : []));
  const watch = await watchOver(
    servers,
    admin,
    [
      ...units.filter(({ pid }) => pid !== rabbit.pid && pid !== postgres.pid),
      { name: 'RabbitMQ', pid: rabbit.pid! },
      { name: 'sender', pid: process.pid, alone: true },
    ],
    databases.map(({ datname }) => datname),
  );
  const roadOf = (name: string, counts: Counts) => ({
    name,
    async answered(since: Date): Promise<number> {
      const { rows } = await journal.query<{ left: number }>(
        `SELECT coalesce(sum(unanswered), 0)::int AS left FROM transmission WHERE received_at >= $1`,
        [since],
      );
      return filingsOf(counts) - rows[0]!.left;
    },
  });
  say('warming up');
  const little = countsOf(Math.min(share, 0.002), lowValue);
  await watch.cost(roadOf('warming up', little), filingsOf(little), () =>
    fileDay(little, FIRST_RUN - 1_000, FIRST_SERIAL - 100_000),
  );
  const counts = countsOf(share, lowValue);
  say(
    `${counts.bills} bills, ${counts.releases} releases, ${counts.summaries} summaries, ${counts.corrections} corrections, ${counts.lowValue} of low value, ${counts.queries} questions`,
  );
  partners.toldLater = 0;
  const cost = await watch.cost(roadOf('the day', counts), filingsOf(counts), () =>
    fileDay(counts, FIRST_RUN, FIRST_SERIAL),
  );
  const { rows: refused } = await journal.query<{ n: number; example: string }>(
    `SELECT count(*)::int AS n, min(conditions::text) AS example FROM filing WHERE state = 'answered' AND outcome NOT LIKE 'accepted%'`,
  );
  if (refused[0]!.n > 0)
    throw new Foreseen(`${refused[0]!.n} were refused, so these figures would say nothing: ${refused[0]!.example}`);
  await watch.end();
  return { share, lowValue, floor, counts, cost, toldLater: partners.toldLater };
};
