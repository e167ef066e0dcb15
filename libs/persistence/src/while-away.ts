import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseUnavailable } from './failures';

/** So long after a failure the database is not asked again by whom something is known. */
const AWAY_FOR_MS = 5_000;
/** So long whoever looks again whether it is back waits for it. */
const GLANCE_MS = 250;
/** So long whoever has something known waits for one that was not known to be away: then it counts as away until it has answered. */
const PATIENCE_MS = 2_000;

/**
 * Answers with what is known while the database of a process is away. Whoever has something known waits a moment for one that falls silent; as long as it
 * stays away nobody of them waits for it, and one look at a time finds out whether it is back. Who knows nothing waits for its answer.
 */
export class WhileAway {
  private isAway = false;
  private lookedUntil = 0;

  constructor(
    private readonly means: (error: unknown) => boolean = isDatabaseUnavailable,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /**
   * @param read what the database says; it goes on where a glance was not enough
   * @param known what may be trusted while it is away; undefined where nothing may
   */
  async orAsKnown<T, K>(read: () => Promise<T>, known: () => K | undefined): Promise<T | K> {
    const atOnce = this.isAway ? known() : undefined;
    if (atOnce === undefined) return this.patiently(this.look(read, known), known);
    if (this.lookedUntil > performance.now()) return atOnce;
    this.lookedUntil = performance.now() + AWAY_FOR_MS;
    return atAGlance(this.look(read, known), atOnce);
  }

  /** What the look brings, or what is known when that takes too long; the look goes on. */
  private async patiently<T, K>(look: Promise<T | K>, known: () => K | undefined): Promise<T | K> {
    let late = false;
    const enough = pause(this.patienceMs, undefined, { ref: false }).then(() => (late = true));
    look.catch(() => undefined);
    await Promise.race([look, enough]).catch(() => undefined);
    const found = late ? known() : undefined;
    if (found === undefined) return look;
    this.isAway = true;
    this.lookedUntil = performance.now() + AWAY_FOR_MS;
    return found;
  }

  private async look<T, K>(read: () => Promise<T>, known: () => K | undefined): Promise<T | K> {
    try {
      const found = await read();
      this.isAway = false;
      return found;
    } catch (error) {
      if (!this.means(error)) throw error;
      this.isAway = true;
      this.lookedUntil = performance.now() + AWAY_FOR_MS;
      const found = known();
      if (found === undefined) throw error;
      return found;
    }
  }
}

/** What comes of a look within a glance, and otherwise what there is without it; the look goes on. */
export const atAGlance = async <T, K = undefined>(look: Promise<T>, otherwise?: K): Promise<T | K> => {
  look.catch(() => undefined);
  return Promise.race([look, pause(GLANCE_MS, otherwise as K, { ref: false })]);
};
