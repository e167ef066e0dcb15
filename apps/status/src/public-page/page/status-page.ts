import { html, type Html } from '../../html/html';
import type { OnTheWhole } from '../../summary/indicator.rules';
import type { ComponentSummary, GateSummary } from '../../summary/summary.board';
import type { Bulletin, PlannedMaintenance, PublicIncident } from '../bulletin/public-records';
import { timeText } from '../bulletin/public-words';
import type { UptimeDocument } from '../uptime/uptime-book';
import { downtimeCard, incidentCard, maintenanceCard, noticesList } from './cards';
import { foundations, modulesTable } from './components';
import { layout, time } from './layout';
import { uptimeLegend, uptimePictures } from './uptime-picture';

const NOTICES_LISTED = 15;
const SIGNS: Readonly<Record<OnTheWhole['colour'], string>> = { green: 'Green: operational', yellow: 'Yellow: slow or limited', red: 'Red: down' };

export interface StatusPage {
  readonly at: string;
  readonly whole: OnTheWhole;
  readonly components: readonly ComponentSummary[];
  readonly gates: readonly GateSummary[];
  readonly bulletin: Bulletin;
  readonly uptime: UptimeDocument;
}

const live = <T extends { readonly drill: boolean }>(list: readonly T[]): T[] => list.filter(({ drill }) => !drill);
const drills = <T extends { readonly drill: boolean }>(list: readonly T[]): T[] => list.filter(({ drill }) => drill);
/** Work that was announced is told under maintenance; its incident has a page of its own. */
const unplanned = (incidents: readonly PublicIncident[], maintenance: readonly PlannedMaintenance[]): PublicIncident[] =>
  incidents.filter(({ number }) => !maintenance.some(({ reference }) => reference === number));

/** The whole status in one page: what is the matter, where, what it means for filings, and what was seen. */
export const statusPage = (page: StatusPage): Html => {
  const { at, whole, bulletin } = page;
  const [downtimes, maintenance] = [live(bulletin.downtimes), live(bulletin.maintenance)];
  const incidents = unplanned(live(bulletin.incidents), maintenance);
  const main = html`<div id="spoken" class="pw-spoken" role="status"></div>
<div id="live">
<section class="pw-banner pw-${whole.colour}" aria-labelledby="whole" data-words="${whole.words}">
<h1 id="whole">${whole.words}</h1>
<p><strong>${SIGNS[whole.colour]}.</strong> Seen ${time(at, timeText(at).replace(/\d\d:\d\d/, at.slice(11, 19)))}.${bulletin.asOf === null && ' Incidents and notices cannot be read now.'}</p>
</section>
${downtimes.length > 0 && html`<section aria-labelledby="downtimes"><h2 id="downtimes">Downtimes in force</h2>${downtimes.map(downtimeCard)}</section>`}
${incidents.length > 0 && html`<section aria-labelledby="incidents"><h2 id="incidents">Open incidents</h2>${incidents.map((incident) => incidentCard(incident))}</section>`}
<section aria-labelledby="modules"><h2 id="modules">Modules</h2>${modulesTable(page.components, page.gates)}
${foundations(page.components)}</section>
<section aria-labelledby="uptime"><h2 id="uptime">Uptime</h2>${uptimeSection(page.uptime)}</section>
${maintenance.length > 0 && html`<section aria-labelledby="maintenance"><h2 id="maintenance">Planned maintenance</h2>${maintenance.map((one) => maintenanceCard(one, at))}</section>`}
<section aria-labelledby="notices"><h2 id="notices">Notices</h2>
${live(bulletin.notices).length > 0 ? noticesList(live(bulletin.notices).slice(0, NOTICES_LISTED)) : html`<p>No notice was issued.</p>`}</section>
${live(bulletin.closed).length > 0 && html`<section aria-labelledby="closed"><h2 id="closed">Closed in the last seven days</h2><ul>${live(bulletin.closed).map(
    ({ number, title, closedAt, state }) => html`<li><a class="usa-link" href="/status/incidents/${number}">${number}</a> ${title} (${state} ${closedAt && time(closedAt, timeText(closedAt))})</li>`,
  )}</ul></section>`}
${drillsSection(bulletin, at)}
</div>
<p class="pw-live pw-small" id="live-line"></p>
<section aria-labelledby="stay" class="pw-no-print"><h2 id="stay">Be told</h2>
<p><a class="usa-link" href="/status/subscribe">By e-mail or webhook</a>, by the <a class="usa-link" href="/status/feed.atom">Atom feed</a>, or look back at <a class="usa-link" href="/status/history">thirteen months of history</a>.</p></section>`;
  return layout({ title: whole.words, main, live: true });
};

const drillsSection = (bulletin: Bulletin, at: string): Html | false => {
  const [incidents, downtimes, maintenance, notices] = [drills(bulletin.incidents), drills(bulletin.downtimes), drills(bulletin.maintenance), drills(bulletin.notices)];
  if (incidents.length + downtimes.length + maintenance.length + notices.length === 0) return false;
  return html`<section class="pw-drills" aria-labelledby="drills"><h2 id="drills">Drills: this is only an exercise</h2>
<p><strong>Nothing here is real. File as always.</strong></p>
${downtimes.map(downtimeCard)}${incidents.map((incident) => incidentCard(incident))}${maintenance.map((one) => maintenanceCard(one, at))}
${notices.length > 0 && html`<h3>Notices of drills</h3>${noticesList(notices.slice(0, NOTICES_LISTED))}`}</section>`;
};

const uptimeSection = ({ asOf, rule, components }: UptimeDocument): Html => {
  if (asOf === null) return html`<p>Not counted yet: the history cannot be read now.</p>`;
  const beneath = components.filter(({ component }) => component === 'broker' || component.endsWith('-database'));
  return html`<p class="pw-small">${rule} Counted ${time(asOf, timeText(asOf))}. Each bar is an hour of the last day, or a day.</p>${uptimeLegend()}
${components.filter((one) => !beneath.includes(one)).map(uptimePictures)}
${beneath.length > 0 && html`<details id="uptime-foundations" class="pw-details"><summary>Broker and databases</summary>${beneath.map(uptimePictures)}</details>`}`;
};
