import type { ClaimedRevenue } from '../summary-on-file/summary.model';
import type { Amount } from './claim.model';

/** Amounts of one claim of a line; of claims that are not at hand together under no key. */
export interface LedgerRow extends Amount {
  readonly claimKey: string | null;
}

/** By claim. */
type Shares = Map<string, bigint>;
const OTHERS = '';

const nameOfLine = ({ entryKey, line, of, unit }: Omit<Amount, 'amount'>): string =>
  `${entryKey} ${line} ${of} ${unit}`;
const nameOfEntry = ({ entryKey, of }: Pick<Amount, 'entryKey' | 'of'>): string => `${entryKey} ${of}`;

/** What claims have of the lines of entries, whose summaries are locked: the sums stand still until what is judged by them is kept. */
export class ClaimLedger {
  private readonly shares = new Map<string, Shares>();
  private readonly ofClaim = new Map<string, readonly Amount[]>();

  constructor(rows: readonly LedgerRow[]) {
    const byClaim = new Map<string, Amount[]>();
    for (const { claimKey, ...amount } of rows) {
      this.add(amount, claimKey ?? OTHERS, amount.amount);
      if (claimKey === null) continue;
      const known = byClaim.get(claimKey);
      if (known) known.push(amount);
      else byClaim.set(claimKey, [amount]);
    }
    for (const [claimKey, amounts] of byClaim) this.ofClaim.set(claimKey, amounts);
  }

  /** Of a line, by all claims but one. */
  ofLine(entryKey: string, line: string, of: Amount['of'], unit: string, but: string): bigint {
    return this.sum(nameOfLine({ entryKey, line, of, unit }), but);
  }

  /** Of all lines of an entry, by all claims but one. */
  ofEntry(entryKey: string, of: ClaimedRevenue, but: string): bigint {
    return this.sum(nameOfEntry({ entryKey, of }), but);
  }

  /** What a claim has from now on, for the claims of the same batch that are judged after it. */
  set(claimKey: string, amounts: readonly Amount[]): void {
    for (const amount of this.ofClaim.get(claimKey) ?? []) this.add(amount, claimKey, -amount.amount);
    for (const amount of amounts) this.add(amount, claimKey, amount.amount);
    this.ofClaim.set(claimKey, amounts);
  }

  private add(amount: Amount, claimKey: string, much: bigint): void {
    for (const name of [nameOfLine(amount), nameOfEntry(amount)]) {
      const shares = this.shares.get(name) ?? new Map<string, bigint>();
      shares.set(claimKey, (shares.get(claimKey) ?? 0n) + much);
      this.shares.set(name, shares);
    }
  }

  private sum(name: string, but: string): bigint {
    let sum = 0n;
    for (const [claimKey, amount] of this.shares.get(name) ?? []) if (claimKey !== but) sum += amount;
    return sum;
  }
}
