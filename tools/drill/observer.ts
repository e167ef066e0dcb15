import { setTimeout as pause } from 'node:timers/promises';
import type { GateView, Vitals } from '#contracts';
import type { DemoFile } from '../platform/launch';
import type { Broken, Halted } from './outage';
import type { Shut } from './verdict';

const LOOK_EVERY_MS = 200;

export interface PublicSummary {
  readonly at: string;
  readonly components: readonly { readonly name: string; readonly state: string }[];
  readonly gates: readonly Pick<GateView, 'module' | 'direction' | 'state' | 'held'>[];
  readonly downtimes: readonly { readonly number: string; readonly state: string }[];
}

/** Looks at the platform from outside all the while: at its public status, and at the gateway's gates and backlog. */
export class Observer {
  summary: PublicSummary | null = null;
  /** When it was last there to be read, by a clock that nobody sets. */
  readAt = -Infinity;
  /** The gateway's own words, newer than the summary's. */
  gates: readonly GateView[] = [];
  backlog: Vitals['backlog'] = [];
  readonly shut: Shut[] = [];
  private readonly opened = new Map<Halted, number>();
  private looking = true;
  private looks: Promise<void> = Promise.resolve();

  constructor(private readonly demo: DemoFile) {}

  start(): void {
    this.looks = (async () => {
      while (this.looking) {
        await this.look();
        await pause(LOOK_EVERY_MS);
      }
    })();
  }

  async stop(): Promise<void> {
    this.looking = false;
    await this.looks;
  }

  /** Whether the public status says that one of these modules does not work, or that its gate is shut. */
  saysTrouble(modules: readonly Broken[]): boolean {
    const { components = [], gates = [] } = this.summary ?? {};
    return (
      components.some(
        ({ name, state }) =>
          modules.some((module) => name === module || name === `${module}-database`) && state === 'down',
      ) ||
      gates.some(
        ({ module, direction, state }) =>
          (modules as readonly string[]).includes(module) && direction === 'inbound' && state !== 'FLOWING',
      )
    );
  }

  isFlowing(modules: readonly Halted[]): boolean {
    return this.gates
      .filter(({ module, direction }) => direction === 'inbound' && (modules as readonly string[]).includes(module))
      .every(({ state }) => state === 'FLOWING');
  }

  get unanswered(): number {
    return this.backlog.reduce((sum, { unanswered }) => sum + unanswered, 0);
  }

  get held(): number {
    return this.gates.reduce((sum, { held }) => sum + held, 0);
  }

  private async look(): Promise<void> {
    const at = Date.now();
    const [summary, vitals] = await Promise.all([
      read<PublicSummary>(`${this.demo.status}/status/summary.json`),
      read<Vitals>(`${this.demo.services['gateway']}/operations/vitals`, this.demo.operationsToken),
    ]);
    if (summary) {
      this.summary = summary;
      this.readAt = performance.now();
    }
    if (!vitals) return;
    this.backlog = vitals.backlog;
    this.gates = vitals.gates ?? [];
    for (const { module, direction, state } of this.gates)
      if (direction === 'inbound') this.note(module as Halted, state !== 'FLOWING', at);
  }

  private note(module: Halted, isShut: boolean, at: number): void {
    const from = this.opened.get(module);
    if (!isShut) this.opened.delete(module);
    else if (from === undefined) {
      this.opened.set(module, Date.now());
      this.shut.push({ module, from: Date.now(), to: Date.now() });
    } else this.shut[this.shut.findIndex((s) => s.module === module && s.from === from)] = { module, from, to: at };
  }
}

const read = async <T>(url: string, token?: string): Promise<T | null> => {
  try {
    const response = await fetch(url, {
      ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
      signal: AbortSignal.timeout(3_000),
    });
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
};
