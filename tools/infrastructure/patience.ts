import { familyOf, processorSeconds } from './processes';

/** Nothing that works is silent this long, in milliseconds. */
export const STILL_MS = 60_000;
/** What keeps the processor busy and still is not ready after this long goes round in circles, in milliseconds. */
export const LONGEST_MS = 15 * 60_000;
/** Less processor time than this in a minute (seconds) is the ticking of something that waits. */
const WORK = 0.2;

/**
 * How long something that starts is waited for: as long as it works, however slow the machine. It works when it uses the processor, or shows
 * another sign that changes. A limit that a slow start runs into would end just those starts that only need more time.
 */
export class Patience {
  private readonly began: number;
  private moved: number;
  private worked = 0;
  private sign = '';

  /** @param longest no limit with Infinity: for work that is never the same length, and says by its signs that it goes on */
  constructor(
    private readonly longest = LONGEST_MS,
    private readonly still = STILL_MS,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.began = this.moved = now();
  }

  /**
   * @param worked processor time used so far, in seconds
   * @param sign anything that changes with progress
   * @returns '' while it is worth waiting, else why it is not, to follow a name: 'timed out: …'
   */
  look(worked: number, sign = ''): string {
    const now = this.now();
    if (worked - this.worked >= WORK || worked < this.worked || sign !== this.sign) {
      this.worked = worked;
      this.sign = sign;
      this.moved = now;
    }
    if (now - this.moved >= this.still) return `timed out: no progress for ${Math.round(this.still / 1000)} s`;
    if (now - this.began >= this.longest) return `timed out: not ready after ${Math.round(this.longest / 60_000)} min`;
    return '';
  }
}

/** Processor time of a process and all below it, in seconds. */
export function workOf(pid: number | undefined): number {
  return pid === undefined ? 0 : familyOf(pid).reduce((sum, member) => sum + processorSeconds(member), 0);
}
