/** Of bulk no more is under way on a road than its listener works in this time. */
const HORIZON_MS = 500;
/** So much may always be under way, so that a listener that has been idle has something to show how fast it is. */
const LEAST = 40;
/** Above this a queue would only be long. */
const MOST = 1_000;
/** A word that comes sooner after the one before is too short a time to tell a speed by. */
const WORD_MS = 80;

interface Speed {
  at: number;
  heard: number;
  perMs: number;
}

/**
 * How much bulk may be under way on each road, so that what comes after it is not long behind it: as much as its listener was seen to work in a
 * moment. The time that a message is under way then settles at that moment, however fast the listener is. Instants are of a clock that nobody sets.
 */
export class Pace {
  private readonly speeds = new Map<string, Speed>();

  /** A listener has heard so many messages more of a road since its word before. */
  note(road: string, heard: number, at: number): void {
    const known = this.speeds.get(road);
    if (!known) {
      this.speeds.set(road, { at, heard: 0, perMs: 0 });
      return;
    }
    known.heard += Math.min(heard, MOST);
    const elapsed = at - known.at;
    if (elapsed < WORD_MS) return;
    Object.assign(known, { at, heard: 0, perMs: (known.perMs + known.heard / elapsed) / 2 });
  }

  forget(road: string): void {
    this.speeds.delete(road);
  }

  /** How many messages of bulk may leave on a road on which so many are under way. Nothing rather than a few: passes cost by the pass. */
  allows(road: string, underWay: number): number {
    const window = this.windowOf(road);
    const left = window - underWay;
    return left * 4 >= window ? left : 0;
  }

  private windowOf(road: string): number {
    return Math.round(Math.min(Math.max((this.speeds.get(road)?.perMs ?? 0) * HORIZON_MS, LEAST), MOST));
  }
}
