import type { BillChanged, ReleaseStatusChanged } from '#contracts';
import { type FieldError, samePerson } from '#kernel';
import { type OfficerRole, OFFICER_ROLES } from '../../officers/officer';
import { entryText } from '../picture/entry-key';
import {
  entryKeyOfPaper,
  isNewer,
  type KnownHold,
  type Paper,
  type RegisteredDecision,
  sameGoods,
} from './decision.model';

/** A release that is known already, by either path. */
export interface KnownRelease {
  readonly reference: string;
  readonly path: 'electronic' | 'paper';
  readonly at: string;
  readonly by: string;
}

/** What the procedure in force asks of a release by hand. */
export interface ProcedureNeeds {
  readonly documents: readonly { readonly code: string; readonly name: string }[];
  readonly excludedGoods: readonly {
    readonly code: string;
    readonly text: string;
    readonly entryTypes: readonly string[];
  }[];
}

/** All that a decision is judged on, gathered from the register, the picture, the procedure and the downtimes. */
export interface DeskFacts {
  readonly paper: Paper;
  /** The instant of judging. */
  readonly now: string;
  readonly servesPort: boolean;
  /** The downtime in force for the port and mode when the officer decided, or null. */
  readonly downtimeNumber: string | null;
  readonly exemptionCodes: readonly string[];
  readonly procedure: ProcedureNeeds;
  /** Entry types of the entries that the picture links to the goods. */
  readonly entryTypes: readonly string[];
  readonly holds: readonly KnownHold[];
  readonly releases: readonly KnownRelease[];
}

/** One reason why a decision cannot be made. `overridable`: a second officer may agree to it all the same. */
export interface DecisionRule {
  readonly code: string;
  readonly decisions: 'all' | 'release' | 'not release';
  readonly at: string;
  readonly overridable: boolean;
  /** What is wrong, named, or null. */
  readonly fault: (facts: DeskFacts) => string | null;
}

const listed = (texts: readonly string[]): string | null => (texts.length > 0 ? texts.join('; ') : null);
export const holdText = ({ source, reference, code, reason, since }: KnownHold): string =>
  `${source} ${code} on ${reference} since ${since}: ${reason}`;
export const releaseText = ({ reference, path, at, by }: KnownRelease): string =>
  `${reference} was released ${path === 'paper' ? 'on paper' : 'electronically'} at ${at} by ${by}; print the packet instead`;

/** In the order security, enforcement, facilitation: what stands against the goods is told before what the paper lacks. */
export const DECISION_RULES: readonly DecisionRule[] = [
  {
    code: 'D01',
    decisions: 'all',
    at: '/port',
    overridable: false,
    fault: ({ servesPort, paper }) => (servesPort ? null : `You do not serve port ${paper.port}.`),
  },
  {
    code: 'D02',
    decisions: 'all',
    at: '/downtimeNumber',
    overridable: false,
    fault: ({ downtimeNumber, paper }) =>
      downtimeNumber
        ? null
        : `No downtime covered ${paper.mode} at port ${paper.port} at ${paper.decidedAt}. The port director can invoke one at /downtime.`,
  },
  {
    code: 'D03',
    decisions: 'release',
    at: '/decision',
    overridable: true,
    fault: ({ holds }) => listed(holds.map(holdText)),
  },
  {
    code: 'D04',
    decisions: 'release',
    at: '/decision',
    overridable: false,
    fault: ({ releases }) => listed(releases.map(releaseText)),
  },
  {
    code: 'D05',
    decisions: 'release',
    at: '/goods',
    overridable: false,
    fault: ({ paper, procedure, entryTypes }) =>
      listed(
        procedure.excludedGoods
          .filter(
            ({ code, entryTypes: types }) =>
              paper.goods.includes(code) || entryTypes.some((type) => types.includes(type)),
          )
          .map(({ text }) => `Not released by hand: ${text}`),
      ),
  },
  {
    code: 'D06',
    decisions: 'release',
    at: '/entry',
    overridable: false,
    fault: ({ paper }) =>
      paper.entry || paper.exemption
        ? null
        : 'A release needs the entry number on the paper, or the reason why there is none in `exemption`.',
  },
  {
    code: 'D07',
    decisions: 'release',
    at: '/exemption',
    overridable: false,
    fault: ({ paper, exemptionCodes }) =>
      paper.exemption === null || exemptionCodes.includes(paper.exemption)
        ? null
        : `'${paper.exemption}' is none of: ${exemptionCodes.join(', ')}.`,
  },
  {
    code: 'D08',
    decisions: 'release',
    at: '/documentsSeen',
    overridable: false,
    fault: ({ paper, procedure }) => {
      const seen = new Set(paper.documentsSeen.map(({ code }) => code));
      return listed(
        procedure.documents.filter(({ code }) => !seen.has(code)).map(({ code, name }) => `Not seen: ${code} ${name}`),
      );
    },
  },
  {
    code: 'D09',
    decisions: 'not release',
    at: '/reason',
    overridable: false,
    fault: ({ paper }) =>
      paper.reason ? null : `A decision to ${paper.decision === 'exam' ? 'examine' : paper.decision} needs its reason.`,
  },
  {
    code: 'D10',
    decisions: 'all',
    at: '/decidedAt',
    overridable: false,
    fault: ({ paper, now }) =>
      paper.decidedAt <= now ? null : `${paper.decidedAt} lies in the future; here it is ${now}.`,
  },
  {
    code: 'D11',
    decisions: 'all',
    at: '/bills',
    overridable: false,
    fault: ({ paper }) =>
      paper.bills.length > 0 || paper.entry
        ? null
        : 'Name the bills or the entry number: without them nothing filed later can be joined to the decision.',
  },
  {
    code: 'D12',
    decisions: 'all',
    at: '/goods',
    overridable: false,
    fault: ({ paper, procedure }) => {
      const known = procedure.excludedGoods.map(({ code }) => code);
      return listed(
        paper.goods.filter((code) => !known.includes(code)).map((code) => `'${code}' is none of: ${known.join(', ')}`),
      );
    },
  },
];

export interface Judgement {
  readonly refusals: readonly (FieldError & { readonly overridable: boolean })[];
}

/** Every reason against the decision; none: it may be made. */
export const judgeDecision = (facts: DeskFacts): Judgement => ({
  refusals: DECISION_RULES.flatMap(({ code, decisions, at, overridable, fault }) => {
    const concerned = decisions === 'all' || (decisions === 'release') === (facts.paper.decision === 'release');
    const text = concerned ? fault(facts) : null;
    return text === null ? [] : [{ at, code, text, overridable }];
  }),
});

/** How the goods of a release in the picture were released; null before. Older messages do not say it: then it was electronic. */
export const releaseOf = (release: ReleaseStatusChanged): NonNullable<ReleaseStatusChanged['release']> | null => {
  if (release.release !== undefined) return release.release;
  return release.state === 'released'
    ? { path: 'electronic', at: release.occurredAt, decisionId: null, controlNumber: null }
    : null;
};

const HELD_STATES: Readonly<Record<string, string>> = {
  hold: 'The release is on hold',
  exam: 'An examination is ordered',
  'release suspended': 'A hold or examination came after the release',
};

/** All bills and entries by which something may stand against the goods of a paper: those it names, and those the picture joins to them. */
export interface Reach {
  readonly billKeys: readonly string[];
  readonly entryKeys: readonly string[];
}

/** Holds on the bills, on the release, and by officers' own standing decisions, in that order. */
export const knownHolds = (
  reach: Reach,
  bills: readonly BillChanged[],
  releases: readonly ReleaseStatusChanged[],
  registered: readonly RegisteredDecision[],
): KnownHold[] => [
  ...bills
    .filter(({ deleted }) => !deleted)
    .flatMap(({ billKey, holds }) =>
      holds.map(
        ({ code, reason, placedAt }): KnownHold => ({
          source: 'bill hold',
          reference: billKey,
          code,
          reason,
          since: placedAt,
        }),
      ),
    ),
  ...releases
    .filter(({ state }) => state in HELD_STATES)
    .map(
      ({ filerCode, entryNumber, state, occurredAt }): KnownHold => ({
        source: 'release state',
        reference: entryText(filerCode + entryNumber),
        code: state,
        reason: HELD_STATES[state]!,
        since: occurredAt,
      }),
    ),
  ...standingAgainst(reach, registered).map(
    ({ controlNumber, paper: { decision, reason, decidedAt } }): KnownHold => ({
      source: 'manual decision',
      reference: controlNumber,
      code: decision,
      reason: reason ?? '',
      since: decidedAt,
    }),
  ),
];

/** Decisions to hold, examine or refuse these goods that no newer release has answered, nor an examination without discrepancy. */
const standingAgainst = (
  { billKeys, entryKeys }: Reach,
  registered: readonly RegisteredDecision[],
): RegisteredDecision[] => {
  const concerned = registered.filter(
    ({ state, paper }) =>
      state === 'in effect' &&
      (entryKeys.includes(entryKeyOfPaper(paper) ?? '') ||
        paper.bills.some(({ billKey }) => billKeys.includes(billKey))),
  );
  return concerned.filter(
    (d) =>
      d.paper.decision !== 'release' &&
      !(d.paper.decision === 'exam' && d.examResult?.outcome === 'no discrepancy') &&
      !answeringRelease(d, concerned),
  );
};

/** The newer release on all that a decision to hold, examine or refuse is about, if there is one. */
export const answeringRelease = (
  decision: RegisteredDecision,
  registered: readonly RegisteredDecision[],
): RegisteredDecision | undefined =>
  registered.find(
    (d) =>
      d.state === 'in effect' &&
      d.paper.decision === 'release' &&
      isNewer(d, decision) &&
      touches(d.paper, decision.paper),
  );

/** A hold on a bill stands against all of it, however it is split. */
const touches = (a: Paper, b: Paper): boolean => {
  const entry = entryKeyOfPaper(a);
  return (
    (entry !== null && entry === entryKeyOfPaper(b)) ||
    a.bills.some(({ billKey }) => b.bills.some((other) => other.billKey === billKey))
  );
};

/** Releases of the same goods, in the picture or by an officer. One that was suspended since is a hold; one whose decision was taken back is none. */
export const knownReleases = (
  paper: Paper,
  releases: readonly ReleaseStatusChanged[],
  registered: readonly RegisteredDecision[],
): KnownRelease[] => [
  ...releases.flatMap((release): KnownRelease[] => {
    const released = release.state === 'release suspended' ? null : releaseOf(release);
    const takenBack = registered.some(
      ({ state, controlNumber }) => state === 'void' && controlNumber === released?.controlNumber,
    );
    if (!released || takenBack || isAnotherPart(paper, release)) return [];
    const by = released.path === 'paper' ? (released.controlNumber ?? 'an officer') : 'the platform';
    return [
      { reference: entryText(release.filerCode + release.entryNumber), path: released.path, at: released.at, by },
    ];
  }),
  ...registered
    .filter(
      (d) =>
        d.paper.decision === 'release' &&
        (d.state === 'in effect' || d.state === 'being claimed') &&
        sameGoods(d.paper, paper),
    )
    .filter(
      (d) =>
        !registered.some(
          (later) =>
            later.state === 'in effect' &&
            later.paper.decision !== 'release' &&
            isNewer(later, d) &&
            touches(later.paper, d.paper),
        ),
    )
    .map(
      (d): KnownRelease => ({ reference: d.controlNumber, path: 'paper', at: d.paper.decidedAt, by: d.paper.officer }),
    ),
];

/** Whether an entry is about other pieces of the same bills than the paper: both name quantities that fit the manifest together. */
export const isAnotherPart = (paper: Paper, release: ReleaseStatusChanged): boolean => {
  if (entryKeyOfPaper(paper) === release.filerCode + release.entryNumber) return false;
  return paper.bills.every(({ billKey, quantity }) => {
    const named = release.bills.find((bill) => bill.billKey === billKey);
    if (!named) return true;
    return (
      quantity !== null &&
      named.quantity !== null &&
      named.manifestedQuantity !== null &&
      quantity + named.quantity <= named.manifestedQuantity
    );
  });
};

export interface SecondOfficer {
  readonly accountId: string;
  readonly person: string;
  readonly role: OfficerRole;
  readonly servesPort: boolean;
}

/** One reason why somebody cannot be the second officer. */
export interface SecondOfficerRule {
  readonly code: string;
  readonly at: string;
  readonly fault: (second: SecondOfficer, decision: RegisteredDecision) => string | null;
}

export const SECOND_OFFICER_RULES: readonly SecondOfficerRule[] = [
  {
    code: 'S01',
    at: '/',
    fault: ({ accountId }, { override }) =>
      accountId === override!.first.accountId ? 'The second officer acts with another account than the first.' : null,
  },
  {
    code: 'S02',
    at: '/officer',
    fault: ({ person }, { override, registeredBy }) =>
      [override!.first.person, registeredBy ?? ''].some((first) => samePerson(person, first))
        ? 'The second officer is another person than who decided, and than who registered it.'
        : null,
  },
  {
    code: 'S03',
    at: '/',
    fault: ({ role }, { override }) =>
      OFFICER_ROLES.indexOf(role) < OFFICER_ROLES.indexOf(override!.first.role)
        ? `The second officer must be at least ${override!.first.role}.`
        : null,
  },
  {
    code: 'S04',
    at: '/',
    fault: ({ servesPort }, { paper }) => (servesPort ? null : `You do not serve port ${paper.port}.`),
  },
];

export const judgeSecondOfficer = (second: SecondOfficer, decision: RegisteredDecision): FieldError[] =>
  SECOND_OFFICER_RULES.flatMap(({ code, at, fault }) => {
    const text = fault(second, decision);
    return text === null ? [] : [{ at, code, text }];
  });
