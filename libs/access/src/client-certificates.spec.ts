import { createHash, X509Certificate } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type CallerLimits, loadConfig, type Refusals } from '#service';
import { type Certified, certify, newAuthority } from '../../../tools/infrastructure/certificates';
import { AccessConfig } from './access.config';
import { asksForCertificates, ClientCertificates } from './client-certificates';

const ACCOUNT = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10';
const authority = newAuthority('A partner');
const [old, next, foreign] = ['old', 'next', 'foreign'].map((name) => certify(authority, [name])) as [
  Certified,
  Certified,
  Certified,
];
const derOf = ({ certificate }: Certified): Buffer => new X509Certificate(certificate).raw;
const fingerprintOf = (one: Certified): string => createHash('sha256').update(derOf(one)).digest('hex');

const settings = (bound: object): AccessConfig =>
  loadConfig(AccessConfig, {
    HOST: '127.0.0.1',
    DATABASE_URL: 'postgres://a:b@127.0.0.1/a',
    AMQP_URL: 'amqp://127.0.0.1',
    CLIENT_CERTIFICATES: JSON.stringify(bound),
  });
const withColons = fingerprintOf(old)
  .toUpperCase()
  .replace(/..(?=.)/g, '$&:');
const noted: unknown[] = [];
const certificates = new ClientCertificates(
  settings({ [ACCOUNT]: [withColons, fingerprintOf(next)] }),
  { isTrusted: (address: string) => address === '10.0.0.1' } as unknown as CallerLimits,
  { note: (...what: unknown[]) => noted.push(what) } as unknown as Refusals,
);

/** Why a request of an account is not let in; null where it is. */
const judged = (header: string | undefined, from = '10.0.0.1', accountId = ACCOUNT): string | null => {
  try {
    certificates.require(accountId, {
      headers: header === undefined ? {} : { 'client-cert': header },
      socket: { remoteAddress: from },
    } as unknown as FastifyRequest);
    return null;
  } catch (error) {
    return `${(error as { kind: string }).kind}: ${(error as Error).message}`;
  }
};
const told = (one: Certified): string => `:${derOf(one).toString('base64')}:`;

afterEach(() => jest.restoreAllMocks());

test('keys of an account that is bound to certificates are taken with one of them: old and new one while they are exchanged', () => {
  expect([judged(told(old)), judged(told(next))]).toEqual([null, null]);
  expect(judged(undefined)).toMatch(/^not-authorized: .*with none/);
  expect(judged(told(foreign))).toMatch(`fingerprint ${fingerprintOf(foreign)} is not among`);
  expect(noted).toEqual([
    ['no client certificate', ACCOUNT],
    ['no client certificate', ACCOUNT],
  ]);
});

test('what a proxy says of a certificate is believed of a trusted one only, and nothing that cannot be read is a certificate', () => {
  expect(judged(told(old), '10.0.0.2')).toMatch(/with none/);
  for (const header of ['', '::', ':AAAA:', derOf(old).toString('base64'), `${told(old)}, ${told(next)}`])
    expect(judged(header)).toMatch(/with none/);
});

test('a certificate that has ended opens nothing', () => {
  jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2040-01-01T00:00:00Z'));
  expect(judged(told(old))).toMatch(/it is good from .* to /);
});

test('accounts that are bound to none are asked for none', () => {
  expect(judged(undefined, '10.0.0.1', '11111111-7d0e-4a53-8b55-0d9c1e6f2b10')).toBeNull();
  expect([asksForCertificates(settings({})), asksForCertificates(settings({ [ACCOUNT]: [withColons] }))]).toEqual([
    false,
    true,
  ]);
});

test.each([['not an account'], ['of another length', 'ab'.repeat(31)], ['none']])(
  'a service does not start with a binding that is %s',
  (what, fingerprint = withColons) => {
    const bound = what === 'none' ? [] : [fingerprint];
    expect(() => settings({ [what === 'not an account' ? 'B76' : ACCOUNT]: bound })).toThrow(/CLIENT_CERTIFICATES/);
  },
);
