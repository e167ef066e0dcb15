import type { FilerAct, Picked } from '#contracts';
import type { Clock } from './stated-time.rules';

export const listText = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

export const refusalText = ({ code, text }: { readonly code: string | null; readonly text: string | null }): string =>
  [code, text && `"${text}"`].filter(Boolean).join(' ');

/** Which messages are meant, as a relative clause; empty for all. */
export const pickedText = (picked: Picked | null, clock: Clock): string => {
  if (!picked) return '';
  const { sentBefore, sentSince, refusedWith, refusedForDataOf, gotNo } = picked;
  const clauses = [
    sentBefore && `were sent before ${clock(sentBefore)}`,
    sentSince && `were sent since ${clock(sentSince)}`,
    refusedWith && `were refused with ${refusalText(refusedWith)}`,
    refusedForDataOf && `were refused for their ${refusedForDataOf} data`,
    gotNo && `got no ${gotNo}`,
  ].filter(Boolean);
  return clauses.length > 0 ? ` that ${clauses.join(' and ')}` : '';
};

const messagesText = (messages: readonly string[]): string =>
  messages.length > 0 ? `${listText(messages)} messages` : 'those messages';

/** What is done, beginning with its verb. */
const verbs: { readonly [D in FilerAct['do']]: (act: Extract<FilerAct, { do: D }>, clock: Clock) => string } = {
  wait: ({ minutes, before }) => `wait ${minutes} minutes before ${before}`,
  'do not resend': () => 'do not resend what was sent',
  'stop sending': () => 'stop sending until a notice says otherwise',
  resend: ({ messages, which, byHand }, clock) =>
    `send ${messagesText(messages)}${pickedText(which, clock)} again${byHand ? ', by hand' : ''}`,
  'cancel and send again': ({ message, cancelWith, sendAgainAs, which }, clock) =>
    `cancel each ${message}${pickedText(which, clock)} with ${cancelWith}, then send it again as ${sendAgainAs}`,
  'narrow the query': ({ record, fields }) =>
    `narrow the query: in ${record}, ${fields.map(({ positions, values }) => `position ${listText(positions.map(String))} ${values.join(' or ')}`).join('; ')}`,
  'give a document': ({ document, road }) => `give the ${document} ${road === 'by hand' ? 'by hand' : `by ${road}`}`,
  'do not change': ({ record, once }) => `do not change the ${record} once ${once}`,
  'work with': ({ whom }) => `work with ${whom}`,
  'wait for a notice': () => 'wait for the notice that follows',
};

/** One act as one sentence. */
export const actText = (act: FilerAct, clock: Clock): string => {
  const verb = (verbs[act.do] as (act: FilerAct, clock: Clock) => string)(act, clock);
  const who = act.by === 'everybody' ? '' : act.by;
  if (act.force === 'may') return sentence(`${who || 'you'} may ${verb}`);
  const whole = act.force === 'if needed' ? `if needed, ${verb}` : verb;
  return sentence(who ? `${who}: ${whole}` : whole);
};
