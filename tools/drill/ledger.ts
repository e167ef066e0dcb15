import type { Disposition } from '#kernel';
import type { Halted } from './outage';

export type FilingKind = 'manifest' | 'cargo release' | 'arrival' | 'entry summary' | 'drawback claim';

/** One sending of a filing and what was said to it. Instants in epoch milliseconds. */
export interface Sending {
  readonly at: number;
  readonly saidAt: number;
  /** A repeat on purpose of what had been acknowledged. */
  readonly onPurpose: boolean;
  /** Null: nothing was said. */
  readonly http: number | null;
  readonly disposition: string | null;
  /** What was said to something that was not acknowledged, its first words. */
  readonly refusal: string;
  /** By which its answer is found. In a downtime that treats a kind so, also what is not kept is answered under its number. */
  readonly transmissionId: string | null;
  /** The earlier transmission of which the platform says this is a repeat. */
  readonly repeats: string | null;
}

export interface DrillFiling {
  readonly role: string;
  readonly kind: FilingKind;
  readonly module: Halted;
  readonly reference: string;
  readonly port: string;
  readonly sendings: Sending[];
}

export interface Answer {
  readonly role: string;
  readonly transmissionId: string;
  readonly accepted: boolean;
  readonly text: string;
}

/** All that was sent and all that came back, as partners keep it. */
export class Ledger {
  readonly filings: DrillFiling[] = [];
  readonly answers = new Map<string, Answer[]>();
  /** How often the filer was told that the entry is released. */
  readonly releasesTold = new Map<string, number>();

  open(filing: Omit<DrillFiling, 'sendings'>): DrillFiling {
    const opened = { ...filing, sendings: [] };
    this.filings.push(opened);
    return opened;
  }

  answered(answer: Answer): void {
    this.answers.set(answer.transmissionId, [...(this.answers.get(answer.transmissionId) ?? []), answer]);
  }

  released(reference: string): void {
    this.releasesTold.set(reference, (this.releasesTold.get(reference) ?? 0) + 1);
  }

  get acknowledged(): number {
    return this.filings.reduce((sum, { sendings }) => sum + (sendings.some(isAcknowledged) ? 1 : 0), 0);
  }

  get answeredFilings(): number {
    return this.filings.filter((filing) => isAnswered(filing, this.answers)).length;
  }

  /** Sent, and neither answered nor refused for good. */
  waiting(): DrillFiling[] {
    return this.filings.filter(
      (filing) => filing.sendings.length > 0 && !filing.sendings.some(isRefusal) && !isAnswered(filing, this.answers),
    );
  }
}

export const isAnswered = ({ sendings }: DrillFiling, answers: ReadonlyMap<string, readonly Answer[]>): boolean =>
  sendings.some((sending) => isAcknowledged(sending) && answers.has(sending.transmissionId));

const TO_RESEND: readonly (string | null)[] = [
  'not processed, resend',
  'not known, resend',
  'stop sending',
] satisfies Disposition[];

export const saidToResend = ({ disposition }: Pick<Sending, 'disposition'>): boolean => TO_RESEND.includes(disposition);

/** Kept: an answer will come. */
export const isAcknowledged = (sending: Sending): sending is Sending & { readonly transmissionId: string } =>
  sending.transmissionId !== null && !saidToResend(sending);

/** Refused for what it says: sending it again would change nothing. */
export const isRefusal = (sending: Sending): boolean =>
  sending.http !== null && !isAcknowledged(sending) && !saidToResend(sending);
