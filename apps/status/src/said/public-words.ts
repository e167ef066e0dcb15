import { type DowntimeScope, type GateView, tradeName } from '#contracts';
import { PORTS } from '#reference';
import type { Clearing, NoTime } from '../component-state/backlog.rules';

const PORTS_NAMED = 12;
const portText = (code: string): string => `${PORTS.get(code)?.name ?? 'port'} (${code})`;

/**
 * Where something holds: `Cargo release and entry summary; truck; at Laredo (2304), El Paso (2402)`. What is not limited is said too.
 * @param functions names of what is hit, where less than whole modules
 */
export const whereText = (
  { modules, channels, directions, modes, ports }: DowntimeScope,
  functions: readonly string[] = [],
): string => {
  const named = ports.slice(0, PORTS_NAMED).map(portText).join(', ');
  const more = ports.length > PORTS_NAMED ? ` and ${ports.length - PORTS_NAMED} more ports` : '';
  return [
    functions.length > 0
      ? functions.join(', ')
      : modules.length > 0
        ? modules.map(tradeName).join(', ')
        : 'all functions',
    channels.length > 0
      ? channels.map((channel) => (channel === 'edi' || channel === 'api' ? channel.toUpperCase() : channel)).join(', ')
      : '',
    directions.length === 1 ? (directions[0] === 'inbound' ? 'filings' : 'answers') : '',
    modes.length > 0 ? modes.join(', ') : 'all modes of transport',
    ports.length > 0 ? `at ${named}${more}` : 'at all ports',
  ]
    .filter(Boolean)
    .join('; ');
};

/** `40 seconds`, `12 minutes`, `3 hours 20 minutes`, `2 days 4 hours`. */
export const lengthText = (seconds: number): string => {
  const unit = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`;
  if (seconds < 90) return unit(Math.round(seconds), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return unit(minutes, 'minute');
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 48) return left === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(left, 'minute')}`;
  return hours % 24 === 0
    ? unit(hours / 24, 'day')
    : `${unit(Math.floor(hours / 24), 'day')} ${unit(hours % 24, 'hour')}`;
};

const NO_TIME: Readonly<Record<NoTime, string>> = {
  'nothing waits': 'nothing waits',
  'keeps up': 'none needed: it keeps up',
  stopped: 'not known: nothing is processed now',
  grows: 'not known: more arrives than is answered',
  'not known': 'not known',
};
export const clearingText = ({ secondsToClear, why }: Clearing): string =>
  why ? NO_TIME[why] : `about ${lengthText(secondsToClear ?? 0)}`;

/** Why a gate is as it is, with nothing of the platform's inside and no names. */
export const gateText = ({ direction, state, changedBy, incidentNumber }: GateView): string => {
  const what = direction === 'inbound' ? 'filings' : 'answers';
  const order = incidentNumber ? `by order, because of ${incidentNumber}` : 'by order';
  if (state === 'FLOWING')
    return `${direction === 'inbound' ? 'Filings are handed on' : 'Answers are given out'} as they come.`;
  if (state === 'TRIAL')
    return `What was kept is tried with one of the ${what} and then ${direction === 'inbound' ? 'processed' : 'given out'}, the oldest first; newer ${what} wait behind it.`;
  const kept =
    direction === 'inbound'
      ? 'Filings are accepted and kept: do not resend.'
      : 'Answers are kept and given out later, in order.';
  return `${kept} It was stopped ${changedBy === 'the platform' ? 'by itself, because nothing was processed' : order}.`;
};

const STATE_WORDS: Readonly<Record<string, string>> = {
  operational: 'working',
  slow: 'slow',
  down: 'not processing',
  partial: 'partly working',
  maintenance: 'maintenance',
  unknown: 'not known',
};
/** How a function is, in a word. */
export const stateWord = (state: string): string => STATE_WORDS[state] ?? state;
