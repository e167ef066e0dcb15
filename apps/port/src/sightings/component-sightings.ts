import { Inject, Injectable } from '@nestjs/common';
import { type ComponentStates, ComponentStatesRequest } from '#contracts';
import { Colleagues, LOG, type Log, RecurringWork } from '#service';
import { PortConfig } from '../config/port.config';

const ASK_EVERY_MS = 500;
/** While all works. */
const ALL_WELL_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;
/** So long without an answer, and the status service is called down; what it said of the others stands, with its age. */
const SILENT_AFTER_MS = 10_000;

type Seen = ComponentStates['components'][number];

/** As people read it: 2026-11-21 20:30 UTC. */
const utcText = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** What the status service sees of the platform, asked for twice a second. While it does not answer: the last that it said. */
@Injectable()
export class ComponentSightings {
  private told: ComponentStates | null = null;
  private answeredAt = performance.now();

  constructor(
    private readonly config: PortConfig,
    private readonly colleagues: Colleagues,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(ASK_EVERY_MS, 'asking what works', ({ signal }) => this.ask(signal), {
      firstAfterMs: 0,
      when: Boolean(config.SERVICE_URLS['status']),
      until: 'the last request',
      quietMs: ALL_WELL_MS,
      mayRest: () => this.allWell,
    });
  }

  /** When the status service looked last, as far as it was heard, ISO; null before the first time. */
  get asOf(): string | null {
    return this.told?.at ?? null;
  }

  get components(): readonly Seen[] {
    const seen = this.told?.components ?? [];
    const silence = this.silence;
    return silence ? [...seen.filter(({ name }) => name !== silence.name), silence] : seen;
  }

  get gates(): ComponentStates['gates'] {
    return this.told?.gates ?? [];
  }

  /** Modules of which nothing is processed anywhere. */
  get standing(): ReadonlySet<string> {
    return new Set(this.told?.standing ?? []);
  }

  get processes(): ComponentStates['processes'] {
    return this.told?.processes ?? [];
  }

  private get allWell(): boolean {
    const { components, gates } = this;
    return (
      components.length > 0 &&
      components.every(({ state }) => state === 'operational') &&
      gates.every(({ state }) => state === 'FLOWING')
    );
  }

  /** The status service as this one sees it; null while it answers, or nobody said where it is. */
  private get silence(): Seen | null {
    const ms = performance.now() - this.answeredAt;
    if (!this.config.SERVICE_URLS['status'] || ms < SILENT_AFTER_MS) return null;
    return {
      name: 'status',
      kind: 'module',
      state: 'down',
      since: this.asOf ?? new Date(Date.now() - ms).toISOString(),
      reason: this.asOf
        ? `The status service does not answer. What is known of the others is as of ${utcText(this.asOf)}.`
        : 'The status service does not answer. Nothing is known of the others.',
      evidence: { silentSeconds: Math.floor(ms / 1_000) },
    };
  }

  private async ask(stopping: AbortSignal): Promise<void> {
    try {
      const said = await this.colleagues.ask(
        'status',
        ComponentStatesRequest,
        { parameters: {} },
        { withinMs: ANSWER_WITHIN_MS, signal: stopping },
      );
      // An address that is not there says nothing of what works.
      if (said === null) throw new Error('the status service does not know this question');
      this.told = said;
      this.answeredAt = performance.now();
    } catch (error) {
      this.log.debug({ reason: (error as Error).message }, 'the status service did not say what works');
    }
  }
}
