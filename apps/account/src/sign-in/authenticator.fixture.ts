import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import type { Browser } from '../../../../test/support/browser';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
const text = (value: Buffer): string => value.toString('base64url');
const sha256 = (...parts: (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The head of a CBOR item (RFC 8949, 3): major type and an argument below 65,536. */
const head = (major: number, argument: number): Buffer => {
  if (argument < 24) return Buffer.from([(major << 5) | argument]);
  if (argument < 256) return Buffer.from([(major << 5) | 24, argument]);
  return Buffer.from([(major << 5) | 25, argument >> 8, argument & 255]);
};
type Cbor = number | string | Buffer | Map<number | string, Cbor>;
const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])]);
};

/** What a test makes an authenticator do otherwise than it should. */
export interface Oddity {
  readonly counter?: number;
  readonly verified?: boolean;
  readonly origin?: string;
  readonly challenge?: string;
  readonly spoilt?: boolean;
}

/** A security key in memory (ES256), which keeps one passkey. */
export class Authenticator {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly id = randomBytes(32);
  private userHandle = '';
  counter = 0;

  constructor(private readonly origin: string) {}

  /** `navigator.credentials.create`, as JSON. */
  create(options: any, { verified = true, origin, challenge }: Oddity = {}): object {
    this.userHandle = options.user.id;
    const { x, y } = this.pair.publicKey.export({ format: 'jwk' });
    const key: [number, Cbor][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ];
    const length = Buffer.from([this.id.length >> 8, this.id.length & 255]);
    const data = Buffer.concat([
      this.data(options.rp.id, HAS_CREDENTIAL | USER_PRESENT | (verified ? USER_VERIFIED : 0)),
      ...[Buffer.alloc(16), length, this.id, cbor(new Map(key))],
    ]);
    const attestation: [string, Cbor][] = [
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', data],
    ];
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', challenge ?? options.challenge, origin),
      attestationObject: text(cbor(new Map(attestation))),
      transports: ['internal'],
    });
  }

  /** `navigator.credentials.get`, as JSON. */
  get(options: any, { counter, verified = true, origin, challenge, spoilt = false }: Oddity = {}): object {
    this.counter = counter ?? this.counter + 1;
    const data = this.data(options.rpId, USER_PRESENT | (verified ? USER_VERIFIED : 0));
    const clientDataJSON = this.clientData('webauthn.get', challenge ?? options.challenge, origin);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    const signature = sign('sha256', spoilt ? Buffer.concat([signed, Buffer.from('x')]) : signed, this.pair.privateKey);
    return this.answer({
      ...{ clientDataJSON, authenticatorData: text(data), signature: text(signature), userHandle: this.userHandle },
    });
  }

  private answer(response: object): object {
    const id = text(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  private data(domain: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(domain), Buffer.from([flags]), counter]);
  }

  private clientData(type: string, challenge: string, origin = this.origin): string {
    return text(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
  }
}

const unescaped = (value: string): string =>
  value
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Presses a button of a page that uses a passkey: the page's own script runs, with an authenticator where a browser has one, and the form that it submits is sent. */
export const press = async (
  at: Browser,
  page: { text: string },
  label: string,
  authenticator: Authenticator,
  odd: Oddity = {},
) => {
  const form = [...page.text.matchAll(/<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/g)].find(
    ([, , inside]) => inside!.includes(`${label}</button>`),
  );
  if (!form) throw new Error(`the page has no button '${label}': ${page.text}`);
  const [, action, inside] = form;
  const script = /<script>([\s\S]*?)<\/script>/.exec(page.text)![1]!;
  const fields: Record<string, string> = {};
  for (const [input] of inside!.matchAll(/<input[^>]*>/g)) {
    const value = (name: string): string => unescaped(new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? '');
    fields[value('name')] = value('value');
  }
  const [, act, options] = /data-passkey="(\w+)" data-options="([^"]*)"/.exec(inside!)!;
  return new Promise<Awaited<ReturnType<Browser['go']>>>((resolve, reject) => {
    const item = (name: string) => ({
      set value(value: string) {
        fields[name] = value;
      },
    });
    const status = {
      set textContent(why: string) {
        reject(new Error(why));
      },
    };
    const button = {
      hidden: true,
      dataset: { passkey: act, options: unescaped(options!) },
      form: {
        elements: { namedItem: item },
        querySelector: () => status,
        submit: () => at.go(action!, fields).then(resolve, reject),
      },
      addEventListener: (_event: string, listener: () => void) => listener(),
    };
    const same = (given: unknown): unknown => given;
    const PublicKeyCredential = { parseRequestOptionsFromJSON: same, parseCreationOptionsFromJSON: same };
    const answered = (answer: object) => Promise.resolve({ toJSON: () => answer });
    runInNewContext(script, {
      PublicKeyCredential,
      window: { PublicKeyCredential },
      document: { querySelectorAll: () => [button] },
      navigator: {
        credentials: {
          create: ({ publicKey }: { publicKey: object }) => answered(authenticator.create(publicKey, odd)),
          get: ({ publicKey }: { publicKey: object }) => answered(authenticator.get(publicKey, odd)),
        },
      },
    });
  });
};
