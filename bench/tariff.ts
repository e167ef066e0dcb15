import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rateOf, remediesOn, tariffArticle, tariffInUse, useTariff } from '#reference';

const LOOK_UPS = 400_000;
const ROUNDS = 5;
const DAY = '2026-11-27';

export interface TariffFigures {
  readonly numbers: number;
  readonly periods: number;
  readonly statistical: number;
  readonly loadMs: number;
  readonly megabytes: number;
  /** Microseconds of a look-up each, the best of five rounds over numbers drawn at random. */
  readonly articleUs: number;
  readonly rateUs: number;
  readonly remediesUs: number;
  /** The peer: every statistical number a parsed JSON object in a Map. */
  readonly peer: { readonly loadMs: number; readonly megabytes: number; readonly lookUpUs: number };
  /** The floor: a Map from the number to a number. */
  readonly floor: { readonly megabytes: number; readonly lookUpUs: number };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes of heap and typed arrays that what is made keeps, and how long making it took. */
function kept<T>(make: () => T): { readonly made: T; readonly megabytes: number; readonly ms: number } {
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const begun = performance.now();
  const made = make();
  const ms = performance.now() - begun;
  return { made, ms, megabytes: (used() - before) / 2 ** 20 };
}

function microseconds(numbers: readonly string[], lookUp: (number: string) => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  let found = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    for (const number of numbers) if (lookUp(number) !== undefined) found += 1;
    best = Math.min(best, performance.now() - begun);
  }
  if (found !== numbers.length * ROUNDS)
    throw new Error(`${found} of ${numbers.length * ROUNDS} look-ups found their number`);
  return (best * 1_000) / numbers.length;
}

/** The whole tariff in memory: what it takes, and how fast a number is found in it, beside the plain way and the least possible. */
export function measureTariff(): TariffFigures {
  const own = kept(() => useTariff());
  const rows = [...tariffInUse().rows()];
  const open = rows.filter(({ to, from }) => to === undefined && from <= DAY);
  const every = open.flatMap(({ number, suffixes }) =>
    suffixes.flat().map((suffix) => (number.startsWith('99') ? number : number + (suffix === '*' ? '00' : suffix))),
  );
  const drawn = Array.from({ length: LOOK_UPS }, (_, at) => every[(at * 7_919) % every.length]!);

  const objects = open.flatMap((row) =>
    row.suffixes.flat().map((suffix) => ({
      ...{ hts: row.number.startsWith('99') ? row.number : row.number + (suffix === '*' ? '00' : suffix) },
      ...{ units: row.units[0]!.split(' '), general: row.general, special: row.special, other: row.columnTwo },
      ...{ from: row.from, to: null },
    })),
  );
  const json = JSON.stringify(objects);
  const peer = kept(() => new Map((JSON.parse(json) as typeof objects).map((object) => [object.hts, object])));
  const floor = kept(() => new Map(every.map((number, at) => [number, at])));
  return {
    numbers: new Set(rows.map(({ number }) => number)).size,
    periods: rows.length,
    statistical: every.length,
    loadMs: own.ms,
    megabytes: own.megabytes,
    articleUs: microseconds(drawn, (number) => tariffArticle(number, DAY)),
    rateUs: microseconds(drawn, (number) => rateOf(number, DAY, 'DE')),
    remediesUs: microseconds(drawn, (number) => remediesOn(number, DAY, 'CN')),
    peer: {
      loadMs: peer.ms,
      megabytes: peer.megabytes,
      lookUpUs: microseconds(drawn, (number) => peer.made.get(number)),
    },
    floor: { megabytes: floor.megabytes, lookUpUs: microseconds(drawn, (number) => floor.made.get(number)) },
  };
}
