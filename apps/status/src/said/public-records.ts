import type { DowntimeScope, Scope, ToldDowntime, ToldIncident, ToldNotice, TransactionTreatment } from '#contracts';
import { zoneOfPorts } from '#reference';
import {
  asContractScope,
  type ComponentImpact,
  declaredText,
  type IncidentWords,
  incidentWords,
  isEverywhere,
  namesOf,
} from '#statement';
import { whereText } from './public-words';

/** An incident as everybody reads it. */
export interface PublicIncident {
  readonly number: string;
  readonly drill: boolean;
  readonly state: ToldIncident['state'];
  readonly title: string;
  readonly kind: ToldIncident['statement']['kind'];
  /** Where it is so, and for which ports it is declared where that is less. */
  readonly where: string;
  readonly mayAlsoBe: string | null;
  /** For which it is declared. */
  readonly scope: DowntimeScope;
  /** Whether it is so at all ports, whichever it is declared for. */
  readonly everywhere: boolean;
  readonly beganAt: string | null;
  readonly knownIssuesSince: string;
  readonly whatStillWorks: readonly string[];
  readonly whatHappensToYourTransactions: IncidentWords['whatHappensToYourTransactions'];
  readonly whatToDoNext: readonly string[];
  readonly openedAt: string;
  readonly changedAt: string;
  readonly closedAt: string | null;
  readonly nextUpdateAt: string | null;
  /** The newest first. */
  readonly updates: readonly {
    readonly at: string;
    readonly state: ToldIncident['state'];
    readonly remark: string | null;
    readonly noticeNumber: string | null;
  }[];
  readonly noticeNumbers: readonly string[];
}

export interface PublicDowntime {
  readonly number: string;
  readonly drill: boolean;
  readonly state: ToldDowntime['state'];
  readonly level: ToldDowntime['level'];
  readonly incidentNumber: string | null;
  readonly where: string;
  readonly mayAlsoBe: string | null;
  readonly scope: DowntimeScope;
  readonly everywhere: boolean;
  readonly from: string;
  readonly to: string | null;
  readonly expectedEnd: string | null;
  readonly procedure: string | null;
  readonly treatments: readonly TransactionTreatment[];
  readonly relief: ToldDowntime['relief'];
  readonly version: number;
  readonly change: ToldDowntime['change'];
  readonly changedAt: string;
}

export interface PublicNotice {
  readonly number: string;
  readonly drill: boolean;
  readonly title: string;
  readonly issuedAt: string;
  readonly occasion: ToldNotice['occasion'];
  readonly audience: ToldNotice['audience'];
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
  /** When the port service, where it is declared, was last heard; null when it never was. */
  readonly asOf: string | null;
}

export const EMPTY_BULLETIN: Bulletin = {
  incidents: [],
  closed: [],
  downtimes: [],
  notices: [],
  maintenance: [],
  impacts: [],
  asOf: null,
};

const NONE: ReadonlySet<string> = new Set();

/** Where it is so, and apart from it for which ports it is declared. */
const whereOf = (confirmed: Scope, everywhere: boolean, role: string): string => {
  const [scope, functions] = [asContractScope(confirmed), namesOf(confirmed.functions)];
  return everywhere
    ? `${whereText({ ...scope, ports: [] }, functions)}; ${declaredText(confirmed, role)}`
    : whereText(scope, functions);
};
const mayBeOf = (possible: Scope | null, everywhere: boolean): string | null =>
  possible && !everywhere ? whereText(asContractScope(possible), namesOf(possible.functions)) : null;

/** @param standing modules of which nothing is processed anywhere at this moment */
export const publicIncident = ({ statement, updates, ...incident }: ToldIncident, standing = NONE): PublicIncident => {
  const { confirmed } = statement;
  const everywhere = incident.everywhere || (incident.closedAt === null && isEverywhere(confirmed, standing));
  return {
    number: incident.number,
    drill: incident.drill,
    state: incident.state,
    title: incident.title,
    kind: statement.kind,
    where: whereOf(confirmed, everywhere, incident.declaredBy),
    mayAlsoBe: mayBeOf(statement.possible, everywhere),
    scope: asContractScope(confirmed),
    everywhere,
    ...incidentWords(statement, incident.openedAt, everywhere),
    openedAt: incident.openedAt,
    changedAt: incident.changedAt,
    closedAt: incident.closedAt,
    nextUpdateAt: statement.nextUpdateAt,
    updates: updates.map(({ at, state, remark, noticeNumber }) => ({ at, state, remark, noticeNumber })).reverse(),
    noticeNumbers: incident.noticeNumbers,
  };
};

/** @param standing modules of which nothing is processed anywhere at this moment */
export const publicDowntime = (downtime: ToldDowntime, standing = NONE): PublicDowntime => {
  const everywhere = downtime.everywhere || (downtime.to === null && isEverywhere(downtime.confirmed, standing));
  return {
    number: downtime.number,
    drill: downtime.drill,
    state: downtime.state,
    level: downtime.level,
    incidentNumber: downtime.incidentNumber,
    where: whereOf(downtime.confirmed, everywhere, downtime.declaredBy),
    mayAlsoBe: mayBeOf(downtime.possible, everywhere),
    scope: downtime.scope,
    everywhere,
    from: downtime.from,
    to: downtime.to,
    expectedEnd: downtime.expectedEnd,
    procedure: downtime.procedure,
    treatments: downtime.treatments,
    relief: downtime.relief,
    version: downtime.version,
    change: downtime.change,
    changedAt: downtime.changedAt,
  };
};

export const publicNotice = (notice: ToldNotice): PublicNotice => ({
  number: notice.number,
  drill: notice.drill,
  title: notice.title,
  issuedAt: notice.issuedAt,
  occasion: notice.occasion,
  audience: notice.audience,
  incidentNumber: notice.incidentNumber,
  downtimeNumber: notice.downtimeNumber,
  scope: asContractScope(notice.content.statement.confirmed),
  text: notice.text,
});

/** The clock by which a matter is told: that of its ports, or of the East when it is about the nation or more than one clock. */
export const zoneOfMatter = ({
  scope,
  everywhere = false,
}: {
  readonly scope: DowntimeScope;
  readonly everywhere?: boolean;
}): string => zoneOfPorts(everywhere ? [] : scope.ports);
