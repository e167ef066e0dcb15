import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ranges of tariff numbers, kept as the first and last ten-digit number of each: a heading is a range, and so is one number.
 * Looked up by halving; ranges inside others are dropped.
 */
class ArticleList {
  private readonly first: Float64Array;
  private readonly last: Float64Array;

  constructor(prefixes: readonly string[]) {
    const ranges = prefixes
      .map((prefix) => [Number(prefix.padEnd(10, '0')), Number(prefix.padEnd(10, '9'))] as const)
      .sort((a, b) => a[0] - b[0] || b[1] - a[1])
      .reduce<(readonly [number, number])[]>((kept, range) => {
        if (kept.length === 0 || kept[kept.length - 1]![1] < range[0]) kept.push(range);
        return kept;
      }, []);
    this.first = Float64Array.from(ranges, ([first]) => first);
    this.last = Float64Array.from(ranges, ([, last]) => last);
  }

  get size(): number {
    return this.first.length;
  }

  has(hts: string): boolean {
    const number = Number(hts.padEnd(10, '0'));
    let low = 0;
    let high = this.first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.first[middle]! <= number) low = middle + 1;
      else high = middle;
    }
    return low > 0 && number <= this.last[low - 1]!;
  }
}

/** `= name`, then headings and what follows them: `0101:2100,2900 7601`. */
function readLists(text: string): ReadonlyMap<string, ArticleList> {
  const prefixes = new Map<string, string[]>();
  let open: string[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('= ')) {
      open = [];
      prefixes.set(line.slice(2), open);
      continue;
    }
    for (const word of line.split(' ')) {
      const [heading = '', rest] = word.split(':');
      for (const tail of rest?.split(',') ?? ['']) open.push(heading + tail);
    }
  }
  return new Map([...prefixes].map(([name, list]) => [name, new ArticleList(list)]));
}

let lists: ReadonlyMap<string, ArticleList> | undefined;
const allLists = (): ReadonlyMap<string, ArticleList> =>
  (lists ??= readLists(readFileSync(join(__dirname, 'remedy-lists.txt'), 'utf8')));
export const listOf = (name: string): ArticleList => {
  const list = allLists().get(name);
  if (!list) throw new Error(`There is no list of articles called ${name}`);
  return list;
};

/** Remembered answers are forgotten all at once when there are this many: the next asking finds them again. */
export const REMEMBERED = 50_000;

/** The lists an article is on; articles that are on the same lists share one set. */
const listed = new Map<string, ReadonlySet<string>>();
const shared = new Map<string, ReadonlySet<string>>();
export function listsWith(hts: string): ReadonlySet<string> {
  const known = listed.get(hts);
  if (known) return known;
  const names = [...allLists()].flatMap(([name, list]) => (list.has(hts) ? [name] : []));
  const key = names.join('|');
  const set = shared.get(key) ?? new Set(names);
  shared.set(key, set);
  if (listed.size >= REMEMBERED) listed.clear();
  listed.set(hts, set);
  return set;
}

/** Whether an article is on one of the lists by which measures name their goods, such as `steel`. */
export const isOnArticleList = (names: readonly string[], hts: string): boolean =>
  names.some((name) => listsWith(hts).has(name));
