import type { GateView, Vitals } from '#contracts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const WORDS: Readonly<Record<GateView['state'], string>> = {
  FLOWING: 'are handed on as they come',
  TRIAL: 'are kept, and handed on again step by step',
  STOPPED: 'are kept and not handed on: held, do not resend',
};

type Known = Pick<Vitals, 'gates' | 'backlog' | 'databaseReachable' | 'at'>;

/** Whether filings are accepted at this gateway. */
export const acceptance = ({ databaseReachable }: Known): string =>
  databaseReachable
    ? 'Filing, answers and the mailbox go on. What is acknowledged is kept and needs no second sending.'
    : 'The gateway cannot reach its own database: no filing is accepted now. What was acknowledged is kept; send anything else later.';

/** What the gateway knows of the modules behind it, one sentence a gate. */
export const sayingsOf = ({ gates = [], backlog }: Known): string[] => [
  ...gates.map(({ module, direction, state, since, held }) => {
    const what = direction === 'inbound' ? `Filings for ${module}` : `Answers of ${module}`;
    return `${what} ${WORDS[state]}${state === 'FLOWING' ? '' : `, since ${since}, ${held} waiting`}.`;
  }),
  ...backlog.map(({ module, unanswered }) => `${unanswered} filings wait for an answer of ${module}.`),
];

/** A page without anything around it, for when the status service is away. */
export const gatesPage = (known: Known): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Portway: the status service does not answer</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}</style></head>
<body><main><h1>The status service does not answer</h1>
<p>${acceptance(known)}</p>
<h2>The gates as the gateway sees them</h2>
<ul>${(sayingsOf(known).length > 0 ? sayingsOf(known) : ['Nothing is known of them at this moment.']).map((saying) => `<li>${escape(saying)}</li>`).join('\n')}</ul>
<p>As of <time datetime="${escape(known.at)}">${escape(known.at)}</time>. Look again in some seconds.</p></main></body></html>`;
