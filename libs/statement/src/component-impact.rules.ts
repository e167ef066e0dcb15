import { EVERY_MODULE, modulesOf, portsOf } from './scope.rules';
import type { Statement, ToldIncident, ToldOverride, Window } from '#contracts';
import { instantOf } from './stated-time.rules';

/** Where an open incident, or a person, says how a component is. */
export interface ComponentImpact {
  readonly component: string;
  readonly state: ToldOverride['state'];
  readonly source: 'incident' | 'person';
  /** The incident's number; null where a person says it. */
  readonly incidentNumber: string | null;
  readonly until: string | null;
  readonly reason: string;
}

type Speaking = Pick<ToldIncident, 'number' | 'title' | 'drill' | 'closedAt' | 'statement'>;

const OUTSIDE = new Set(['partner agency', 'filer', 'portal', 'enforcement']);
const STATES: Readonly<Partial<Record<Statement['kind'], ComponentImpact['state']>>> = {
  outage: 'down',
  slowdown: 'slow',
  defect: 'partial',
  'emergency maintenance': 'maintenance',
  'planned maintenance': 'maintenance',
  'planned deployment': 'maintenance',
  'emergency fix': 'maintenance',
};
const SEVERITY: readonly ComponentImpact['state'][] = ['operational', 'maintenance', 'slow', 'partial', 'down'];

const isNow = ({ from, to, interruption }: Window, now: Date): boolean => {
  if (interruption === 'none') return false;
  const [begin, end] = [from && instantOf(from), to && instantOf(to)];
  return (!begin || begin <= now.toISOString()) && (!end || end > now.toISOString());
};

/** What one incident says of a component; only part of it is hit where the scope is narrower than the module. */
const stateSaid = ({ kind, owner, confirmed, windows }: Statement, now: Date): ComponentImpact['state'] | null => {
  const said = STATES[kind];
  if (!said || owner === 'filer' || confirmed.environment !== 'production') return null;
  if (said === 'maintenance') return windows.some((window) => isNow(window, now)) ? said : null;
  const narrow =
    confirmed.functions.length > 0 ||
    confirmed.modes.length > 0 ||
    confirmed.channels.length > 0 ||
    confirmed.users.length > 0 ||
    portsOf(confirmed).length > 0;
  return said === 'down' && narrow ? 'partial' : said;
};

/** How the platform's components are by its open incidents; the worst where several speak of one. Drills and filers' own outages say nothing. */
export const impactsOf = (incidents: readonly Speaking[], now: Date): ComponentImpact[] => {
  const worst = new Map<string, ComponentImpact>();
  for (const { number, title, drill, closedAt, statement } of incidents) {
    const state = drill || closedAt !== null ? null : stateSaid(statement, now);
    if (!state) continue;
    const modules = modulesOf(statement.confirmed);
    for (const component of (modules.length > 0 ? modules : EVERY_MODULE).filter((module) => !OUTSIDE.has(module))) {
      const known = worst.get(component);
      if (known && SEVERITY.indexOf(known.state) >= SEVERITY.indexOf(state)) continue;
      worst.set(component, {
        component,
        state,
        source: 'incident',
        incidentNumber: number,
        until: null,
        reason: title,
      });
    }
  }
  return [...worst.values()];
};

/** How components are by what people said: a person's word (until it expires) before what open incidents say. No drills. */
export const impactsSaid = (
  overrides: readonly Omit<ToldOverride, 'id' | 'setAt'>[],
  incidents: readonly Speaking[],
  now: Date,
): ComponentImpact[] => {
  const said = overrides
    .filter(({ until }) => until > now.toISOString())
    .map(
      ({ component, state, reason, until }): ComponentImpact => ({
        component,
        state,
        source: 'person',
        incidentNumber: null,
        until,
        reason,
      }),
    );
  const spokenOf = new Set(said.map(({ component }) => component));
  return [...said, ...impactsOf(incidents, now).filter(({ component }) => !spokenOf.has(component))];
};
