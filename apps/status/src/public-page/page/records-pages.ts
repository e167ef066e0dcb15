import { EASTERN } from '#reference';
import { html, type Html } from '#kernel';
import { type PublicDowntime, type PublicIncident, type PublicNotice, zoneOfMatter } from '../../said/public-records';
import { lengthText } from '../../said/public-words';
import { incidentCard } from './cards';
import type { HelpDesk } from './help-desk';
import { layout, time } from './layout';

const drillLine = (drill: boolean): Html | false =>
  drill && html`<p class="pw-drills"><strong>This was only an exercise. Nothing in it is real.</strong></p>`;

export const incidentPage = (
  incident: PublicIncident,
  downtimes: readonly PublicDowntime[],
  helpDesk: HelpDesk,
): Html =>
  layout({
    title: `${incident.number} ${incident.title}`,
    helpDesk,
    main: html`<h1>${incident.title}</h1>${drillLine(incident.drill)}${incidentCard(incident, downtimes, null)}
${incident.noticeNumbers.length > 0 && html`<h2>Notices</h2><ul>${incident.noticeNumbers.map((number) => html`<li><a class="usa-link" href="/status/notices/${number}">${number}</a></li>`)}</ul>`}`,
  });

export const noticePage = (notice: PublicNotice, helpDesk: HelpDesk): Html =>
  layout({
    title: `Notice ${notice.number}: ${notice.title}`,
    helpDesk,
    main: html`<h1>Notice ${notice.number}: ${notice.title}</h1>${drillLine(notice.drill)}
<p>Issued ${time(notice.issuedAt, zoneOfMatter(notice))} (${notice.occasion}).${notice.audience.length > 0 && html` For: ${notice.audience.join(', ')}.`}
${notice.incidentNumber && html` Incident <a class="usa-link" href="/status/incidents/${notice.incidentNumber}">${notice.incidentNumber}</a>.`}${notice.downtimeNumber && html` Downtime ${notice.downtimeNumber}.`}</p>
<div class="pw-notice">${notice.text}</div>`,
  });

const monthOf = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: EASTERN, month: 'long', year: 'numeric' }).format(new Date(instant));

/** Incidents by month, the newest first. */
export const historyPage = (incidents: readonly PublicIncident[], from: string): Html => {
  const months = new Map<string, PublicIncident[]>();
  for (const incident of incidents.filter(({ drill }) => !drill)) {
    const month = monthOf(incident.openedAt);
    months.set(month, [...(months.get(month) ?? []), incident]);
  }
  const drills = incidents.filter(({ drill }) => drill);
  return layout({
    title: 'History',
    main: html`<h1>History of thirteen months</h1><p>Incidents since ${time(from)}. What was announced is in the <a class="usa-link" href="/status">notices</a>; how each component was, is in <a class="usa-link" href="/status/uptime.json">uptime.json</a>.</p>
${months.size === 0 && html`<p>There was no incident.</p>`}
${[...months].map(([month, list]) => html`<section><h2>${month}</h2>${table(list)}</section>`)}
${drills.length > 0 && html`<section class="pw-drills"><h2>Drills: only exercises</h2>${table(drills)}</section>`}`,
  });
};

const table = (
  incidents: readonly PublicIncident[],
): Html => html`<table class="usa-table usa-table--compact usa-table--stacked">
<thead><tr><th scope="col">Incident</th><th scope="col">What</th><th scope="col">Where</th><th scope="col">From</th><th scope="col">Lasted</th><th scope="col">State</th></tr></thead>
<tbody>${incidents.map(
  ({
    number,
    title,
    where,
    openedAt,
    closedAt,
    state,
  }) => html`<tr><th scope="row"><a class="usa-link" href="/status/incidents/${number}">${number}</a></th><td data-label="What">${title}</td><td data-label="Where">${where}</td>
<td data-label="From">${time(openedAt)}</td><td data-label="Lasted">${closedAt ? lengthText((Date.parse(closedAt) - Date.parse(openedAt)) / 1_000) : 'goes on'}</td><td data-label="State">${state}</td></tr>`,
)}</tbody></table>`;

/** A short page with a headline and a sentence. */
export const shortPage = (title: string, text: string, more?: Html): Html =>
  layout({ title, main: html`<h1>${title}</h1><p>${text}</p>${more}` });
