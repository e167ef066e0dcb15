import { type HeadKeys, isSigned, type SignedHead } from '#contracts';
import type { ChainHead } from './activity-chain.rules';

/** What was signed and is held elsewhere, against which a log is read. */
export class Witness {
  /** By the sequence number they stand for; more than one where the log did not grow for a day. */
  private readonly bySequence = new Map<number, SignedHead[]>();
  private readonly unsigned: SignedHead | undefined;

  constructor(
    private readonly heads: readonly SignedHead[],
    keys: HeadKeys,
  ) {
    this.unsigned = heads.find((head) => !isSigned(head, keys));
    for (const head of heads) this.bySequence.set(head.sequence, [...(this.bySequence.get(head.sequence) ?? []), head]);
  }

  get count(): number {
    return this.heads.length;
  }

  /** The one that reaches furthest, and of those the latest. */
  get furthest(): SignedHead | null {
    return this.heads.reduce<SignedHead | null>(
      (far, head) =>
        far && (far.sequence > head.sequence || (far.sequence === head.sequence && far.signedAt >= head.signedAt))
          ? far
          : head,
      null,
    );
  }

  /** Why what is held proves nothing, or null. */
  get fault(): string | null {
    if (!this.unsigned) return null;
    const { sequence, signedAt, keyId } = this.unsigned;
    return `the gateway holds a head of entry ${sequence}, ${signedAt}, that key ${keyId} did not sign or that is not known here`;
  }

  /** Why an entry is not the one that was signed, or null. */
  faultAt({ sequence, hash }: ChainHead): string | null {
    const other = this.bySequence.get(sequence)?.find((head) => head.hash !== hash);
    return other
      ? `entry ${sequence} is not the one that was signed at ${other.signedAt}: it or one before it was rewritten, or the log grew anew from an older copy`
      : null;
  }

  /**
   * Why the log ends before what was signed, or null.
   *
   * @param lastSigned when this database last signed a head of the account; null when it never did
   */
  faultBehind({ sequence }: ChainHead, lastSigned: string | null): string | null {
    const furthest = this.furthest;
    if (!furthest || furthest.sequence <= sequence) return null;
    const signed = `entry ${furthest.sequence} was signed at ${furthest.signedAt}`;
    const back = this.heads.find((head) => head.signedAt > furthest.signedAt);
    if (back)
      return `the log went back, entries were cut off or this database is an older copy: ${signed}, and at ${back.signedAt} only entry ${back.sequence}`;
    if (lastSigned !== null && lastSigned >= furthest.signedAt)
      return `entries were cut off: the log ends with entry ${sequence}, ${signed}`;
    return `this database is an older copy: the log ends with entry ${sequence} and nothing is known here of what was signed later, ${signed}`;
  }
}
