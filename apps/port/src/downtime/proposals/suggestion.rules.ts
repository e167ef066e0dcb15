import {
  DowntimeModule,
  FILING_MODULES,
  tradeName,
  type FunctionKey,
  type Instruction,
  type Statement,
} from '#contracts';
import { EMPTY_STATEMENT, EVERY_MODULE, overlaps, portsOf, WHOLE_SCOPE } from '#statement';
import type { Downtime } from '../model/records';
import type { ProposalEvidence } from './proposal';

/** A component as the watch shows it. */
export interface SeenComponent {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly since: string;
  readonly reason: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
}
export type SeenGate = ProposalEvidence['gates'][number];

/** Something that should be declared, if it lasts. */
export interface Finding {
  readonly component: string;
  readonly since: string;
  readonly title: string;
  readonly evidence: ProposalEvidence;
  readonly suggested: Statement;
}

const MAIN_FUNCTIONS: Readonly<Partial<Record<DowntimeModule, readonly FunctionKey[]>>> = {
  gateway: ['edi link'],
  manifest: ['multimodal manifest', 'arrivals', 'bill holds'],
  entry: ['cargo release', 'entry summary'],
  cee: ['center routing'],
  account: ['activity log'],
  status: ['status page'],
};
const ASIDE = new Set<DowntimeModule>(['cee', 'account', 'status', 'port', 'enforcement']);
const BROKER_CARRIES: readonly DowntimeModule[] = FILING_MODULES;

/** Modules that a component takes with it: a database its service, the broker whatever messages are worked by. */
const modulesBehind = (component: string): DowntimeModule[] => {
  if (component === 'broker') return [...BROKER_CARRIES];
  return EVERY_MODULE.filter((module) => module === component.replace(/-database$/, ''));
};

const instructionFor = (module: DowntimeModule, down: boolean): Instruction[] => {
  const functions = [...(MAIN_FUNCTIONS[module] ?? [])];
  const base = { functions, messages: [], which: null, certain: true, processedAt: null };
  const common = { by: 'everybody', force: 'must' } as const;
  if (ASIDE.has(module)) return [];
  if (module === 'gateway' && down)
    return [{ ...base, becomes: 'not taken', acts: [{ do: 'wait for a notice', ...common }] }];
  return [
    {
      ...base,
      becomes: down ? 'held and processed after' : 'processed as usual',
      acts: [{ do: 'do not resend', ...common }],
    },
  ];
};

/** The incident that would be opened for a component. */
export const suggestionFor = (component: string, state: 'down' | 'slow', since: string): Statement => {
  const modules = modulesBehind(component);
  const down = state === 'down';
  const functions = modules.flatMap((module) => [...(MAIN_FUNCTIONS[module] ?? [])]);
  return {
    ...EMPTY_STATEMENT,
    kind: down ? 'outage' : 'slowdown',
    confirmed: { ...WHOLE_SCOPE, modules },
    symptoms: [
      {
        sign: down ? 'no answer' : 'late answers',
        functions,
        messages: [],
        lateMinutes: null,
        waiting: null,
        refusal: null,
        above: [],
      },
    ],
    windows: [
      {
        functions: [],
        from: since,
        to: null,
        certainty: 'certain',
        interruption: down ? 'whole window' : 'not stated',
        breaks: null,
        lengths: [],
      },
    ],
    instructions: modules.flatMap((module) => instructionFor(module, down)),
  };
};

/**
 * What the watch sees that somebody should know of: components that are down or slow, and gates that are stopped. A database is not
 * named beside its own service; what people already speak of (`known`) is left out.
 */
export const findingsOf = (
  components: readonly SeenComponent[],
  gates: readonly SeenGate[],
  known: ReadonlySet<string>,
): Finding[] => {
  const bad = new Map(
    components
      .filter(({ state }) => state === 'down' || state === 'slow')
      .map((component) => [component.name, component]),
  );
  const stopped = gates.filter(({ state }) => state !== 'FLOWING');
  const found: Finding[] = [];
  for (const { name, kind, state, since, reason, evidence } of components) {
    const own = stopped.filter(({ module }) => module === name);
    const isBad = bad.has(name) && !(kind === 'database' && bad.has(name.replace(/-database$/, '')));
    if (known.has(name) || (!isBad && own.length === 0)) continue;
    const judged = isBad && state === 'slow' && own.length === 0 ? 'slow' : 'down';
    const begin = [...(isBad ? [since] : []), ...own.map((gate) => gate.since)].sort()[0]!;
    const title = `${titleOf(name)}: ${isBad ? (state === 'down' ? 'not processing' : 'slow') : own[0]!.direction === 'inbound' ? 'filings are kept' : 'answers are kept back'}`;
    found.push({
      component: name,
      since: begin,
      title,
      suggested: suggestionFor(name, judged, begin),
      evidence: {
        component: name,
        componentState: state,
        reason,
        gates: own.map(({ module, direction, state: gate, since: at, held }) => ({
          module,
          direction,
          state: gate,
          since: at,
          held,
        })),
        facts: evidence,
      },
    });
  }
  return found;
};

/** What the public reads above an incident, by what is hit. */
const titleOf = (component: string): string => (component === 'broker' ? 'All filings' : tradeName(component));

/** Several ports with a downtime of their own for the same module: something for headquarters, whatever the watch sees. */
export const nationalFindings = (inForce: readonly Downtime[], enough: number): Finding[] => {
  const ofPorts = inForce.filter(({ level, drill, partOf }) => level === 'port' && !drill && partOf === null);
  return EVERY_MODULE.flatMap((module): Finding[] => {
    const scope = { ...WHOLE_SCOPE, modules: [module] };
    const hit = ofPorts.filter(({ confirmed }) => overlaps(confirmed, scope));
    const ports = [...new Set(hit.flatMap(({ confirmed }) => portsOf(confirmed)))];
    if (ports.length < enough) return [];
    const since = hit.map(({ from }) => from).sort()[0]!;
    const reason = `${ports.length} ports declared downtimes of their own: ${hit.map(({ number }) => number).join(', ')}.`;
    return [
      {
        component: `ports: ${module}`,
        since,
        title: `${ports.length} ports are in downtime for ${tradeName(module)}`,
        suggested: { ...suggestionFor(module, 'down', since), confirmed: { ...scope, ports }, possible: scope },
        evidence: {
          component: `ports: ${module}`,
          componentState: 'down',
          reason,
          gates: [],
          facts: { ports: ports.length },
        },
      },
    ];
  });
};
