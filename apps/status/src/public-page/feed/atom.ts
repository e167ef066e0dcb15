import { timeText } from '#reference';
import { escapeHtml } from '#kernel';
import {
  type Bulletin,
  type PlannedMaintenance,
  type PublicDowntime,
  type PublicIncident,
  type PublicNotice,
  zoneOfMatter,
} from '../../said/public-records';

interface Entry {
  /** Stays the same for as long as there is the thing it names. */
  readonly id: string;
  readonly title: string;
  readonly published: string;
  readonly updated: string;
  readonly path: string;
  readonly category: 'incident' | 'downtime' | 'notice' | 'maintenance';
  readonly drill: boolean;
  readonly text: string;
}

const marked = (drill: boolean, title: string): string => (drill ? `[DRILL] ${title}` : title);
const block = (head: string, items: readonly string[]): string =>
  items.length > 0 ? `${head}\n${items.map((item) => `- ${item}`).join('\n')}` : '';

const ofIncident = (incident: PublicIncident): Entry => ({
  id: `urn:portway:status:incident:${incident.number}`,
  title: marked(incident.drill, `${incident.title} (${incident.state})`),
  published: incident.openedAt,
  updated: incident.changedAt,
  path: `/status/incidents/${incident.number}`,
  category: 'incident',
  drill: incident.drill,
  text: [
    `Known issues since ${incident.knownIssuesSince}. Where: ${incident.where}.`,
    block('What still works:', incident.whatStillWorks),
    block(
      'What happens to your transactions:',
      incident.whatHappensToYourTransactions.map(({ transactions, what }) => `${transactions} ${what}`),
    ),
    block('What to do next:', incident.whatToDoNext),
    block(
      'Updates:',
      incident.updates.map(
        ({ at, state, remark }) => `${timeText(at, zoneOfMatter(incident))}: ${state}${remark ? `. ${remark}` : ''}`,
      ),
    ),
  ]
    .filter(Boolean)
    .join('\n\n'),
});
const ofDowntime = (downtime: PublicDowntime): Entry => ({
  id: `urn:portway:status:downtime:${downtime.number}`,
  title: marked(downtime.drill, `Downtime ${downtime.number} ${downtime.state}`),
  published: downtime.from,
  updated: downtime.changedAt,
  path: downtime.incidentNumber ? `/status/incidents/${downtime.incidentNumber}` : '/status',
  category: 'downtime',
  drill: downtime.drill,
  text: [
    `Where: ${downtime.where}. Last change: ${downtime.change}.`,
    block(
      'What happens to your transactions:',
      downtime.treatments.map(({ kind, disposition }) => `${kind}: ${disposition}`),
    ),
  ]
    .filter(Boolean)
    .join('\n\n'),
});
const ofNotice = (notice: PublicNotice): Entry => ({
  id: `urn:portway:status:notice:${notice.number}`,
  title: marked(notice.drill, `Notice ${notice.number}: ${notice.title}`),
  published: notice.issuedAt,
  updated: notice.issuedAt,
  path: `/status/notices/${notice.number}`,
  category: 'notice',
  drill: notice.drill,
  text: notice.text,
});
/** Its id is that of the announcement and the beginning: a window that is moved is another one. */
const ofMaintenance = (planned: PlannedMaintenance): Entry => ({
  id: `urn:portway:status:maintenance:${planned.reference}:${planned.from}`,
  title: marked(planned.drill, `Planned: ${planned.title}`),
  published: planned.announcedAt,
  updated: planned.announcedAt,
  path: '/status',
  category: 'maintenance',
  drill: planned.drill,
  text: `${timeText(planned.from, zoneOfMatter(planned))} to ${timeText(planned.to, zoneOfMatter(planned))}. Where: ${planned.where}.`,
});

const entryText = (
  { id, title, published, updated, path, category, drill, text }: Entry,
  base: string,
): string => `<entry>
<id>${escapeHtml(id)}</id>
<title>${escapeHtml(title)}</title>
<published>${escapeHtml(published)}</published>
<updated>${escapeHtml(updated)}</updated>
<link rel="alternate" type="text/html" href="${escapeHtml(base + path)}"/>
<category term="${category}"/>${drill ? '<category term="drill"/>' : ''}
<content type="text">${escapeHtml(text)}</content>
</entry>`;

/**
 * Incidents, downtimes, notices and planned maintenance as an Atom feed (RFC 4287), what was changed last first. An entry keeps its
 * id while it is updated, so that readers show the update and not a second incident.
 *
 * @param base address of the pages without /status
 */
export const atomFeed = ({ incidents, closed, downtimes, notices, maintenance }: Bulletin, base: string): string => {
  const entries = [
    ...[...incidents, ...closed].map(ofIncident),
    ...downtimes.map(ofDowntime),
    ...notices.map(ofNotice),
    ...maintenance.map(ofMaintenance),
  ].sort((a, b) => b.updated.localeCompare(a.updated));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>urn:portway:status</id>
<title>Portway status</title>
<subtitle>Incidents, downtimes, notices and planned maintenance</subtitle>
<updated>${entries[0]?.updated ?? '1970-01-01T00:00:00.000Z'}</updated>
<author><name>Portway</name></author>
<link rel="self" type="application/atom+xml" href="${escapeHtml(`${base}/status/feed.atom`)}"/>
<link rel="alternate" type="text/html" href="${escapeHtml(`${base}/status`)}"/>
${entries.map((entry) => entryText(entry, base)).join('\n')}
</feed>
`;
};
