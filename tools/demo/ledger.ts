import type { Happening } from './answers';
import type { Shipment, Voyage } from './filings';

interface Line {
  readonly ship: Shipment;
  manifest: string[];
  release: string[];
  releasedBy: number;
  state: string;
  summary: string[];
}

/** Disposition code of SO60: released. */
const RELEASED = '98';

/** What became of each bill and entry of the voyage, counted from the answers alone. */
export class Ledger {
  private readonly byBill = new Map<string, Line>();
  private readonly byEntry = new Map<string, Line>();
  /** Answers to filings that were never made, or that cannot be told apart. */
  strangers = 0;

  constructor(private readonly voyage: Voyage) {
    for (const ship of voyage.shipments) {
      const line: Line = { ship, manifest: [], release: [], releasedBy: 0, state: '', summary: [] };
      this.byBill.set(ship.billKey, line);
      this.byEntry.set(ship.reference, line);
    }
  }

  note(happening: Happening): void {
    if (happening.what === 'manifest answered') {
      const word =
        happening.rejected === 0 && happening.accepted === this.voyage.shipments.length ? 'accepted' : 'refused';
      for (const line of this.byBill.values()) line.manifest.push(word);
      return;
    }
    if (happening.what === 'other' || happening.what === 'bill status' || happening.what === 'summary status') return;
    const line = this.byEntry.get(happening.entry);
    if (!line) {
      this.strangers += 1;
      return;
    }
    if (happening.what !== 'release status') {
      (happening.what === 'release answered' ? line.release : line.summary).push(
        happening.accepted ? 'accepted' : 'refused',
      );
    } else {
      for (const { code, text } of happening.dispositions) {
        line.state = `${code} ${text}`;
        if (code === RELEASED) line.releasedBy += 1;
      }
    }
  }

  count(of: 'manifest' | 'release' | 'summary' | 'released'): number {
    return [...this.byBill.values()].filter((line) => (of === 'released' ? line.releasedBy > 0 : line[of].length > 0))
      .length;
  }

  /** The voyage's bills that lack an answer or their release. */
  get missing(): number {
    return [...this.byBill.values()].filter((line) => !complete(line)).length;
  }

  /** Answers and releases told more than once. */
  get duplicated(): number {
    return [...this.byBill.values()].reduce(
      (sum, l) =>
        sum +
        [l.manifest.length, l.release.length, l.summary.length, l.releasedBy].reduce(
          (n, c) => n + Math.max(0, c - 1),
          0,
        ),
      0,
    );
  }

  get refused(): number {
    return [...this.byBill.values()].reduce(
      (sum, l) => sum + [...l.manifest, ...l.release, ...l.summary].filter((word) => word === 'refused').length,
      0,
    );
  }

  table(): string[][] {
    const cell = (answers: readonly string[]): string =>
      answers.length === 0 ? 'MISSING' : answers.length === 1 ? answers[0]! : `${answers[0]} x${answers.length}`;
    return [
      ['BILL', 'ENTRY', 'MANIFEST', 'RELEASE', 'RELEASE STATE', 'SUMMARY', 'FINAL'],
      ...[...this.byBill.values()].map((line) => [
        line.ship.billKey,
        line.ship.reference,
        cell(line.manifest),
        cell(line.release),
        line.state || 'MISSING',
        cell(line.summary),
        complete(line) ? 'yes' : 'NO',
      ]),
    ];
  }
}

const complete = (line: Line): boolean =>
  line.manifest.length > 0 && line.release.length > 0 && line.summary.length > 0 && line.releasedBy > 0;
