import { html, type Html, type HtmlPart } from '#kernel';
import { EASTERN, timeText } from '#reference';
import { assetAddress } from '../assets/assets';
import { type HelpDesk, helpDeskLine } from './help-desk';

/** Nothing but our own files is loaded, nothing is run but our script, and nobody shows our pages inside theirs. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': `${POLICY}; frame-ancestors 'none'`,
};

const LINKS = [
  ['/status', 'Status now'],
  ['/status/history', 'History'],
  ['/status/subscribe', 'Subscribe'],
  ['/status/feed.atom', 'Atom feed'],
  ['/status/activity-log', 'Activity logs'],
  ['/status/summary.json', 'Data'],
] as const;

export interface PageParts {
  readonly title: string;
  readonly main: HtmlPart;
  /** Whether the page renews itself. */
  readonly live?: boolean;
  /** Whether it is a static copy, which nobody may send headers with. */
  readonly isCopy?: boolean;
  readonly helpDesk?: HelpDesk;
}

/** A whole page. It says the same without script, and is read by machines in its parts: header, navigation, main, footer. */
export const layout = ({ title, main, live = false, isCopy = false, helpDesk }: PageParts): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} | Portway status</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assetAddress('css/uswds.min.css')}">
<link rel="stylesheet" href="${assetAddress('status-page.css')}">
<link rel="alternate" type="application/atom+xml" title="Portway status" href="/status/feed.atom">
${isCopy && html`<meta http-equiv="content-security-policy" content="${POLICY}"><script src="${assetAddress('status-copy.js')}" defer></script>`}
${live && html`<script src="${assetAddress('status-page.js')}" defer></script>`}
</head>
<body>
<a class="usa-skipnav" href="#main-content">Skip to main content</a>
<header class="usa-header usa-header--basic">
<div class="grid-container-widescreen pw-head">
<div class="usa-logo"><em class="usa-logo__text"><a href="/status" title="Portway status">Portway status</a></em> <span class="pw-small">Whether filings with customs work now, and what to do</span></div>
<nav aria-label="Status pages"><ul class="pw-legend">${LINKS.map(([href, text]) => html`<li><a class="usa-link" href="${href}">${text}</a></li>`)}</ul></nav>
</div>
</header>
<main id="main-content" class="grid-container-widescreen usa-prose">
${main}
</main>
<footer class="usa-footer usa-footer--slim">
<div class="grid-container-widescreen padding-y-2 pw-small">
${helpDesk && helpDeskLine(helpDesk)}
<p>Times are Eastern (ET), with UTC beside them; what is about ports of one other time zone is told by their clock. Days of uptime are days in UTC. <a class="usa-link" href="/status/summary.json">summary.json</a>, <a class="usa-link" href="/status/uptime.json">uptime.json</a> and the <a class="usa-link" href="/status/feed.atom">Atom feed</a> say the same as data.</p>
</div>
</footer>
</body>
</html>`;

/** An instant on a page: once, by the clock of the matter, with UTC beside it. */
export const time = (instant: string, timeZone = EASTERN): Html =>
  html`<time datetime="${instant}">${timeText(instant, timeZone)}</time>`;
