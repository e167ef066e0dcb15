import type { DowntimeScope, TransactionTreatment } from '#contracts';
import type { ComponentImpact, Downtime, Incident, Notice } from '../../downtime/model/records';
import { asContractScope } from '../../downtime/model/scope.rules';
import { whereText } from './public-words';

/** An incident as everybody may read it: no accounts, no names of people, no suspicions. */
export interface PublicIncident {
  readonly number: string;
  readonly drill: boolean;
  readonly state: Incident['state'];
  readonly title: string;
  readonly kind: Incident['statement']['kind'];
  readonly where: string;
  readonly mayAlsoBe: string | null;
  readonly scope: DowntimeScope;
  readonly knownIssuesSince: string;
  readonly whatStillWorks: readonly string[];
  readonly whatHappensToYourTransactions: Incident['words']['whatHappensToYourTransactions'];
  readonly whatToDoNext: readonly string[];
  readonly openedAt: string;
  readonly changedAt: string;
  readonly closedAt: string | null;
  readonly nextUpdateAt: string | null;
  /** The newest first. */
  readonly updates: readonly { readonly at: string; readonly state: Incident['state']; readonly remark: string | null; readonly noticeNumber: string | null }[];
  readonly noticeNumbers: readonly string[];
}

export interface PublicDowntime {
  readonly number: string;
  readonly drill: boolean;
  readonly state: Downtime['state'];
  readonly level: Downtime['level'];
  readonly incidentNumber: string | null;
  readonly where: string;
  readonly mayAlsoBe: string | null;
  readonly scope: DowntimeScope;
  readonly from: string;
  readonly to: string | null;
  readonly expectedEnd: string | null;
  readonly procedure: string | null;
  readonly treatments: readonly TransactionTreatment[];
  readonly relief: Downtime['relief'];
  readonly version: number;
  readonly change: Downtime['change'];
  readonly changedAt: string;
}

export interface PublicNotice {
  readonly number: string;
  readonly drill: boolean;
  readonly title: string;
  readonly issuedAt: string;
  readonly occasion: Notice['occasion'];
  readonly audience: Notice['audience'];
  readonly incidentNumber: string | null;
  readonly downtimeNumber: string | null;
  readonly scope: DowntimeScope;
  readonly text: string;
}

/** A stretch of time in which work on the platform was announced. */
export interface PlannedMaintenance {
  readonly title: string;
  /** The notice or incident that announced it. */
  readonly reference: string;
  readonly drill: boolean;
  readonly where: string;
  readonly scope: DowntimeScope;
  readonly from: string;
  readonly to: string;
  /** When what is said of it was last changed. */
  readonly announcedAt: string;
  readonly whatToDoNext: readonly string[];
}

/** All that is said at this moment. Drills are in it and marked. */
export interface Bulletin {
  readonly incidents: readonly PublicIncident[];
  /** Closed in the last seven days, the newest first. */
  readonly closed: readonly PublicIncident[];
  readonly downtimes: readonly PublicDowntime[];
  /** The newest first. */
  readonly notices: readonly PublicNotice[];
  /** Going on or ahead, in the order of their beginning. */
  readonly maintenance: readonly PlannedMaintenance[];
  readonly impacts: readonly ComponentImpact[];
  /** When it was last read from the database; null before the first time. */
  readonly asOf: string | null;
}

export const EMPTY_BULLETIN: Bulletin = { incidents: [], closed: [], downtimes: [], notices: [], maintenance: [], impacts: [], asOf: null };

/** An outage of one filer is a matter between that filer and the ports. */
export const isForEverybody = ({ statement, downtime }: { readonly statement: Incident['statement']; readonly downtime?: { readonly level: Downtime['level'] } | null }): boolean =>
  statement.owner !== 'filer' && downtime?.level !== 'filer';

export const publicIncident = ({ statement, words, updates, ...incident }: Incident): PublicIncident => {
  const scope = asContractScope(statement.confirmed);
  return {
    number: incident.number, drill: incident.drill, state: incident.state, title: incident.title, kind: statement.kind, where: whereText(scope),
    mayAlsoBe: statement.possible ? whereText(asContractScope(statement.possible)) : null, scope, ...words,
    openedAt: incident.openedAt, changedAt: incident.changedAt, closedAt: incident.closedAt, nextUpdateAt: statement.nextUpdateAt,
    updates: updates.map(({ at, state, remark, noticeNumber }) => ({ at, state, remark, noticeNumber })).reverse(), noticeNumbers: incident.noticeNumbers,
  };
};

export const publicDowntime = (downtime: Downtime): PublicDowntime => ({
  number: downtime.number, drill: downtime.drill, state: downtime.state, level: downtime.level, incidentNumber: downtime.incidentNumber, where: whereText(downtime.scope),
  mayAlsoBe: downtime.possible ? whereText(asContractScope(downtime.possible)) : null, scope: downtime.scope, from: downtime.from, to: downtime.to,
  expectedEnd: downtime.expectedEnd, procedure: downtime.procedure, treatments: downtime.treatments, relief: downtime.relief, version: downtime.version,
  change: downtime.change, changedAt: downtime.changedAt,
});

export const publicNotice = (notice: Notice): PublicNotice => ({
  number: notice.number, drill: notice.drill, title: notice.title, issuedAt: notice.issuedAt, occasion: notice.occasion, audience: notice.audience,
  incidentNumber: notice.incidentNumber, downtimeNumber: notice.downtimeNumber, scope: asContractScope(notice.content.statement.confirmed), text: notice.text,
});
