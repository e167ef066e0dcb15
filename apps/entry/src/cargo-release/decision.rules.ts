import type { ReleaseBill } from '#contracts';
import type { CustomsDate } from '#kernel';
import { dueOf, isPort } from '#reference';
import { agenciesSay, type AgenciesSay, reviewsAfter } from '../agency-data/agency-reviews';
import { sameStanding, stops } from '../paper-standing/paper-decision.rules';
import { isStep, type ReleaseState } from '../release/cargo-release.states';
import {
  holdDispositions,
  type BillDispositionCode,
  type EntryDispositionCode,
  type ReleaseOrigin,
} from '../release/dispositions';
import { dayAt, startOfPortDay } from '../port-day/port-day';
import { isQuota } from '../release/under-quota';
import { goodsArrivedAt, movesInBond } from './arrival.rules';
import { billFindings, entryFindings, type Found, namedInBonds, nextPartOf } from './findings.rules';
import {
  decisionOpens,
  enteredQuantity,
  manifestKey,
  type BillOnFile,
  type PaperStanding,
  type Release,
  type Told,
  type ToldBill,
} from '../release/release.model';
import { criteriaMet, type Criterion } from '../release/selectivity';
import type { ExamFacts } from '../release/selection.model';
import {
  documentsAsked,
  examinedBy,
  type Screened,
  type ScreeningGrounds,
  select,
  standingOfEntry,
} from '../selection/selection.rules';
import type { ActiveSummary } from '../summary-on-file/active-summaries';
import type { Standing } from '#access';

const WAITS = [
  { days: 30, code: '26', clock: 'first notice of a missing bill' },
  { days: 60, code: '28', clock: 'second notice of a missing bill' },
] as const;
/** An officer put the date. */
const ON_PAPER: ReleaseOrigin = '09';

export interface Surroundings {
  readonly bills: ReadonlyMap<string, BillOnFile>;
  /** Bills of which all entries together enter more than there is. */
  readonly exceeded?: Pick<ReadonlySet<string>, 'has'>;
  readonly criteria: readonly Criterion[];
  /** Importer number of the entry in its full form. */
  readonly importer: string | null;
  /** What stands on paper about the entry. */
  readonly paper: PaperStanding | null;
  /** Ids of the paper decisions about the entry that were taken back. */
  readonly takenBack: ReadonlySet<string>;
  /** Rules and seeds of the draw, and the standing of the accounts that have the importer's number; with none, criteria alone select. */
  readonly screening?: ScreeningGrounds & { readonly standings: readonly Standing[] };
  /** What an officer now said of the examination, and why. */
  readonly examined?: { readonly facts: ExamFacts | null; readonly note: string | null } | undefined;
  /** Summaries on file under the numbers of entries, null where there is none; an entry that is not among them was not asked for. */
  readonly summaries?: ReadonlyMap<string, ActiveSummary | null>;
  /** That an officer let a general examination take the place of the intensive one. */
  readonly overridden?: boolean;
  readonly now: Date;
}

export interface Decision {
  readonly release: Release;
  /** What the filer is newly told of the entry, oldest first. */
  readonly entry: readonly EntryDispositionCode[];
  /** What the filer is newly told of a bill, by its key. */
  readonly bills: ReadonlyMap<string, BillDispositionCode>;
  readonly changed: boolean;
}

/** The port whose clock and manifest count: the planned one, else that of the first bill found (guide p. SE-35). */
export function portOf(release: Release, bills: ReadonlyMap<string, BillOnFile>): string | null {
  const { plannedPortOfEntry, portOfUnlading, bills: filed } = release.content;
  const found = filed.map((bill) => bills.get(manifestKey(bill) ?? '')?.portCode).find((port) => port !== undefined);
  return [plannedPortOfEntry, found, portOfUnlading].find((port): port is string => !!port && isPort(port)) ?? null;
}

interface BillFacts extends ToldBill {
  readonly key: string;
  readonly onFile: BillOnFile | undefined;
}

function factsOf(bill: ReleaseBill, key: string, onFile: BillOnFile | undefined, exceeded: boolean): BillFacts {
  const matched = onFile !== undefined && !onFile.deleted;
  const entered = enteredQuantity(bill);
  return {
    key,
    onFile: matched ? onFile : undefined,
    matched,
    deleted: onFile?.deleted === true,
    arrived: onFile !== undefined && onFile.arrivedAt !== null,
    exceeds: matched && (exceeded || (entered !== null && entered > onFile.quantity)),
    holds: matched ? [...new Set(onFile.holds.map(({ code }) => code))].sort() : [],
  };
}

const NEVER_TOLD: ToldBill = { matched: false, deleted: false, arrived: false, exceeds: false, holds: [] };

/** The one thing worth telling of a bill: what stops it comes first, then what frees it, then how far it is. */
function billNews(now: ToldBill, told: ToldBill | undefined): BillDispositionCode | null {
  const before = told ?? NEVER_TOLD;
  const placed = now.holds.find((code) => !before.holds.includes(code));
  if (placed) return holdDispositions(placed).placed;
  if (now.deleted && !before.deleted) return now.arrived ? '62' : '61';
  if (now.exceeds && !before.exceeds) return '58';
  const found = now.findings?.find((code) => !before.findings?.includes(code));
  if (found) return found as BillDispositionCode;
  const removed = now.matched ? before.holds.find((code) => !now.holds.includes(code)) : undefined;
  if (removed) return holdDispositions(removed).removed;
  if (now.matched && now.arrived && !(before.arrived && before.matched)) return '95';
  if (now.matched && !before.matched) return '93';
  return !now.matched && !told ? '91' : null;
}

const latest = (dates: readonly CustomsDate[]): CustomsDate | null =>
  dates.reduce<CustomsDate | null>((max, date) => (max === null || date > max ? date : max), null);

const lastInstant = (instants: readonly string[]): string =>
  instants.reduce((last, one) => (Date.parse(one) > Date.parse(last) ? one : last));

/** Where the cargo stands: what the manifest says of its bills and, for bills outside it, what the filer declared. */
function cargoOf(release: Release, around: Surroundings, port: string | null, today: CustomsDate) {
  const filed = release.content.bills;
  const found = billFindings({ release, bills: around.bills }, release.told);
  const inBonds = namedInBonds(filed);
  const bills = filed.flatMap((bill) => {
    const key = manifestKey(bill);
    if (key === null) return [];
    const onFile = around.bills.get(key);
    const facts = factsOf(bill, key, onFile, around.exceeded?.has(key) === true);
    const inBond = onFile?.inBond?.number === inBonds.get(key) ? inBonds.get(key) : undefined;
    const findings = found.get(key)?.map(({ code }) => code);
    return [{ ...facts, ...(findings && { findings }), ...(inBond && { inBond }) }];
  });
  const declared = filed
    .filter(({ nonAms }) => nonAms)
    .flatMap(({ arrivals }) => arrivals.flatMap(({ arrivalDate }) => (arrivalDate === null ? [] : [arrivalDate])));
  const estimatedArrival = latest([
    ...bills.flatMap(({ onFile }) => (onFile ? [onFile.estimatedArrival] : [])),
    ...declared,
  ]);
  return {
    bills,
    matched: bills.every(({ matched }) => matched),
    held: bills.some(({ holds }) => holds.length > 0),
    exceeds: bills.some((bill) => bill.exceeds),
    /** What is found of a bill keeps the goods. */
    stopped: [...found.values()].some((rules) => rules.some(({ stops: keeps }) => keeps)),
    estimatedArrival,
    /** The next day on which a part of a split bill arrives, as declared. */
    nextPart: nextPartOf(release.content, today),
    arrivedAt:
      bills.every(({ arrived }) => arrived) && declared.every((date) => date <= today)
        ? lastInstant([
            release.filedAt,
            ...filed.flatMap((bill) => around.bills.get(manifestKey(bill) ?? '')?.arrivedAt ?? []),
            ...declared.map((date) => startOfPortDay(date, port)),
          ])
        : null,
  };
}
type Cargo = Omit<ReturnType<typeof cargoOf>, 'arrivedAt'> & { readonly inBond: boolean; readonly arrived: boolean };

/**
 * The entry without what was taken back. An examination that was ordered by such decisions alone is none; what the criteria say counts
 * again. Goods that were released by one are out in the world: the release stays on record, as one that was taken back.
 */
function unbound(release: Release, takenBack: ReadonlySet<string>): Release {
  const { standing, paperRelease } = release;
  const ordered = release.exam === 'required' ? standing?.examOrdered : undefined;
  const examined = ordered?.by.every((id) => takenBack.has(id))
    ? withoutOrder({ ...release, exam: ordered.before, assessed: false })
    : release;
  const restsOn = paperRelease ? [paperRelease.decisionId, ...(paperRelease.with ?? [])] : [];
  return restsOn.some((id) => takenBack.has(id))
    ? { ...examined, paperRelease: { ...paperRelease!, takenBack: true } }
    : examined;
}

/** The entry with an examination that does not depend on the paper it was ordered by, or with none. */
export function withoutOrder(release: Release): Release {
  if (!release.standing) return release;
  const { examOrdered: _, ...standing } = release.standing;
  return { ...release, standing };
}

/**
 * The entry with the decision that newly stands on paper. A paper release is the release: nothing releases the goods a second time. Where
 * the platform was first, its release stays.
 */
function weighed(
  draft: Release,
  standing: PaperStanding | null,
  takenBack: ReadonlySet<string>,
  port: string | null,
): Release {
  if (draft.cancelled) return draft;
  const release = unbound(draft, takenBack);
  if (sameStanding(release.standing, standing)) return release;
  const required = release.exam === 'required';
  const examPending = required && (release.standing?.decision === 'exam' || release.standing?.examPending === true);
  const ordered = required ? release.standing?.examOrdered : undefined;
  if (standing?.decision === 'exam') {
    const examOrdered =
      release.exam === 'required'
        ? ordered && { ...ordered, by: [...new Set([...ordered.by, standing.decisionId])] }
        : { by: [standing.decisionId], before: release.exam };
    return { ...release, standing: { ...standing, ...(examOrdered && { examOrdered }) }, exam: 'required' };
  }
  if (standing?.decision !== 'release') {
    return {
      ...release,
      standing: standing && {
        ...standing,
        ...(examPending && { examPending }),
        ...(ordered && { examOrdered: ordered }),
      },
    };
  }
  const { decisionId, controlNumber, decidedAt, portCode } = standing;
  const freed: Release = { ...release, standing, exam: examPending ? 'completed' : release.exam };
  const paperRelease = { decisionId, controlNumber, ...(standing.with && { with: standing.with }) };
  if (release.releasedAt !== null) return release.paperRelease ? { ...freed, paperRelease } : freed;
  return {
    ...freed,
    paperRelease,
    releasedAt: decidedAt,
    releaseDate: dayAt(isPort(portCode) ? portCode : port, new Date(decidedAt)),
    releaseOrigin: ON_PAPER,
  };
}

/** The entry with the reviews of what it declares for partner agencies now. */
function withReviews(before: Release | null, release: Release, now: Date): Release {
  if (before && release.content === before.content && (release.agencies !== null || !filesForAgencies(release)))
    return release;
  const known = before && { content: before.content, agencies: release.agencies };
  const agencies = reviewsAfter(release.content, known, now);
  return agencies === null && release.agencies === null ? release : { ...release, agencies };
}

const filesForAgencies = ({ content }: Release): boolean =>
  content.lines.some(({ tariffs }) => tariffs.some(({ agencyRecords }) => agencyRecords !== undefined));

/** Security, then enforcement, then facilitation: the first line that applies is the state. */
function stateOf(release: Release, cargo: Cargo, windowOpen: boolean, agencies: AgenciesSay): ReleaseState {
  if (release.cancelled) return 'cancelled';
  const requested: ReleaseState | null = release.request && `${release.request} requested`;
  if (release.releasedAt !== null) {
    if (
      cargo.held ||
      agencies.stop ||
      stops(release.standing) ||
      release.exam === 'required' ||
      release.paperRelease?.takenBack
    )
      return 'release suspended';
    return requested ?? 'released';
  }
  if (cargo.held || agencies.stop || stops(release.standing)) return 'hold';
  if (requested) return requested;
  if (!cargo.matched) return 'awaiting bill';
  if (release.exam === 'required') return 'exam';
  if (release.documents === 'required' || agencies.wantDocuments) return 'documents required';
  if (cargo.stopped || cargo.exceeds || !windowOpen) return 'on file';
  if (agencies.pending) return 'agency review';
  return cargo.arrived ? 'released' : 'admissible';
}

function originOf(before: Release | null, cargo: Cargo, overridden: boolean): ReleaseOrigin {
  if (before?.state === 'agency review') return '08';
  if (before && agenciesSay(before.agencies).stop) return '08';
  if (before?.state === 'exam') return overridden ? '06' : '05';
  if (before?.state === 'hold') return '07';
  if (cargo.inBond) return '04';
  if (before && cargo.bills.some(({ key, arrived }) => arrived && before.told.bills[key]?.arrived === false))
    return '03';
  return before?.state === 'admissible' ? '02' : '01';
}

const toldOf = ({ matched, deleted, arrived, exceeds, holds, findings, inBond }: ToldBill): ToldBill => ({
  matched,
  deleted,
  arrived,
  exceeds,
  holds,
  ...(findings && { findings }),
  ...(inBond && { inBond }),
});

/** What was told before to stand against the release: builds before this one knew one thing alone. */
const foundBefore = ({ told }: Release): readonly string[] => told.findings ?? (told.portMismatch ? ['80'] : []);

/** When the goods were ordered to examination, and when it was over. One whose order was taken back was none. */
function examinationAfter(before: Release | null, release: Release, now: Date): Pick<Told, 'examination'> {
  const had = before?.exam ?? 'none';
  const known = before?.told.examination;
  if (release.exam === 'required' && had !== 'required')
    return { examination: { orderedAt: now.toISOString(), endedAt: null } };
  if (release.exam === 'none' || known === undefined) return {};
  if (release.exam === 'completed' && had === 'required')
    return { examination: { orderedAt: known.orderedAt, endedAt: now.toISOString() } };
  return { examination: known };
}

/** The day on which a filer is told that a bill is missing, by the clock of the port. */
const noticeOn = ({ filedAt }: Release, clock: (typeof WAITS)[number]['clock'], port: string | null): CustomsDate =>
  dueOf(clock, { start: dayAt(port, new Date(filedAt)) }).dueDate;

/** The next moment at which nothing but time changes the decision. */
function lookAgainAt(release: Release, cargo: Cargo, port: string | null): string | null {
  const { cancelsOn } = release.ordered;
  const nextPart = release.releasedAt === null && release.state !== 'awaiting bill' ? cargo.nextPart : null;
  const moments = [
    nextMoment(release, cargo, port),
    ...[cancelsOn, nextPart].map((day) => (day ? startOfPortDay(day, port) : null)),
  ];
  return moments.reduce((first, one) => (first === null || (one !== null && one < first) ? one : first), null);
}

function nextMoment(release: Release, cargo: Cargo, port: string | null): string | null {
  if (release.state === 'awaiting bill') {
    const next = WAITS.find(({ days }) => days > release.told.waitedDays);
    return next === undefined ? null : startOfPortDay(noticeOn(release, next.clock, port), port);
  }
  if (cargo.estimatedArrival === null || cargo.stopped || cargo.exceeds) return null;
  if (release.state === 'on file') return startOfPortDay(decisionOpens(cargo.estimatedArrival), port);
  const waitsForDate = release.state === 'admissible' && cargo.bills.every(({ arrived }) => arrived);
  return waitsForDate ? startOfPortDay(cargo.estimatedArrival, port) : null;
}

/**
 * The decision on a cargo release as it stands now, and what the filer is newly told. Pure: the same facts give the same decision,
 * however often they are looked at.
 *
 * @param before the entry as the filer last knew it, null for a new one
 * @param draft the entry with what just happened to it
 * @throws Error when the life cycle has no such step
 */
export function decide(before: Release | null, draft: Release, around: Surroundings): Decision {
  if (before?.cancelled) return { release: before, entry: [], bills: new Map(), changed: false };
  const port = portOf(draft, around.bills);
  const today = dayAt(port, around.now);
  const onManifest = cargoOf(draft, around, port, today);
  const found: Found = {
    ...{ release: draft, bills: around.bills, matched: onManifest.matched, port, today },
    summary: around.summaries?.get(draft.key),
  };
  const findings = entryFindings(found);
  const inBond = movesInBond(found);
  const arrivedAt = goodsArrivedAt(found, onManifest.arrivedAt);
  const cargo: Cargo = {
    ...{ ...onManifest, inBond },
    stopped: onManifest.stopped || findings.some(({ stops: keeps }) => keeps),
    arrived: arrivedAt !== null,
  };
  const { estimatedArrival } = cargo;
  const windowOpen = estimatedArrival === null || cargo.arrived || today >= decisionOpens(estimatedArrival);

  // Whoever examined goods whose paper release was taken back has seen them: from there the release is the platform's own.
  const examined = before?.paperRelease?.takenBack === true && before.exam === 'required' && draft.exam === 'completed';
  const settled: Release = examined
    ? { ...draft, paperRelease: null, releasedAt: around.now.toISOString(), releaseDate: today, releaseOrigin: '05' }
    : draft;
  let release = weighed(settled, around.paper, around.takenBack, port);
  const { screening } = around;
  const occasion = { content: release.content, day: today, port };
  const trusting = screening && !release.cancelled ? standingOfEntry(screening.standings, occasion) : null;
  const screensEarly = trusting?.benefits.get('expedited screening')?.given === true;
  const screened = (met: readonly Criterion[]): Screened => ({
    ...{ ...occasion, key: release.key, met },
    opensOn: estimatedArrival === null || cargo.arrived ? null : decisionOpens(estimatedArrival),
    // An order that was taken back selected nothing.
    before: release.exam === 'none' && release.selection?.by === 'officer' ? null : release.selection,
  });
  if (!release.cancelled && !release.assessed && cargo.matched && (windowOpen || screensEarly)) {
    const met = criteriaMet(around.criteria, release.content, around.importer, today);
    const [document] = documentsAsked(met, release.content, trusting);
    const selection = screening ? select(screened(met), trusting, screening) : release.selection;
    const selects = met.some(({ outcome }) => outcome === 'exam') || (selection !== null && selection.by !== null);
    release = {
      ...release,
      assessed: true,
      exam: release.exam === 'none' && selects ? 'required' : release.exam,
      documents: release.documents === 'none' && document ? 'required' : release.documents,
      documentType: document?.documentType ?? release.documentType,
      selection,
    };
  }
  const isOrdered = release.exam === 'required' && before?.exam !== 'required' && !release.selection?.by;
  if (screening && !release.cancelled && (isOrdered || around.examined?.facts)) {
    const { facts = null, note = null } = around.examined ?? {};
    const onPaper =
      release.standing?.decision === 'exam' ? `Ordered on paper, ${release.standing.controlNumber}` : null;
    release = { ...release, selection: examinedBy(screened([]), trusting, facts, note ?? onPaper) };
  }

  if (!release.cancelled) release = withReviews(before, release, around.now);
  const agencies = agenciesSay(release.agencies);
  const state = stateOf(release, cargo, windowOpen, agencies);
  if (!isStep(before?.state ?? null, state))
    throw new Error(`entry ${release.key}: no step from '${before?.state}' to '${state}'`);
  if (state === 'released' && release.releasedAt === null) {
    release = {
      ...release,
      releasedAt: around.now.toISOString(),
      releaseDate: today,
      releaseOrigin: originOf(before, cargo, around.overridden === true),
    };
  } else if (before?.state === 'release suspended' && state === 'released' && release.paperRelease === null) {
    const origin = agenciesSay(before.agencies).stop ? '08' : before.exam === 'required' ? '05' : '07';
    release = { ...release, releaseOrigin: origin };
  }

  const news = new Map<string, BillDispositionCode>();
  const told: Record<string, ToldBill> = {};
  for (const bill of cargo.bills) {
    const code = release.cancelled ? null : billNews(bill, release.told.bills[bill.key]);
    if (code) news.set(bill.key, code);
    told[bill.key] = toldOf(bill);
  }
  const waited =
    state === 'awaiting bill'
      ? [...WAITS].reverse().find(({ clock }) => today >= noticeOn(release, clock, port))
      : undefined;
  const waitedDays = waited?.days ?? release.told.waitedDays;
  // What keeps it is over: the announced cancellation is.
  if (release.ordered.cancelsOn !== undefined && (state === 'admissible' || release.releasedAt !== null)) {
    const { cancelsOn: _, ...ordered } = release.ordered;
    release = { ...release, ordered };
  }
  const standing = findings.map(({ code }) => code).filter((code) => code !== '25' || release.ordered.cancelsOn);
  const newFindings = standing.filter((code) => !foundBefore(release).includes(code));
  const toldReleased =
    release.told.released ?? (before !== null && before.releasedAt !== null && before.state !== 'release suspended');
  const released = state === 'released' || (toldReleased && state !== 'release suspended');
  const newTold: Told = {
    bills: told,
    portMismatch: standing.includes('80'),
    waitedDays,
    ...(standing.length > 0 && { findings: standing }),
    ...(release.releasedAt !== null && { released }),
    ...(agencies.clear && { agenciesClear: true }),
    ...(isQuota(release.content) && { arrivedAt }),
    ...examinationAfter(before, release, around.now),
  };

  const entry: EntryDispositionCode[] = [];
  if (!release.cancelled) {
    if (release.exam === 'required' && before?.exam !== 'required') entry.push('03');
    if (release.documents === 'required' && before?.documents !== 'required') {
      entry.push(release.request === null ? '96' : release.request === 'correction' ? '84' : '85');
    }
    entry.push(...newFindings);
    if (release.request !== null && before?.request == null) entry.push('90');
    if (agencies.clear && !release.told.agenciesClear) entry.push('01');
    if (waited && waited.days > release.told.waitedDays) entry.push(waited.code);
  }
  if (state !== before?.state) {
    if (state === 'admissible') entry.push('97');
    if (state === 'released' && !toldReleased) entry.push('98');
    if (state === 'release suspended') entry.push('99');
    if (state === 'cancelled') entry.push('23');
  }

  release = { ...release, state, told: newTold };
  release = { ...release, lookAgainAt: release.cancelled ? null : lookAgainAt(release, cargo, port) };
  const changed = before === null || JSON.stringify(release) !== JSON.stringify(before);
  return { release: changed ? { ...release, version: release.version + 1 } : release, entry, bills: news, changed };
}
