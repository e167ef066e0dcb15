import { html, type Html } from '../../html/html';
import type { PlannedMaintenance, PublicDowntime, PublicIncident, PublicNotice } from '../bulletin/public-records';
import { timeText } from '../bulletin/public-words';
import { time } from './layout';

const STATE_WORDS: Readonly<Record<PublicIncident['state'], string>> = {
  investigating: 'we are looking into it', identified: 'the cause is known', watching: 'repaired, being watched', fixed: 'fixed', cancelled: 'withdrawn',
};
const MANY = 8;
const COLUMNS = html` class="pw-many"`;
const list = (items: readonly string[], otherwise: string): Html => (items.length > 0 ? html`<ul${items.length > MANY && COLUMNS}>${items.map((item) => html`<li>${item}</li>`)}</ul>` : html`<p>${otherwise}</p>`);
const drillMark = (drill: boolean): Html | false => drill && html`<strong class="usa-tag">Drill</strong> `;
const noticeLink = (number: string): Html => html`<a class="usa-link" href="/status/notices/${number}">${number}</a>`;

/** An incident with all that a filer needs to know, in the order in which it is asked. */
export const incidentCard = (incident: PublicIncident, level: 2 | 3 = 3): Html => {
  const id = `incident-${incident.number}`;
  const head = (text: string): Html => (level === 2 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`);
  const title = html`${drillMark(incident.drill)}${incident.title}`;
  return html`<article class="pw-card${incident.closedAt ? ' pw-card-closed' : ''}" aria-labelledby="${id}">
${level === 2 ? html`<h2 id="${id}">${title}</h2>` : html`<h3 id="${id}">${title}</h3>`}
<p><a class="usa-link" href="/status/incidents/${incident.number}">${incident.number}</a>: <strong>${incident.state}</strong> (${STATE_WORDS[incident.state]}). <strong>Known issues since ${incident.knownIssuesSince}.</strong>
${incident.closedAt && html` Closed ${time(incident.closedAt, timeText(incident.closedAt))}.`}</p>
<p>Where: ${incident.where}.${incident.mayAlsoBe && html` It may also come to: ${incident.mayAlsoBe}.`}</p>
<div class="pw-parts">
<div>${head('What still works')}
${list(incident.whatStillWorks, 'Nothing is told of it. The table of modules on the status page shows what was seen.')}</div>
<div>${head('What happens to your transactions')}
${incident.whatHappensToYourTransactions.length > 0
    ? html`<ul>${incident.whatHappensToYourTransactions.map(({ transactions, what }) => html`<li>${transactions}: <strong>${what}</strong></li>`)}</ul>`
    : html`<p>Nothing out of the ordinary is known.</p>`}</div>
<div>${head('What to do next')}
${list(incident.whatToDoNext, 'Nothing. File as always.')}</div>
<div>${head('Updates')}
<ol reversed>${incident.updates.map(({ at, state, remark, noticeNumber }) => html`<li>${time(at, timeText(at))}: <strong>${state}</strong>${remark && html`. ${remark}`}${noticeNumber && html` (notice ${noticeLink(noticeNumber)})`}</li>`)}</ol></div>
</div>
${!incident.closedAt && incident.nextUpdateAt && html`<p>Next update by ${time(incident.nextUpdateAt, timeText(incident.nextUpdateAt))}.</p>`}
</article>`;
};

const LEVELS: Readonly<Record<PublicDowntime['level'], string>> = { national: 'declared nationally', port: 'declared by the port', filer: 'a filer\'s own' };
const days = (count: number): string => `${count} business day${count === 1 ? '' : 's'}`;

export const downtimeCard = (downtime: PublicDowntime): Html => {
  const id = `downtime-${downtime.number}`;
  const { paymentBusinessDays, otherBusinessDays } = downtime.relief;
  return html`<article class="pw-card pw-card-downtime" aria-labelledby="${id}">
<h3 id="${id}">${drillMark(downtime.drill)}Downtime ${downtime.number} ${downtime.state}</h3>
<p><strong>Where: ${downtime.where}.</strong>${downtime.mayAlsoBe && html` It may also come to: ${downtime.mayAlsoBe}.`} It is ${LEVELS[downtime.level]}.</p>
<p>Since ${time(downtime.from, timeText(downtime.from))}${downtime.to
    ? html`, until ${time(downtime.to, timeText(downtime.to))}`
    : downtime.expectedEnd ? html`, expected until ${time(downtime.expectedEnd, timeText(downtime.expectedEnd))}` : ', until it is revoked'}.
${downtime.incidentNumber && html` Because of <a class="usa-link" href="/status/incidents/${downtime.incidentNumber}">${downtime.incidentNumber}</a>.`}${downtime.procedure && html` Procedure: ${downtime.procedure}.`}</p>
${downtime.treatments.length > 0 && html`<h4>What happens to your transactions</h4><ul>${downtime.treatments.map(({ kind, disposition }) => html`<li>${kind}: <strong>${disposition}</strong></li>`)}</ul>`}
${paymentBusinessDays + otherBusinessDays > 0 && html`<p>Relief: ${[
    paymentBusinessDays > 0 && `what falls due in it may be paid ${days(paymentBusinessDays)} later`, otherBusinessDays > 0 && `other deadlines are put off by ${days(otherBusinessDays)}`,
  ].filter(Boolean).join('; ')}.</p>`}
</article>`;
};

export const maintenanceCard = ({ title, reference, drill, where, from, to, whatToDoNext }: PlannedMaintenance, now: string): Html => html`<article class="pw-card pw-card-maintenance">
<h3>${drillMark(drill)}${title}</h3>
<p><strong>${from <= now ? 'Going on' : 'Ahead'}</strong>: ${time(from, timeText(from))} to ${time(to, timeText(to))}. Where: ${where}. Announced in <a class="usa-link" href="/status/${/(^|-)IN-/.test(reference) ? 'incidents' : 'notices'}/${reference}">${reference}</a>.</p>
${whatToDoNext.length > 0 && list(whatToDoNext, '')}
</article>`;

export const noticesList = (notices: readonly PublicNotice[]): Html => html`<ol class="usa-list usa-list--unstyled pw-lines">${notices.map(
  ({ number, title, issuedAt, occasion, drill }) => html`<li>${noticeLink(number)} ${drillMark(drill)}${title} <span class="pw-small">(${occasion}, ${time(issuedAt, timeText(issuedAt))})</span></li>`,
)}</ol>`;
