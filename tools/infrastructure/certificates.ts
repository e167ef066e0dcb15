import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { isIP } from 'node:net';
import { Foreseen } from './failure';

/** A certificate and its private key, both PEM. */
export interface Certified {
  readonly certificate: string;
  readonly key: string;
}

const AUTHORITY_DAYS = 3_650;
/** A server's certificate is made anew when less than a quarter of this is left: `npm run keys` once in a while keeps it alive. */
const SERVER_DAYS = 730;
const RENEW_DAYS = 183;
const DAY_MS = 86_400_000;

/** Node reads certificates and makes none. What follows writes the few pieces of ASN.1 (DER) that RFC 5280 asks for. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const octets = (content: Uint8Array): Buffer => der(0x04, content);
const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.from([0]), content);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const TRUE = der(0x01, Buffer.from([0xff]));
const time = (at: Date): Buffer => der(0x18, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`));
const named = (text: string): Buffer => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [TRUE] : []), octets(value));
const keyId = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest();
const address = (host: string): Buffer => {
  if (isIP(host) === 0) return der(0x82, Buffer.from(host));
  if (isIP(host) === 4) return der(0x87, Buffer.from(host.split('.').map(Number)));
  throw new Foreseen(`${host}: give a name or an IPv4 address.`);
};

interface Wanted {
  readonly subject: string;
  readonly issuer: string;
  readonly days: number;
  readonly now: Date;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  /** Names of a server; of an authority none. */
  readonly hosts: readonly string[];
}

const issue = ({ subject, issuer, days, now, publicKey, signer, hosts }: Wanted): string => {
  const serial = randomBytes(16);
  // Positive, and never shorter.
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  const isServer = hosts.length > 0;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    named(issuer),
    // Clocks differ.
    sequence(time(new Date(now.getTime() - 3_600_000)), time(new Date(now.getTime() + days * DAY_MS))),
    named(subject),
    publicKey.export({ format: 'der', type: 'spki' }),
    der(
      0xa3,
      sequence(
        extension('551d13', true, isServer ? sequence() : sequence(TRUE)),
        // A server signs handshakes; an authority certificates and revocations.
        extension('551d0f', true, der(0x03, isServer ? Buffer.from([7, 0x80]) : Buffer.from([1, 0x06]))),
        extension('551d0e', false, octets(keyId(publicKey))),
        extension('551d23', false, sequence(der(0x80, keyId(createPublicKey(signer))))),
        ...(isServer
          ? [
              extension('551d25', false, sequence(oid('2b06010505070301'))),
              extension('551d11', false, sequence(...hosts.map(address))),
            ]
          : []),
      ),
    ),
  );
  const certificate = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, signer)));
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
};

const newKey = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }) as string;

/** An authority that vouches for servers of one installation, and is known to nobody else. */
export const newAuthority = (name: string, now = new Date()): Certified => {
  const { publicKey, privateKey } = newKey();
  return {
    certificate: issue({
      subject: name,
      issuer: name,
      days: AUTHORITY_DAYS,
      now,
      publicKey,
      signer: privateKey,
      hosts: [],
    }),
    key: pemOf(privateKey),
  };
};

/** A server's certificate for these names and addresses. */
export const certify = (authority: Certified, hosts: readonly string[], now = new Date()): Certified => {
  const { publicKey, privateKey } = newKey();
  const issuer = commonName(new X509Certificate(authority.certificate));
  return {
    certificate: issue({
      subject: hosts[0]!,
      issuer,
      days: SERVER_DAYS,
      now,
      publicKey,
      signer: createPrivateKey(authority.key),
      hosts,
    }),
    key: pemOf(privateKey),
  };
};

const commonName = ({ subject }: X509Certificate): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? '';

/** Whether a server's certificate can stay: of this authority, for all these hosts, and not near its end. */
export const isGood = (certificate: string, authority: string, hosts: readonly string[], now = new Date()): boolean => {
  const [own, by] = [new X509Certificate(certificate), new X509Certificate(authority)];
  return (
    own.checkIssued(by) &&
    own.verify(by.publicKey) &&
    hosts.every((host) => (isIP(host) ? own.checkIP(host) : own.checkHost(host))) &&
    Date.parse(own.validTo) - now.getTime() > RENEW_DAYS * DAY_MS
  );
};
