import type { DowntimeChanged, EntrySummaryFiled, TransportMode } from '#contracts';
import { FEDERAL_CALENDAR, type Relief, withRelief, type BusinessCalendar, type CustomsDate } from '#kernel';
import { dueOf, isPort, isVessel } from '#reference';
import { keptFrom, reliefOf } from '#statement';
import { dayAt } from '../port-day/port-day';

/** What a summary's deadline depends on besides the downtimes. */
export interface DeadlineFacts {
  readonly key: string;
  readonly accountId: string;
  readonly portOfEntry: string | null;
  readonly modeOfTransport: string | null;
  /** Null while neither a release nor an entry date is known, so that no time runs. */
  readonly legalDueDate: CustomsDate | null;
  /** Day on which the platform received the filing, by the clock of the port, whenever it was processed. */
  readonly filedOn: CustomsDate;
}

/** When a summary was due and whether it came in time. */
export interface SummaryDeadline extends DeadlineFacts {
  readonly dueDate: CustomsDate | null;
  readonly paymentDueDate: CustomsDate | null;
  readonly timeliness: 'on time' | 'late' | 'relieved';
  /** The downtime without which it would be late. */
  readonly relievedBy: string | null;
}

const portOf = (code: string | null): string | null => (code !== null && isPort(code) ? code : null);

/** Time of entry is the release; before it, the entry date the filer elected. Goods of an immediate delivery are entered by the summary: its time runs from their release alone. */
export function deadlineFacts(
  key: string,
  filing: EntrySummaryFiled,
  {
    releaseDate = null,
    immediateDelivery = false,
  }: { releaseDate?: CustomsDate | null; immediateDelivery?: boolean } = {},
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): DeadlineFacts {
  const timeOfEntry = releaseDate ?? (immediateDelivery ? null : filing.entryDate);
  const clock = immediateDelivery ? 'summary after immediate delivery' : 'filing of a summary';
  return {
    key,
    accountId: filing.origin.accountId,
    portOfEntry: filing.portOfEntry,
    modeOfTransport: filing.modeOfTransport,
    legalDueDate: timeOfEntry === null ? null : dueOf(clock, { start: timeOfEntry }, calendar).legalDueDate,
    filedOn: dayAt(portOf(filing.portOfEntry), new Date(filing.origin.receivedAt)),
  };
}

/** Modes of transport as downtimes name them. An air entry does not say whether it came by express. */
function modesOf(mode: string | null): readonly TransportMode[] {
  if (mode === null) return [];
  if (isVessel(mode)) return ['vessel'];
  if (mode === '20' || mode === '21') return ['rail'];
  if (mode === '30' || mode === '31') return ['truck'];
  return mode === '40' || mode === '41' ? ['air', 'air express'] : [];
}

/** Whether filing an entry summary was kept from this filer, at this port, by this mode. */
export const coversSummary = (
  downtime: DowntimeChanged,
  { accountId, portOfEntry, modeOfTransport }: Pick<DeadlineFacts, 'accountId' | 'portOfEntry' | 'modeOfTransport'>,
): boolean =>
  keptFrom(downtime, {
    ...{ accountId, port: portOfEntry, modes: modesOf(modeOfTransport) },
    ...{ modules: ['entry', 'gateway'], channels: ['edi', 'api'] },
  });

/** What the downtimes that kept this filer from filing a summary relieve. */
export const reliefsFor = (
  facts: Pick<DeadlineFacts, 'accountId' | 'portOfEntry' | 'modeOfTransport'>,
  downtimes: readonly DowntimeChanged[],
  now: Date,
): Relief[] =>
  downtimes
    .filter((downtime) => coversSummary(downtime, facts))
    .map((downtime) => reliefOf(downtime, (at) => dayAt(portOf(facts.portOfEntry), at), now));

/** When the summary was due, and whether it came in time, with the downtimes as they are known now. */
export function judgeDeadline(
  facts: DeadlineFacts,
  downtimes: readonly DowntimeChanged[],
  now: Date,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): SummaryDeadline {
  const { legalDueDate, filedOn } = facts;
  if (legalDueDate === null)
    return { ...facts, dueDate: null, paymentDueDate: null, timeliness: 'on time', relievedBy: null };
  const reliefs = reliefsFor(facts, downtimes, now);
  const summary = withRelief(legalDueDate, 'other', reliefs, calendar);
  const payment = withRelief(legalDueDate, 'payment', reliefs, calendar);
  const timeliness = filedOn <= legalDueDate ? 'on time' : filedOn <= summary.due ? 'relieved' : 'late';
  return {
    ...facts,
    dueDate: summary.due,
    paymentDueDate: payment.due,
    timeliness,
    relievedBy: timeliness === 'relieved' ? summary.relievedBy : null,
  };
}
