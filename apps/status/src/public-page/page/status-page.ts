import { isFilingModule, tradeName } from '#contracts';
import { html, type Html } from '#kernel';
import type { OnTheWhole } from '../../summary/indicator.rules';
import type { ComponentSummary, GateSummary } from '../../summary/summary.board';
import type { Bulletin, PlannedMaintenance, PublicDowntime, PublicIncident } from '../../said/public-records';
import type { OpenWatch } from '../../flow/flow-book';
import type { UptimeDocument } from '../uptime/uptime-book';
import { downtimeCard, incidentCard, maintenanceCard, noticesList } from './cards';
import { functionsTable, innerParts } from './components';
import { type HelpDesk, helpDeskLine } from './help-desk';
import { layout, time } from './layout';
import { uptimeLegend, uptimePictures } from './uptime-picture';

const NOTICES_LISTED = 5;
/** Every second where the port service is asked what was declared, and a few more for a slow answer. */
const SAID_LATELY_MS = 15_000;

export interface StatusPage {
  readonly at: string;
  readonly whole: OnTheWhole;
  readonly components: readonly ComponentSummary[];
  readonly gates: readonly GateSummary[];
  readonly watches: readonly OpenWatch[];
  readonly bulletin: Bulletin;
  readonly uptime: UptimeDocument;
  readonly helpDesk: HelpDesk;
  /** Address of the live page, where this is a static copy of it. */
  readonly copyOf?: string;
}

const live = <T extends { readonly drill: boolean }>(list: readonly T[]): T[] => list.filter(({ drill }) => !drill);
const drills = <T extends { readonly drill: boolean }>(list: readonly T[]): T[] => list.filter(({ drill }) => drill);
/** Work that was announced is told under maintenance; its incident has a page of its own. */
const unplanned = (
  incidents: readonly PublicIncident[],
  maintenance: readonly PlannedMaintenance[],
): PublicIncident[] => incidents.filter(({ number }) => !maintenance.some(({ reference }) => reference === number));

/** What of filing works as always while something does not. */
const stillWorks = ({ components, gates, whole }: StatusPage): Html | false => {
  if (whole.colour === 'green' || components.some(({ name, state }) => name === 'gateway' && state !== 'operational'))
    return false;
  const works = components.filter(
    ({ name, state, said }) =>
      isFilingModule(name) &&
      state === 'operational' &&
      (said === null || said.state === 'operational') &&
      gates.every((gate) => gate.module !== name || gate.state === 'FLOWING'),
  );
  return html`<p>${works.length > 0 ? `All filings are accepted. Works as usual: ${works.map(({ name }) => tradeName(name)).join('; ')}.` : 'All filings are accepted and kept.'}</p>`;
};

const ofIncident = (downtimes: readonly PublicDowntime[], number: string): PublicDowntime[] =>
  downtimes.filter(({ incidentNumber }) => incidentNumber === number);

/** Incidents with their downtimes, and downtimes that belong to none of them. */
const cards = (
  incidents: readonly PublicIncident[],
  downtimes: readonly PublicDowntime[],
): Html => html`${incidents.map((incident) => incidentCard(incident, ofIncident(downtimes, incident.number)))}
${downtimes.filter(({ incidentNumber }) => incidents.every(({ number }) => number !== incidentNumber)).map(downtimeCard)}`;

/** How old what people said is, where it is older than it would be on every other day. */
const saidAsOf = ({ asOf }: Bulletin, at: string): Html | string => {
  if (asOf === null) return ' Incidents and notices cannot be read now.';
  if (Date.parse(at) - Date.parse(asOf) < SAID_LATELY_MS) return '';
  return html` Incidents and notices are told as of ${time(asOf)}: what was declared since cannot be read now.`;
};

/** The whole status in one page: what is the matter, what works, whom to call; then where, what it means for filings, and what was seen. */
export const statusPage = (page: StatusPage): Html => {
  const { at, whole, bulletin, helpDesk, copyOf } = page;
  const [downtimes, maintenance, notices, closed] = [
    live(bulletin.downtimes),
    live(bulletin.maintenance),
    live(bulletin.notices),
    live(bulletin.closed),
  ];
  const incidents = unplanned(live(bulletin.incidents), maintenance);
  const main = html`<div id="spoken" class="pw-spoken" role="status"></div>
<div id="live">
${copyOf !== undefined && copyNotice(at, copyOf)}
<section class="pw-banner pw-${whole.colour}" aria-labelledby="whole" data-words="${whole.words}">
<h1 id="whole">${whole.headline}</h1>
${stillWorks(page)}
${whole.colour !== 'green' && helpDeskLine(helpDesk)}
<p class="pw-small">Seen ${time(at)}.${saidAsOf(bulletin, at)}</p>
</section>
${incidents.length + downtimes.length > 0 && html`<section aria-labelledby="incidents"><h2 id="incidents">What is the matter</h2>${cards(incidents, downtimes)}</section>`}
<section aria-labelledby="functions"><h2 id="functions">Functions</h2>${functionsTable(page.components, page.gates)}
${watchList(page)}${innerParts(page.components)}
${uptimeSection(page.uptime)}</section>
${maintenance.length > 0 && html`<section aria-labelledby="maintenance"><h2 id="maintenance">Planned maintenance</h2>${maintenance.map((one) => maintenanceCard(one, at))}</section>`}
${notices.length > 0 && html`<section aria-labelledby="notices"><h2 id="notices">Notices</h2>${noticesList(notices.slice(0, NOTICES_LISTED))}</section>`}
${
  closed.length > 0 &&
  html`<section aria-labelledby="closed"><h2 id="closed">Closed in the last seven days</h2><ul>${closed.map(
    ({ number, title, closedAt, state }) =>
      html`<li><a class="usa-link" href="/status/incidents/${number}">${number}</a> ${title} (${state} ${closedAt && time(closedAt)})</li>`,
  )}</ul></section>`
}
${drillsSection(bulletin, at)}
</div>
<p class="pw-live pw-small" id="live-line"></p>
<section aria-labelledby="stay" class="pw-no-print"><h2 id="stay">Be told</h2>
<p><a class="usa-link" href="/status/subscribe">By e-mail or webhook</a>, by the <a class="usa-link" href="/status/feed.atom">Atom feed</a>, or look back at <a class="usa-link" href="/status/history">thirteen months of history</a>.</p></section>`;
  return layout({ title: whole.words, main, helpDesk, live: copyOf === undefined, isCopy: copyOf !== undefined });
};

/** Above a copy: when it was made, how old it is by its script, and where the live page is. */
const copyNotice = (
  at: string,
  live: string,
): Html => html`<section class="usa-alert usa-alert--info" aria-label="This is a copy">
<div class="usa-alert__body"><p class="usa-alert__text"><strong>This is a copy of the status page, made ${time(at)}.</strong> A new one is made each ten seconds while the status service works.
<span id="copy-age" data-copied="${at}"></span> <a class="usa-link" href="${live}">Open the live page</a>.</p></div>
</section>
`;

/** Early warnings of what works; that nothing is wrong yet is said where that holds of the whole. */
const watchList = ({ watches, whole }: StatusPage): Html | false =>
  watches.length > 0 &&
  html`<h3 id="watch">Worth watching</h3>
${whole.indicator === 'none' && html`<p class="pw-small">Nothing is wrong yet. File as always.</p>`}
<ul>${watches.map(({ component, words, since }) => html`<li><strong>${tradeName(component)}:</strong> ${words} Seen since ${time(since)}.</li>`)}</ul>
`;

const drillsSection = (bulletin: Bulletin, at: string): Html | false => {
  const [incidents, downtimes, maintenance, notices] = [
    drills(bulletin.incidents),
    drills(bulletin.downtimes),
    drills(bulletin.maintenance),
    drills(bulletin.notices),
  ];
  if (incidents.length + downtimes.length + maintenance.length + notices.length === 0) return false;
  return html`<section class="pw-drills" aria-labelledby="drills"><h2 id="drills">Drills: this is only an exercise</h2>
<p><strong>Nothing here is real. File as always.</strong></p>
${cards(incidents, downtimes)}${maintenance.map((one) => maintenanceCard(one, at))}
${notices.length > 0 && html`<h3>Notices of drills</h3>${noticesList(notices.slice(0, NOTICES_LISTED))}`}</section>`;
};

const uptimeSection = ({ asOf, rule, components }: UptimeDocument): Html => {
  if (asOf === null) return html`<p>Uptime is not counted yet: the history cannot be read now.</p>`;
  const shown = components.filter(({ component }) => component !== 'broker' && !component.endsWith('-database'));
  return html`<details id="uptime" class="pw-details"><summary>Uptime of the last 24 hours to 90 days</summary>
<p class="pw-small">${rule} Counted ${time(asOf)}. Each bar is an hour of the last day, or a day.</p>${uptimeLegend()}
${shown.map(uptimePictures)}</details>`;
};
