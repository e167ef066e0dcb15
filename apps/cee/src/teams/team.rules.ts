import type { TeamRequested } from '#contracts';
import { inForce, isInForce, type Effective, type ReviewFunction, reviewFunctionOf } from '#reference';
import { type ScopeIndex, scopeOf } from '../scope/scope.rules';
import { type AuthorityRow, authorityOn, whyThePort } from '../authority/authority.rules';

export interface AssignmentRow extends Effective {
  readonly centerId: string;
  readonly teamNumber: string;
  /** The importer's own number is assigned; else another number of the same account. */
  readonly own: boolean;
}

/** What of a summary decides. */
export interface Asked extends Pick<TeamRequested, 'entryDate' | 'entryType'> {
  /** Each is one line, or as many as it says, with the value of all of them. */
  readonly lines: readonly { readonly hts: string; readonly valueDollars: number; readonly lines?: number }[];
}

/** Authority over one of the functions that summaries are reviewed under. */
export interface ReviewAuthority extends AuthorityRow {
  readonly functionCode: ReviewFunction;
}

/** What the decision rests on besides the request. */
export interface Grounds {
  /** Assignments of the importer's account. */
  readonly assignments: readonly AssignmentRow[];
  readonly scope: ScopeIndex;
  /** Center id to its authority over the review of entry summaries. */
  readonly authority: ReadonlyMap<string, readonly ReviewAuthority[]>;
  /** Delegation orders in whose test the importer takes part. */
  readonly volunteerIn: ReadonlySet<string>;
  readonly notEligible: ReadonlyMap<string, readonly (Effective & { readonly reason: string })[]>;
}

export interface TeamDecision {
  /** CEE001 to CEE010, PNDING or NOTELG. */
  readonly centerId: string;
  readonly teamNumber: string | null;
  readonly basis: string;
}

interface Weight {
  lines: number;
  value: number;
}

/** The key with the most lines; of equal ones that with the highest value; of equal ones the first in order. */
const predominant = <L extends { valueDollars: number; lines: number }>(
  lines: readonly L[],
  keyOf: (line: L) => string,
): string | undefined => {
  const weights = new Map<string, Weight>();
  for (const line of lines) {
    const weight = weights.get(keyOf(line)) ?? { lines: 0, value: 0 };
    weights.set(keyOf(line), { lines: weight.lines + line.lines, value: weight.value + line.valueDollars });
  }
  const [first] = [...weights].sort(([a, x], [b, y]) => y.lines - x.lines || y.value - x.value || (a < b ? -1 : 1));
  return first?.[0];
};

const isUnderlying = ({ hts }: { hts: string }): boolean => !hts.startsWith('98') && !hts.startsWith('99');

/** By the chapter with the most lines, and in it the heading group with the most lines. Chapters 98 and 99 count by the number they stand with. */
const byTariff = ({ lines, entryDate }: Asked, scope: ScopeIndex): TeamDecision | string => {
  const placed = lines.filter(isUnderlying).flatMap(({ hts, valueDollars, lines: count = 1 }) => {
    const row = scopeOf(hts, entryDate, scope);
    return row ? [{ chapter: hts.slice(0, 2), row, valueDollars, lines: count }] : [];
  });
  const chapter = predominant(placed, (line) => line.chapter);
  if (chapter === undefined)
    return lines.some(isUnderlying)
      ? "no tariff number of it is in a Center's scope"
      : 'no tariff number of chapters 1 to 97';
  const within = placed.filter((line) => line.chapter === chapter);
  const team = predominant(within, (line) => line.row.teamNumber)!;
  const { row } = within.find((line) => line.row.teamNumber === team)!;
  const heading = row.prefix.length > 2 ? `, heading ${row.prefix}` : '';
  return { centerId: row.centerId, teamNumber: team, basis: `predominant chapter ${chapter}${heading}` };
};

/**
 * The Center and team of an entry summary, on its entry date: that of the importer's account, else that of the predominant chapter.
 * Source: 19 CFR 101.10(b); 79 FR 13322.
 */
export const teamFor = (request: Asked, grounds: Grounds): TeamDecision => {
  const { entryDate, entryType } = request;
  const refusal = inForce(grounds.notEligible.get(entryType) ?? [], entryDate);
  if (refusal) return { centerId: 'NOTELG', teamNumber: null, basis: `entry type ${entryType}: ${refusal.reason}` };
  const valid = grounds.assignments.filter((row) => isInForce(row, entryDate));
  const [assigned] = valid.sort(
    (a, b) => Number(b.own) - Number(a.own) || b.from.localeCompare(a.from) || a.teamNumber.localeCompare(b.teamNumber),
  );
  const found = assigned
    ? { centerId: assigned.centerId, teamNumber: assigned.teamNumber, basis: 'account' }
    : byTariff(request, grounds.scope);
  if (typeof found === 'string') return { centerId: 'PNDING', teamNumber: null, basis: found };
  const underFunction = reviewFunctionOf(entryType);
  const authority = (grounds.authority.get(found.centerId) ?? []).filter(
    ({ functionCode }) => functionCode === underFunction,
  );
  if (authorityOn(authority, entryDate, grounds.volunteerIn)) return found;
  const basis = whyThePort(found.centerId, underFunction, authority, entryDate);
  return { centerId: 'NOTELG', teamNumber: null, basis };
};
