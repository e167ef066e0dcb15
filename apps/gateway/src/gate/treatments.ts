import { Injectable } from '@nestjs/common';
import { FILING_KINDS, type FilingKind } from '#contracts';
import { Problem } from '#service';
import { Gates } from './gates';
import type { NewFiling, NewTransmission, TreatedKind } from '../filing/transmission';

const ASK_AGAIN_SECONDS = 300;
/** As many references of a kind as a notice names. */
const REFERENCES_NAMED = 200;

interface Tally {
  readonly disposition: TreatedKind['disposition'];
  filings: number;
  readonly references: string[];
}

/** What becomes of the filings of one transmission whose kind came while the gate of its module was not open. */
export class TreatedTransmission {
  private readonly tallies: ReadonlyMap<FilingKind, Tally>;
  /** Filings that are answered at once: nothing of them goes to the module. */
  readonly notTaken: string[] = [];

  constructor(byKind: ReadonlyMap<FilingKind, TreatedKind['disposition']>) {
    this.tallies = new Map(
      [...byKind].map(([kind, disposition]) => [kind, { disposition, filings: 0, references: [] }]),
    );
  }

  /** Notes a filing as it is written. False when it does not go to its module. */
  note({ id, kind, reference }: NewFiling): boolean {
    const tally = this.tallies.get(kind);
    if (!tally) return true;
    tally.filings += 1;
    if (tally.references.length < REFERENCES_NAMED) tally.references.push(reference);
    if (tally.disposition === 'held, do not resend') return true;
    this.notTaken.push(id);
    return false;
  }

  get kinds(): readonly (TreatedKind & { readonly references: readonly string[] })[] {
    return [...this.tallies].map(([kind, tally]) => ({ kind, ...tally })).filter(({ filings }) => filings > 0);
  }

  get anyHeld(): boolean {
    return this.kinds.some(({ disposition }) => disposition === 'held, do not resend');
  }
}

/** Says by the treatments of the gates what becomes of filings in a downtime. While all gates flow it says nothing. */
@Injectable()
export class Treatments {
  constructor(private readonly gates: Gates) {}

  /** One kind that is not taken is enough: a transmission is refused as a whole. @throws Problem `stop-sending` */
  admit({ counts }: Pick<NewTransmission, 'counts'>): void {
    const refused = counts
      .map(({ kind }) => FILING_KINDS[kind])
      .filter(({ module, kind }) => this.gates.treatmentOf(module, kind) === 'stop sending');
    if (refused.length === 0) return;
    const modules = [...new Set(refused.map(({ module }) => module))];
    throw new Problem(
      'stop-sending',
      `Filings of this kind are not taken in the present downtime of the ${modules.join(' and the ')} module: ${refused.map(({ kind }) => kind).join(', ')}. Nothing of this message was kept.`,
      [],
      ASK_AGAIN_SECONDS,
    );
  }

  /** Null while the gates of all its modules flow. A gate that changes before the commit does no harm: what was told to be held simply flows. */
  of({ counts }: Pick<NewTransmission, 'counts'>): TreatedTransmission | null {
    const behind = counts
      .map(({ kind }) => FILING_KINDS[kind])
      .filter(({ module }) => this.gates.stateOf(module, 'inbound') !== 'FLOWING');
    if (behind.length === 0) return null;
    return new TreatedTransmission(
      new Map(
        behind.map(({ kind, module }) => [
          kind,
          this.gates.treatmentOf(module, kind) === 'not processed, resend'
            ? 'not processed, resend'
            : 'held, do not resend',
        ]),
      ),
    );
  }
}
