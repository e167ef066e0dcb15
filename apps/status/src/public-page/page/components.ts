import { html, type Html } from '../../html/html';
import type { BacklogSummary, ComponentSummary, GateSummary } from '../../summary/summary.board';
import { clearingText, componentName, gateWord, lengthText, timeText } from '../bulletin/public-words';
import { time } from './layout';

type Gates = readonly GateSummary[];

const word = (state: string): Html => html`<span class="pw-word pw-word-${state.toLowerCase()}">${state === 'unknown' ? 'UNKNOWN' : state}</span>`;
const incidentLink = (number: string): Html => html`<a class="usa-link" href="/status/incidents/${number}">${number}</a>`;

const seenText = (seconds: number | null): string => (seconds === null ? 'never' : seconds < 5 ? 'now' : `${lengthText(seconds)} ago`);
const sinceAndSeen = ({ since, stateAgeSeconds }: ComponentSummary): Html => html`Since ${time(since, timeText(since))}; last seen ${seenText(stateAgeSeconds)}.`;
const saidOf = ({ said }: ComponentSummary): Html | null =>
  said && html`<p>${word(said.state)} said${said.incidentNumber && html` in ${incidentLink(said.incidentNumber)}`}: ${said.reason}</p>`;

const stateCell = (component: ComponentSummary): Html =>
  html`<td data-label="State"><p>${word(component.state)} ${component.reason}</p>${saidOf(component)}<p class="pw-small">${sinceAndSeen(component)}</p></td>`;

const backlogText = ({ unanswered, oldestSeconds, receivedPerSecond, answeredPerSecond, secondsToClear, noTimeBecause }: BacklogSummary): Html => {
  const rates = answeredPerSecond === null ? 'Rate not known' : `${answeredPerSecond} answered, ${receivedPerSecond ?? 'not known'} received a second`;
  if (unanswered === 0) return html`<p><strong>Nothing waits.</strong> <span class="pw-small">${rates}.</span></p>`;
  return html`<p><strong>${unanswered} waiting</strong>${oldestSeconds !== null && `, the oldest for ${lengthText(oldestSeconds)}`}. <span class="pw-small">${rates}.</span></p>
<p>Time to clear: <strong>${clearingText({ secondsToClear, why: noTimeBecause })}</strong></p>`;
};

const gateLine = ({ module, direction, state, since, held, oldestSeconds, explanation }: GateSummary): Html => html`<p>${
  direction === 'inbound' ? 'Filings to' : 'Answers of'} ${module}: ${word(gateWord(state))}${
  state !== 'FLOWING' && html` <span class="pw-small pw-together">since ${time(since, timeText(since))}.</span>${direction === 'outbound' && html` ${explanation}`}`}${
  held > 0 && html`<br>Kept behind the gate: ${held}${oldestSeconds !== null && `, the oldest for ${lengthText(oldestSeconds)}`}.`}</p>`;

const backlogCell = ({ backlog }: ComponentSummary, gates: Gates): Html =>
  !backlog && gates.length === 0 ? html`<td class="pw-nothing">–</td>` : html`<td data-label="Backlog and gates">${backlog && backlogText(backlog)}${gates.map(gateLine)}</td>`;

const filingsCell = ({ whatHappensToYourFilings, explanation }: ComponentSummary): Html =>
  html`<td data-label="Your filings"><p><strong>${whatHappensToYourFilings}</strong></p><p>${explanation}</p></td>`;

/** What partners file with, one row each; on a narrow screen the cells stand below each other, each with its heading. */
export const modulesTable = (components: readonly ComponentSummary[], gates: Gates): Html => html`<table class="usa-table usa-table--stacked pw-modules" aria-labelledby="modules">
<thead><tr><th scope="col">Module</th><th scope="col">State</th><th scope="col">Backlog and gates</th><th scope="col">What happens to your filings</th></tr></thead>
<tbody>${components.filter(({ kind }) => kind === 'module').map((component) => {
    const own = gates.filter(({ module }) => module === component.name);
    return html`<tr><th scope="row">${componentName(component.name)}</th>${stateCell(component)}${backlogCell(component, own)}${filingsCell(component)}</tr>`;
  })}</tbody></table>
${gates.length === 0 && html`<p>The gateway does not tell of its gates now.</p>`}`;

/** What the modules stand on, a line each. Open by itself when something is the matter. */
export const foundations = (components: readonly ComponentSummary[]): Html | false => {
  const beneath = components.filter(({ kind }) => kind !== 'module');
  const unwell = beneath.filter(({ state, said }) => state !== 'operational' || said !== null).length;
  return beneath.length > 0 && html`<details id="foundations" class="pw-details"${unwell > 0 && OPEN}><summary>Broker and databases: ${unwell === 0 ? 'all operational' : `${unwell} of ${beneath.length} not operational`}</summary>
<ul class="pw-lines">${beneath.map((component) => html`<li><strong>${componentName(component.name)}</strong> ${word(component.state)} ${component.reason} <span class="pw-small">${sinceAndSeen(component)}</span>${saidOf(component)}${
    component.state !== 'operational' && html`<p>${component.state === 'down' && html`<strong>${component.whatHappensToYourFilings}</strong>. `}${component.explanation}</p>`}</li>`)}</ul></details>`;
};
const OPEN = html` open`;
