import type { TransportMode } from '#contracts';
import { PORTS } from '#reference';
import { html, raw, type Html } from '#kernel';
import type { PortPlaybook } from '../playbook/playbook-shelf';
import type { RoleId } from '../playbook/procedure/procedure';
import { sheetContent, type SheetStep } from '../playbook/sheet-content';

/** When and amid what a sheet is printed. */
export interface Occasion {
  readonly printedAt: Date;
  /** The downtime in force at the port for the mode; null when there is none. */
  readonly downtime: { readonly number: string; readonly drill: boolean } | null;
  /** When the published versions were last read, ISO; null when only what was delivered is known. */
  readonly readAt: string | null;
}

/** One page of Letter or A4. Sizes and margins are what `sheetLines` counts with. */
const STYLE = raw(`
@page { margin: 10mm 12mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.22 Arial, Helvetica, sans-serif; color: #000; background: #fff; max-width: 186mm; margin: 4mm auto; }
header { border-bottom: 1.5mm solid #000; margin-bottom: 1mm; }
h1 { font-size: 21pt; line-height: 1.1; margin: 0; }
header p { font-size: 13pt; margin: 0 0 1mm; }
h2 { font-size: 11pt; line-height: 1.22; margin: .2em 0 .1em; text-transform: uppercase; }
.drill { font-size: 15pt; font-weight: bold; letter-spacing: .3em; text-align: center; border: 1mm solid #000; margin: 0; }
ol, ul { list-style: none; margin: 0; padding: 0; }
li { padding-left: 8mm; margin-bottom: .25em; break-inside: avoid; position: relative; }
li input { position: absolute; left: 0; top: .1em; width: 4.5mm; height: 4.5mm; margin: 0; }
.papers, .condition { font-weight: bold; }
.note { display: block; font-size: 9.5pt; font-style: italic; line-height: 1.16; }
.small { font-size: 9.5pt; line-height: 1.16; }
.small p, .small dl, .small dd { margin: 0; }
.small dl div { display: block; }
.small dt, .small dd { display: inline; }
footer { border-top: .3mm solid #000; margin-top: 1mm; font-size: 8.5pt; }
footer p { margin: 0; }
@media print { body { margin: 0 auto; } }
`);

const asUtc = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

const stepItem = ({
  id,
  onlyFor,
  what,
  papers,
  note,
  ofPort,
}: SheetStep): Html => html`<li><input type="checkbox" id="${id}"><label for="${id}">${
  onlyFor && html`<span class="condition">Only for ${onlyFor}:</span> `
}${what}${papers.length > 0 && html` <span class="papers">[${papers.join(', ')}]</span>`}</label>${
  note && html`<span class="note">At this port: ${note}</span>`
}${ofPort && html`<span class="note">A step of this port.</span>`}</li>
`;

/** The one page a person of this role works from, as a whole HTML document without script. */
export const renderSheet = (
  playbook: PortPlaybook,
  roleId: RoleId,
  { printedAt, downtime, readAt }: Occasion,
): string => {
  const { role, phases, papers, blocks } = sheetContent(playbook.procedure, roleId);
  const port = PORTS.get(playbook.port);
  const mode: TransportMode = playbook.procedure.mode;
  const drill = downtime?.drill && html`<p class="drill">DRILL - NO EFFECT ON LIVE CARGO</p>`;
  const { national, overlay } = playbook;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${role.name}, ${mode}, port ${playbook.port}: downtime sheet</title>
<style>${STYLE}</style>
</head>
<body>
<header>
${drill}
<h1>${role.name} - ${mode}</h1>
<p>Downtime sheet, port ${playbook.port}${port && html` ${port.name}, ${port.state}`}. Downtime: <strong>${downtime ? downtime.number : 'none in force'}</strong></p>
</header>
<main>
${phases.map(
  ({ phase, steps }) => html`<section><h2>${phase}</h2><ol>
${steps.map(stepItem)}</ol></section>
`,
)}${
  papers.length > 0 &&
  html`<section class="small"><h2>On the papers</h2><dl>
${papers.map(
  ({ name, contents }) => html`<div><dt>${name}:</dt> <dd>${contents.join(', ')}</dd></div>
`,
)}</dl></section>
`
}${blocks.map(
  ({ heading, lines }) => html`<section class="small"><h2>${heading}</h2>
${lines.map(
  (line) => html`<p>${line}</p>
`,
)}</section>
`,
)}</main>
<footer>
<p>National procedure version ${national.version} of ${national.effectiveFrom}. ${
    overlay ? `Port version ${overlay.version} of ${overlay.effectiveFrom}.` : 'This port changes nothing of it.'
  } Printed ${asUtc(printedAt.toISOString())}. ${
    readAt
      ? `Versions read ${asUtc(readAt)}.`
      : 'The published versions could not be read: this is the procedure as delivered.'
  }</p>
${drill}
</footer>
</body>
</html>
`.text;
};
