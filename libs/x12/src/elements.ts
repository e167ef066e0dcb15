/** What becomes of every element of every segment of a 309; elements.spec.ts asks for a row for each. */
import { GRAMMARS, type GrammarItem } from './grammar';
import { SEGMENTS } from './segments';
import type { Segment } from './tokenizer';

/** Where in a manifest a segment stands: before the first P4, in a P4, in a bill. */
export type Part = 'heading' | 'port' | 'bill';

/**
 * `typed`: stands in the message to the owning service under a name of its own. `onFile`: kept as sent and shown; nothing is decided
 * by it. `notJudged`: kept likewise, not judged here because of `because`. `order`: counts what comes in order, which is kept.
 */
interface ElementFates {
  readonly typed?: readonly number[];
  readonly onFile?: readonly number[];
  readonly notJudged?: readonly number[];
  readonly because?: string;
  readonly order?: readonly number[];
  /** Typed elements that hold a number of at most so many decimals there; one that has more, or is negative, is kept as sent too. */
  readonly decimals?: Readonly<Record<number, number>>;
}

const upTo = (last: number, from = 1): number[] => Array.from({ length: last - from + 1 }, (_, at) => from + at);
const all = (segment: string): number[] => upTo(SEGMENTS.get(segment)!.elements.length);
const onFile = (segment: string): ElementFates => ({ onFile: all(segment) });
const notJudged = (segment: string, because: string): ElementFates => ({ notJudged: all(segment), because });

const IN_BOND = 'of an in-bond movement its number, kind, destination and time are followed here, and nothing else.';
const DANGEROUS = 'dangerous goods are not screened here.';

export const ELEMENT_FATES: Readonly<Record<Part, Readonly<Record<string, ElementFates>>>> = {
  heading: {
    // M1002 only tells sea from road, and a trip number may stand in M1006 or M1012.
    M10: { typed: [1, 3, 4, 5, 7, 9], onFile: [2, 6, 8, 10, 11, 12] },
    N9: onFile('N9'),
    VEH: onFile('VEH'),
    M7: onFile('M7'),
    CII: notJudged('CII', 'insurance is not checked here.'),
    NM1: onFile('NM1'),
    DMG: onFile('DMG'),
    DMA: onFile('DMA'),
    REF: onFile('REF'),
    N3: onFile('N3'),
    N4: onFile('N4'),
  },
  port: { P4: { typed: [1, 2], onFile: [3, 4, 5] } },
  bill: {
    LX: { order: [1] },
    // M11, where it follows, names the bill again.
    M13: { typed: [3, 6], onFile: [1, 2, 4, 5, 7, 8, 9, 10] },
    M11: {
      typed: [1, 2, 3, 4, 5, 6, 9, 11, 12, 13, 14, 15, 16],
      onFile: [7, 8, 10],
      decimals: { 3: 0, 5: 3 },
    },
    N9: { typed: [1, 2], onFile: upTo(7, 3) },
    N1: { typed: [1, 2, 3, 4] },
    N3: { typed: [1, 2] },
    N4: { typed: [1, 2, 3, 4], onFile: [5, 6, 7] },
    DTM: onFile('DTM'),
    PER: onFile('PER'),
    // Of several M12 of a bill the last is typed, so all are kept.
    M12: { onFile: [1, 2, 3, 6], notJudged: [4, 5, ...upTo(14, 7)], because: IN_BOND },
    R4: notJudged('R4', IN_BOND),
    VID: { typed: [2, 3, 4, 5, 9], onFile: [1, 6, 7, 8, ...upTo(14, 10)] },
    M7: { typed: [1, 2, 3, 4], onFile: [5] },
    N10: { typed: [1, 2, 3], onFile: upTo(13, 4), decimals: { 1: 0 } },
    VC: notJudged('VC', 'vehicles as cargo are not compared with anything here.'),
    MAN: { typed: [2, 3], onFile: [1] },
    H1: notJudged('H1', DANGEROUS),
    H2: notJudged('H2', DANGEROUS),
  },
};

/** A segment with the elements that are kept as sent, by their number: `06` of N10. */
export interface CarriedSegment {
  readonly record: string;
  /** Counted from ST as 1. */
  readonly recordIndex: number;
  readonly fields: Record<string, string>;
}

const name = (element: number): string => String(element).padStart(2, '0');
const isExact = (value: string, decimals: number): boolean =>
  (decimals === 0 ? /^\d+\.?$/ : new RegExp(`^\\d*(\\.\\d{0,${decimals}})?$`)).test(value);

/** What a segment holds that no typed member has; null for nothing. */
export function carriedOf(part: Part, segment: Segment): CarriedSegment | null {
  const fates = ELEMENT_FATES[part][segment.id];
  if (!fates) return null;
  const fields: Record<string, string> = {};
  for (let at = 1; at < segment.elements.length; at++) {
    const value = segment.elements[at];
    if (!value || fates.order?.includes(at)) continue;
    const decimals = fates.decimals?.[at];
    if (fates.typed?.includes(at) && (decimals === undefined || isExact(value, decimals))) continue;
    fields[name(at)] = value;
  }
  return Object.keys(fields).length > 0 ? { record: segment.id, recordIndex: segment.position, fields } : null;
}

/** Elements of a carried segment that are not judged, and why; null where all of it only is on file. */
export function unjudgedIn(
  part: Part,
  { record, fields }: CarriedSegment,
): { elements: string[]; because: string } | null {
  const { notJudged: unjudged = [], because } = ELEMENT_FATES[part][record] ?? {};
  const elements = unjudged.map(name).filter((element) => element in fields);
  return because && elements.length > 0 ? { elements: elements.map((element) => record + element), because } : null;
}

/** Elements that nobody has decided on, or has twice; one sentence each. */
export function undecidedElements(): string[] {
  return placesIn309().flatMap(([part, segment]) => {
    const { typed = [], onFile: kept = [], notJudged: unjudged = [], order = [] } = ELEMENT_FATES[part][segment] ?? {};
    const decided = [...typed, ...kept, ...unjudged, ...order];
    return all(segment)
      .filter((element) => decided.filter((other) => other === element).length !== 1)
      .map(
        (element) =>
          `${segment}${name(element)} in the ${part} would be read and dropped: give it one row in elements.ts`,
      );
  });
}

/** Every segment of a 309 with its part of the manifest, each once. */
export function placesIn309(): [Part, string][] {
  const places = new Map<string, [Part, string]>();
  const walk = (items: readonly GrammarItem[], part: Part): void => {
    for (const item of items) {
      if (!('loop' in item)) places.set(`${part} ${item.segment}`, [part, item.segment]);
      else if (item.loop === 'P4') walk(item.items, 'port');
      else walk(item.items, item.loop === 'LX' ? 'bill' : part);
    }
  };
  for (const { setId, items } of GRAMMARS) if (setId === '309') walk(items, 'heading');
  return [...places.values()];
}

/** What becomes of each element, for documents. */
export function elementsTable(): string {
  const words = (segment: string, elements: readonly number[] = []): string =>
    elements.map((element) => segment + name(element)).join(', ') || '–';
  return [
    '| part | segment | given to the rules | kept and shown | kept and shown, not judged | because |',
    '|---|---|---|---|---|---|',
    ...placesIn309().map(([part, segment]) => {
      const fates = ELEMENT_FATES[part][segment]!;
      return `| ${part} | ${segment} | ${words(segment, fates.typed)} | ${words(segment, fates.onFile)} | ${words(segment, fates.notJudged)} | ${fates.because ?? (fates.order ? `${words(segment, fates.order)} only counts: the order is kept.` : '–')} |`;
    }),
  ].join('\n');
}
