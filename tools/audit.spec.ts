import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Advisory {
  advisory: string;
  package: string;
  severity: string;
  title: string;
  use: 'service' | 'development';
}
type Known = { advisory: string; package: string; reason: string; until: string };

const { KNOWN, read, toDecide } = jest.requireActual<{
  KNOWN: readonly Known[];
  read: (report: unknown, lock: object) => { advisories?: Advisory[]; notAsked?: string };
  toDecide: (advisories: Advisory[], known: readonly Known[], today: string) => string[];
}>('./audit.cjs');

const lock = {
  packages: { 'node_modules/pg': {}, 'node_modules/jest': { dev: true }, 'node_modules/x/node_modules/jest': {} },
};

/** As npm reports one package. */
const reported = (name: string, severity: string, ...nodes: string[]) => ({
  name,
  severity,
  isDirect: true,
  via: [
    {
      source: 7,
      name,
      title: `${name} reads too far`,
      url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
      severity,
    },
  ],
  nodes,
});
const report = (...found: ReturnType<typeof reported>[]) => ({
  auditReportVersion: 2,
  vulnerabilities: {
    ...Object.fromEntries(found.map((one) => [one.name, one])),
    above: { name: 'above', severity: 'high', via: ['pg'], nodes: ['node_modules/above'] },
  },
});
const decided = (known: readonly Known[], ...found: ReturnType<typeof reported>[]): string[] =>
  toDecide(read(report(...found), lock).advisories!, known, '2026-11-30');
const known = { advisory: 'GHSA-aaaa-bbbb-cccc', package: 'pg', reason: 'we never call it', until: '2026-12-31' };

describe('An advisory', () => {
  test('on what services are made of is decided on from moderate on, on what only development needs from high on', () => {
    const sentence = 'pg: pg reads too far (GHSA-aaaa-bbbb-cccc, moderate, service)';
    expect(decided([], reported('pg', 'moderate', 'node_modules/pg'))).toEqual([sentence]);
    expect(decided([], reported('pg', 'low', 'node_modules/pg'))).toEqual([]);
    expect(decided([], reported('jest', 'moderate', 'node_modules/jest'))).toEqual([]);
    expect(decided([], reported('jest', 'high', 'node_modules/jest'))).toHaveLength(1);
    expect(
      decided([], reported('jest', 'moderate', 'node_modules/jest', 'node_modules/x/node_modules/jest')),
    ).toHaveLength(1);
  });

  test('that was looked at is let be until the day that was set; then, and when it is no longer reported, somebody looks again', () => {
    const found = reported('pg', 'critical', 'node_modules/pg');
    expect(decided([known], found)).toEqual([]);
    expect(decided([{ ...known, until: '2026-11-29' }], found)).toEqual([
      'pg: GHSA-aaaa-bbbb-cccc was to be looked at again by 2026-11-29',
    ]);
    expect(decided([{ ...known, package: 'jest' }], found)).toHaveLength(2);
    expect(decided([known])).toEqual(['pg: GHSA-aaaa-bbbb-cccc is not reported any more: take it out of KNOWN']);
  });

  test('that is known has a reason and a last day', () => {
    for (const one of [known, ...KNOWN])
      expect(one).toMatchObject({
        reason: expect.stringMatching(/\w+ \w+/),
        until: expect.stringMatching(/^20\d\d-[01]\d-[0-3]\d$/),
      });
  });
});

test.each([
  [
    '{"message":"405 Method Not Allowed - POST https://registry.example/advisories"}',
    '405 Method Not Allowed - POST the registry',
  ],
  ['', 'npm answered nothing that can be read'],
])('a registry that cannot be asked (%s) fails nothing, and it is said; a fault that it tells does', (answer, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  writeFileSync(join(folder, 'answer'), answer);
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\ncat ${join(folder, 'answer')}\n`, { mode: 0o755 });
  const run = (): string =>
    execFileSync(process.execPath, [resolve(__dirname, 'audit.cjs')], {
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
      encoding: 'utf8',
    });
  expect(run()).toBe(`Advisories were not asked for: ${why}. Nothing is known of them.\n`);
  writeFileSync(join(folder, 'answer'), JSON.stringify(report(reported('pg', 'high', 'node_modules/pg'))));
  expect(run).toThrow(expect.objectContaining({ status: 1, stdout: expect.stringContaining('1 to decide on') }));
});
