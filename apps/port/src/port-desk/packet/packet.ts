import type { TransportMode } from '#contracts';
import { html, raw, type Html, type HtmlPart } from '#kernel';
import { code128 } from './code-128';

/** What is printed about cargo that moves on paper. Whatever is not known is null or an empty list; instants are ISO, UTC. */
export interface PacketData {
  readonly printedAt: string;
  /** The age of the picture: when the newest of these facts was heard. Null when nothing is known. */
  readonly pictureAsOf: string | null;
  readonly port: { readonly code: string; readonly name: string | null } | null;
  readonly mode: TransportMode | null;
  readonly downtime: { readonly number: string; readonly drill: boolean } | null;
  /**
   * What stands against a release, wherever it was said: on a bill, an entry, or in a decision by hand. An empty list says something
   * only where port and mode are known: without them nothing is judged, and the packet says so.
   */
  readonly holds: readonly {
    readonly reference: string;
    readonly code: string;
    readonly reason: string;
    readonly since: string;
  }[];
  /** Releases that are known already, so that nothing is released twice. */
  readonly releases: readonly {
    readonly reference: string;
    readonly path: 'electronic' | 'paper';
    readonly at: string;
    readonly by: string;
  }[];
  /** The newest manual decision on this cargo. */
  readonly decision: {
    /** `MD-26-2704-000017` */
    readonly controlNumber: string;
    readonly decision: string;
    /** Why it does not stand, as `awaiting second officer`; null when it is in effect. */
    readonly notInEffect: string | null;
    readonly decidedAt: string;
    readonly officer: string;
    readonly secondOfficer: string | null;
    readonly reason: string | null;
  } | null;
  /** `number` is what people call it and scan: `MAEU-0417W`. */
  readonly conveyance: {
    readonly number: string;
    readonly name: string | null;
    readonly estimatedArrival: string | null;
  } | null;
  readonly importer: { readonly number: string; readonly trustedAs: string | null } | null;
  readonly entries: readonly {
    /** `B76-0324527-8` */
    readonly number: string;
    readonly type: string | null;
    readonly state: string;
    readonly summaryOnFileSince: string | null;
  }[];
  readonly bills: readonly {
    /** SCAC and number, as on the bill: `MAEU260000101`. */
    readonly number: string;
    readonly masterBill: string | null;
    readonly quantity: string | null;
    readonly arrivedAt: string | null;
    readonly disposition: string | null;
    /** False when the bill is not in the picture, so that nothing is known of its holds either. */
    readonly known: boolean;
  }[];
  /** Filings that were received and wait for the module to come back. */
  readonly heldFilings: readonly { readonly kind: string; readonly reference: string; readonly receivedAt: string }[];
  /** What the procedure asks for. */
  readonly documents: readonly {
    readonly name: string;
    readonly contents: readonly string[];
    readonly seen: boolean;
  }[];
}

const STYLE = raw(`
@page { margin: 12mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.3 Arial, Helvetica, sans-serif; color: #000; background: #fff; max-width: 186mm; margin: 4mm auto; }
h1 { font-size: 20pt; margin: 0; }
h2 { font-size: 12pt; margin: 4mm 0 1mm; border-bottom: .3mm solid #000; text-transform: uppercase; }
p { margin: 0 0 1mm; }
.drill { font-size: 18pt; font-weight: bold; letter-spacing: .3em; text-align: center; border: 1mm solid #000; }
.holds { border: 1.5mm solid #000; padding: 2mm; margin: 2mm 0; font-size: 20pt; line-height: 1.15; font-weight: bold; break-inside: avoid; }
.holds li { margin-bottom: 1mm; }
.released { border: .8mm solid #000; padding: 2mm; margin: 2mm 0; font-size: 14pt; font-weight: bold; break-inside: avoid; }
.no-holds { border: .3mm solid #000; padding: 2mm; margin: 2mm 0; }
ul { list-style: none; margin: 0; padding: 0; }
figure { display: inline-block; margin: 0 6mm 3mm 0; break-inside: avoid; text-align: center; vertical-align: top; }
figcaption { font: 11pt/1.2 "Courier New", monospace; }
table { width: 100%; border-collapse: collapse; }
table + table { margin-top: 2mm; }
th, td { border: .2mm solid #000; padding: .5mm 1.5mm; text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
.stamps { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 3mm; break-inside: avoid; }
.stamps div { border: .3mm solid #000; height: 28mm; padding: 1mm; font-size: 9pt; }
footer { font-size: 9pt; margin-top: 3mm; }
@media print { body { margin: 0 auto; } }
`);

const asUtc = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

const figure = (what: string, text: string): Html =>
  html`<figure>${code128(text) ?? html`<p>no bar code</p>`}<figcaption>${text}</figcaption><p>${what}</p></figure>
`;

const table = (
  heads: readonly string[],
  rows: readonly (readonly HtmlPart[])[],
): Html => html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${rows.map(
  (cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
)}</tbody></table>
`;

const unknownOf = (bills: PacketData['bills']): Html | false => {
  const unknown = bills.filter(({ known }) => !known).map(({ number }) => number);
  return (
    unknown.length > 0 &&
    html`<p class="released">Not in the picture, so that a hold would not be known: ${unknown.join(', ')}</p>`
  );
};

const isJudged = ({ port, mode }: PacketData): boolean => port !== null && mode !== null;

const holdsOf = (data: PacketData): Html => {
  const { holds, pictureAsOf } = data;
  if (holds.length === 0 && pictureAsOf && !isJudged(data)) {
    return html`<p class="holds">HOLDS WERE NOT JUDGED: port or mode of transport is not known. Look every bill up before any release.</p>`;
  }
  if (holds.length === 0) {
    return pictureAsOf
      ? html`<p class="no-holds">No hold was known at ${asUtc(pictureAsOf)}. A hold placed later is not on this paper.</p>`
      : html`<p class="holds">NOTHING IS KNOWN OF THIS CARGO. Whether it is under hold is not known.</p>`;
  }
  return html`<section class="holds"><p>HOLD - DO NOT RELEASE</p><ul>
${holds.map(
  ({ reference, code, reason, since }) => html`<li>${reference}: ${code} ${reason}, since ${asUtc(since)}</li>
`,
)}</ul></section>`;
};

const releasesOf = (releases: PacketData['releases']): Html => html`<section class="released"><ul>
${releases.map(
  ({
    reference,
    path,
    at,
    by,
  }) => html`<li>${reference} was released ${path === 'paper' ? 'on paper' : 'electronically'} at ${asUtc(at)} by ${by}</li>
`,
)}</ul></section>
`;

const decisionOf = (decision: NonNullable<PacketData['decision']>): Html => html`<section><h2>Decision by hand</h2>
${
  decision.notInEffect &&
  html`<p class="released">NOT IN EFFECT: ${decision.notInEffect}</p>
`
}<p><strong>${decision.decision.toUpperCase()}</strong> by ${decision.officer}${decision.secondOfficer && html`, with ${decision.secondOfficer}`}, ${asUtc(decision.decidedAt)}${decision.reason && html`. Reason: ${decision.reason}`}</p></section>
`;

const importerOf = ({ number, trustedAs }: NonNullable<PacketData['importer']>): Html =>
  html`<p>Importer ${number}${trustedAs && html`, trusted: ${trustedAs}`}</p>`;

const conveyanceOf = ({ number, name, estimatedArrival }: NonNullable<PacketData['conveyance']>): Html =>
  html`<p>Conveyance ${name} ${number}${estimatedArrival && html`, expected ${estimatedArrival}`}</p>`;

/** The papers that go with cargo: last known picture, codes to scan, what to see, room to stamp and sign. A whole HTML document without script. */
export const renderPacket = (data: PacketData): string => {
  const {
    port,
    mode,
    downtime,
    decision,
    conveyance,
    importer,
    entries,
    bills,
    heldFilings,
    documents,
    holds,
    releases,
  } = data;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Packet ${decision?.controlNumber ?? entries[0]?.number ?? bills[0]?.number ?? conveyance?.number}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
${downtime?.drill && html`<p class="drill">DRILL - RELEASES NOTHING</p>`}
<h1>Downtime packet${decision && html` ${decision.controlNumber}`}</h1>
<p>${port && html`Port ${port.code} ${port.name}. `}${mode && html`Mode: ${mode}. `}Downtime: <strong>${downtime ? downtime.number : 'none in force'}</strong>. ${
    data.pictureAsOf ? html`Picture of <strong>${asUtc(data.pictureAsOf)}</strong>.` : 'No picture.'
  }</p>
</header>
<main>
${holdsOf(data)}
${unknownOf(bills)}
${releases.length > 0 && releasesOf(releases)}<section><h2>To scan</h2>
${decision && figure('Control number', decision.controlNumber)}${entries.map(({ number }) => figure('Entry', number))}${bills.map(({ number }) => figure('Bill', number))}${
  conveyance && figure('Conveyance', conveyance.number)
}</section>
${decision && decisionOf(decision)}${
  (conveyance || importer || entries.length + bills.length > 0) &&
  html`<section><h2>Last known picture</h2>
${conveyance && conveyanceOf(conveyance)}${importer && importerOf(importer)}
${
  entries.length > 0 &&
  table(
    ['Entry', 'Type', 'State', 'Summary on file since'],
    entries.map((e) => [e.number, e.type, e.state, e.summaryOnFileSince && asUtc(e.summaryOnFileSince)]),
  )
}${
  bills.length > 0 &&
  table(
    ['Bill', 'Master', 'Quantity', 'Arrived', 'Last status', 'Holds'],
    bills.map((b) => [
      b.number,
      b.masterBill,
      b.quantity,
      b.arrivedAt && asUtc(b.arrivedAt),
      b.disposition,
      holds
        .filter(({ reference }) => reference === b.number)
        .map(({ code }) => code)
        .join(', ') || (b.known && isJudged(data) ? 'none known' : 'not known'),
    ]),
  )
}</section>
`
}${
  heldFilings.length > 0 &&
  html`<section><h2>Received and waiting</h2>
${table(
  ['Filing', 'Reference', 'Received'],
  heldFilings.map((f) => [f.kind, f.reference, asUtc(f.receivedAt)]),
)}</section>
`
}${
  documents.length > 0 &&
  html`<section><h2>Papers</h2><ul>
${documents.map(
  (
    { name, contents, seen },
    index,
  ) => html`<li><input type="checkbox" id="paper-${index}"${seen && raw(' checked')}> <label for="paper-${index}"><strong>${name}</strong>${
    contents.length > 0 && html`: ${contents.join(', ')}`
  }</label></li>
`,
)}</ul></section>
`
}<section><h2>Stamp and sign</h2>
<div class="stamps"><div>Decision, stamp</div><div>Officer, date, time</div><div>Second officer (override)</div></div></section>
</main>
<footer><p>Printed ${asUtc(data.printedAt)}. Cargo leaves only on a signed release with a control number. Keep this paper until the electronic filing is matched to it.</p></footer>
</body>
</html>
`.text;
};
