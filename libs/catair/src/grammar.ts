/** Which records an application takes, in which order and how often: usage maps as data, and the walk along them. */
import type { Layout } from './layout';
import * as CB from './layouts/bond';
import * as SE from './layouts/cargo-release';
import * as DE from './layouts/drawback';
import * as HEADER from './layouts/summary-header';
import * as SF from './layouts/security-filing';
import * as LINES from './layouts/summary-lines';
import { K_INPUT } from './layouts/importer-bond-query';
import { WR1_INPUT } from './layouts/status-query';
import { J0_INPUT, J1_INPUT, J2_INPUT } from './layouts/summary-query';
import { keyOf } from './records';

/** A record, how often it may come in a row, and the records that may follow each of its occurrences, in order. */
export interface Usage {
  readonly layout: Layout;
  readonly recordId: string;
  readonly mandatory: boolean;
  readonly maximum: number;
  readonly then: readonly Usage[];
}

const use = (layout: Layout, maximum = 1, then: readonly Usage[] = []): Usage => ({
  layout,
  recordId: layout.recordId,
  mandatory: false,
  maximum,
  then,
});
const must = (layout: Layout, maximum = 1, then: readonly Usage[] = []): Usage => ({
  ...use(layout, maximum, then),
  mandatory: true,
});

export interface Grammar {
  readonly application: string;
  /** The record that begins a transaction. */
  readonly header: Layout;
  /** Others that do, where what is asked comes in records of several kinds. */
  readonly alsoBegin?: readonly Layout[];
  /** The record after which only a new transaction may begin. */
  readonly trailer: Layout | null;
  readonly transactionsPerBlock: number;
  /** The guide stops at the first fault of the batch (Entry Summary Create/Update, p. ESF-207). */
  readonly ceasesAtFirstFault: boolean;
  /** Usage of the records after the header, by the column that holds the action code; `''` for every other action. */
  readonly actionColumn: number;
  readonly usage: ReadonlyMap<string, readonly Usage[]>;
  /**
   * The chapter has codes of its own for a record that is unknown or stands at a wrong place: what is wrong within a transaction is
   * judged with it, and refuses no other one of the batch.
   */
  readonly refusesByTransaction?: true;
  /** It asks and files nothing: one block of it in a batch (X41). */
  readonly asks?: true;
  /** Records of partner agencies may stand in it; where, and in what order, is judged with the transaction (agency-records.ts). */
  readonly takesAgencyData: boolean;
  /** Every record of the application, also those the action does not allow. Without those of agencies. */
  readonly layouts: ReadonlyMap<number, Layout>;
}

/** Up to 999 bill groups of up to three SE15; which SE15 belong together is told by their bill type (grouping.ts). */
const BILLS = use(SE.SE15, 999 * 3, [use(SE.SE16, 99), use(SE.SE17, 99)]);
const REFERENCES = use(SE.SE20, 99);

/** Cargo Release guide v40, p. SE-30: behind the last record of the entry. */
const SECURITY_FILING = use(SF.SF10, 1, [
  use(SF.SF20, 999),
  use(SF.SF25, 999),
  use(SF.SF30, 999, [use(SF.SF31), use(SF.SF35, 3), use(SF.SF36)]),
]);

/** Cargo Release guide v40, pp. SE-22 (A, R), SE-24 (D), SE-25 (U). */
const CARGO_RELEASE: ReadonlyMap<string, readonly Usage[]> = new Map([
  [
    '',
    [
      use(SE.SE11),
      must(SE.SE13),
      BILLS,
      REFERENCES,
      use(SE.SE30, 12, [use(SE.SE31, 3), use(SE.SE35, 3), use(SE.SE36)]),
      use(SE.SE40, 999, [
        use(SE.SE41),
        use(SE.SE50, 11, [use(SE.SE51, 3), use(SE.SE55, 3), use(SE.SE56)]),
        must(SE.SE60, 32, [use(SE.SE61)]),
      ]),
      SECURITY_FILING,
    ],
  ],
  ['D', [must(SE.SE13), REFERENCES]],
  ['U', [use(SE.SE11), must(SE.SE13), BILLS, REFERENCES]],
]);

/** Entry Summary Create/Update, July 2026, pp. ESF-21..24; where two limits are printed the smaller one rules. */
const ENTRY_SUMMARY: readonly Usage[] = [
  use(HEADER.AE_11),
  use(HEADER.AE_20),
  use(HEADER.AE_SE13),
  use(HEADER.AE_21),
  use(HEADER.AE_22, 999, [must(HEADER.AE_23, 4)]),
  use(SE.SE16, 99),
  use(SE.SE17, 99),
  use(HEADER.AE_30),
  use(HEADER.AE_31, 2),
  use(HEADER.AE_32, 999),
  use(HEADER.AE_33),
  use(HEADER.AE_34),
  use(HEADER.AE_35),
  use(HEADER.AE_36, 99),
  use(SE.SE20, 4),
  use(SE.SE30, 12, [use(HEADER.AE_SE31, 4, [use(HEADER.AE_SE32, 9)]), use(SE.SE35, 3), use(SE.SE36)]),
  use(LINES.AE_40, 998, [
    use(LINES.AE_41),
    use(LINES.AE_42, 999, [use(LINES.AE_43), use(LINES.AE_44, 999)]),
    use(LINES.AE_43),
    use(LINES.AE_44, 999),
    use(LINES.AE_47, 6),
    use(SE.SE50, 11, [use(LINES.AE_SE51, 4, [use(LINES.AE_SE52, 9)]), use(SE.SE55, 3), use(SE.SE56)]),
    must(LINES.AE_50, 32, [use(LINES.AE_SE60), use(SE.SE61)]),
    use(LINES.AE_51),
    use(LINES.AE_52),
    use(LINES.AE_53, 2),
    use(LINES.AE_54, 9),
    use(LINES.AE_60),
    use(LINES.AE_61),
    use(LINES.AE_62, 5),
    use(LINES.AE_SE62, 99, [must(LINES.AE_SE63, 99)]),
    use(LINES.AE_63),
    use(LINES.AE_CW02),
  ]),
  use(LINES.AE_88),
  use(LINES.AE_89, 9),
  use(LINES.AE_90),
];

/** Intent to export with the officers who saw the goods, and what was paid abroad: of an article, or of the claim as a whole where the map prints them, before the first 70. */
const INTENT = use(DE.DE_62, 1, [must(DE.DE_63, 2)]);
const PAID_ABROAD = use(DE.DE_64);

/** Drawback entry summary v27, pp. 25, 26; where two limits are printed the smaller one rules. */
const DRAWBACK: readonly Usage[] = [
  use(DE.DE_31),
  use(DE.DE_40, 10_000, [must(DE.DE_41, 32, [must(DE.DE_42, 3, [use(DE.DE_43, 20)])])]),
  use(DE.DE_50, 10_000, [must(DE.DE_51), use(DE.DE_52, 999), use(DE.DE_53, 999)]),
  use(DE.DE_60, 10_000, [must(DE.DE_61), INTENT, PAID_ABROAD]),
  INTENT,
  PAID_ABROAD,
  use(DE.DE_70, 10_000, [must(DE.DE_71), INTENT, PAID_ABROAD, use(DE.DE_72, 999), use(DE.DE_73, 999)]),
  use(DE.DE_89, 9),
  use(DE.DE_90),
];

/** Of a batch of questions so many records are taken, so that no batch keeps the owners of the answers from their work. The guide sets no limit. */
export const QUESTIONS_PER_BATCH = 100;
/** Entry numbers come five in a record, and 5,000 summaries in an answer; the request for detail is one more (Entry Summary Query, p. ESQ-15). */
const SUMMARY_QUESTIONS_PER_BATCH = 1_001;
const question = (
  application: string,
  header: Layout,
  more: Partial<Pick<Grammar, 'refusesByTransaction' | 'alsoBegin' | 'transactionsPerBlock'>> = {},
): Grammar =>
  grammar({
    ...{ application, header, trailer: null, transactionsPerBlock: QUESTIONS_PER_BATCH, ...more },
    ...{ ceasesAtFirstFault: false, takesAgencyData: false, actionColumn: 4, usage: new Map([['', []]]), asks: true },
  });

/** eBond v1.9, pp. CB-13..16. The chapter has codes of its own for a record that is missing, not used or there too often, so each may come once more than it may, with every action. */
const BOND: readonly Usage[] = [
  use(CB.CB_12, 2),
  use(CB.CB_20, 2),
  use(CB.CB_30, 2),
  use(CB.CB_35, 100),
  use(CB.CB_36, 1_000),
  use(CB.CB_40, 2),
  use(CB.CB_45, 100),
  use(CB.CB_46, 2),
];

export const GRAMMARS: ReadonlyMap<string, Grammar> = new Map(
  [
    grammar({
      application: 'SE',
      header: SE.SE10,
      trailer: null,
      transactionsPerBlock: 999,
      ceasesAtFirstFault: false,
      takesAgencyData: true,
      actionColumn: 5,
      usage: CARGO_RELEASE,
    }),
    grammar({
      application: 'AE',
      header: HEADER.AE_10,
      trailer: LINES.AE_90,
      transactionsPerBlock: Infinity,
      ceasesAtFirstFault: true,
      takesAgencyData: true,
      actionColumn: 3,
      usage: new Map([['', ENTRY_SUMMARY]]),
    }),
    grammar({
      application: 'DE',
      header: DE.DE_10,
      trailer: DE.DE_90,
      transactionsPerBlock: Infinity,
      ceasesAtFirstFault: true,
      takesAgencyData: false,
      actionColumn: 3,
      usage: new Map([['', DRAWBACK]]),
    }),
    question('CQ', WR1_INPUT, { refusesByTransaction: true }),
    question('KI', K_INPUT),
    question('EQ', J1_INPUT, { alsoBegin: [J0_INPUT, J2_INPUT], transactionsPerBlock: SUMMARY_QUESTIONS_PER_BATCH }),
    grammar({
      application: 'CB',
      refusesByTransaction: true,
      header: CB.CB_10,
      trailer: null,
      transactionsPerBlock: 999,
      ceasesAtFirstFault: false,
      takesAgencyData: false,
      actionColumn: 3,
      usage: new Map([['', BOND]]),
    }),
  ].map((each) => [each.application, each]),
);

function grammar(parts: Omit<Grammar, 'layouts'>): Grammar {
  const begin = [parts.header, ...(parts.alsoBegin ?? [])];
  const layouts = new Map<number, Layout>(begin.map((layout) => [keyOf(layout.recordId), layout]));
  const collect = (usages: readonly Usage[]): void => {
    for (const usage of usages) {
      layouts.set(keyOf(usage.recordId), usage.layout);
      collect(usage.then);
    }
  };
  for (const usages of parts.usage.values()) collect(usages);
  return { ...parts, layouts };
}

/** Whether a record begins a transaction. Of a question that is one record, whatever stands between two others asks by itself, though nobody can tell what. */
export const begins = (
  { header, alsoBegin, asks, refusesByTransaction }: Grammar,
  layout: Layout | undefined,
): boolean =>
  (asks === true && refusesByTransaction === true) ||
  (layout !== undefined && (layout === header || alsoBegin?.includes(layout) === true));

/** Record ids from the header down to `recordId`, the heads of the groups it stands in; empty when the grammar lacks it. */
export function groupHeads(grammarOf: Grammar, recordId: string): readonly string[] {
  const search = (usages: readonly Usage[], above: readonly string[]): readonly string[] | null => {
    for (const usage of usages) {
      if (usage.recordId === recordId) return above;
      const found = search(usage.then, [...above, usage.recordId]);
      if (found) return found;
    }
    return null;
  };
  for (const usages of grammarOf.usage.values()) {
    const found = search(usages, []);
    if (found) return found;
  }
  return [];
}

/** Why a record cannot stand where it stands. `recordId` is the record to name, `at` the number given to `place`. */
export interface UsageFault {
  readonly code: 'X35' | 'X36' | 'X37';
  readonly recordId: string;
  readonly at: number;
  readonly text: string;
}

interface Level {
  readonly head: string;
  /** Where the head of this group stood. */
  readonly headAt: number;
  readonly usages: readonly Usage[];
  /** Usage reached last, -1 before the first, and how often it came. */
  reached: number;
  count: number;
}

/** Follows one transaction along its usage map, record by record, without looking back. */
export class UsageWalk {
  private readonly levels: Level[];

  constructor(grammarOf: Grammar, action: string, headerAt: number) {
    const usages = grammarOf.usage.get(action) ?? grammarOf.usage.get('')!;
    this.levels = [{ head: grammarOf.header.recordId, headAt: headerAt, usages, reached: -1, count: 0 }];
  }

  /** Takes the next record of the transaction; `at` is any number that tells the caller where it stood. */
  place(recordId: string, at: number): UsageFault | null {
    for (let depth = this.levels.length - 1; depth >= 0; depth -= 1) {
      const level = this.levels[depth]!;
      const found = indexFrom(level, recordId);
      if (found < 0) continue;
      const missing = this.leave(depth + 1) ?? skipped(level, found);
      if (missing) return missing;
      const usage = level.usages[found]!;
      level.count = found === level.reached ? level.count + 1 : 1;
      level.reached = found;
      if (level.count > usage.maximum) {
        return {
          code: 'X36',
          recordId,
          at,
          text: `${recordId} comes more than ${usage.maximum} times under ${level.head}`,
        };
      }
      if (usage.then.length > 0)
        this.levels.push({ head: recordId, headAt: at, usages: usage.then, reached: -1, count: 0 });
      return null;
    }
    const before = this.levels
      .map((level) => (level.reached < 0 ? level.head : level.usages[level.reached]!.recordId))
      .at(-1)!;
    return { code: 'X35', recordId, at, text: `${recordId} may not stand after ${before}` };
  }

  /** Closes the transaction. */
  close(): UsageFault | null {
    return this.leave(0);
  }

  /** Leaves every group from `depth` inward; a mandatory record still owed by one of them is the fault. */
  private leave(depth: number): UsageFault | null {
    while (this.levels.length > depth) {
      const level = this.levels.pop()!;
      const missing = skipped(level, level.usages.length);
      if (missing) return missing;
    }
    return null;
  }
}

function indexFrom(level: Level, recordId: string): number {
  for (let at = Math.max(level.reached, 0); at < level.usages.length; at += 1) {
    if (level.usages[at]!.recordId === recordId) return at;
  }
  return -1;
}

function skipped(level: Level, upTo: number): UsageFault | null {
  for (let at = level.reached + 1; at < upTo; at += 1) {
    const { mandatory, recordId } = level.usages[at]!;
    if (mandatory)
      return { code: 'X37', recordId, at: level.headAt, text: `${recordId} is missing after ${level.head}` };
  }
  return null;
}
