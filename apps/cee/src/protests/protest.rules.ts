import {
  addDays,
  type CustomsDate,
  type FieldError,
  isCustomsDate,
  masked,
  parseEntryNumber,
  parseImporterNumber,
  type Relief,
} from '#kernel';
import { dueOf, running, type ClockName, type RunningClock } from '#reference';
import {
  CAPACITIES,
  DECISIONS_PROTESTED,
  FURTHER_REVIEW_CRITERIA,
  PROTEST_TYPES,
  type ProtestType,
} from './protest-codes.table';
import { DENIED, type ProtestState, UNDECIDED } from './protest.states';

/** Who protests, or acts for that person: what is missing is null. */
export interface PartyOfProtest {
  readonly name: string | null;
  readonly address: string | null;
  readonly importerNumber: string | null;
}

export interface EntryProtested {
  /** As people write it: `B76-0324527-8`. */
  readonly entryNumber: string;
  readonly enteredOn: string | null;
  /** Day of the notice of liquidation, or of the other decision. */
  readonly decidedOn: string | null;
  /** Of a claim under section 520(d). */
  readonly importedOn: string | null;
  /** Lines such as `001`; all where none is named. */
  readonly lines: readonly string[];
}

export interface FurtherReviewAsked {
  readonly criterion: string | null;
  /** No adverse administrative decision on the same claim before, and no request for one pending. */
  readonly noEarlierDecision: boolean;
  /** No adverse final decision of a court on the same claim, and no action pending. */
  readonly noCourtAction: boolean;
  readonly statement: string | null;
}

/** A protest as it was sent: whatever is missing is null, false or empty. */
export interface ProtestContents {
  readonly type: string;
  readonly capacity: string | null;
  readonly protestant: PartyOfProtest;
  readonly agent: (PartyOfProtest & { readonly powerOfAttorney: string | null }) | null;
  readonly decision: string | null;
  readonly entries: readonly EntryProtested[];
  /** Of merchandise: what several entries have in common. */
  readonly category: string | null;
  readonly merchandise: string | null;
  readonly objections: readonly { readonly claim: string; readonly justification: string | null }[];
  readonly earlierProtest: { readonly number: string; readonly receivedOn: string } | null;
  readonly notCollusive: boolean;
  readonly drawback: string | null;
  readonly accelerated: boolean;
  readonly furtherReview: FurtherReviewAsked | null;
  /** Numbers of rulings that it cites. */
  readonly rulings: readonly string[];
  /** Ids of documents on file. */
  readonly documents: readonly string[];
  /** What was handed in where. */
  readonly samples: string | null;
}

export const DRAWBACK_DECLARATIONS = ['none', 'subject of drawback', 'named on a certificate'] as const;

/** What is on file of an entry that is protested; null where the entry service told nothing of it yet. */
export interface EntryOnFile {
  readonly state: 'not liquidated' | 'liquidated' | 'reliquidated';
  readonly noticeOn: CustomsDate | null;
}

/** Of the entries in their order, and of who asks. */
export interface FilingFacts {
  readonly entries: readonly {
    readonly onFile: EntryOnFile | null;
    /** Of the importer of record, in normal form; null where it is not known. */
    readonly importer: string | null;
  }[];
  /** Importer numbers of the asking account, in normal form. */
  readonly own: readonly string[];
  /** Why the asking account may not act for the protestant by the powers of attorney on file; null where it may or the protestant keeps none here. */
  readonly noPower: string | null;
  /** Whether the number of the protestant is that of another account. */
  readonly isOfAnother: boolean;
  /** Whether the protestant keeps its powers of attorney here. */
  readonly keepsPowers: boolean;
  /** Whether somebody else protests one of the entries in time. */
  readonly othersInTime: boolean;
  readonly today: CustomsDate;
}

const needed = (at: string, what: string, rule: string): FieldError => ({
  at,
  text: `is missing: a protest must have ${what} (${rule})`,
});
const dayFaults = (at: string, day: string, today: CustomsDate): FieldError[] => {
  if (!isCustomsDate(day)) return [{ at, text: `'${day}' is not a day, YYYY-MM-DD` }];
  // At the first of the ports the day begins before it does at headquarters.
  return day > addDays(today, 1) ? [{ at, text: `${day} is not there yet` }] : [];
};
const oneOf = <T extends string>(words: readonly T[], word: string | null): word is T =>
  (words as readonly (string | null)[]).includes(word);
const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

export const identityOf = (number: string | null): string | null => {
  const parsed = parseImporterNumber(number ?? '');
  return parsed.ok ? parsed.value.text : null;
};

const partyFaults = (at: string, party: PartyOfProtest, whose: string, numberNeeded: boolean): FieldError[] => [
  ...(party.name === null ? [needed(`${at}/name`, `name and address of ${whose}`, '19 CFR 174.13(a)(1)')] : []),
  ...(party.address === null ? [needed(`${at}/address`, `name and address of ${whose}`, '19 CFR 174.13(a)(1)')] : []),
  ...(party.importerNumber === null
    ? numberNeeded
      ? [needed(`${at}/importerNumber`, `the importer number of ${whose}`, '19 CFR 174.13(a)(2)')]
      : []
    : identityOf(party.importerNumber) === null
      ? [{ at: `${at}/importerNumber`, text: 'must be NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN' }]
      : []),
];

/** Who may file is judged by what is on file; a number that nobody can look up stands as it is said. */
const standingFaults = ({ capacity, protestant, agent }: ProtestContents, facts: FilingFacts): FieldError[] => {
  const { own, noPower, keepsPowers } = facts;
  const identity = identityOf(protestant.importerNumber);
  const isOwn = identity !== null && own.includes(identity);
  if (capacity === 'importer' && identity !== null) {
    const others = facts.entries.flatMap(({ importer }, index) =>
      importer !== null && importer !== identity
        ? [
            {
              at: `/entries/${index}/entryNumber`,
              text: 'has another importer of record: one protest is of one party (19 CFR 174.13(b))',
            },
          ]
        : [],
    );
    if (others.length > 0) return others;
  }
  if (agent === null)
    return identity !== null && !isOwn && (capacity === 'importer' || facts.isOfAnother)
      ? [
          {
            at: '/agent',
            text: 'is missing: the importer number is not one of your account, so you file as an agent (19 CFR 174.12(a)(6))',
            remedy: 'Name yourself as the agent, with the power of attorney.',
          },
        ]
      : [];
  if (isOwn || (keepsPowers && noPower === null)) return [];
  if (keepsPowers) return [{ at: '/agent', text: `has no power of attorney in force: ${noPower} (19 CFR 174.3)` }];
  return agent.powerOfAttorney === null
    ? [
        {
          at: '/agent/powerOfAttorney',
          text: 'is missing: the protestant keeps none here, so say under which power you act (19 CFR 174.3)',
          remedy: 'Such as `CBP Form 5291 of 2025-01-02`; or let the protestant grant it here.',
        },
      ]
    : [];
};

const entryFaults = (contents: ProtestContents, facts: FilingFacts): FieldError[] => {
  const { entries, decision, type } = contents;
  if (entries.length === 0) return [needed('/entries', 'the number and date of the entry', '19 CFR 174.13(a)(3)')];
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const at = `/entries/${index}`;
    const found: FieldError[] = [];
    const number = parseEntryNumber(entry.entryNumber);
    if (!number.ok) found.push({ at: `${at}/entryNumber`, text: number.problem });
    else if (seen.has(number.value.text)) found.push({ at: `${at}/entryNumber`, text: 'stands here twice' });
    else seen.add(number.value.text);
    if (entry.enteredOn === null)
      found.push(needed(`${at}/enteredOn`, 'the number and date of the entry', '19 CFR 174.13(a)(3)'));
    else found.push(...dayFaults(`${at}/enteredOn`, entry.enteredOn, facts.today));
    if (type === '520(d)') {
      if (entry.importedOn === null)
        found.push({ at: `${at}/importedOn`, text: 'is missing: the year of 19 USC 1520(d) begins with it' });
      else found.push(...dayFaults(`${at}/importedOn`, entry.importedOn, facts.today));
    } else if (entry.decidedOn === null)
      found.push(needed(`${at}/decidedOn`, 'the date of liquidation, or of the other decision', '19 CFR 174.13(a)(4)'));
    else found.push(...dayFaults(`${at}/decidedOn`, entry.decidedOn, facts.today));
    const { closedFrom } = PROTEST_TYPES.find((row) => row.type === type)!;
    if (closedFrom !== null && entry.enteredOn !== null && entry.enteredOn >= closedFrom)
      found.push({
        at: `${at}/enteredOn`,
        text: `is not before ${closedFrom}, from when on section ${type} is repealed`,
      });
    if (type === '514' && decision === 'liquidation' && facts.entries[index]?.onFile?.state === 'not liquidated')
      found.push({
        at: `${at}/entryNumber`,
        text: 'is not liquidated yet: there is no decision to protest (19 USC 1514(c)(3))',
        remedy: 'Protest when notice of its liquidation is given; until then a Post Summary Correction may help.',
      });
    return found;
  });
};

/** What is wrong with an application for further review (19 CFR 174.25(b)). */
export const furtherReviewFaults = (asked: FurtherReviewAsked): FieldError[] => {
  const criteria = FURTHER_REVIEW_CRITERIA.map(({ criterion }) => criterion);
  return [
    ...(oneOf(criteria, asked.criterion)
      ? []
      : [{ at: '/furtherReview/criterion', text: `must be one of ${listed(criteria)} (19 CFR 174.24)` }]),
    ...(asked.noEarlierDecision
      ? []
      : [
          {
            at: '/furtherReview/noEarlierDecision',
            text: 'must be declared: no adverse decision on the same claim, and no request pending (19 CFR 174.25(b)(2)(i))',
          },
        ]),
    ...(asked.noCourtAction
      ? []
      : [
          {
            at: '/furtherReview/noCourtAction',
            text: 'must be declared: no final adverse decision of a court, and no action pending (19 CFR 174.25(b)(2)(ii))',
          },
        ]),
    ...(asked.statement === null
      ? [{ at: '/furtherReview/statement', text: 'is missing: facts or arguments relied on (19 CFR 174.25(b)(3))' }]
      : []),
  ];
};

/** What is wrong with a protest, each by its field: required contents (19 CFR 174.13), who may file (174.12(a)), and what does not fit what is on file. That it is late is no fault. */
export const protestFaults = (contents: ProtestContents, facts: FilingFacts): FieldError[] => {
  const { type, capacity, protestant, agent, decision, category, merchandise, objections, earlierProtest } = contents;
  const types: readonly string[] = PROTEST_TYPES.map((row) => row.type);
  if (!types.includes(type)) return [{ at: '/type', text: `must be one of ${listed(types)}` }];
  const found: FieldError[] = [];
  const capacities = CAPACITIES.map((row) => row.capacity);
  if (!oneOf(capacities, capacity))
    found.push({ at: '/capacity', text: `must say who protests: ${listed(capacities)} (19 CFR 174.12(a))` });
  if (type === '181.115' && capacity !== null && capacity !== 'exporter or producer')
    found.push({ at: '/capacity', text: 'must be an exporter or producer: 19 CFR 181.115 is for nobody else' });
  found.push(...partyFaults('/protestant', protestant, 'the protestant', capacity === 'importer'));
  if (agent !== null) found.push(...partyFaults('/agent', agent, 'the agent', false));
  found.push(...standingFaults(contents, facts));
  const decisions = DECISIONS_PROTESTED.map((row) => row.decision);
  if (!oneOf(decisions, decision))
    found.push({ at: '/decision', text: `must say what is protested: ${listed(decisions)} (19 USC 1514(a))` });
  if (decision === 'demand on the bond' && capacity !== 'surety')
    found.push({ at: '/capacity', text: 'must be surety: only a surety protests a demand on its bond' });
  found.push(...entryFaults(contents, facts));
  if (category === null) found.push(needed('/category', 'the category of merchandise', '19 CFR 174.13(a)(6)'));
  if (merchandise === null)
    found.push(needed('/merchandise', 'a specific description of the merchandise', '19 CFR 174.13(a)(5)'));
  if (objections.length === 0) found.push(needed('/objections', 'the nature of each objection', '19 CFR 174.13(a)(6)'));
  for (const [index, { justification }] of objections.entries())
    if (justification === null)
      found.push(needed(`/objections/${index}/justification`, 'the justification of it', '19 CFR 174.13(a)(6)'));
  if (earlierProtest !== null)
    found.push(...dayFaults('/earlierProtest/receivedOn', earlierProtest.receivedOn, facts.today));
  if (capacity === 'surety' && !contents.notCollusive && !facts.othersInTime)
    found.push({
      at: '/notCollusive',
      text: "must be certified: nobody else protested in time, and the surety's protest is not filed collusively to give another more time (19 CFR 174.13(a)(8))",
    });
  if (!oneOf(DRAWBACK_DECLARATIONS, contents.drawback))
    found.push(
      needed('/drawback', `a declaration on drawback: ${listed(DRAWBACK_DECLARATIONS)}`, '19 CFR 174.13(a)(9)'),
    );
  if (contents.furtherReview !== null) found.push(...furtherReviewFaults(contents.furtherReview));
  return found;
};

export interface Timeliness {
  readonly startedOn: CustomsDate;
  /** Whether that day is on file, is what the protestant says of a liquidation until notice of it is on file, or is of something else. */
  readonly startedBy: 'notice on file' | 'protestant' | 'other decision';
  readonly legalLastDay: CustomsDate;
  readonly lastDay: CustomsDate;
  readonly relievedBy: string | null;
  readonly timely: boolean;
}

/**
 * Whether an entry is protested in time: day 180 is, day 181 is not.
 *
 * @param filedOn the day by the clock of the port of entry
 * @param reliefs of downtimes that kept the protestant from filing
 */
export const timelinessOf = (
  type: ProtestType,
  decision: string,
  entry: EntryProtested,
  onFile: EntryOnFile | null,
  filedOn: CustomsDate,
  reliefs: readonly Relief[],
): Timeliness => {
  const isOfLiquidation = type !== '520(d)' && decision === 'liquidation';
  const notice = isOfLiquidation ? (onFile?.noticeOn ?? null) : null;
  const startedOn = notice ?? (type === '520(d)' ? entry.importedOn : entry.decidedOn)!;
  const { legalDueDate, dueDate, relievedBy } = dueOf(clockOfType(type), { start: startedOn, reliefs });
  return {
    ...{ startedOn, startedBy: notice !== null ? 'notice on file' : isOfLiquidation ? 'protestant' : 'other decision' },
    ...{ legalLastDay: legalDueDate, lastDay: dueDate, relievedBy, timely: filedOn <= dueDate },
  };
};

/** The last day for an entry by the reliefs that are known now. */
export const lastDayOf = (type: ProtestType, startedOn: CustomsDate, reliefs: readonly Relief[]): CustomsDate =>
  dueOf(clockOfType(type), { start: startedOn, reliefs }).dueDate;

const clockOfType = (type: ProtestType): ClockName => PROTEST_TYPES.find((row) => row.type === type)!.clock;

/** What the clocks of a protest start from. */
export interface ProtestDays {
  readonly state: ProtestState;
  readonly decision: string;
  readonly filedOn: CustomsDate;
  /** When the last protest of the same category was filed, where several count as one (19 CFR 174.15, 174.21(a)). */
  readonly reviewFrom: CustomsDate;
  readonly acceleratedOn: CustomsDate | null;
  /** Day of the notice of denial, or of the deemed one. */
  readonly decidedOn: CustomsDate | null;
}

/** The clocks that run of a protest, the first to end first. */
export const clocksOf = (protest: ProtestDays, today: CustomsDate): RunningClock[] => {
  const { state, decision, filedOn, reviewFrom, acceleratedOn, decidedOn } = protest;
  if (DENIED.includes(state)) return decidedOn === null ? [] : [running('court action', { start: decidedOn }, today)];
  if (!UNDECIDED.includes(state)) return [];
  return [
    running('review of a protest', { start: reviewFrom }, today),
    ...(decision === 'exclusion' ? [running('review of an exclusion', { start: filedOn }, today)] : []),
    ...(acceleratedOn === null ? [] : [running('accelerated disposition', { start: acceleratedOn }, today)]),
  ].sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0));
};

/**
 * The day with which an undecided protest is deemed denied by itself; null where it never is. `from`: the first day on which that has happened. Of an exclusion it happens on the 30th
 * day, of an accelerated disposition at the close of the 30th day. Source: 19 CFR 174.21(b), 174.22(d).
 */
export const deemedDenialOf = ({
  decision,
  filedOn,
  acceleratedOn,
}: Pick<ProtestDays, 'decision' | 'filedOn' | 'acceleratedOn'>): {
  readonly on: CustomsDate;
  readonly from: CustomsDate;
  readonly rule: string;
} | null => {
  const found = [
    ...(decision === 'exclusion'
      ? [running('review of an exclusion', { start: filedOn }, filedOn)].map(({ dueDate, rule }) => ({
          ...{ on: dueDate, from: dueDate, rule },
        }))
      : []),
    ...(acceleratedOn === null
      ? []
      : [running('accelerated disposition', { start: acceleratedOn }, acceleratedOn)].map(({ dueDate, rule }) => ({
          ...{ on: dueDate, from: addDays(dueDate, 1), rule },
        }))),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
  return found[0] ?? null;
};

export interface PlaceReason {
  readonly rule: string;
  /** By how many days it moves forward. */
  readonly days: number;
  readonly why: string;
}

/** Dollars that are in question, and days, the first that fits. */
const BY_MONEY = [
  { from: 100_000, days: 60 },
  { from: 10_000, days: 30 },
  { from: 1_000, days: 10 },
] as const;

/** The table of the reasons, for people. */
export const PLACE_TABLE: readonly { readonly rule: string; readonly when: string; readonly days: number }[] = [
  ...BY_MONEY.map(({ from, days }) => ({
    ...{ rule: 'money', days, when: `the liquidation raised what is owed by $${from.toLocaleString('en-US')} or more` },
  })),
  { rule: 'trusted trader waits', days: 30, when: 'the importer has priority at the port and mode of an entry' },
  { rule: 'further review', days: 30, when: 'headquarters may have to look at it after the Center' },
];

/**
 * The day by which protests of a Center stand in a row: the first of its clocks ends with it, and each reason moves it forward. It depends on no today, so that nothing has to judge
 * a million rows again each night.
 */
export const placeOf = (
  due: CustomsDate,
  facts: { readonly changeCents: number; readonly trusted: string | null; readonly furtherReview: boolean },
): { readonly on: CustomsDate; readonly reasons: readonly PlaceReason[] } => {
  const dollars = Math.floor(facts.changeCents / 100);
  const money = BY_MONEY.find(({ from }) => dollars >= from);
  const reasons: PlaceReason[] = [
    ...(money ? [{ rule: 'money', days: money.days, why: `$${dollars.toLocaleString('en-US')} in question` }] : []),
    ...(facts.trusted === null ? [] : [{ rule: 'trusted trader waits', days: 30, why: facts.trusted }]),
    ...(facts.furtherReview ? [{ rule: 'further review', days: 30, why: 'further review is asked for' }] : []),
  ];
  return { on: addDays(due, -reasons.reduce((sum, { days }) => sum + days, 0)), reasons };
};

type Outcome = 'approved' | 'approved in part' | 'denied';

/** What a decision says of one entry. */
export interface EntryDecided {
  /** As people write it. */
  readonly entryNumber: string;
  readonly decision: 'approved' | 'denied';
  /** Lines that are approved; all that are protested where none is named. */
  readonly lines: readonly string[];
  readonly finally: {
    readonly dutyCents: number;
    readonly fees: readonly { readonly class: string; readonly cents: number }[];
  } | null;
}

/** What is wrong with a decision, what it makes of the protest, and of what was protested in time alone. */
export const decisionOf = (
  decided: readonly EntryDecided[],
  protested: readonly {
    readonly entryNumber: string;
    readonly timely: boolean;
    readonly lines: readonly string[];
    readonly liquidated: EntryDecided['finally'];
  }[],
  isLiquidation: boolean,
): { readonly faults: FieldError[]; readonly outcome: Outcome; readonly inTime: Outcome } => {
  const faults: FieldError[] = [];
  const open = protested.filter(({ timely }) => timely);
  for (const { entryNumber } of open)
    if (!decided.some((one) => one.entryNumber === entryNumber))
      faults.push({ at: '/entries', text: `says nothing of ${entryNumber}` });
  let whole = 0;
  let some = 0;
  for (const [index, one] of decided.entries()) {
    const at = `/entries/${index}`;
    const entry = protested.find(({ entryNumber }) => entryNumber === one.entryNumber);
    if (!entry) faults.push({ at: `${at}/entryNumber`, text: 'is not an entry of this protest' });
    else if (!entry.timely) faults.push({ at: `${at}/entryNumber`, text: 'was protested too late: it is not decided' });
    if (decided.findIndex(({ entryNumber }) => entryNumber === one.entryNumber) !== index)
      faults.push({ at: `${at}/entryNumber`, text: 'stands here twice' });
    if (one.decision === 'denied') {
      if (one.finally !== null) faults.push({ at: `${at}/finally`, text: 'is for an entry that is approved' });
      if (one.lines.length > 0) faults.push({ at: `${at}/lines`, text: 'is for an entry that is approved' });
      continue;
    }
    some += 1;
    const foreign = one.lines.filter((line) => (entry?.lines ?? []).length > 0 && !entry!.lines.includes(line));
    if (foreign.length > 0) faults.push({ at: `${at}/lines`, text: `${foreign.join(', ')} were not protested` });
    const lines = new Set(one.lines);
    if (lines.size < one.lines.length) faults.push({ at: `${at}/lines`, text: 'names a line twice' });
    if (lines.size === 0 || (entry && entry.lines.length > 0 && entry.lines.every((line) => lines.has(line))))
      whole += 1;
    if (isLiquidation && one.finally === null)
      faults.push({ at: `${at}/finally`, text: 'is missing: what the entry owes in the end, duty and fees' });
    if (!isLiquidation && one.finally !== null)
      faults.push({ at: `${at}/finally`, text: 'is for a liquidation: what is protested here is none' });
    if (isLiquidation && one.finally !== null && entry?.liquidated && sameOwed(one.finally, entry.liquidated))
      faults.push({ at: `${at}/finally`, text: 'is what was liquidated: an approval changes something' });
  }
  const inTime = some === 0 ? 'denied' : whole === open.length ? 'approved' : 'approved in part';
  const isLate = open.length < protested.length;
  return { faults, inTime, outcome: inTime === 'approved' && isLate ? 'approved in part' : inTime };
};

type Owed = NonNullable<EntryDecided['finally']>;
const feesOf = ({ fees }: Owed): string =>
  fees
    .filter(({ cents }) => cents !== 0)
    .map((fee) => `${fee.class} ${fee.cents}`)
    .sort()
    .join(' ');
const sameOwed = (one: Owed, other: Owed): boolean =>
  one.dutyCents === other.dutyCents && feesOf(one) === feesOf(other);

/** A protest for people: numbers of persons with their last four digits. */
export const shownParty = <P extends PartyOfProtest>(party: P): P => ({
  ...party,
  importerNumber: party.importerNumber === null ? null : masked(party.importerNumber),
});
