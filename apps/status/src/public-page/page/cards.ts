import { html, type Html } from '#kernel';
import {
  type PlannedMaintenance,
  type PublicDowntime,
  type PublicIncident,
  type PublicNotice,
  zoneOfMatter,
} from '../../said/public-records';
import { time } from './layout';

const STATE_WORDS: Readonly<Record<PublicIncident['state'], string>> = {
  investigating: 'we are looking into it',
  identified: 'the cause is known',
  watching: 'repaired, being watched',
  fixed: 'fixed',
  cancelled: 'withdrawn',
};
const list = (items: readonly string[], otherwise: string): Html =>
  items.length > 0 ? html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>` : html`<p>${otherwise}</p>`;
const drillMark = (drill: boolean): Html | false => drill && html`<strong class="usa-tag">Drill</strong> `;
const noticeLink = (number: string): Html => html`<a class="usa-link" href="/status/notices/${number}">${number}</a>`;

/**
 * An incident with all that a filer needs to know, in the order in which it is asked, and the downtimes declared because of it.
 * @param level that of its title; null where the page's own title is it
 */
export const incidentCard = (
  incident: PublicIncident,
  downtimes: readonly PublicDowntime[],
  level: 3 | null = 3,
): Html => {
  const id = `incident-${incident.number}`;
  const zone = zoneOfMatter(incident);
  const head = (text: string): Html => (level === null ? html`<h2>${text}</h2>` : html`<h4>${text}</h4>`);
  const number =
    level === null
      ? html`${incident.number}`
      : html`<a class="usa-link" href="/status/incidents/${incident.number}">${incident.number}</a>`;
  const since = incident.beganAt ? time(incident.beganAt, zone) : html`${incident.knownIssuesSince}`;
  return html`<article class="pw-card${incident.closedAt ? ' pw-card-closed' : ''}"${level === null ? html` aria-label="${incident.number}"` : html` aria-labelledby="${id}"`}>
${level !== null && html`<h3 id="${id}">${drillMark(incident.drill)}${incident.title}</h3>`}
<p><strong>Since ${since}: ${incident.where}.</strong>${incident.mayAlsoBe && html` It may also come to: ${incident.mayAlsoBe}.`} Incident ${number}, ${STATE_WORDS[incident.state]}.${incident.closedAt && html` Closed ${time(incident.closedAt, zone)}.`}</p>
${downtimes.map((downtime) => downtimeLines(downtime, incident.where))}
<div class="pw-parts">
${
  incident.whatHappensToYourTransactions.length > 0 &&
  html`<div>${head('What happens to your filings')}
${list(
  incident.whatHappensToYourTransactions.map(({ transactions, what }) => `${transactions} ${what}.`),
  '',
)}</div>`
}
<div>${head('What to do next')}
${list(incident.whatToDoNext, 'Nothing. File as always.')}</div>
${
  incident.whatStillWorks.length > 0 &&
  html`<div>${head('What still works')}
<p>${incident.whatStillWorks.join(', ')}.</p></div>`
}
<div>${head('Updates')}
<ol reversed>${incident.updates.map(({ at, state, remark, noticeNumber }) => html`<li>${time(at, zone)}: ${STATE_WORDS[state]}${remark && html`. ${remark}`}${noticeNumber && html` (notice ${noticeLink(noticeNumber)})`}</li>`)}</ol></div>
</div>
${!incident.closedAt && incident.nextUpdateAt && html`<p>Next update by ${time(incident.nextUpdateAt, zone)}.</p>`}
</article>`;
};

const LEVELS: Readonly<Record<PublicDowntime['level'], string>> = {
  national: 'Headquarters declared it',
  port: 'The port declared it',
};
const days = (count: number): string => `${count} business day${count === 1 ? '' : 's'}`;

/** A downtime in sentences. @param told where its incident is, when that was told before */
const downtimeLines = (downtime: PublicDowntime, told: string | null = null): Html => {
  const { paymentBusinessDays, otherBusinessDays } = downtime.relief;
  const zone = zoneOfMatter(downtime);
  return html`<p><strong>Downtime ${downtime.number} ${downtime.state}${downtime.where !== told && html`: ${downtime.where}`}.</strong>${downtime.mayAlsoBe && html` It may also come to: ${downtime.mayAlsoBe}.`} ${LEVELS[downtime.level]},
since ${time(downtime.from, zone)}${downtime.to ? html`, until ${time(downtime.to, zone)}` : downtime.expectedEnd ? html`, expected until ${time(downtime.expectedEnd, zone)}` : ', until it is revoked'}.${downtime.procedure && html` Procedure: ${downtime.procedure}.`}
${downtime.treatments.length > 0 && html`${downtime.treatments.map(({ kind, disposition }, i) => html`${i > 0 && '; '}${i === 0 ? kind.charAt(0).toUpperCase() + kind.slice(1) : kind}: <strong>${disposition}</strong>`)}.`}
${
  paymentBusinessDays + otherBusinessDays > 0 &&
  html` Relief: ${[
    paymentBusinessDays > 0 && `what falls due in it may be paid ${days(paymentBusinessDays)} later`,
    otherBusinessDays > 0 && `other deadlines are put off by ${days(otherBusinessDays)}`,
  ]
    .filter(Boolean)
    .join('; ')}.`
}</p>`;
};

export const downtimeCard = (
  downtime: PublicDowntime,
): Html => html`<article class="pw-card pw-card-downtime" aria-labelledby="downtime-${downtime.number}">
<h3 id="downtime-${downtime.number}">${drillMark(downtime.drill)}Downtime procedures are in force</h3>
${downtimeLines(downtime)}
</article>`;

export const maintenanceCard = (
  { title, reference, drill, where, from, to, scope, whatToDoNext }: PlannedMaintenance,
  now: string,
): Html => html`<article class="pw-card pw-card-maintenance">
<h3>${drillMark(drill)}${title}</h3>
<p><strong>${from <= now ? 'Going on' : 'Ahead'}</strong>: ${time(from, zoneOfMatter({ scope }))} to ${time(to, zoneOfMatter({ scope }))}. Where: ${where}. Announced in <a class="usa-link" href="/status/${/(^|-)IN-/.test(reference) ? 'incidents' : 'notices'}/${reference}">${reference}</a>.</p>
${whatToDoNext.length > 0 && list(whatToDoNext, '')}
</article>`;

export const noticesList = (notices: readonly PublicNotice[]): Html =>
  html`<ol class="usa-list usa-list--unstyled pw-lines">${notices.map(
    ({ number, title, issuedAt, occasion, drill, scope }) =>
      html`<li>${noticeLink(number)} ${drillMark(drill)}${title} <span class="pw-small">(${occasion}, ${time(issuedAt, zoneOfMatter({ scope }))})</span></li>`,
  )}</ol>`;
