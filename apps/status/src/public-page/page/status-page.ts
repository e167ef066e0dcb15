import { html, type Html } from '../../html/html';
import type { OnTheWhole } from '../../summary/indicator.rules';
import type { ComponentSummary, GateSummary } from '../../summary/summary.board';
import type { Bulletin } from '../bulletin/public-records';
import { clearingText, gateWord, lengthText, timeText } from '../bulletin/public-words';
import type { UptimeDocument } from '../uptime/uptime-book';
import { downtimeCard, incidentCard, maintenanceCard, noticesList } from './cards';
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
const word = (state: string): Html => html`<span class="pw-word pw-word-${state.toLowerCase()}">${state === 'unknown' ? 'UNKNOWN' : state}</span>`;

/** The whole status in one page: what is the matter, where, what it means for filings, and what was seen. */
export const statusPage = (page: StatusPage): Html => {
  const { at, whole, bulletin } = page;
  const [downtimes, incidents, maintenance] = [live(bulletin.downtimes), live(bulletin.incidents), live(bulletin.maintenance)];
  const main = html`<div id="spoken" class="pw-spoken" role="status"></div>
<div id="live">
<section class="pw-banner pw-${whole.colour}" aria-labelledby="whole" data-words="${whole.words}">
<h1 id="whole">${whole.words}</h1>
<p><strong>${SIGNS[whole.colour]}.</strong> Seen ${time(at, timeText(at).replace(/\d\d:\d\d/, at.slice(11, 19)))}.${bulletin.asOf === null && ' Incidents and notices cannot be read now.'}</p>
</section>
${downtimes.length > 0 && html`<section aria-labelledby="downtimes"><h2 id="downtimes">Downtimes in force</h2>${downtimes.map(downtimeCard)}</section>`}
${incidents.length > 0 && html`<section aria-labelledby="incidents"><h2 id="incidents">Open incidents</h2>${incidents.map((incident) => incidentCard(incident))}</section>`}
${maintenance.length > 0 && html`<section aria-labelledby="maintenance"><h2 id="maintenance">Planned maintenance</h2>${maintenance.map((one) => maintenanceCard(one, at))}</section>`}
<section aria-labelledby="components"><h2 id="components">Components</h2>${componentsTable(page.components)}</section>
<section aria-labelledby="gates"><h2 id="gates">Gates to the modules</h2>${gatesTable(page.gates)}</section>
<section aria-labelledby="uptime"><h2 id="uptime">Uptime</h2>${uptimeSection(page.uptime)}</section>
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

const backlogCells = ({ backlog }: ComponentSummary): Html => {
  if (!backlog) return html`<td>–</td><td>–</td><td>–</td><td>–</td>`;
  const { unanswered, oldestSeconds, receivedPerSecond, answeredPerSecond, secondsToClear, noTimeBecause } = backlog;
  const rates = answeredPerSecond === null ? 'not known' : `${answeredPerSecond} answered, ${receivedPerSecond ?? 'not known'} received a second`;
  return html`<td>${unanswered}</td><td>${oldestSeconds === null ? '–' : lengthText(oldestSeconds)}</td><td>${rates}</td><td>${clearingText({ secondsToClear, why: noTimeBecause })}</td>`;
};

const componentsTable = (components: readonly ComponentSummary[]): Html => html`<div class="pw-scroll" tabindex="0" role="region" aria-labelledby="components">
<table class="usa-table usa-table--striped usa-table--compact">
<thead><tr><th scope="col">Component</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Last seen</th><th scope="col">Waiting</th><th scope="col">Oldest</th><th scope="col">Rate</th><th scope="col">Estimated time to clear</th><th scope="col">Your filings</th></tr></thead>
<tbody>${components.map(
  (component) => html`<tr><th scope="row">${component.name}</th>
<td>${word(component.state)} <span class="pw-small">${component.reason}</span>${component.said && html`<br>${word(component.said.state)} <span class="pw-small">said${component.said.incidentNumber && html` in <a class="usa-link" href="/status/incidents/${component.said.incidentNumber}">${component.said.incidentNumber}</a>`}: ${component.said.reason}</span>`}</td>
<td>${time(component.since, timeText(component.since))}</td>
<td>${component.stateAgeSeconds === null ? 'never' : component.stateAgeSeconds < 5 ? 'now' : `${lengthText(component.stateAgeSeconds)} ago`}</td>
${backlogCells(component)}
<td><strong>${component.whatHappensToYourFilings}</strong>. <span class="pw-small">${component.explanation}</span></td></tr>`,
)}</tbody></table></div>`;

const gatesTable = (gates: readonly GateSummary[]): Html =>
  gates.length === 0
    ? html`<p>The gateway does not tell of its gates now.</p>`
    : html`<div class="pw-scroll" tabindex="0" role="region" aria-labelledby="gates"><table class="usa-table usa-table--compact">
<thead><tr><th scope="col">Gate</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Kept behind it</th><th scope="col">What it means</th></tr></thead>
<tbody>${gates.map(
      ({ module, direction, state, since, held, oldestSeconds, explanation }) => html`<tr><th scope="row">${direction === 'inbound' ? `Filings to ${module}` : `Answers of ${module}`}</th>
<td>${word(gateWord(state))}</td><td>${time(since, timeText(since))}</td><td>${held}${oldestSeconds !== null && `, the oldest for ${lengthText(oldestSeconds)}`}</td><td>${explanation}</td></tr>`,
    )}</tbody></table></div>`;

const uptimeSection = ({ asOf, rule, components }: UptimeDocument): Html => {
  if (asOf === null) return html`<p>Not counted yet: the history cannot be read now.</p>`;
  const databases = components.filter(({ component }) => component.endsWith('-database'));
  return html`<p class="pw-small">${rule} Counted ${time(asOf, timeText(asOf))}. Each bar is an hour of the last day, or a day.</p>${uptimeLegend()}
${components.filter((one) => !databases.includes(one)).map(uptimePictures)}
${databases.length > 0 && html`<details id="databases"><summary>Databases</summary>${databases.map(uptimePictures)}</details>`}`;
};
