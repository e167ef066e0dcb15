import {
  type BillChanged,
  type FilingHeld,
  type ReleaseStatusChanged,
  CargoReleaseFiled,
  EntrySummaryFiled,
  kindOf,
} from '#contracts';
import { parseImporterNumber } from '#kernel';
import type { Paper } from '../decisions/decision.model';
import { entryKeyOfPaper } from '../decisions/decision.model';
import { isAnotherPart, releaseOf } from '../decisions/decision.rules';
import { entryKeyOf, entryText } from '../picture/entry-key';
import type { ChainState, LinkState } from './matching.states';

export const CONFLICTS = [
  'released electronically too',
  'released electronically in spite of it',
  'two paper releases of one bill',
  'entry cancelled',
  'bill deleted',
  'port differs',
  'importer differs',
  'quantity differs',
] as const;
export type ConflictKind = (typeof CONFLICTS)[number];
export interface Conflict {
  readonly kind: ConflictKind;
  readonly text: string;
}

export interface Link {
  readonly link: 'bill' | 'entry' | 'summary';
  /** Bill key, or the entry number as people write it; null while nobody knows it. */
  readonly reference: string | null;
  readonly state: LinkState;
  /** Port-local day up to and with which it must be filed; null while the downtime lasts. */
  readonly dueDate: string | null;
  readonly conflicts: readonly Conflict[];
  /** When the gateway took a filing of it that waits behind a gate; null for none. */
  readonly heldSince: string | null;
}

/** The decision, as far as its chain depends on it. */
export interface PaperSide {
  readonly decisionId: string;
  readonly controlNumber: string;
  readonly paper: Paper;
  readonly entryFollows: boolean;
  readonly summaryFollows: boolean;
  /** Releases on paper of the same bills by other decisions that are in effect. */
  readonly otherReleases: readonly {
    readonly controlNumber: string;
    readonly bills: Paper['bills'];
    readonly entryKey: string | null;
  }[];
  /** True for a hold, exam or refusal that a newer decision has answered. */
  readonly answered: boolean;
  readonly due: { readonly bill: string | null; readonly entry: string | null; readonly summary: string };
  readonly closing: { readonly known: readonly string[] } | null;
}

/** All that the picture has of the bills and entries concerned, in no order. */
export interface PictureSide {
  readonly bills: readonly BillChanged[];
  /** The paper's entry and every entry that names a bill of the paper. */
  readonly releases: readonly ReleaseStatusChanged[];
  /** Keys of entries whose summary was accepted. */
  readonly summaries: readonly string[];
  readonly held: readonly FilingHeld[];
}

export interface Chain {
  readonly state: ChainState;
  readonly links: readonly Link[];
  /** Entries that the decision is joined to, its own and those pulled along. */
  readonly entryKeys: readonly string[];
  /** Bills beside those of the paper by which a hold reaches the goods: of the paper's entry, and masters and houses of the bills. */
  readonly billKeys: readonly string[];
  /** The first day on which time alone can change the verdict. */
  readonly nextLookOn: string | null;
}

const keyOf = (release: ReleaseStatusChanged): string => release.filerCode + release.entryNumber;
const sameImporter = (a: string, b: string): boolean => {
  const [x, y] = [parseImporterNumber(a), parseImporterNumber(b)];
  return x.ok && y.ok ? x.value.text === y.value.text : a === b;
};
const quantityOn = (paper: Paper, billKey: string): number | null =>
  paper.bills.find((bill) => bill.billKey === billKey)?.quantity ?? null;

/**
 * The verdict on a decision's chain from what stands on paper and what the picture has. It depends on nothing else, above all not
 * on the order in which things were heard.
 */
export const judgeChain = (side: PaperSide, picture: PictureSide, today: string): Chain => {
  const { paper, due } = side;
  const own = entryKeyOfPaper(paper);
  const isRelease = paper.decision === 'release';
  const bills = paper.bills.map(({ billKey }): Link => {
    const bill = picture.bills.find((seen) => seen.billKey === billKey);
    const conflicts = bill ? billConflicts(side, bill) : [];
    return link(
      'bill',
      billKey,
      bill !== undefined,
      conflicts,
      due.bill,
      today,
      heldSince(picture, 'manifest', (f) => f.billKeys.includes(billKey) || f.reference === billKey),
    );
  });
  const joined = joinedReleases(paper, picture.releases);
  const entryKeys = [...new Set([...(own ? [own] : []), ...joined.map(keyOf)])].sort();
  const expected =
    isRelease && side.entryFollows && entryKeys.length === 0
      ? [null]
      : isRelease
        ? entryKeys
        : joined.map(keyOf).sort();
  const entries = expected.map((key): Link => {
    const release = joined.find((r) => keyOf(r) === key);
    const conflicts = release ? entryConflicts(side, release) : [];
    return link(
      'entry',
      key && entryText(key),
      release !== undefined,
      conflicts,
      due.entry,
      today,
      heldOfEntry(picture, kindOf(CargoReleaseFiled).kind, key, paper),
    );
  });
  const summaries =
    !isRelease || !side.summaryFollows
      ? []
      : (own ? [own] : expected).map(
          (key): Link =>
            link(
              'summary',
              key && entryText(key),
              key !== null && picture.summaries.includes(key),
              [],
              due.summary,
              today,
              heldOfEntry(picture, kindOf(EntrySummaryFiled).kind, key, paper),
            ),
        );
  const links = [...bills, ...entries, ...summaries];
  return {
    state: chainState(links, side.closing),
    links,
    entryKeys,
    billKeys: billsBehind(paper, picture),
    nextLookOn: nextLook(links),
  };
};

const billsBehind = (paper: Paper, { bills, releases }: PictureSide): string[] => {
  const ofEntry = releases.find((release) => keyOf(release) === entryKeyOfPaper(paper))?.bills ?? [];
  const all = [
    ...bills.flatMap(({ billKey, masterBill }) => [billKey, ...(masterBill ? [masterBill] : [])]),
    ...ofEntry.map(({ billKey }) => billKey),
  ];
  return [...new Set(all)].filter((key) => paper.bills.every(({ billKey }) => billKey !== key)).sort();
};

const link = (
  kind: Link['link'],
  reference: string | null,
  filed: boolean,
  conflicts: Conflict[],
  dueDate: string | null,
  today: string,
  held: string | null,
): Link => {
  const overdue = dueDate !== null && dueDate < today;
  const state: LinkState = conflicts.length > 0 ? 'conflict' : filed ? 'matched' : overdue ? 'missing' : 'expected';
  return { link: kind, reference, state, dueDate, conflicts, heldSince: filed ? null : held };
};

/** The paper's own entry, and those that name a bill of the paper for pieces that the paper may have released. */
const joinedReleases = (paper: Paper, releases: readonly ReleaseStatusChanged[]): ReleaseStatusChanged[] => {
  const own = entryKeyOfPaper(paper);
  return releases.filter((release) => {
    if (keyOf(release) === own) return true;
    // An entry that was cancelled and is not the paper's says nothing of these goods any more.
    return (
      release.state !== 'cancelled' &&
      release.bills.some(({ billKey }) => paper.bills.some((bill) => bill.billKey === billKey)) &&
      !isAnotherPart(paper, release)
    );
  });
};

const billConflicts = ({ paper, otherReleases }: PaperSide, bill: BillChanged): Conflict[] => {
  const found: Conflict[] = [];
  if (bill.deleted)
    found.push({ kind: 'bill deleted', text: `The carrier took bill ${bill.billKey} off the manifest.` });
  if (bill.portCode !== paper.port)
    found.push({ kind: 'port differs', text: `The bill names port ${bill.portCode}, the paper ${paper.port}.` });
  const released = quantityOn(paper, bill.billKey);
  if (released !== null && released > bill.quantity)
    found.push({ kind: 'quantity differs', text: `The paper says ${released}, the bill ${bill.quantity}.` });
  if (paper.decision !== 'release') return found;
  const others = otherReleases.filter((other) => other.bills.some(({ billKey }) => billKey === bill.billKey));
  const quantities = [
    released,
    ...others.map((other) => other.bills.find(({ billKey }) => billKey === bill.billKey)!.quantity),
  ];
  const fit =
    quantities.every((quantity) => quantity !== null) &&
    quantities.reduce((sum: number, quantity) => sum + quantity!, 0) <= bill.quantity;
  if (others.length > 0 && !fit) {
    found.push({
      kind: 'two paper releases of one bill',
      text: `Bill ${bill.billKey} was released on paper also by ${others
        .map(({ controlNumber }) => controlNumber)
        .sort()
        .join(', ')}.`,
    });
  }
  return found;
};

const entryConflicts = (side: PaperSide, release: ReleaseStatusChanged): Conflict[] => {
  const { paper } = side;
  const text = entryText(keyOf(release));
  const released = release.state === 'release suspended' ? null : releaseOf(release);
  const found: Conflict[] = [];
  if (released?.path === 'electronic' && conflictsWithElectronic(side, released.at)) {
    const kind =
      paper.decision === 'release' ? 'released electronically too' : 'released electronically in spite of it';
    found.push({
      kind,
      text: `${text} was released electronically at ${released.at}; the paper says ${paper.decision} at ${paper.decidedAt}.`,
    });
  }
  if (release.state === 'cancelled') found.push({ kind: 'entry cancelled', text: `Entry ${text} was cancelled.` });
  if (paper.decision !== 'release') return found;
  if (release.portOfEntry !== null && release.portOfEntry !== paper.port) {
    found.push({
      kind: 'port differs',
      text: `Entry ${text} names port ${release.portOfEntry}, the paper ${paper.port}.`,
    });
  }
  if (paper.importerNumber !== null && !sameImporter(release.importerNumber, paper.importerNumber)) {
    found.push({ kind: 'importer differs', text: `Entry ${text} names another importer than the paper.` });
  }
  for (const { billKey, quantity } of release.bills) {
    const onPaper = quantityOn(paper, billKey);
    if (onPaper !== null && quantity !== null && onPaper !== quantity) {
      found.push({
        kind: 'quantity differs',
        text: `Entry ${text} says ${quantity} of bill ${billKey}, the paper ${onPaper}.`,
      });
    }
  }
  return found;
};

/** Of a release any electronic one is a second one; a hold only forbids those that come after it, and only until it is answered. */
const conflictsWithElectronic = ({ paper, answered }: PaperSide, at: string): boolean =>
  paper.decision === 'release' || (!answered && Date.parse(at) > Date.parse(paper.decidedAt));

const heldSince = ({ held }: PictureSide, module: string, concerns: (filing: FilingHeld) => boolean): string | null =>
  held
    .filter((filing) => filing.module === module && concerns(filing))
    .map(({ receivedAt }) => receivedAt)
    .sort()[0] ?? null;

const heldOfEntry = (picture: PictureSide, kind: string, key: string | null, paper: Paper): string | null =>
  heldSince(
    picture,
    'entry',
    (filing) =>
      filing.kind === kind &&
      (key === null
        ? filing.billKeys.some((billKey) => paper.bills.some((bill) => bill.billKey === billKey))
        : entryKeyOf(filing.reference) === key),
  );

const chainState = (links: readonly Link[], closing: PaperSide['closing']): ChainState => {
  const conflicts = links.flatMap((l) => l.conflicts.map((conflict) => conflictName(l, conflict)));
  if (closing && conflicts.every((name) => closing.known.includes(name))) return 'closed by hand';
  if (conflicts.length > 0) return 'conflict';
  return links.every(({ state }) => state === 'matched') ? 'matched' : 'open';
};

/** Names a conflict so that one known when the chain was closed does not open it again, and another one does. */
export const conflictName = ({ link: kind, reference }: Link, conflict: Conflict): string =>
  `${kind} ${reference}: ${conflict.kind}`;

const nextLook = (links: readonly Link[]): string | null =>
  links
    .filter(({ state }) => state === 'expected')
    .flatMap(({ dueDate }) => dueDate ?? [])
    .sort()[0] ?? null;
