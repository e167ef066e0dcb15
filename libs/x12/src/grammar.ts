import type { SegmentCode } from './faults';
import { M10_TRUCK, type SegmentLayout, SEGMENTS } from './segments';

/** A segment in its place, or a loop whose first item opens each repetition. */
export type GrammarItem =
  | { segment: string; max: number; mandatory: boolean }
  | { loop: string; max: number; mandatory: boolean; items: readonly [GrammarItem, ...GrammarItem[]] };

/** A transaction set as the grammar of its segments between ST and SE. */
export interface SetGrammar {
  setId: string;
  /** Functional groups (GS01) it may come in. */
  groups: readonly string[];
  items: readonly GrammarItem[];
  layouts: ReadonlyMap<string, SegmentLayout>;
}

const one = (segment: string): GrammarItem => ({ segment, max: 1, mandatory: true });
const upTo = (max: number, segment: string): GrammarItem => ({ segment, max, mandatory: false });
const loop = (loopId: string, max: number, ...items: [GrammarItem, ...GrammarItem[]]): GrammarItem => ({
  loop: loopId,
  max,
  mandatory: false,
  items,
});
const MANY = Number.MAX_SAFE_INTEGER;

const BILLS_309 = loop(
  'P4',
  20,
  one('P4'),
  loop(
    'LX',
    9999,
    one('LX'),
    upTo(1, 'M13'),
    upTo(1, 'M11'),
    upTo(MANY, 'N9'),
    loop('N1', 20, one('N1'), upTo(2, 'N3'), upTo(1, 'N4'), upTo(5, 'DTM'), upTo(5, 'PER')),
    loop('M12', 10, one('M12'), upTo(10, 'R4')),
    loop(
      'VID',
      999,
      one('VID'),
      upTo(5, 'M7'),
      loop('N10', 999, one('N10'), upTo(21, 'VC'), upTo(99, 'MAN'), loop('H1', 99, one('H1'), upTo(10, 'H2'))),
    ),
  ),
);

const K1S = upTo(10, 'K1');
const withRemarks = (segment: string, max: number, ...more: GrammarItem[]): GrammarItem =>
  loop(segment, max, one(segment), K1S, ...more);

/** Sources: ASC X12 004010 set 309; 006020 set 309 for the truck heading; 004010 sets 350, 355 and 997; 005010 set 999. */
export const GRAMMARS: readonly SetGrammar[] = [
  { setId: '309', groups: ['SO'], items: [one('M10'), BILLS_309], layouts: SEGMENTS },
  {
    setId: '309',
    groups: ['AQ'],
    items: [
      one('M10'),
      upTo(5, 'N9'),
      upTo(10, 'VEH'),
      upTo(1, 'M7'),
      upTo(3, 'CII'),
      loop('NM1', 999, one('NM1'), upTo(1, 'DMG'), upTo(1, 'DMA'), upTo(10, 'REF'), upTo(2, 'N3'), upTo(1, 'N4')),
      BILLS_309,
    ],
    layouts: new Map([...SEGMENTS, ['M10', M10_TRUCK]]),
  },
  {
    setId: '350',
    groups: ['SO', 'AU'],
    items: [
      upTo(1, 'M10'),
      loop(
        'P4',
        20,
        one('P4'),
        upTo(20, 'V9'),
        upTo(4, 'K1'),
        loop('X4', 9999, one('X4'), upTo(4, 'K1'), upTo(999, 'N9')),
      ),
    ],
    layouts: new Map([...SEGMENTS, ['M10', M10_TRUCK]]),
  },
  {
    setId: '355',
    groups: ['SO', 'AZ'],
    items: [
      upTo(1, 'M10'),
      K1S,
      withRemarks('VEH', 10),
      withRemarks('NM1', 999),
      withRemarks(
        'P4',
        20,
        loop(
          'LX',
          9999,
          one('LX'),
          K1S,
          ...['M13', 'M11'].map((s) => withRemarks(s, 1)),
          withRemarks('N9', 999),
          withRemarks('N1', 20),
          withRemarks('M12', 10),
          withRemarks('VID', 999, withRemarks('N10', 999, withRemarks('H1', 99))),
        ),
      ),
    ],
    layouts: new Map([...SEGMENTS, ['M10', M10_TRUCK]]),
  },
  {
    setId: '997',
    groups: ['FA'],
    items: [
      one('AK1'),
      loop('AK2', 999_999, one('AK2'), loop('AK3', 999_999, one('AK3'), upTo(99, 'AK4')), one('AK5')),
      one('AK9'),
    ],
    layouts: SEGMENTS,
  },
  {
    setId: '999',
    groups: ['FA'],
    items: [
      one('AK1'),
      loop(
        'AK2',
        999_999,
        one('AK2'),
        loop('IK3', 999_999, one('IK3'), upTo(10, 'CTX'), loop('IK4', 99, one('IK4'), upTo(10, 'CTX'))),
        one('IK5'),
      ),
      one('AK9'),
    ],
    layouts: SEGMENTS,
  },
];

interface Frame {
  loop?: string;
  items: readonly GrammarItem[];
  at: number;
  used: number;
}

/** Where a segment stands: `code` is the AK304 code when it may not stand there, `missing` what should have come first. */
export interface Placement {
  placed: boolean;
  loop?: string;
  code?: SegmentCode;
  missing: string[];
}

const opens = (item: GrammarItem): string => ('loop' in item ? opens(item.items[0]) : item.segment);

function segmentIds(items: readonly GrammarItem[], into = new Set<string>()): Set<string> {
  for (const item of items)
    if ('loop' in item) segmentIds(item.items, into);
    else into.add(item.segment);
  return into;
}

const IDS = new Map(GRAMMARS.map((grammar) => [grammar, segmentIds(grammar.items)]));

/** Follows a grammar segment by segment. A segment it cannot place leaves it where it was. */
export class GrammarWalk {
  private readonly root: Frame;
  /** The loops that are open, the innermost last; the set itself is the first. */
  private readonly frames: Frame[];

  constructor(private readonly grammar: SetGrammar) {
    this.root = { items: grammar.items, at: 0, used: 0 };
    this.frames = [this.root];
  }

  next(id: string): Placement {
    for (let depth = this.frames.length - 1; depth >= 0; depth--) {
      const frame = this.frames[depth]!;
      for (let at = frame.at; at < frame.items.length; at++) {
        const item = frame.items[at]!;
        if (opens(item) !== id) continue;
        // The opening segment seen again belongs to the next repetition, which the enclosing frame counts.
        if (at === 0 && depth > 0) break;
        return this.enter(frame, depth, at, item);
      }
    }
    const known = this.grammar.layouts.has(id);
    return { placed: false, code: IDS.get(this.grammar)!.has(id) ? '7' : known ? '6' : '1', missing: [] };
  }

  /** Mandatory segments that have not come when the set ends. */
  finish(): string[] {
    const missing = this.leave(1);
    return [...missing, ...this.skipped(this.root, this.root.items.length)];
  }

  private enter(frame: Frame, depth: number, at: number, item: GrammarItem): Placement {
    const missing = this.leave(depth + 1);
    missing.push(...this.skipped(frame, at));
    frame.used = at === frame.at ? frame.used + 1 : 1;
    frame.at = at;
    const isLoop = 'loop' in item;
    if (isLoop) this.frames.push({ loop: item.loop, items: item.items, at: 0, used: 1 });
    const code: SegmentCode | undefined = frame.used > item.max ? (isLoop ? '4' : '5') : undefined;
    return { placed: true, code, loop: this.frames.at(-1)?.loop, missing };
  }

  private leave(depth: number): string[] {
    const missing: string[] = [];
    while (this.frames.length > depth) {
      const frame = this.frames.pop()!;
      missing.push(...this.skipped(frame, frame.items.length));
    }
    return missing;
  }

  private skipped(frame: Frame, until: number): string[] {
    const from = frame.used > 0 ? frame.at + 1 : frame.at;
    const missing: string[] = [];
    for (const item of frame.items.slice(from, until)) if (item.mandatory) missing.push(opens(item));
    return missing;
  }
}
