import { escapeHtml } from '#kernel';
import type { PublicationView } from './publications';

const entryOf = ({
  id,
  center,
  kind,
  topic,
  day,
  title,
  text,
  version,
  publishedAt,
  changedAt,
}: PublicationView): string => `<entry>
<id>urn:uuid:${id}</id>
<title>${escapeHtml(title)}</title>
<published>${publishedAt.toISOString()}</published>
<updated>${changedAt.toISOString()}</updated>
<link rel="alternate" type="application/json" href="/center-pages/publications/${id}"/>
<category term="${escapeHtml(kind)}"/>
<category term="${escapeHtml(topic)}"/>
<summary type="text">${escapeHtml(`${center}, ${kind}, ${day}${version > 1 ? `, version ${version}` : ''}`)}</summary>
<content type="text">${escapeHtml(text)}</content>
</entry>`;

/**
 * What Centers published as an Atom feed (RFC 4287), what was changed last first. An entry keeps its id while it is corrected.
 *
 * @param center null for all
 */
export const publicationsFeed = (
  publications: readonly PublicationView[],
  center: string | null,
): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>urn:portway:centers${center === null ? '' : `:${center}`}</id>
<title>${center === null ? 'Centers of Excellence and Expertise' : `Center ${center}`}</title>
<subtitle>Publications, decisions, rulings, contacts, industry notices and what is frequently asked</subtitle>
<updated>${publications[0]?.changedAt.toISOString() ?? '1970-01-01T00:00:00.000Z'}</updated>
<author><name>Portway</name></author>
<link rel="self" type="application/atom+xml" href="/center-pages/feed.atom${center === null ? '' : `?center=${center}`}"/>
${publications.map(entryOf).join('\n')}
</feed>
`;
