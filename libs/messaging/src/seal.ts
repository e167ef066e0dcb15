import type { KeyRing, Place } from '#kernel';
import type { MessagingLog } from './log';

/** Travels in the header of the AMQP message: a mark for each service that it is said to. */
const MARKS = 'portway-marks';
/** One who forges, or whose key is not known, is told of no more often than this. */
const TELL_EVERY_MS = 60_000;

/** Marks what this service says, and judges whether what it hears was said by whom it names. */
export class Seal {
  /** Deliveries refused, since the start of the process. */
  refused = 0;
  private readonly toldAt = new Map<string, number>();

  constructor(
    private readonly keys: KeyRing | undefined,
    private readonly log: MessagingLog,
  ) {}

  /** For everybody who may hear it, when nobody is named. */
  headers(place: Place, content: Buffer, to: readonly string[] = this.keys?.others ?? []): Record<string, unknown> {
    const { keys } = this;
    return keys ? { [MARKS]: Object.fromEntries(to.map((other) => [other, keys.markFor(other, place, content)])) } : {};
  }

  /** Whether `sender` said it. What is not proved is told, and counted. */
  isProved(sender: string, place: Place, content: Buffer, headers: Record<string, unknown> | undefined): boolean {
    if (!this.keys) return true;
    const marks = headers?.[MARKS] as Record<string, unknown> | undefined;
    if (this.keys.isFrom(sender, marks?.[this.keys.service], place, content)) return true;
    this.refuse(
      sender,
      { place },
      "what names itself as a service's word is not proved to be its own, and was refused",
    );
    return false;
  }

  refuse(sender: string, fields: object, reason: string): void {
    this.refused += 1;
    const now = performance.now();
    if (now - (this.toldAt.get(sender) ?? -Infinity) < TELL_EVERY_MS) return;
    // Whatever is claimed, only so many names are kept.
    if (this.toldAt.size > 100) this.toldAt.clear();
    this.toldAt.set(sender, now);
    this.log.error({ sender, ...fields }, reason);
  }
}
