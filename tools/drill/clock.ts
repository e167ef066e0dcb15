import { setTimeout as pause } from 'node:timers/promises';

/** History in fast time: minutes of history by the seconds of the drill. */
export class DrillClock {
  private began = Date.now();

  constructor(
    private readonly begins: { readonly date: string; readonly time: string; readonly zone: string },
    private readonly minutesPerSecond: number,
  ) {}

  /** The first minute is now. */
  begin(): void {
    this.began = Date.now();
  }

  /** Minutes of history since the drill began. */
  get minute(): number {
    return ((Date.now() - this.began) / 1_000) * this.minutesPerSecond;
  }

  /** Settles when that minute of history has come. */
  async until(minute: number): Promise<void> {
    await pause(this.millisecondsUntil(minute));
  }

  /** 0 when it has come. */
  millisecondsUntil(minute: number): number {
    return Math.max(0, this.began + (minute / this.minutesPerSecond) * 1_000 - Date.now());
  }

  /** `14 Nov 16:57 ET` */
  label(minute = this.minute): string {
    const at = new Date(Date.parse(`${this.begins.date}T${this.begins.time}:00Z`) + minute * 60_000);
    const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
    return `${day.padStart(6)} ${at.toISOString().slice(11, 16)} ${this.begins.zone}`;
  }
}
