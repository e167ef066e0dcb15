import { createHash } from 'node:crypto';
import { billSubject, entrySubject } from '#contracts';
import type { ManualDecision, ManualDecisionMade, TransportMode } from '#contracts';
import { canonicalJson } from '#kernel';
import type { OfficerRole } from '../../officers/officer';
import type { DecisionState } from './decision.states';

/** What one bill on the paper says. `quantity` is null where the paper gives none: then the whole bill is meant. */
export interface PaperBill {
  readonly billKey: string;
  readonly issuerScac: string;
  readonly quantity: number | null;
}

/** What the officer wrote down: the minimum record of a decision by hand. It never changes. */
export interface Paper {
  readonly port: string;
  readonly mode: TransportMode;
  readonly lane: string | null;
  readonly terminal: string | null;
  /** The person who decided, which may be another than who registered it. */
  readonly officer: string;
  readonly conveyance: {
    readonly scac: string | null;
    readonly trip: string | null;
    readonly name: string | null;
    readonly driver: string | null;
    readonly plate: string | null;
  };
  readonly bills: readonly PaperBill[];
  readonly containers: readonly { readonly number: string; readonly seals: readonly string[] }[];
  readonly importerNumber: string | null;
  readonly importerName: string | null;
  readonly entry: { readonly filerCode: string; readonly entryNumber: string } | null;
  /** Code of the reason why a release names no entry. */
  readonly exemption: string | null;
  /** Kinds of goods the officer found that the procedure lets nobody release by hand. */
  readonly goods: readonly string[];
  readonly documentsSeen: readonly {
    readonly code: string;
    readonly number: string | null;
    readonly image: string | null;
  }[];
  readonly decision: ManualDecision;
  readonly reason: string | null;
  readonly examResult: string | null;
  readonly partnerAgencyConsent: readonly {
    readonly agency: string;
    readonly reference: string | null;
    readonly person: string | null;
  }[];
  readonly decidedAt: string;
}

/** Something that stands against a release. */
export interface KnownHold {
  readonly source: 'bill hold' | 'release state' | 'manual decision';
  /** Bill key, entry number or control number. */
  readonly reference: string;
  readonly code: string;
  readonly reason: string;
  readonly since: string;
}

export interface Override {
  readonly reason: string;
  readonly first: { readonly accountId: string; readonly person: string; readonly role: OfficerRole };
  readonly second: null | {
    readonly accountId: string;
    readonly person: string;
    readonly role: OfficerRole;
    readonly agree: boolean;
    readonly note: string;
    readonly at: string;
  };
}

export interface ExamResult {
  readonly outcome: 'no discrepancy' | 'discrepancy';
  readonly text: string;
  readonly officer: string;
  readonly at: string;
}

/** A decision as the register holds it. */
export interface RegisteredDecision {
  readonly id: string;
  readonly controlNumber: string;
  readonly drill: boolean;
  readonly state: DecisionState;
  readonly version: number;
  readonly downtimeNumber: string;
  readonly accountId: string;
  /** Who signed in and registered it; null for decisions from before keys had persons. */
  readonly registeredBy: string | null;
  readonly paper: Paper;
  /** What stood against it when it was made, overridden or no obstacle. A later hold is not among these. */
  readonly knownHolds: readonly KnownHold[];
  readonly override: Override | null;
  /** Who filed it electronically or keyed it later. */
  readonly keyed: { readonly by: string; readonly at: string; readonly reference: string | null } | null;
  readonly examResult: ExamResult | null;
  readonly voiding: {
    readonly reason: string;
    readonly officer: string;
    readonly accountId: string;
    readonly at: string;
  } | null;
  /** Whether the entry service took the release as its own; null where it is not asked. */
  readonly entryConfirmed: boolean | null;
  readonly registeredAt: string;
  readonly expiresAt: string | null;
  readonly effectiveAt: string | null;
  /** When the entry service had released the goods already, for a release that it refused. */
  readonly electronicReleaseAt: string | null;
}

/** Who did it: the account of the key and the person; the platform itself has no account. */
export interface Doer {
  readonly accountId: string | null;
  readonly person: string;
}

export const entryKeyOfPaper = ({ entry }: Paper): string | null =>
  entry ? entry.filerCode + entry.entryNumber : null;

/** The subject on which other services keep a decision in its order: the entry, without one the first bill. */
export const subjectOf = ({ entry, bills }: Paper): string =>
  entry ? entrySubject(entry) : billSubject(bills[0]!.billKey);

/** What the platform is told of a decision that is in effect, or of one that is void. */
export const messageOf = (
  decision: Pick<RegisteredDecision, 'id' | 'controlNumber' | 'downtimeNumber' | 'paper' | 'voiding'>,
): ManualDecisionMade => {
  const { id, controlNumber, downtimeNumber, paper, voiding } = decision;
  return {
    decisionId: id,
    controlNumber,
    downtimeNumber,
    decision: paper.decision,
    reason: paper.reason,
    portCode: paper.port,
    mode: paper.mode,
    entry: paper.entry,
    billKeys: paper.bills.map(({ billKey }) => billKey),
    conveyance: { scac: paper.conveyance.scac, trip: paper.conveyance.trip },
    importerNumber: paper.importerNumber,
    officer: paper.officer,
    decidedAt: paper.decidedAt,
    ...(voiding && { voided: { at: voiding.at, reason: voiding.reason } }),
  };
};

/** Of several decisions on the same goods the newest stands. */
export const isNewer = (
  a: Pick<RegisteredDecision, 'controlNumber' | 'paper'>,
  b: Pick<RegisteredDecision, 'controlNumber' | 'paper'>,
): boolean =>
  a.paper.decidedAt === b.paper.decidedAt ? a.controlNumber > b.controlNumber : a.paper.decidedAt > b.paper.decidedAt;

/** Whether two papers are about the same goods: the same entry, or a bill that is not split between them by quantity. */
export const sameGoods = (a: Paper, b: Paper): boolean => {
  const [entryA, entryB] = [entryKeyOfPaper(a), entryKeyOfPaper(b)];
  if (entryA !== null && entryA === entryB) return true;
  const split = entryA !== entryB;
  return a.bills.some((bill) =>
    b.bills.some(
      (other) => other.billKey === bill.billKey && !(split && bill.quantity !== null && other.quantity !== null),
    ),
  );
};

/** The same request again has the same hash, whatever the order of its members. */
export const hashOfRequest = (body: unknown, accountId: string): string =>
  createHash('sha256').update(canonicalJson({ body, accountId })).digest('hex');
