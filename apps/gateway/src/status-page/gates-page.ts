import { type GateView, tradeName, type Vitals } from '#contracts';
import { timeText } from '#reference';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const FLOWS: Readonly<Record<GateView['direction'], string>> = {
  inbound: 'filings are processed as they come',
  outbound: 'answers are given out as they come',
};
const KEPT: Readonly<Record<Exclude<GateView['state'], 'FLOWING'>, string>> = {
  TRIAL: 'being processed again step by step',
  STOPPED: 'held, do not resend',
};

type Known = Pick<Vitals, 'gates' | 'backlog' | 'databaseReachable' | 'at'>;

/** Whether filings are accepted at this gateway. */
export const acceptance = ({ databaseReachable }: Known): string =>
  databaseReachable
    ? 'Filing, answers and the mailbox go on. What is acknowledged is kept and needs no second sending.'
    : 'The gateway cannot reach its own database: no filing is accepted now. What was acknowledged is kept; send anything else later.';

/** What the gateway knows of what is filed through it, a sentence each. */
export const sayingsOf = ({ gates = [], backlog }: Known): string[] => [
  ...gates.map(({ module, direction, state, since, held }) => {
    if (state === 'FLOWING') return `${tradeName(module)}: ${FLOWS[direction]}.`;
    return `${tradeName(module)}: ${direction === 'inbound' ? 'filings' : 'answers'} are kept since ${timeText(since)}, ${held} wait; ${direction === 'inbound' ? KEPT[state] : 'they are given out later, in order'}.`;
  }),
  ...backlog.map(
    ({ module, unanswered }) =>
      `${tradeName(module)}: ${unanswered === 1 ? '1 filing waits for its' : `${unanswered} filings wait for their`} answer.`,
  ),
];

/** A page without anything around it, for when the status service is away. */
export const gatesPage = (known: Known): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Portway: the status service does not answer</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}</style></head>
<body><main><h1>The status service does not answer</h1>
<p>${acceptance(known)}</p>
<h2>What is known of your filings</h2>
<ul>${(sayingsOf(known).length > 0 ? sayingsOf(known) : ['Nothing is known of them at this moment.']).map((saying) => `<li>${escaped(saying)}</li>`).join('\n')}</ul>
<p>As of <time datetime="${escaped(known.at)}">${escaped(timeText(known.at))}</time>. Look again in some seconds.</p></main></body></html>`;
