/** @jest-environment ./test/support/host-zone.cjs */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, entryCheckDigit, localDate } from '#kernel';
import { PORTS, portLocalDate } from '#reference';
import { startOfPortDay } from '../apps/entry/src/port-day/port-day';
import { portClock } from '../apps/gateway/src/formats/port-clock';
import { eastern, instantOf } from '#statement';
import { householdSummary } from '../tools/platform/seed-drawback';
import { seededSummaries } from '../tools/platform/seed-summaries';
import { batch, cargoRelease, entrySummary, manifest309, portDay, voyageOf } from '../tools/demo/filings';
import { consignment } from '../tools/drill/consignment';
import { freshSample, WRITTEN_FOR } from '../tools/platform/samples';
import { type Sent, saidOf } from './support/judged';

/**
 * Nothing that Portway hands out, shows or tests itself with depends on the day: samples, demo and drill are accepted without a word
 * on days of every kind, wherever the machine stands. `npm test -- --clock DAY` runs every other test on such a day.
 */

declare const hostZone: (zone: string) => void;

const DAY_MS = 86_400_000;
const later = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const DAYS: [what: string, instant: string][] = [
  ['today', later(0)],
  ['tomorrow', later(1)],
  ['in 40 days', later(40)],
  ['in 400 days', later(400)],
  ['on the last day of the year', '2026-12-31T18:00:00Z'],
  ['at the turn of the year of UTC', '2026-12-31T23:59:59Z'],
  ['a minute before the turn of the year in Los Angeles', '2027-01-01T07:59:00Z'],
  ['on 29 February', '2028-02-29T18:00:00Z'],
  ['when it is 1 March but for the West', '2028-03-01T07:30:00Z'],
  ['before the clocks go forward, at midnight UTC', '2027-03-14T00:00:00Z'],
  ['a minute before the clocks go forward', '2027-03-14T09:59:00Z'],
  ['when the clocks went forward', '2027-03-14T10:00:30Z'],
  ['on the evening after they went forward', '2027-03-15T06:59:30Z'],
  ['before the clocks go back, at midnight UTC', '2027-11-07T00:00:00Z'],
  ['in the hour that comes twice, first', '2027-11-07T08:30:00Z'],
  ['in the hour that comes twice, again', '2027-11-07T09:30:00Z'],
  ['on the evening after they went back', '2027-11-08T07:59:30Z'],
];
/** The first day on earth, the last one, and the middle. */
const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'];

const SAMPLES = join(__dirname, '../docs/partners/samples');
const PATHS: Record<string, string> = { '.abi': '/abi', '.309': '/x12', '.json': '/filings/' };
const samples = readdirSync(SAMPLES)
  .sort()
  .map((name) => {
    const path = PATHS[/\.\w+$/.exec(name)![0]]!;
    return {
      path: path === '/filings/' ? path + name.replace('.json', '') : path,
      text: readFileSync(join(SAMPLES, name), 'latin1'),
    };
  });
const fresh = (run: number): Sent[] =>
  samples.map(({ path, text }) => ({ path, body: freshSample(text, portDay(), run) }));

/** The drawback claim tells values by the unit, the entry summary cites a case, and the truck manifest asks for an in-bond movement. */
const NOT_JUDGED = ['W95 42 KEPT, NOT JUDGED HERE', 'W95 53 KEPT, NOT JUDGED HERE', 'W95 M12 KEPT, NOT JUDGED HERE'];

/** What is said of a case that is cited. */
const OF_CASES = NOT_JUDGED.filter((said) => said.includes(' 53 '));
const filedAs = (body: object): Sent => ({ path: '/filings/entry-summary', body: JSON.stringify(body) });
/** A batch that asks files nothing that could be judged. */
const ASKS = /^A.{24}(CQ|KI|EQ)/;

const IMPORTER = '12-3456789';
const SENDER = { site: '2704', id: 'B76', password: 'S3CRET' };
const PARTIES = { oceanScac: 'MAEU', truckScac: 'ABCD', filerCode: 'B76', sender: SENDER, importer: IMPORTER };
/** A port of each time zone. */
const ONE_A_ZONE = [...new Map([...PORTS.values()].map(({ timeZone, code }) => [timeZone, code])).values()];
const LANES = [
  { mode: 'vessel', port: '2704' },
  { mode: 'vessel', port: '3201' },
  { mode: 'truck', port: '0901' },
  { mode: 'truck', port: '2304' },
  { mode: 'truck', port: '3801' },
] as const;

const REAL = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

afterEach(() => jest.useRealTimers());

describe.each(ZONES)('On a machine in %s', (zone) => {
  beforeAll(() => hostZone(zone));

  it('its clock is that of the zone', () => {
    const noon = new Date('2026-11-21T12:00:00Z');
    expect(`${noon.getFullYear()}-${noon.getMonth() + 1}-${noon.getDate()}`).toBe(localDate(noon, zone));
    expect(noon.getHours()).toBe({ 'Pacific/Kiritimati': 2, 'Pacific/Pago_Pago': 1, UTC: 12 }[zone]);
  });

  describe.each(DAYS)('%s', (_when, instant) => {
    beforeEach(() => void jest.useFakeTimers({ now: Date.parse(instant), doNotFake: [...REAL] }));

    it('every sample is accepted, with a word only of what is not judged here, and still is two days later', async () => {
      const sent = fresh(4711).filter(({ body }) => !ASKS.test(body));
      expect(await saidOf(sent)).toEqual(NOT_JUDGED);
      expect(await saidOf(sent, new Date(Date.now() + 2 * DAY_MS))).toEqual(NOT_JUDGED);
    });

    it('so are the entries of last year and of this one that are seeded', async () => {
      const seeded = [330, 60, 2].map((ago) => ({
        path: '/filings/entry-summary',
        body: JSON.stringify(householdSummary('B76-0324528-6', addDays(portDay(), -ago), 9_901)),
      }));
      expect(await saidOf(seeded)).toEqual([]);
      // The withdrawal and the correction need what is filed before them on file; what is not judged of the case is said.
      const summaries = seededSummaries(portDay());
      expect(await saidOf(summaries.filter(({ after }) => !after).map(({ body }) => filedAs(body)))).toEqual(OF_CASES);
      const [withdrawal, correction] = summaries.filter(({ after }) => after).map(({ body }) => filedAs(body));
      expect(await saidOf([withdrawal!])).toEqual([]);
      expect(await saidOf([correction!])).toEqual([expect.stringMatching(/^B42/)]);
    });

    it('the filings of the demo are accepted without a word, also when the day ends before they arrive', async () => {
      const voyage = voyageOf(4711, 'MAEU', 'B76', 21);
      const abi = (application: 'SE' | 'AE', transactions: string[][]): Sent => ({
        path: '/abi',
        body: batch(application, SENDER, 'B76', transactions),
      });
      const sent = [
        { path: '/x12', body: manifest309(voyage, 4711) },
        abi(
          'SE',
          voyage.shipments.map((ship) => cargoRelease(ship, IMPORTER, voyage.voyage)),
        ),
        abi(
          'AE',
          voyage.shipments.map((ship) => entrySummary(ship, IMPORTER, voyage)),
        ),
      ];
      expect(await saidOf(sent)).toEqual([]);
      expect(await saidOf(sent, new Date(Date.now() + 120_000))).toEqual([]);
    });

    it('so are those of a drill, in every zone of the ports', async () => {
      for (const lane of LANES) {
        const cargo = consignment({ ...lane, perSecond: 1 }, 4711, PARTIES);
        const sent = [cargo.manifest, cargo.release, cargo.summary, cargo.arrival(new Date())];
        expect(await saidOf(sent)).toEqual([]);
        expect(await saidOf(sent, new Date(Date.now() + 120_000))).toEqual([]);
      }
    });

    it('the day of a port begins when its clock says so', () => {
      for (const code of ONE_A_ZONE) {
        const day = portLocalDate(new Date(), code);
        for (const date of [addDays(day, -1), day, addDays(day, 1)]) {
          const start = Date.parse(startOfPortDay(date, code));
          expect([portLocalDate(new Date(start - 1), code), portLocalDate(new Date(start), code)]).toEqual([
            addDays(date, -1),
            date,
          ]);
          expect(portClock(new Date(start).toISOString(), code).hhmm).toBe('0000');
        }
      }
    });

    it('an instant that a notice states in Eastern time is found again', () => {
      for (
        let at = Math.floor(Date.now() / 60_000) * 60_000 - DAY_MS, end = at + 2 * DAY_MS;
        at < end;
        at += 30 * 60_000
      ) {
        const found = Date.parse(instantOf(eastern(new Date(at).toISOString()))!);
        // Of the hour that comes twice a notice says the first.
        expect([at, at - 3_600_000]).toContain(found);
        expect(eastern(new Date(found).toISOString())).toEqual(eastern(new Date(at).toISOString()));
      }
    });
  });
});

describe('Statements of the services', () => {
  it('take no day from the database, which has that of its own time zone', () => {
    const sources = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(__dirname, '..', folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\/src\/.*(?<!spec|fixture)\.ts$/.test(file) && !/\/migrations\//.test(file))
        .map((file) => join(folder, file)),
    );
    expect(sources.length).toBeGreaterThan(500);
    const taking = sources.filter((file) =>
      /\bcurrent_date\b|\bnow\(\)::date\b/i.test(readFileSync(join(__dirname, '..', file), 'utf8')),
    );
    expect(taking).toEqual([]);
  });
});

describe('The samples of the guides', () => {
  it('are written for the day that the guides name, and for no other', () => {
    const written = new Date(`${WRITTEN_FOR}T12:00:00Z`).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    for (const guide of ['README', 'catair', 'x12'])
      expect(readFileSync(join(SAMPLES, '..', `${guide}.md`), 'utf8')).toContain(written);
  });

  it('come with every date and number new, and with the right check digits, at each start', () => {
    jest.useFakeTimers({ now: Date.parse('2027-06-01T18:00:00Z'), doNotFake: [...REAL] });
    const [one, two] = [fresh(4711), fresh(4712)];
    const WRITTEN = [
      '2026-1',
      '20261',
      '*2611',
      '112126',
      '112426',
      '110126',
      '0324527',
      '0324528',
      '260000',
      '260417',
      '0417W',
      '1121',
      '*00000004',
      '*41*X',
      '*42*X',
      '*41~',
    ];
    for (const { body } of [...one, ...two]) expect(WRITTEN.filter((old) => body.includes(old))).toEqual([]);
    const entries = (sent: Sent[]): string[] =>
      sent.flatMap(({ body }) =>
        [...body.matchAll(/B76[ -]{1,2}(\d{7}-?\d)/g)].map(([, number]) => number!.replace('-', '')),
      );
    // Six of each start, and the import that the claims designate.
    expect(new Set([...entries(one), ...entries(two)]).size).toBe(13);
    for (const number of entries(one)) expect(Number(number[7])).toBe(entryCheckDigit('B76', number.slice(0, 7)));
    expect(one.filter(({ body }, at) => body === two[at]!.body)).toEqual([]);
  });
});
