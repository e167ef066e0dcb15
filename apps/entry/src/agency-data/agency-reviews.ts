import type { AgencyDecisionOrdered, AgencyStatus, CargoReleaseFiled } from '#contracts';
import { agencyDataIn, type AgencyLine, saysTheSame } from './agency-lines';
import { agencyReviewStates, type AgencyReviewState } from './agency-review.states';

/** Where a line of an agency stands, from 1: of the entry, of the tariff number within it, of the agency below that. */
interface Place {
  readonly line: number;
  readonly tariff: number;
  readonly pgaLine: number;
}

/** What an agency makes of a line that is filed for it. */
export interface AgencyReview extends Place {
  readonly agency: string;
  readonly program: string;
  readonly processing: string | null;
  /** Why no data was filed, one letter; such a line is not reviewed. */
  readonly disclaimer: string | null;
  readonly state: AgencyReviewState;
  /** When it came into the state. ISO 8601. */
  readonly since: string;
  /** Who of the agency decided, and what they said; null before. */
  readonly by: string | null;
  readonly note: string | null;
  readonly documentType: string | null;
  readonly reasonCode: string | null;
}

type Declared = Pick<CargoReleaseFiled, 'lines'>;

const linesOf = (content: Declared): AgencyLine[] => agencyDataIn(content.lines).flatMap(({ lines }) => lines);
const keyOf = ({ agency, line, tariff, pgaLine }: Place & { readonly agency: string }): string =>
  `${agency} ${line}/${tariff}/${pgaLine}`;
const placeOf = ({ line, tariff, pgaLine }: AgencyLine): Place => ({ line, tariff, pgaLine: Number(pgaLine) });

/**
 * The reviews of an entry after what it declares may have changed. What is said as before stays as it was decided; what is new, or said otherwise, is
 * under review from now on.
 *
 * @param before what was declared before, with its reviews; null for a new entry
 * @returns null where nothing is filed for any agency
 */
export function reviewsAfter(
  content: Declared,
  before: { readonly content: Declared; readonly agencies: readonly AgencyReview[] | null } | null,
  now: Date,
): readonly AgencyReview[] | null {
  const lines = linesOf(content);
  if (lines.length === 0) return null;
  const known = new Map((before?.agencies ?? []).map((review) => [keyOf(review), review]));
  const saidBefore = before
    ? new Map(linesOf(before.content).map((line) => [keyOf({ ...placeOf(line), agency: line.agency }), line]))
    : new Map<string, AgencyLine>();
  return lines.map((line) => {
    const place = placeOf(line);
    const key = keyOf({ ...place, agency: line.agency });
    const [review, said] = [known.get(key), saidBefore.get(key)];
    if (review && said && saysTheSame(said, line)) return review;
    return {
      ...place,
      ...{ agency: line.agency, program: line.program, processing: line.processing || null },
      ...{ disclaimer: line.disclaimer || null, state: 'under review', since: now.toISOString() },
      ...{ by: null, note: null, documentType: null, reasonCode: null },
    };
  });
}

const isReviewed = ({ disclaimer }: AgencyReview): boolean => disclaimer === null;

/** What all agencies of an entry make of it together. */
export interface AgenciesSay {
  /** One of them holds or refuses: nothing of the entry leaves. */
  readonly stop: boolean;
  readonly wantDocuments: boolean;
  /** Somebody has not decided yet, or wants documents. */
  readonly pending: boolean;
  /** All that have data say that it may proceed. */
  readonly clear: boolean;
}

const NOTHING: AgenciesSay = { stop: false, wantDocuments: false, pending: false, clear: false };

export const agenciesSay = (reviews: readonly AgencyReview[] | null): AgenciesSay => {
  const reviewed = reviews?.filter(isReviewed) ?? [];
  if (reviewed.length === 0) return NOTHING;
  const any = (...states: AgencyReviewState[]): boolean => reviewed.some(({ state }) => states.includes(state));
  return {
    stop: any('held', 'refused'),
    wantDocuments: any('documents required'),
    pending: any('under review', 'documents required'),
    clear: !any('under review', 'documents required', 'held', 'refused'),
  };
};

/** Agencies that have not let all of their lines proceed, for the worklist; null where there is none. */
export const agenciesOpen = (reviews: readonly AgencyReview[] | null): string | null => {
  const open = reviews?.filter((review) => isReviewed(review) && review.state !== 'may proceed') ?? [];
  return open.length === 0 ? null : [...new Set(open.map(({ agency }) => agency))].sort().join(' ');
};

/** What an order does to the reviews, or why it is refused. */
export type Ordered =
  | { readonly kind: 'done'; readonly reviews: readonly AgencyReview[] }
  | { readonly kind: 'refused'; readonly code: 'G80' | 'G81' | 'G82'; readonly detail: string };

/**
 * What an agency's order does to the reviews of an entry: to the lines that it names, or else to all of the agency's that can take the step. Where none can,
 * or one that it names cannot, nothing is done.
 */
export function orderedBy(
  reviews: readonly AgencyReview[] | null,
  order: Pick<
    AgencyDecisionOrdered,
    'agency' | 'decision' | 'lines' | 'note' | 'documentType' | 'reasonCode' | 'officer'
  >,
  now: Date,
): Ordered {
  const { agency, decision, lines, officer, note, documentType, reasonCode } = order;
  const mine = (reviews ?? []).filter((review) => review.agency === agency && isReviewed(review));
  if (mine.length === 0) return { kind: 'refused', code: 'G80', detail: `Agency ${agency}.` };
  const wanted = lines?.map((line) => keyOf({ ...line, agency }));
  const unknown = wanted?.find((key) => !mine.some((review) => keyOf(review) === key));
  if (unknown !== undefined) return { kind: 'refused', code: 'G81', detail: `Line ${unknown.slice(4)}.` };
  const named = mine.filter((review) => wanted === undefined || wanted.includes(keyOf(review)));
  const can = (review: AgencyReview): boolean => agencyReviewStates.can(review.state, decision);
  const changed = new Set(named.filter(can));
  const stuck = named.find((review) => !can(review));
  if (changed.size === 0 || (wanted !== undefined && stuck))
    return {
      kind: 'refused',
      code: 'G82',
      detail: `Line ${keyOf(stuck!).slice(4)} is '${stuck!.state}': possible is ${agencyReviewStates
        .eventsIn(stuck!.state)
        .filter((event) => event !== 'other data filed')
        .join(', ')}.`,
    };
  return {
    kind: 'done',
    reviews: reviews!.map((review) => {
      if (!changed.has(review)) return review;
      const next = agencyReviewStates.next(review.state, decision);
      if (!next.ok) return review;
      return { ...review, state: next.value, since: now.toISOString(), by: officer, note, documentType, reasonCode };
    }),
  };
}

/** Statuses as SO70 has them; the message set of codes is CBP's list of PGA status notifications. */
const STATUS: Readonly<Record<AgencyReviewState, { readonly code: string; readonly text: string }>> = {
  'under review': { code: '01', text: 'DATA UNDER PGA REVIEW' },
  held: { code: '02', text: 'HOLD INTACT' },
  'documents required': { code: '05', text: 'DOCUMENTS REQUIRED' },
  'may proceed': { code: '07', text: 'MAY PROCEED' },
  refused: { code: '04', text: 'INTENT TO REFUSE' },
};
/** The worst first: it is what the entry as a whole has from the agency. */
const WORST_FIRST: readonly AgencyReviewState[] = [
  'refused',
  'held',
  'documents required',
  'under review',
  'may proceed',
];

/**
 * What agencies newly say of an entry: one status for each line that changed, with the status of the whole entry from the same agency and program (SO70, SO72;
 * a hold or a document that the agency itself ordered has hold type 2).
 */
export function agencyStatuses(
  after: { readonly agencies: readonly AgencyReview[] | null },
  before: { readonly agencies: readonly AgencyReview[] | null } | null,
): AgencyStatus[] {
  const known = new Map((before?.agencies ?? []).map((review) => [keyOf(review), review]));
  const all = (after.agencies ?? []).filter(isReviewed);
  return all
    .filter((review) => {
      const was = known.get(keyOf(review));
      return was?.state !== review.state || was.since !== review.since;
    })
    .map((review) => {
      const { agency, program, state, note, documentType, reasonCode, line, tariff, pgaLine } = review;
      const states = all.filter((one) => one.agency === agency && one.program === program).map((one) => one.state);
      const worst = WORST_FIRST.find((one) => states.includes(one))!;
      return {
        ...{ agencyCode: agency, programCode: program || null, at: review.since, entryStatus: STATUS[worst] },
        ...{ lineStatus: STATUS[state].code, reasonCode, from: { line, tariff, pgaLine }, to: null, documentType },
        holdType: state === 'held' || state === 'documents required' ? '2' : null,
        ...{ references: [], comments: note === null ? [] : commentLines(note) },
      };
    });
}

const COMMENT = 76;
const commentLines = (note: string): string[] =>
  note
    .toUpperCase()
    .replace(/[^\x20-\x7e]/g, '?')
    .match(new RegExp(`.{1,${COMMENT}}`, 'g')) ?? [];

/** The table of statuses in Markdown, for the partner documents. */
export const agencyStatusTable = (): string =>
  [
    '| state of the review | SO70 | text | what it means for you |',
    '|---|---|---|---|',
    ...(Object.entries(STATUS) as [AgencyReviewState, { code: string; text: string }][]).map(
      ([state, { code, text }]) => `| ${state} | ${code} | ${text} | ${MEANS[state]} |`,
    ),
  ].join('\n');
const MEANS: Readonly<Record<AgencyReviewState, string>> = {
  'under review': 'Wait: the goods are released when every agency with data says that they may proceed.',
  held: 'Nothing of the entry is released. Goods that were released are called back (99).',
  'documents required': 'Send the document named to the agency.',
  'may proceed': 'This agency asks for nothing more.',
  refused: 'The goods may not enter. File other data with R, or ask the agency.',
};
