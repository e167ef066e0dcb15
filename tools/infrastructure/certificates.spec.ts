import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certify, isGood, newAuthority } from './certificates';

const NOW = new Date('2026-11-28T12:00:00Z');
const authority = newAuthority('Portway authority', NOW);
const server = certify(authority, ['broker.example', '10.1.2.3'], NOW);
const read = new X509Certificate(server.certificate);

test("a server's certificate is vouched for by its authority, for its names and addresses and no others", () => {
  expect(read.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect(read.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
  expect([
    read.checkHost('broker.example'),
    read.checkIP('10.1.2.3'),
    read.checkHost('other.example'),
    read.checkIP('10.1.2.4'),
  ]).toEqual(['broker.example', '10.1.2.3', undefined, undefined]);
  expect([read.ca, new X509Certificate(authority.certificate).ca]).toEqual([false, true]);
  expect(read.checkIssued(new X509Certificate(newAuthority('Another').certificate))).toBe(false);
  expect(() => certify(authority, ['fe80::1'])).toThrow('give a name or an IPv4 address');
});

test('it is made anew half a year before its end, for another name, and under another authority', () => {
  const days = (count: number): Date => new Date(NOW.getTime() + count * 86_400_000);
  const good = (hosts: string[], at: Date, by = authority): boolean =>
    isGood(server.certificate, by.certificate, hosts, at);
  expect([good(['broker.example'], days(540)), good(['broker.example'], days(550))]).toEqual([true, false]);
  expect([
    good(['broker.example', 'other.example'], NOW),
    good(['broker.example'], NOW, newAuthority('Portway authority', NOW)),
  ]).toEqual([false, false]);
});

const hasOpenssl = (): boolean => {
  try {
    return execFileSync('openssl', ['version']).length > 0;
  } catch {
    return false;
  }
};

(hasOpenssl() ? test : test.skip)('OpenSSL finds nothing against them, however strictly it looks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portway-certificates-'));
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const [ca, own] = [file('ca.crt', authority.certificate), file('server.crt', server.certificate)];
    const verify = [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-attime',
      String(NOW.getTime() / 1000),
      '-CAfile',
      ca,
    ];
    expect(
      execFileSync('openssl', [...verify, '-verify_hostname', 'broker.example', own], { encoding: 'utf8' }),
    ).toMatch(/OK$/m);
    expect(() =>
      execFileSync('openssl', [...verify, '-verify_hostname', 'other.example', own], { stdio: 'pipe' }),
    ).toThrow(/hostname mismatch/i);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
