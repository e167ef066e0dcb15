import type { GateView } from '#contracts';
import type { ComponentState } from '../component-state/component-state.rules';
import type { ComponentImpact } from '../downtime/model/records';

/** How bad it is on the whole, in the words that status pages share. */
export type Indicator = 'none' | 'minor' | 'major' | 'critical';
/** The colours of the availability dashboard: green operational, yellow slow, red down. */
export type Colour = 'green' | 'yellow' | 'red';

export interface OnTheWhole {
  readonly indicator: Indicator;
  readonly colour: Colour;
  readonly words: string;
}

export interface Seen {
  readonly components: readonly { readonly name: string; readonly state: ComponentState | 'partial' | 'maintenance' }[];
  readonly gates: readonly Pick<GateView, 'module' | 'direction' | 'state'>[];
  /** Live ones only. */
  readonly openIncidents: number;
  readonly downtimesInForce: number;
}

/** Without these no filing is accepted. */
const EDGE = new Set(['gateway', 'gateway-database']);
/** Without these filings are accepted and wait. */
const ROAD = new Set(['manifest', 'manifest-database', 'entry', 'entry-database', 'broker']);
const moduleOf = (component: string): string => component.replace(/-database$/, '');

/**
 * What a component counts as: what was seen of it, made worse by what an open incident says of it. In planned maintenance its being
 * away is as announced; that no filing is accepted is told all the same.
 */
export const countsAs = (name: string, state: ComponentState, said: ComponentImpact['state'] | undefined): Seen['components'][number]['state'] =>
  said !== undefined && (state === 'operational' || (said === 'maintenance' && !EDGE.has(name))) ? said : state;

/** The one line at the top: the worst that holds. */
export const onTheWhole = ({ components, gates, openIncidents, downtimesInForce }: Seen): OnTheWhole => {
  const down = components.filter(({ state }) => state === 'down');
  if (down.some(({ name }) => EDGE.has(name))) {
    return { indicator: 'critical', colour: 'red', words: 'Down: no filing is accepted now. What was acknowledged is kept.' };
  }
  const waiting = new Set([
    ...down.filter(({ name }) => ROAD.has(name)).map(({ name }) => moduleOf(name)),
    ...gates.filter(({ state, direction }) => state === 'STOPPED' && direction === 'inbound').map(({ module }) => module),
  ]);
  if (waiting.has('broker') || (waiting.has('manifest') && waiting.has('entry'))) {
    return { indicator: 'critical', colour: 'red', words: 'Down: filings are accepted and kept, and none is processed now. Do not send again.' };
  }
  if (waiting.size > 0) {
    return { indicator: 'major', colour: 'red', words: `Partly down: filings for ${[...waiting].join(' and ')} are accepted and kept, and processed later. Do not send again.` };
  }
  if (downtimesInForce > 0) return { indicator: 'major', colour: 'red', words: 'A downtime is in force. Downtime procedures apply where it says so below.' };
  if (components.length > 0 && components.every(({ name, state }) => state === 'unknown' || name.startsWith('status'))) {
    return { indicator: 'minor', colour: 'yellow', words: 'Not known: nothing was seen of the other services lately.' };
  }
  if (gates.some(({ state }) => state !== 'FLOWING')) return { indicator: 'minor', colour: 'yellow', words: 'Catching up: what was kept is being processed, the oldest first.' };
  if (openIncidents > 0) return { indicator: 'minor', colour: 'yellow', words: 'There are known issues, told below. Filings are accepted.' };
  const unwell = components.filter(({ state }) => state !== 'operational').map(({ name }) => name);
  if (unwell.length > 0) return { indicator: 'minor', colour: 'yellow', words: `Filings are accepted; not everything works as usual: ${unwell.join(', ')}.` };
  return { indicator: 'none', colour: 'green', words: 'Everything is operational.' };
};
