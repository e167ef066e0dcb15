import { ok, refused, type Result } from './result';

export interface Transition<S extends string, E extends string> {
  readonly from: S;
  readonly on: E;
  readonly to: S;
  /** Who brings it about: carrier, filer, officer, the platform. */
  readonly who: string;
  /** Types of the messages that other services are sent of it; none where it is nobody else's business. */
  readonly says: readonly string[];
}

export interface LifeCycle<S extends string, E extends string> {
  readonly initial: S;
  readonly states: readonly S[];
  readonly transitions: readonly Transition<S, E>[];
  /** The state after an event, or a refusal that names both. */
  next(state: S, event: E): Result<S>;
  can(state: S, event: E): boolean;
  eventsIn(state: S): readonly E[];
  /** Types of the messages that an event sends; none for one that is not possible. */
  says(state: S, event: E): readonly string[];
  /** The table as a mermaid state diagram. */
  diagram(): string;
  /** What is wrong with the table itself; empty for a sound one. Every life cycle's test asserts that. */
  faults(): readonly string[];
}

/**
 * A life cycle as a readable table.
 * @param table.states the first one is where a record begins
 * @param table.final states that are meant to have no way out
 */
export function lifeCycle<const S extends string, const E extends string>(table: {
  readonly states: readonly [S, ...S[]];
  readonly final?: readonly NoInfer<S>[];
  readonly transitions: readonly {
    readonly from: NoInfer<S>;
    readonly on: E;
    readonly to: NoInfer<S>;
    readonly who: string;
    readonly says: readonly string[];
  }[];
}): LifeCycle<S, E> {
  const { states, transitions } = table;
  const final: readonly S[] = table.final ?? [];
  const initial = states[0];
  const key = (state: string, event: string) => `${state} ${event}`;
  const targets = new Map(transitions.map(({ from, on, to }) => [key(from, on), to as S]));

  function reachable(): Set<S> {
    const seen = new Set<S>([initial]);
    for (const state of seen) for (const { from, to } of transitions) if (from === state) seen.add(to);
    return seen;
  }

  function faults(): string[] {
    const found: string[] = [];
    const known = new Set<string>(states);
    const seen = reachable();
    const used = new Set<string>();
    for (const { from, on, to } of transitions) {
      if (!known.has(from) || !known.has(to)) found.push(`'${on}' joins a state that is not listed: ${from}, ${to}`);
      if (used.has(key(from, on))) found.push(`'${on}' leaves '${from}' twice`);
      if (final.includes(from)) found.push(`'${from}' is final but '${on}' leaves it`);
      used.add(key(from, on));
    }
    for (const state of states) {
      if (!seen.has(state)) found.push(`'${state}' is never reached`);
      if (!final.includes(state) && !transitions.some(({ from }) => from === state))
        found.push(`'${state}' has no way out`);
    }
    return found;
  }

  return {
    initial,
    states,
    transitions,
    faults,
    can: (state, event) => targets.has(key(state, event)),
    says: (state, event) => transitions.find(({ from, on }) => from === state && on === event)?.says ?? [],
    eventsIn: (state) => transitions.filter(({ from }) => from === state).map(({ on }) => on),
    next: (state, event) => {
      const to = targets.get(key(state, event));
      return to === undefined ? refused(`'${event}' is not possible in state '${state}'`) : ok(to);
    },
    diagram: () => {
      const id = (state: string) => state.replace(/[^A-Za-z0-9]/g, '_');
      return [
        'stateDiagram-v2',
        ...states.filter((state) => id(state) !== state).map((state) => `  state "${state}" as ${id(state)}`),
        `  [*] --> ${id(initial)}`,
        ...transitions.map(({ from, on, to, who }) => `  ${id(from)} --> ${id(to)}: ${on} (${who})`),
        ...final.map((state) => `  ${id(state)} --> [*]`),
      ].join('\n');
    },
  };
}
