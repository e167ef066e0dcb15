import type { PublicRecord, ToldDowntime, ToldIncident, ToldNotice } from '#contracts';
import type { Downtime, Incident, Notice } from '../downtime/model/records';

/** An outage of one filer is a matter between that filer and the ports. */
const isOfOneFiler = ({ statement, downtime }: Pick<Incident, 'statement'> & { downtime?: { level: string } | null }) =>
  statement.owner === 'filer' || downtime?.level === 'filer';

const incidentTold = (incident: Incident): ToldIncident | null => {
  const { number, version, drill, state, title, statement, openedAt, changedAt, closedAt, openedBy } = incident;
  if (isOfOneFiler(incident)) return null;
  return {
    number,
    version,
    drill,
    state,
    title,
    statement,
    everywhere: incident.everywhere ?? false,
    declaredBy: openedBy.role,
    openedAt,
    changedAt,
    closedAt,
    updates: incident.updates.map(({ at, state: then, remark, noticeNumber }) => ({
      at,
      state: then,
      remark,
      noticeNumber,
    })),
    noticeNumbers: [...incident.noticeNumbers],
  };
};

const downtimeTold = (downtime: Downtime): ToldDowntime | null => {
  const { level } = downtime;
  if (level === 'filer' || downtime.filer !== null) return null;
  return {
    number: downtime.number,
    version: downtime.version,
    drill: downtime.drill,
    state: downtime.state,
    level,
    incidentNumber: downtime.incidentNumber,
    confirmed: downtime.confirmed,
    possible: downtime.possible,
    scope: downtime.scope,
    everywhere: downtime.everywhere ?? false,
    declaredBy: downtime.invokedBy.role,
    from: downtime.from,
    to: downtime.to,
    expectedEnd: downtime.expectedEnd,
    procedure: downtime.procedure,
    treatments: [...downtime.treatments],
    relief: downtime.relief,
    partOf: downtime.partOf,
    change: downtime.change,
    changedAt: downtime.changedAt,
  };
};

/** Why a downtime was declared is between officers; notices of earlier releases carry it. */
const withoutReason = ({ downtime, ...content }: Notice['content']): Notice['content'] => {
  if (!downtime) return { ...content, downtime };
  const { reason: _reason, ...told } = downtime as typeof downtime & { readonly reason?: string };
  return { ...content, downtime: told };
};

const noticeTold = (notice: Notice, order: number): ToldNotice | null =>
  isOfOneFiler(notice.content)
    ? null
    : {
        number: notice.number,
        order,
        drill: notice.drill,
        title: notice.title,
        issuedAt: notice.issuedAt,
        occasion: notice.occasion,
        audience: [...notice.audience],
        incidentNumber: notice.incidentNumber,
        downtimeNumber: notice.downtimeNumber,
        content: withoutReason(notice.content),
        text: notice.text,
      };

/** Something declared as it lies in the database. */
export type Declared = { readonly sequence: number } & (
  | { readonly kind: 'incident'; readonly data: Incident }
  | { readonly kind: 'downtime'; readonly data: Downtime }
  | { readonly kind: 'notice'; readonly data: Notice; readonly order: number }
  | { readonly kind: 'override'; readonly data: Extract<PublicRecord, { kind: 'override' }>['record'] }
);

/** As everybody may know it: no accounts, no names of people, no suspicions. Null for what is not everybody's. */
export const publicRecord = (declared: Declared): PublicRecord | null => {
  const { sequence, kind } = declared;
  if (kind === 'override') return { sequence, kind, record: declared.data };
  if (kind === 'notice') {
    const record = noticeTold(declared.data, declared.order);
    return record && { sequence, kind, record };
  }
  if (kind === 'incident') {
    const record = incidentTold(declared.data);
    return record && { sequence, kind, record };
  }
  const record = downtimeTold(declared.data);
  return record && { sequence, kind, record };
};
