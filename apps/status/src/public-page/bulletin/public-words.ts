import type { DowntimeScope, GateView } from '#contracts';
import { PORTS } from '#reference';
import type { Clearing, NoTime } from '../../component-state/backlog.rules';

const PORTS_NAMED = 12;
const portText = (code: string): string => `${PORTS.get(code)?.name ?? 'port'} (${code})`;

/** Where something holds: `entry; truck; at Laredo (2304), El Paso (2402)`. What is not limited is said too. */
export const whereText = ({ modules, channels, directions, modes, ports }: DowntimeScope): string => {
  const named = ports.slice(0, PORTS_NAMED).map(portText).join(', ');
  const more = ports.length > PORTS_NAMED ? ` and ${ports.length - PORTS_NAMED} more ports` : '';
  return [
    modules.length > 0 ? modules.join(', ') : 'all modules',
    channels.length > 0 ? channels.map((channel) => (channel === 'edi' || channel === 'api' ? channel.toUpperCase() : channel)).join(', ') : '',
    directions.length === 1 ? directions[0]! : '',
    modes.length > 0 ? modes.join(', ') : 'all modes of transport',
    ports.length > 0 ? `at ${named}${more}` : 'at all ports',
  ].filter(Boolean).join('; ');
};

/** `40 seconds`, `12 minutes`, `3 hours 20 minutes`, `2 days 4 hours`. */
export const lengthText = (seconds: number): string => {
  const unit = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`;
  if (seconds < 90) return unit(Math.round(seconds), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return unit(minutes, 'minute');
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 48) return left === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(left, 'minute')}`;
  return hours % 24 === 0 ? unit(hours / 24, 'day') : `${unit(Math.floor(hours / 24), 'day')} ${unit(hours % 24, 'hour')}`;
};

const NO_TIME: Readonly<Record<NoTime, string>> = {
  'nothing waits': 'nothing waits',
  'keeps up': 'none needed: it keeps up',
  stopped: 'not known: nothing is processed now',
  grows: 'not known: more arrives than is answered',
  'not known': 'not known',
};
export const clearingText = ({ secondsToClear, why }: Clearing): string => (why ? NO_TIME[why] : `about ${lengthText(secondsToClear ?? 0)}`);

const GATE_WORDS: Readonly<Record<GateView['state'], string>> = { FLOWING: 'flowing', TRIAL: 'trial', STOPPED: 'stopped' };
export const gateWord = (state: GateView['state']): string => GATE_WORDS[state];

/** Why a gate is as it is, with nothing of the platform's inside and no names. */
export const gateText = ({ module, direction, state, changedBy, incidentNumber }: GateView): string => {
  const what = direction === 'inbound' ? 'filings' : 'answers';
  const order = incidentNumber ? `by order, because of ${incidentNumber}` : 'by order';
  if (state === 'FLOWING') return `${direction === 'inbound' ? 'Filings are handed on' : 'Answers are given out'} as they come.`;
  if (state === 'TRIAL') return `What was kept is tried with one of the ${what} and then ${direction === 'inbound' ? 'processed' : 'given out'}, the oldest first; newer ${what} wait behind it.`;
  const kept = direction === 'inbound' ? 'Filings are accepted and kept: do not resend.' : 'Answers are kept and given out later, in order.';
  return `${kept} It was stopped ${changedBy === 'the platform' ? `by itself, because ${module} could not work` : order}.`;
};

const COMPONENT_NAMES: Readonly<Record<string, string>> = {
  gateway: 'Filing (gateway)', manifest: 'Manifests', entry: 'Cargo release and entry summary (entry)', cee: 'Centers of Excellence (cee)', account: 'Accounts', status: 'Status', broker: 'Broker',
};
/** What partners call it; a database is named by its module. */
export const componentName = (component: string): string =>
  COMPONENT_NAMES[component] ?? (component.endsWith('-database') ? `Database of ${component.slice(0, -'-database'.length)}` : component);

/** `21 Nov 2026, 20:30 UTC`. */
export const timeText = (instant: string): string => {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  // RFC 9110's form: `Sat, 21 Nov 2026 20:30:59 GMT`.
  const [, day, month, year, clock] = at.toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}, ${clock!.slice(0, 5)} UTC`;
};
