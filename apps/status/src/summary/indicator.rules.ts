import { FILING_MODULES, type GateView, tradeName } from '#contracts';
import { sinceText } from '#reference';
import type { ComponentState } from '../component-state/component-state.rules';
import { watchLine } from '../flow/watch.rules';
import type { ComponentImpact } from '#statement';

/** How bad it is on the whole, in the words that status pages share. */
export type Indicator = 'none' | 'minor' | 'major' | 'critical';
/** The colours of the availability dashboard: green operational, yellow slow, red down. */
export type Colour = 'green' | 'yellow' | 'red';

export interface OnTheWhole {
  readonly indicator: Indicator;
  readonly colour: Colour;
  /** Changes only when something changes. */
  readonly words: string;
  /** The words with how many filings wait. */
  readonly headline: string;
}

export interface Seen {
  /** When this was seen. */
  readonly at: string;
  /** `since`: when it came into its state; `waiting`: filings without an answer. */
  readonly components: readonly {
    readonly name: string;
    readonly state: ComponentState | 'partial' | 'maintenance';
    readonly since: string;
    readonly waiting: number;
  }[];
  readonly gates: readonly Pick<GateView, 'module' | 'direction' | 'state' | 'since' | 'held'>[];
  /** Live ones only. */
  readonly openIncidents: number;
  readonly downtimesInForce: number;
  /** Modules of which something is worth watching while all works. */
  readonly watched: readonly string[];
}

/** Without these no filing is accepted. */
const EDGE = new Set(['gateway', 'gateway-database']);
/** Without these filings are accepted and wait. */
const ROAD: ReadonlySet<string> = new Set([
  ...FILING_MODULES.flatMap((module) => [module, `${module}-database`]),
  'broker',
]);
const moduleOf = (component: string): string => component.replace(/-database$/, '');

/**
 * What a component counts as: what was seen of it, made worse by what an open incident says of it. In planned maintenance its being
 * away is as announced; that no filing is accepted is told all the same.
 */
export const countsAs = (
  name: string,
  state: ComponentState,
  said: ComponentImpact['state'] | undefined,
): Seen['components'][number]['state'] =>
  said !== undefined && (state === 'operational' || (said === 'maintenance' && !EDGE.has(name))) ? said : state;

const line = (indicator: Indicator, colour: Colour, words: string, headline = words): OnTheWhole => ({
  indicator,
  colour,
  words,
  headline,
});

/** Modules whose filings are accepted and wait, with since when and how many. */
const waitingIn = ({
  components,
  gates,
}: Seen): { readonly names: Set<string>; readonly since: string; readonly filings: number } => {
  const down = components.filter(({ name, state }) => state === 'down' && ROAD.has(name));
  const stopped = gates.filter(({ state, direction }) => state === 'STOPPED' && direction === 'inbound');
  const names = new Set([...down.map(({ name }) => moduleOf(name)), ...stopped.map(({ module }) => module)]);
  const filingsOf = (module: string): number =>
    Math.max(
      components.find(({ name }) => name === module)?.waiting ?? 0,
      gates.find((gate) => gate.module === module && gate.direction === 'inbound')?.held ?? 0,
    );
  const modules = names.has('broker') ? FILING_MODULES : [...names];
  return {
    names,
    since: [...down, ...stopped].map(({ since }) => since).sort()[0] ?? '',
    filings: modules.reduce((sum, module) => sum + filingsOf(module), 0),
  };
};

/** The one line at the top: the worst that holds, in the words of the trade. */
export const onTheWhole = (seen: Seen): OnTheWhole => {
  const { at, components, gates, openIncidents, downtimesInForce, watched } = seen;
  const edge = components.filter(({ name, state }) => state === 'down' && EDGE.has(name));
  if (edge.length > 0) {
    const since = sinceText(edge.map((component) => component.since).sort()[0]!, at);
    return line(
      'critical',
      'red',
      `Filing: nothing is accepted since ${since}. What was acknowledged is kept; send anything else later.`,
    );
  }
  const { names, since, filings } = waitingIn(seen);
  if (names.size > 0) {
    const all = names.has('broker') || FILING_MODULES.every((module) => names.has(module));
    const what = `${all ? 'All filings' : [...names].map(tradeName).join(' and ')}: not processing since ${sinceText(since, at)}; `;
    const wait = filings === 0 ? '' : filings === 1 ? '1 filing waits; ' : `${filings} filings wait; `;
    return line(all ? 'critical' : 'major', 'red', `${what}do not resend.`, `${what}${wait}do not resend.`);
  }
  if (downtimesInForce > 0)
    return line('major', 'red', 'A downtime is in force. Downtime procedures apply where it says so below.');
  if (
    components.length > 0 &&
    components.every(({ name, state }) => state === 'unknown' || name.startsWith('status'))
  ) {
    return line('minor', 'yellow', 'Not known: nothing was seen of the platform lately.');
  }
  if (gates.some(({ state }) => state !== 'FLOWING'))
    return line('minor', 'yellow', 'Catching up: what was kept is being processed, the oldest first; do not resend.');
  if (openIncidents > 0) return line('minor', 'yellow', 'There are known issues, told below. Filings are accepted.');
  const unwell = new Set(components.filter(({ state }) => state !== 'operational').map(({ name }) => tradeName(name)));
  if (unwell.size > 0) return line('minor', 'yellow', `Filings are accepted; not as usual: ${[...unwell].join(', ')}.`);
  return line('none', 'green', watched.length > 0 ? watchLine(watched) : 'Everything is operational.');
};
