import type { EntityManager } from 'typeorm';
import type { PaperDecision } from '../paper-standing/paper-decision.rules';
import type { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import type { CargoReleaseRepository } from '../release/cargo-release.repository';
import { enteredOf, joinedOf } from '../release/entered.repository';
import {
  type BillEntered,
  exceededBills,
  liveClaims,
  type Measure,
  NOTHING_ENTERED,
  withClaim,
} from '../release/entered.rules';
import { type BillOnFile, manifestKeys, type Release } from '../release/release.model';
import type { Happening } from './happening';

/** What is decided together: the entries something happened to, and those that share a bill with them where that changes how they stand. */
export interface Together {
  readonly happenings: readonly Happening[];
  readonly bills: ReadonlyMap<string, BillOnFile>;
  /** What was decided on paper about any of these entries and bills. */
  readonly onPaper: readonly PaperDecision[];
  /** Bills of which more is entered than there is. */
  readonly exceeded: ReadonlyMap<string, Measure>;
}

interface Claimed {
  readonly happening: Happening;
  readonly bill: string;
  readonly was: number | null | undefined;
  readonly is: number | null | undefined;
}

const claimedOf = (happening: Happening): Claimed[] => {
  const [was, is] = [liveClaims(happening.before), liveClaims(happening.draft)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((bill) =>
    was.get(bill) === is.get(bill) && was.has(bill) === is.has(bill)
      ? []
      : [{ happening, bill, was: was.get(bill), is: is.get(bill) }],
  );
};

const keysOf = ({ before, draft }: Happening): string[] => [
  ...manifestKeys(draft.content),
  ...(before && before.content !== draft.content ? manifestKeys(before.content) : []),
];

/** Goods that left on paper for an entry that is not on file with the bill, as `bill entry`. */
const goneOnPaper = (onPaper: readonly PaperDecision[]): (readonly [bill: string, entry: string])[] => {
  const named = onPaper.filter(({ entryKey, voided }) => entryKey !== null && !voided);
  return named
    .filter(({ decision, decidedAt, entryKey }) => {
      const later = named.some((other) => other.entryKey === entryKey && other.decidedAt > decidedAt);
      return decision === 'release' && !later;
    })
    .flatMap(({ billKeys, entryKey }) => [...new Set(billKeys)].map((bill) => [bill, entryKey!] as const));
};

/**
 * What all entries together enter of the bills of these: electronic or on paper, for the whole or a part. Where something that happens makes it too
 * much for a bill, or no longer too much, whoever else enters that bill is decided anew with them. Goods are released once: the rows of the bills are
 * locked before anything is added up, so of two entries at the same moment the second sees the first.
 *
 * @param locked the bills whose rows are locked already
 */
export async function enteredTogether(
  manager: EntityManager,
  { releases, decisions }: { readonly releases: CargoReleaseRepository; readonly decisions: PaperDecisionRepository },
  happenings: readonly Happening[],
  bills: ReadonlyMap<string, BillOnFile>,
  locked: readonly string[] = [],
): Promise<Together> {
  const keys = [...new Set(happenings.flatMap(keysOf))];
  const claimed = happenings.flatMap(claimedOf);
  const had = new Set(locked);
  await releases.lockBills(
    manager,
    claimed.map(({ bill }) => bill).filter((bill) => !had.has(bill)),
  );
  const onPaper = await decisions.decisionsOn(
    manager,
    happenings.map(({ draft }) => draft.key),
    keys,
  );
  const onFile = await enteredOf(manager, keys);
  const gone = goneOnPaper(onPaper).filter(([bill]) => onFile.has(bill));
  const joined = await joinedOf(manager, gone);
  const isLive = new Set(joined);
  const before = new Map(onFile);
  const after = new Map(onFile);
  const change = (bills: Map<string, BillEntered>, bill: string, claim: number | null, times: 1 | -1) => {
    const one = bills.get(bill) ?? { onFile: null, master: null, entered: NOTHING_ENTERED };
    bills.set(bill, { ...one, entered: withClaim(one.entered, claim, times) });
  };
  for (const { happening, bill, was, is } of claimed) {
    const name = `${bill} ${happening.draft.key}`;
    if (was !== undefined) {
      change(after, bill, was, -1);
      isLive.delete(name);
    }
    if (is !== undefined) {
      change(after, bill, is, 1);
      isLive.add(name);
    }
  }
  for (const [bill, entry] of gone) {
    if (!joined.has(`${bill} ${entry}`)) change(before, bill, null, 1);
    if (!isLive.has(`${bill} ${entry}`)) change(after, bill, null, 1);
  }
  const exceeded = exceededBills(after);
  if (claimed.length === 0) return { happenings, bills, onPaper, exceeded };

  const exceededBefore = exceededBills(before);
  const turned = [...after.keys()].filter((bill) => exceeded.has(bill) !== exceededBefore.has(bill));
  const mine = new Set(happenings.map(({ draft }) => draft.key));
  const sharing = (await releases.entriesOfBills(manager, turned)).filter((key) => !mine.has(key));
  if (sharing.length === 0) return { happenings, bills, onPaper, exceeded };
  const others = [...(await releases.lockReleases(manager, sharing)).values()].filter(({ cancelled }) => !cancelled);
  const concerned = others.map((release) => happeningOf(release, turned, exceeded, claimed));
  const theirBills = await releases.billsOf(
    manager,
    others.flatMap(({ content }) => manifestKeys(content)).filter((key) => !bills.has(key)),
  );
  const theirs = await enteredTogether(manager, { releases, decisions }, concerned, new Map());
  return {
    happenings: [...happenings, ...concerned],
    bills: new Map([...bills, ...theirBills]),
    onPaper: [...new Map([...onPaper, ...theirs.onPaper].map((one) => [one.decisionId, one])).values()],
    exceeded: new Map([...[...theirs.exceeded].filter(([bill]) => !after.has(bill)), ...exceeded]),
  };
}

/** What another filing does to an entry that names the same bill. */
function happeningOf(
  release: Release,
  turned: readonly string[],
  exceeded: ReadonlyMap<string, Measure>,
  claimed: readonly Claimed[],
): Happening {
  const bill = manifestKeys(release.content).find((key) => turned.includes(key))!;
  const by = claimed.find((one) => one.bill === bill) ?? claimed[0]!;
  return {
    before: release,
    draft: release,
    event: `bill ${bill} ${exceeded.has(bill) ? 'entered by another entry too' : 'no longer entered twice'}`,
    cause: by.happening.cause,
  };
}
