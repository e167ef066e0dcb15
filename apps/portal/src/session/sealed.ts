import { createHash } from 'node:crypto';
import { compactDecrypt, CompactEncrypt } from 'jose';

/** JSON under the first of several keys, for one purpose: what was sealed for another one does not open. */
export class Seal {
  private readonly keys: readonly { readonly kid: string; readonly key: Buffer }[];

  /** @param secrets 32 bytes in base64, separated by commas */
  constructor(
    secrets: string,
    private readonly purpose: string,
  ) {
    this.keys = secrets.split(',').map((text) => {
      const key = Buffer.from(text, 'base64');
      return { key, kid: createHash('sha256').update(key).digest('base64url').slice(0, 8) };
    });
  }

  async close(content: object): Promise<string> {
    const { key, kid } = this.keys[0]!;
    return new CompactEncrypt(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, typ: this.purpose })
      .encrypt(key);
  }

  /** What was sealed; null where nobody of ours sealed it, or for something else. */
  async open<T>(text: string): Promise<T | null> {
    try {
      const { plaintext, protectedHeader } = await compactDecrypt(text, ({ kid }) => {
        const found = this.keys.find((one) => one.kid === kid);
        if (!found) throw new Error('sealed with a key that is no longer here');
        return found.key;
      });
      return protectedHeader.typ === this.purpose ? (JSON.parse(Buffer.from(plaintext).toString()) as T) : null;
    } catch {
      return null;
    }
  }
}
