import { html, type Html, type HtmlPart, raw } from '#kernel';
import { csvLine } from '#service';
import {
  type Edition,
  type OversightData,
  type OversightFigures,
  VOLUMES,
  type Volumes,
  type VolumesOf,
} from './oversight.data';

/** Nothing from elsewhere, no script, nobody's frame. */
export const OVERSIGHT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `
body{font:1.06rem/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}
header{background:#112e51;color:#fff;padding:.75rem 1rem}main{max-width:64rem;margin:0 auto;padding:1rem}
table{border-collapse:collapse;margin:1rem 0}th,td{border-bottom:1px solid #a9aeb1;padding:.3rem .7rem;text-align:left}td.n,th.n{text-align:right}
svg{display:block;max-width:100%;height:auto}svg text{font:13px system-ui,sans-serif;fill:#1b1b1b}
.alert{border-left:.5rem solid #e5a000;background:#faf3d1;padding:.75rem 1rem}.scroll{overflow-x:auto}`;

const MOST_BARS = 20;
const BAR = 22;
const LABEL = 150;
const WIDE = 420;

/** Bars from left to right, the most first in what is not a month; each says its number. The table beside it has them all. */
const bars = (title: string, rows: readonly { readonly label: string; readonly number: number }[]): Html => {
  const most = Math.max(1, ...rows.map(({ number }) => number));
  const shown = rows.slice(0, MOST_BARS);
  return html`<svg role="img" aria-label="${title}" viewBox="0 0 ${LABEL + WIDE + 100} ${shown.length * BAR + 4}" width="${LABEL + WIDE + 100}">${shown.map(
    ({ label, number }, n) =>
      html`<text x="0" y="${n * BAR + 16}">${label}</text><rect x="${LABEL}" y="${n * BAR + 3}" width="${Math.round((number / most) * WIDE)}" height="${BAR - 7}" fill="#005ea2"></rect><text x="${LABEL + Math.round((number / most) * WIDE) + 6}" y="${n * BAR + 16}">${number}</text>`,
  )}</svg>`;
};

const table = (heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Html =>
  html`<div class="scroll"><table><thead><tr>${heads.map((head, n) => html`<th scope="col" class="${n > 0 ? 'n' : ''}">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, n) => html`<td class="${n > 0 ? 'n' : ''}">${cell ?? 'not known'}</td>`)}</tr>`)}</tbody></table></div>`;

const NAMES = Object.keys(VOLUMES) as (keyof Volumes)[];
const divided = (title: string, what: string, rows: readonly VolumesOf[], inOrder: boolean): HtmlPart => {
  const sorted = inOrder ? rows : [...rows].sort((one, other) => filed(other) - filed(one));
  return html`<h2>${title}</h2>
${bars(
  `Entries and bills by ${what}`,
  sorted.map((row) => ({ label: row.value || 'not known', number: filed(row) })),
)}
${table(
  [what, ...NAMES.map((name) => VOLUMES[name])],
  sorted.map(({ value, volumes }) => [value || 'not known', ...NAMES.map((name) => volumes[name])]),
)}`;
};
const filed = ({ volumes }: VolumesOf): number => volumes.entries + volumes.bills;

/** The report for people. Participants stand in it for CBP alone. */
export const oversightPage = (
  { quarter, state, version, madeAt, why }: Edition,
  { figures, participants }: OversightData,
  isForCbp: boolean,
): string => {
  const standing =
    state === 'so far'
      ? `So far: as of ${madeAt}. The quarter goes on, or what happened in it is still being told; these numbers will change.`
      : `Version ${version}, published ${madeAt}. ${why}`;
  const { outages, rollOuts, suggestions, unknownParts } = figures;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Oversight report ${quarter} | Portway</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<header>Portway</header>
<main>
<h1>Oversight report ${quarter}</h1>
<p>${standing} From ${figures.firstDay} to ${figures.lastDay}.</p>
${unknownParts.length > 0 && html`<div class="alert"><p>Not known:</p><ul>${unknownParts.map(({ part, why: reason }) => html`<li><strong>${part}</strong>: ${reason}</li>`)}</ul></div>`}
<h2>The quarter</h2>
${table(
  ['what', 'number'],
  NAMES.map((name) => [VOLUMES[name], figures.total[name]]),
)}
${divided('By month', 'month', figures.byMonth, true)}
${divided('By port', 'port', figures.byPort, false)}
${divided('By mode of transport', 'mode', figures.byMode, false)}
<h2>Outages</h2>
${
  outages === null
    ? html`<p>Not known: see above.</p>`
    : [
        bars(
          'Minutes down by component',
          outages.map(({ component, downMinutes }) => ({ label: component, number: downMinutes })),
        ),
        table(
          [
            'component',
            'up, percent of the known time',
            'minutes down',
            'times down',
            'minutes of planned maintenance',
            'minutes not known',
          ],
          outages.map((one) => [
            one.component,
            one.upPercent,
            one.downMinutes,
            one.outages,
            one.maintenanceMinutes,
            one.unknownMinutes,
          ]),
        ),
      ]
}
<h2>Use of roll-outs</h2>
${table(
  [
    'capability',
    'state',
    'admitted by name',
    'open to all',
    'accounts that used it',
    'filings taken',
    'filings refused',
  ],
  rollOuts.map((one) => [
    one.name,
    one.state,
    one.admitted,
    one.forAll ? 'yes' : 'no',
    one.accounts,
    one.taken,
    one.refused,
  ]),
)}
${
  isForCbp &&
  html`<h3>Participants (for CBP)</h3>${table(
    ['capability', 'account', 'filings taken', 'filings refused'],
    participants.map(({ code, name, taken, refused }) => [code, name, taken, refused]),
  )}`
}
<h2>Suggestions</h2>
${table(
  ['what', 'number'],
  [
    ['suggestions filed', suggestions.filed],
    ['not decided for good', suggestions.open],
    ...suggestions.decided.map(({ decision, suggestions: n }): [string, number] => [decision, n]),
    [
      'days from filing to decision, median',
      suggestions.medianDays === null ? null : Math.round(suggestions.medianDays * 10) / 10,
    ],
  ],
)}
</main>
</body>
</html>`.text;
};

/** One number a line: which part, of what, which measure. What is not known has an empty number. */
export function* oversightCsv(
  { quarter, state, version, madeAt }: Edition,
  figures: OversightFigures,
): Generator<string> {
  yield csvLine(['quarter', 'state', 'version', 'madeAt', 'part', 'of', 'measure', 'number']);
  const line = (part: string, of: string, measure: string, number: number | null): string =>
    csvLine([quarter, state, version, madeAt, part, of, measure, number]);
  const volumes = function* (part: string, of: string, one: Volumes): Generator<string> {
    for (const name of NAMES) yield line(part, of, name, one[name]);
  };
  yield* volumes('total', '', figures.total);
  for (const { value, volumes: one } of figures.byMonth) yield* volumes('month', value, one);
  for (const { value, volumes: one } of figures.byPort) yield* volumes('port', value, one);
  for (const { value, volumes: one } of figures.byMode) yield* volumes('mode', value, one);
  for (const one of figures.outages ?? [])
    for (const name of ['upPercent', 'downMinutes', 'outages', 'maintenanceMinutes', 'unknownMinutes'] as const)
      yield line('outages', one.component, name, one[name]);
  for (const one of figures.rollOuts)
    for (const name of ['admitted', 'begun', 'ended', 'accounts', 'taken', 'refused'] as const)
      yield line('roll-out', one.code, name, one[name]);
  yield line('suggestions', '', 'filed', figures.suggestions.filed);
  yield line('suggestions', '', 'open', figures.suggestions.open);
  for (const { decision, suggestions } of figures.suggestions.decided)
    yield line('suggestions', decision, 'decided', suggestions);
  yield line('suggestions', '', 'medianDays', figures.suggestions.medianDays);
  for (const { part, why } of figures.unknownParts) yield line('not known', part, why, null);
}
