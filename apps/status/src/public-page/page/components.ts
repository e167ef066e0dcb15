import { tradeName } from '#contracts';
import { html, type Html } from '#kernel';
import type { BacklogSummary, ComponentSummary, GateSummary } from '../../summary/summary.board';
import { clearingText, lengthText, stateWord } from '../../said/public-words';
import { time } from './layout';

type Gates = readonly GateSummary[];
const AS_ALWAYS = 'accepted, being processed';

const word = (state: string): Html => html`<span class="pw-word pw-word-${state}">${stateWord(state)}</span>`;
const incidentLink = (number: string): Html =>
  html`<a class="usa-link" href="/status/incidents/${number}">${number}</a>`;
const seenText = (seconds: number | null): string =>
  seconds === null ? 'never' : seconds < 5 ? 'now' : `${lengthText(seconds)} ago`;

/** How soon what was accepted is shown, where that is measured. */
const visibleText = ({ evidence }: ComponentSummary): Html | false => {
  const seconds = evidence['visibleAfterSeconds'];
  return (
    typeof seconds === 'number' &&
    html`<p class="pw-small">Accepted filings are visible after ${Math.max(0.1, seconds)} s.</p>`
  );
};

/** How it is in a word. What an incident tells is told there and not again. */
const stateCell = (component: ComponentSummary, gates: Gates): Html => {
  const { state, since, said, explanation, whatHappensToYourFilings } = component;
  const incident = said?.incidentNumber;
  const shut = gates.filter((gate) => gate.state !== 'FLOWING');
  const isWell = state === 'operational' && shut.length === 0;
  return html`<td data-label="Now"><p>${word(state)}${state !== 'operational' && html` <span class="pw-small">since ${time(since)}</span>`}</p>
${said && html`<p>${word(said.state)} ${incident ? html`by incident ${incidentLink(incident)}` : 'by word of headquarters'}</p>`}
${!isWell && !incident && html`<p>${whatHappensToYourFilings !== AS_ALWAYS && html`<strong>${whatHappensToYourFilings}</strong>. `}${explanation}</p>`}${visibleText(component)}
${shut.filter(({ direction }) => direction === 'outbound').map((gate) => html`<p>${gate.explanation}</p>`)}</td>`;
};

const waitingCell = ({ backlog }: ComponentSummary, gates: Gates): Html => {
  const kept = gates.find(({ direction }) => direction === 'inbound')?.held ?? 0;
  const filings = Math.max(backlog?.unanswered ?? 0, kept);
  if (!backlog && kept === 0) return html`<td class="pw-nothing">–</td>`;
  if (filings === 0) return html`<td data-label="Waiting">nothing</td>`;
  const oldest = backlog?.oldestSeconds ?? null;
  return html`<td data-label="Waiting"><strong>${filings} filing${filings === 1 ? '' : 's'}</strong>${oldest !== null && `, the oldest for ${lengthText(oldest)}`}${
    backlog &&
    html`. Time to clear: ${clearingText({ secondsToClear: backlog.secondsToClear, why: backlog.noTimeBecause })}`
  }</td>`;
};

/** What partners use, one row each; on a narrow screen the cells stand below each other, each with its heading. */
export const functionsTable = (
  components: readonly ComponentSummary[],
  gates: Gates,
): Html => html`<table class="usa-table usa-table--stacked pw-functions" aria-labelledby="functions">
<thead><tr><th scope="col">Function</th><th scope="col">Now</th><th scope="col">Waiting</th></tr></thead>
<tbody>${components
  .filter(({ kind }) => kind === 'module')
  .map((component) => {
    const own = gates.filter(({ module }) => module === component.name);
    return html`<tr><th scope="row">${tradeName(component.name)}</th>${stateCell(component, own)}${waitingCell(component, own)}</tr>`;
  })}</tbody></table>
${gates.length === 0 && html`<p>How many filings wait is not told now.</p>`}`;

const ratesText = ({ receivedPerSecond, answeredPerSecond }: BacklogSummary): string =>
  answeredPerSecond === null
    ? 'rate not known'
    : `${answeredPerSecond} answered, ${receivedPerSecond ?? 'not known'} received a second`;

/** What the functions stand on and how fast they are, for who wants to know; closed, whatever is the matter. */
export const innerParts = (components: readonly ComponentSummary[]): Html | false => {
  const unwell = components.filter(({ kind, state }) => kind !== 'module' && state !== 'operational').length;
  const parts = components.filter(({ kind }) => kind !== 'module').length;
  return (
    parts > 0 &&
    html`<details id="inner-parts" class="pw-details"><summary>Inner parts: ${unwell === 0 ? 'all working' : `${unwell} of ${parts} not working as usual`}</summary>
<ul class="pw-lines">${components.map(
      ({ name, kind, state, stateAgeSeconds, backlog }) =>
        html`<li><strong>${kind === 'module' ? tradeName(name) : kind === 'database' ? `Records of: ${tradeName(name)}` : 'Messages between the parts'}</strong> ${word(
          state,
        )} <span class="pw-small">last seen ${seenText(stateAgeSeconds)}${backlog && `; ${ratesText(backlog)}`}.</span></li>`,
    )}</ul></details>`
  );
};
