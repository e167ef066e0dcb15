import { coloured, type Colour } from '../demo/narrator';
import type { DrillClock } from './clock';
import type { VerdictRow } from './verdict';

const BAR = 40;
const PLAIN_EVERY_MS = 5_000;

/** What is shown of the platform at one moment. */
export interface Picture {
  readonly accepted: number;
  readonly answered: number;
  readonly waiting: number;
  /** What the public status says of what the outage hit. */
  readonly state: string;
  readonly paper: number;
}

/** The drill as people follow it: what happens line by line, and below it how much is answered and how much waits. */
export class Screen {
  private readonly live = process.stdout.isTTY === true;
  private lastPlain = 0;

  constructor(private readonly clock: DrillClock) {}

  tell(who: string, what: string, colour: Colour = 'grey'): void {
    this.clear();
    process.stdout.write(`${coloured('grey', this.clock.label())}  ${coloured(colour, who.padEnd(12))} ${what}\n`);
  }

  headline(text: string): void {
    this.clear();
    process.stdout.write(`\n${coloured('bold', text)}\n`);
  }

  /** On a terminal the same line again and again, elsewhere a line every five seconds. */
  show({ accepted, answered, waiting, state, paper }: Picture): void {
    const filled = accepted === 0 ? 0 : Math.round((answered / accepted) * BAR);
    const bar = coloured('green', '█'.repeat(filled)) + coloured('yellow', '░'.repeat(BAR - filled));
    const line = `${this.clock.label()}  ${bar} ${answered} answered, ${waiting} waiting${paper > 0 ? `, ${paper} on paper` : ''}  ${state}`;
    if (this.live) process.stdout.write(`\r\u001b[2K${line}`);
    else if (Date.now() - this.lastPlain > PLAIN_EVERY_MS) {
      this.lastPlain = Date.now();
      process.stdout.write(`${line}\n`);
    }
  }

  verdict(rows: readonly VerdictRow[]): void {
    const widths = [0, 1].map((column) =>
      Math.max(...rows.map(({ what, measured }) => [what, measured][column]!.length)),
    );
    for (const { what, measured, promised, kept } of rows) {
      const line =
        `  ${what.padEnd(widths[0]!)}  ${measured.padStart(widths[1]!)}   ${promised === '' ? '' : `promised: ${promised}`}`.trimEnd();
      process.stdout.write(`${kept ? line : coloured('red', `${line}   BROKEN`)}\n`);
    }
  }

  private clear(): void {
    if (this.live) process.stdout.write('\r\u001b[2K');
  }
}
