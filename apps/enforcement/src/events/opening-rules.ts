import { NoticeTold, SummaryReported } from '#contracts';
import { type CustomsDate, formatEntryNumber, localDate, timeOrderedId } from '#kernel';
import { EASTERN, isPort, portLocalDate, suretyName } from '#reference';
import type { NewCase, NewParty } from '../cases/enforcement-cases';

export interface Opening {
  readonly wanted: NewCase;
  /** The day of the event by the clock of the port, however late it is heard of. */
  readonly openedOn: CustomsDate;
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
 * An entry summary that was filed after its ten working days: the amount of a single transaction bond, else the value of the goods and the estimated duties and fees, as if
 * they had been released under one.
 */
export const lateSummary: OpeningRule<SummaryReported> = {
  ...{ event: 'late summary', type: SummaryReported.type, law: '19 USC 1623', source: '19 CFR 142.15, 113.62(a)' },
  opens: ({ filerCode, entryNumber, state, filed, portOfEntry, importerNumber, centerId }) => {
    if (filed?.timeliness !== 'late' || state !== 'accepted') return null;
    const port = portOfEntry !== null && isPort(portOfEntry) ? portOfEntry : WITHOUT_PORT;
    const single = filed.bonds?.find(({ type, amountCents }) => type === '9' && amountCents !== null);
    const assessedCents = single?.amountCents ?? filed.valueDollars * 100 + filed.dutyCents + filed.feeCents;
    const codes = [...new Set((filed.bonds ?? []).flatMap(({ surety }) => surety ?? []))];
    const entry = formatEntryNumber(filerCode, entryNumber);
    const unknown = codes.filter((code) => suretyName(code) === undefined);
    return {
      openedOn: filed.filedOn,
      wanted: {
        ...{ id: timeOrderedId(), law: lateSummary.law, port, centerId: isCenter(centerId) ? centerId : null },
        event: { kind: lateSummary.event, reference: filerCode + entryNumber },
        subject: `Entry summary ${entry} was filed late`,
        facts: `The summary of entry ${entry} was filed on ${filed.filedOn}, after the ten working days of 19 CFR 142.12(b).${
          unknown.length > 0 ? ` It names surety ${unknown.join(', ')}, which is no active one.` : ''
        }`,
        ...{ culpability: null, violationOn: filed.filedOn, discoveredOn: filed.filedOn, involvementOn: null },
        ...{ valueCents: filed.valueDollars * 100, assessedCents },
        parties: [
          party('principal', { importer: importerNumber, name: importerNumber === null ? 'importer of record' : null }),
          ...codes.filter((code) => !unknown.includes(code)).map((suretyCode) => party('surety', { suretyCode })),
        ],
        ...{ entries: [filerCode + entryNumber], bills: [] },
      },
    };
  },
};

/** Goods that were neither marked nor returned in the time of a notice to mark or redeliver (CF-4647). What is assessed, the officer says: the value of the goods, or thrice. */
export const missedRedelivery: OpeningRule<NoticeTold> = {
  ...{ event: 'missed redelivery', type: NoticeTold.type, law: '19 USC 1623', source: '19 CFR 141.113(h), 113.62(e)' },
  opens: ({ form, step, to, accountId, actionNumber, filerCode, entryNumber, centerId, occurredAt, ...notice }) => {
    if (form !== 'CF-4647' || step !== 'overdue' || to === 'filer') return null;
    const { portOfEntry = null, dueDate } = notice;
    const port = portOfEntry !== null && isPort(portOfEntry) ? portOfEntry : WITHOUT_PORT;
    const day = port === WITHOUT_PORT ? localDate(occurredAt, EASTERN) : portLocalDate(occurredAt, port);
    const entry = formatEntryNumber(filerCode, entryNumber);
    return {
      openedOn: day,
      wanted: {
        ...{ id: timeOrderedId(), law: missedRedelivery.law, port, centerId },
        event: { kind: missedRedelivery.event, reference: actionNumber },
        subject: `Goods of entry ${entry} were not redelivered`,
        facts: `Notice ${actionNumber} (CF-4647) about entry ${entry} was not met${dueDate === null ? '' : ` by ${dueDate}`}.`,
        ...{ culpability: null, violationOn: day, discoveredOn: day, involvementOn: null },
        ...{ valueCents: null, assessedCents: 0 },
        parties: [party('principal', { accountId })],
        ...{ entries: [filerCode + entryNumber], bills: [] },
      },
    };
  },
};

const isCenter = (id: string | null): boolean => /^CEE/.test(id ?? '');

/** Every event for which a case is opened by rule. */
export const OPENING_RULES: readonly OpeningRule<never>[] = [lateSummary, missedRedelivery];
