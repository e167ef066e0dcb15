import { DepositTold, InBondTold, NoticeTold, SummaryReported } from '#contracts';
import { type CustomsDate, daysBetween, formatEntryNumber, localDate, timeOrderedId } from '#kernel';
import { dueOf, EASTERN, isPort, portLocalDate, suretyName } from '#reference';
import { LATE_SUMMARY } from '../cases/case.rules';
import type { NewCase, NewParty } from '../cases/enforcement-cases';
import type { LateSummaryFacts, SummaryNow } from '../late-summaries/late-summary-options';

export interface Opening {
  readonly wanted: NewCase;
  /** The day of the event by the clock of the port, however late it is heard of. */
  readonly openedOn: CustomsDate;
  /** Of a summary that came too late: what settles the claim without a petition follows from it. */
  readonly late?: LateSummaryFacts;
}

/** An event for which a case is opened by rule. */
export interface OpeningRule<T> {
  readonly event: string;
  /** The message that tells of it. */
  readonly type: string;
  readonly law: string;
  readonly source: string;
  /** Null where the message tells of no such event. */
  opens(data: T): Opening | null;
}

/** Headquarters, where a message names no port that is in the table. */
const WITHOUT_PORT = '5401';

const party = (role: NewParty['role'], more: Partial<NewParty>): NewParty => ({
  ...{ role, name: null, address: null, importer: null, accountId: null, suretyCode: null, bondNumber: null },
  ...more,
});

/**
 * An entry summary that was filed after its ten working days: the amount of a single transaction bond, else the value of the goods and the estimated duties, taxes and fees, with
 * the deposits of antidumping and countervailing cases, as if they had been released under one.
 */
export const lateSummary: OpeningRule<SummaryReported> = {
  ...{ event: LATE_SUMMARY, type: SummaryReported.type, law: '19 USC 1623', source: '19 CFR 142.15, 113.62(a)' },
  opens: ({ filerCode, entryNumber, version, state, filed, portOfEntry, importerNumber, centerId }) => {
    if (filed?.timeliness !== 'late' || state !== 'accepted') return null;
    const port = portOfEntry !== null && isPort(portOfEntry) ? portOfEntry : WITHOUT_PORT;
    const single = filed.bonds?.find(({ type, amountCents }) => type === '9' && amountCents !== null);
    const assessedCents = single?.amountCents ?? filed.valueDollars * 100 + withheldOf(filed);
    const entry = formatEntryNumber(filerCode, entryNumber);
    const { known, unknown } = suretiesIn(filed.bonds ?? []);
    const breachedOn = breachOf(filed);
    return {
      openedOn: filed.filedOn,
      late: { version, withheldCents: withheldOf(filed), daysLate: daysBetween(breachedOn, filed.filedOn) },
      wanted: {
        ...{ id: timeOrderedId(), law: lateSummary.law, port, centerId: isCenter(centerId) ? centerId : null },
        event: { kind: lateSummary.event, reference: filerCode + entryNumber },
        subject: `Entry summary ${entry} was filed late`,
        facts: `The summary of entry ${entry} was filed on ${filed.filedOn}, after the ten working days of 19 CFR 142.12(b).${unknown}`,
        ...{ culpability: null, violationOn: breachedOn, discoveredOn: filed.filedOn, involvementOn: null },
        ...{ valueCents: filed.valueDollars * 100, assessedCents },
        parties: [
          party('principal', { importer: importerNumber, name: importerNumber === null ? 'importer of record' : null }),
          ...known.map((suretyCode) => party('surety', { suretyCode })),
        ],
        ...{ entries: [filerCode + entryNumber], bills: [] },
      },
    };
  },
};

/** Of which case of a late summary a message tells. */
export const lateSummaryKey = ({ filerCode, entryNumber }: SummaryReported): string =>
  `${lateSummary.event}:${filerCode}${entryNumber}`;

/** Where the summary of a case stands; null where a message tells only that a Center's decision on it was not carried out. */
export const summaryNow = ({ version, state, filed, decision }: SummaryReported): SummaryNow | null => {
  if ((decision?.refusal ?? null) !== null) return null;
  const again = filed !== null && filed.timeliness !== null;
  return {
    ...{ version, onFile: state === 'accepted' },
    withheldCents: filed && withheldOf(filed),
    daysLate: again ? daysBetween(breachOf(filed), filed.filedOn) : null,
  };
};

/** Goods that were neither marked nor returned in the time of a notice to mark or redeliver (CF-4647). What is assessed, the officer says: the value of the goods, or thrice. */
export const missedRedelivery: OpeningRule<NoticeTold> = {
  ...{ event: 'missed redelivery', type: NoticeTold.type, law: '19 USC 1623', source: '19 CFR 141.113(h), 113.62(e)' },
  opens: ({ form, step, to, accountId, actionNumber, filerCode, entryNumber, centerId, occurredAt, ...notice }) => {
    if (form !== 'CF-4647' || step !== 'overdue' || to === 'filer') return null;
    const { portOfEntry = null, dueDate } = notice;
    const port = portOfEntry !== null && isPort(portOfEntry) ? portOfEntry : WITHOUT_PORT;
    const day = dayOf(occurredAt, port);
    const entry = formatEntryNumber(filerCode, entryNumber);
    return {
      openedOn: day,
      wanted: {
        ...{ id: timeOrderedId(), law: missedRedelivery.law, port, centerId: isCenter(centerId) ? centerId : null },
        event: { kind: missedRedelivery.event, reference: actionNumber },
        subject: `Goods of entry ${entry} were not redelivered`,
        facts: `Notice ${actionNumber} (CF-4647) about entry ${entry} was not met${dueDate === null ? '' : ` by ${dueDate}`}.`,
        ...{ culpability: null, violationOn: dueDate ?? day, discoveredOn: day, involvementOn: null },
        ...{ valueCents: null, assessedCents: 0 },
        parties: [party('principal', { accountId })],
        ...{ entries: [filerCode + entryNumber], bills: [] },
      },
    };
  },
};

/**
 * No entry summary, and with it no estimated duties, in the ten working days. It is one event with the late summary: where the summary comes after all, the case is there.
 * The amount is that of a single transaction bond, else the value that the release estimates: duties nobody has declared yet are the officer's to add.
 */
export const missingDeposit: OpeningRule<DepositTold> = {
  ...{ event: 'missing deposit', type: DepositTold.type, law: '19 USC 1623' },
  source: '19 CFR 141.101, 142.12(b), 142.15, 113.62(a)',
  opens: ({
    step,
    filerCode,
    entryNumber,
    portOfEntry,
    importerNumber,
    releasedOn,
    dueDate,
    valueDollars,
    bonds,
    deletedOn,
    occurredAt,
  }) => {
    if (step !== 'missing') return null;
    const port = portOfEntry !== null && isPort(portOfEntry) ? portOfEntry : WITHOUT_PORT;
    const day = dayOf(occurredAt, port);
    const single = bonds.find(({ type, amountCents }) => type === '9' && amountCents !== null);
    const entry = formatEntryNumber(filerCode, entryNumber);
    const { known, unknown } = suretiesIn(bonds);
    return {
      openedOn: day,
      wanted: {
        ...{ id: timeOrderedId(), law: missingDeposit.law, port, centerId: null },
        event: { kind: lateSummary.event, reference: filerCode + entryNumber },
        subject: `No entry summary and no estimated duties for entry ${entry}`,
        facts: `The goods of entry ${entry} were released on ${releasedOn}; ${
          deletedOn === undefined
            ? `by ${dueDate} neither the entry summary nor the estimated duties had come`
            : `its entry summary was deleted on ${deletedOn}, and no other came; the last day for it and for the estimated duties was ${dueDate}`
        } (19 CFR 142.12(b)).${unknown}`,
        ...{ culpability: null, violationOn: dueDate, discoveredOn: day, involvementOn: null },
        ...{ valueCents: valueDollars === null ? null : valueDollars * 100 },
        assessedCents: single?.amountCents ?? (valueDollars ?? 0) * 100,
        parties: [
          party('principal', { importer: importerNumber, name: importerNumber === null ? 'importer of record' : null }),
          ...known.map((suretyCode) => party('surety', { suretyCode })),
        ],
        ...{ entries: [filerCode + entryNumber], bills: [] },
      },
    };
  },
};

/** Goods in bond that were not reported at their destination in the time to transport and to report them. What is assessed, the officer says: the message knows no value. */
export const inBondNotArrived: OpeningRule<InBondTold> = {
  ...{ event: 'in-bond not arrived', type: InBondTold.type, law: '19 USC 1623' },
  source: '19 CFR 18.1(i), 18.1(j), 18.8, 113.63',
  opens: ({
    step,
    movement,
    bills,
    accountId,
    carrierScac,
    originPort,
    destinationPort,
    startedOn,
    dueDate,
    arrivedOn,
    occurredAt,
  }) => {
    if (step !== 'overdue') return null;
    const port = isPort(originPort) ? originPort : WITHOUT_PORT;
    const day = dayOf(occurredAt, port);
    return {
      openedOn: day,
      wanted: {
        ...{ id: timeOrderedId(), law: inBondNotArrived.law, port, centerId: null },
        event: { kind: inBondNotArrived.event, reference: movement },
        subject: `In-bond movement ${movement} ${arrivedOn === null ? 'did not arrive' : 'arrived late'}`,
        facts: `In-bond movement ${movement} (${carrierScac}) left port ${originPort} on ${startedOn} and ${
          arrivedOn === null ? 'was not reported at' : `arrived only on ${arrivedOn} at`
        } ${destinationPort === null ? 'any port' : `port ${destinationPort}`}; its time ended on ${dueDate}${
          arrivedOn === null ? ', that to report it two business days later' : ''
        }.`,
        ...{ culpability: null, violationOn: dueDate, discoveredOn: day, involvementOn: null },
        ...{ valueCents: null, assessedCents: 0 },
        parties: [party('principal', { accountId })],
        ...{ entries: [], bills: [...bills] },
      },
    };
  },
};

/** The same movement where its number alone names a case about another one: of another carrier, or of years ago. */
export const movementByItself = ({ movement, carrierScac, startedOn }: InBondTold): string =>
  `${movement} ${carrierScac} ${startedOn}`;

export interface CameAfterAll {
  /** Names the case, the first of these that there is. */
  readonly eventKeys: readonly string[];
  readonly step: string;
  readonly why: string;
}

/** What came after all, or was taken back again, into the history of the case that was opened because it had not come. */
export const summaryCame = ({
  step,
  filerCode,
  entryNumber,
  filedOn,
  timeliness,
  deletedOn,
}: DepositTold): CameAfterAll | null => {
  const eventKeys = [`${lateSummary.event}:${filerCode}${entryNumber}`];
  if (step === 'missing')
    return deletedOn === undefined
      ? null
      : {
          eventKeys,
          step: 'summary deleted',
          why: `The entry summary was deleted on ${deletedOn}, and no other came.`,
        };
  const why = `The entry summary was filed on ${filedOn ?? 'a day that is not known'}: ${timeliness ?? 'its time was not judged'}.`;
  return { eventKeys, step: 'summary filed', why };
};

export const movementCame = (told: InBondTold): CameAfterAll | null =>
  told.step !== 'arrived' || told.arrivedOn === null
    ? null
    : {
        eventKeys: [movementByItself(told), told.movement].map((reference) => `${inBondNotArrived.event}:${reference}`),
        step: 'movement arrived',
        why: `The movement arrived on ${told.arrivedOn}, ${told.arrivedOn > told.dueDate ? 'after' : 'within'} its time, which ended on ${told.dueDate}.`,
      };

const dayOf = (at: string, port: string): CustomsDate =>
  port === WITHOUT_PORT ? localDate(at, EASTERN) : portLocalDate(at, port);

/**
 * The bond is broken when the ten working days are over, not when the summary comes at last: on the day that entry tells, which has the relief of downtimes; from an entry
 * service that tells none, by the day of entry; where that is not told either, on the day of the filing.
 */
const breachOf = ({ filedOn, dueDate, imports }: NonNullable<SummaryReported['filed']>): CustomsDate => {
  const due = dueDate ?? (imports ? dueOf('filing of a summary', { start: imports.entryDate }).legalDueDate : filedOn);
  return due < filedOn ? due : filedOn;
};

/** What is paid with a summary: duties, taxes and fees, and what else it declares that is neither bonded nor deferred. */
const withheldOf = ({ dutyCents, feeCents, declared }: NonNullable<SummaryReported['filed']>): number =>
  dutyCents + feeCents + (declared?.payableCents ?? 0);

/** Active sureties that bonds name, each once; of the others a sentence. */
const suretiesIn = (bonds: DepositTold['bonds']): { readonly known: string[]; readonly unknown: string } => {
  const codes = [...new Set(bonds.flatMap(({ surety }) => surety ?? []))];
  const unknown = codes.filter((code) => suretyName(code) === undefined);
  return {
    known: codes.filter((code) => !unknown.includes(code)),
    unknown: unknown.length > 0 ? ` It names surety ${unknown.join(', ')}, which is no active one.` : '',
  };
};

const isCenter = (id: string | null): boolean => /^CEE/.test(id ?? '');

/** Every event for which a case is opened by rule. */
export const OPENING_RULES: readonly OpeningRule<never>[] = [
  lateSummary,
  missedRedelivery,
  missingDeposit,
  inBondNotArrived,
];
