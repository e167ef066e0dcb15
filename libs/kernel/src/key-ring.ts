import { createHmac, createSecretKey, diffieHellman, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';

/** What a message or a request is about, besides its content: whoever moves it to another place breaks its mark. */
export type Place = readonly (string | number)[];

/**
 * By these keys services prove to each other who they are. Each has an X25519 key of its own and knows the public ones of the others; two
 * services so share a secret that nobody else can know (RFC 7748, RFC 5869), and mark with it (HMAC-SHA-256) what one says to the other.
 * A mark proves who said it, to whom, in which installation, where, and every byte of it.
 *
 * A service may have several keys, and several public ones may be known of it: what is said is marked with the first, what is heard is
 * believed by any. So a key is exchanged while everything runs.
 */
export class KeyRing {
  private readonly secrets: ReadonlyMap<string, readonly KeyObject[]>;

  /**
   * @param platform the installation: two that share a broker believe nothing of each other
   * @param own X25519 private keys, the one in use first
   * @param known X25519 public keys of each service, this one's among them, the one in use first
   */
  constructor(
    platform: string,
    readonly service: string,
    own: readonly KeyObject[],
    known: ReadonlyMap<string, readonly KeyObject[]>,
  ) {
    this.secrets = new Map(
      [...known].map(([other, publicKeys]) => {
        const info = `portway\0${platform}\0${[service, other].sort().join('\0')}`;
        const shared = own.flatMap((privateKey) =>
          publicKeys.map((publicKey) => diffieHellman({ privateKey, publicKey })),
        );
        return [other, shared.map((secret) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', info, 32))))];
      }),
    );
  }

  /** All that this service can prove itself to. */
  get others(): string[] {
    return [...this.secrets.keys()];
  }

  /**
   * A mark for what this service says to another.
   *
   * @throws Error when no key of the other is known
   */
  markFor(other: string, place: Place, content: Buffer | string): string {
    const [secret] = this.secrets.get(other) ?? [];
    if (!secret) throw new Error(`No public key of ${other} is known.`);
    return markOf(secret, this.service, other, place, content).toString('base64url');
  }

  /** Whether another service said this to this one. */
  isFrom(other: string, mark: unknown, place: Place, content: Buffer | string): boolean {
    if (typeof mark !== 'string') return false;
    const given = Buffer.from(mark, 'base64url');
    return (this.secrets.get(other) ?? []).some((secret) => {
      const right = markOf(secret, other, this.service, place, content);
      return given.length === right.length && timingSafeEqual(given, right);
    });
  }
}

/** With a key object: from plain bytes Node makes one each time, which costs five times the digest. */
const markOf = (secret: KeyObject, from: string, to: string, place: Place, content: Buffer | string): Buffer =>
  createHmac('sha256', secret)
    .update(`${JSON.stringify([from, to, ...place])}\0`)
    .update(content)
    .digest();
