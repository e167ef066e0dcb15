import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_DELEGATION, delegation, useDelegation } from '../delegation/delegation.data';
import { delegatedTo } from '../delegation/delegation.rules';
import { DEFAULT_LONGEST_WAIVERS, mostWaived, useLongestWaivers } from '../petitions/waiver.data';
import type { Log } from '#service';
import type { EnforcementConfig } from '../config/enforcement.config';
import { operatorsSettings, useOperatorsSettings } from './operators-settings';
import { SettingsFile } from './settings-file';

afterEach(() => {
  useDelegation(DEFAULT_DELEGATION);
  useLongestWaivers(DEFAULT_LONGEST_WAIVERS);
});

const row = {
  ...{ kind: 'liquidated damages', law: null, aloneUpTo: 100_000, withSecondUpTo: 200_000 },
  ...{ source: 'Delegation order 26-1', from: '2026-12-01' },
};
const use = (settings: object): void => useOperatorsSettings(JSON.stringify(settings));

test('which settings are still the default is said, one by one', () => {
  const states = (): unknown => operatorsSettings().map(({ setting, isDefault }) => [setting, isDefault]);
  expect(states()).toEqual([
    ['delegation', true],
    ['longestWaiver', true],
  ]);
  use({ delegation: [row] });
  expect(states()).toEqual([
    ['delegation', false],
    ['longestWaiver', true],
  ]);
  use({ longestWaiver: [{ months: 12, source: 'Directive', from: '2026-12-01' }] });
  expect(states()).toEqual([
    ['delegation', false],
    ['longestWaiver', false],
  ]);
});

test('what an operator set decides from its day on; before it headquarters does', () => {
  use({ delegation: [row], longestWaiver: [{ months: 12, source: 'Directive', from: '2026-12-01' }] });
  const of = (cents: number, day: string): string =>
    delegatedTo({ kind: 'liquidated damages', law: '19 USC 1623' }, cents, day).decider;
  expect([of(100_000, '2026-12-01'), of(100_001, '2026-12-01'), of(200_001, '2026-12-01')]).toEqual([
    'one officer',
    'two officers',
    'headquarters',
  ]);
  expect(of(1, '2026-11-30')).toBe('headquarters');
  expect(mostWaived('2026-12-01')).toMatchObject({ months: 12, source: 'Directive' });
});

test.each([
  ['{', 'is no JSON'],
  ['[]', 'is no JSON object'],
  [{ limits: [row] }, '/limits: there is no such setting'],
  [{ delegation: [] }, '/delegation: is no list of rows'],
  [{ delegation: [row, { ...row, kind: 'fine' }] }, '/delegation/1/kind: is none of'],
  [{ delegation: [{ ...row, aloneUpTo: 10.5 }] }, '/delegation/0/aloneUpTo: is no amount in whole cents'],
  [{ delegation: [{ ...row, withSecondUpTo: 1 }] }, '/delegation/0/withSecondUpTo'],
  [{ delegation: [{ ...row, from: '2026-02-30' }] }, '/delegation/0/from: is no day'],
  [{ delegation: [{ ...row, source: ' ' }] }, '/delegation/0/source: is missing'],
  [{ delegation: [{ ...row, note: 'x' }] }, '/delegation/0/note: is no field'],
  [{ longestWaiver: [{ months: 0, source: 'x', from: '2026-12-01' }] }, '/longestWaiver/0/months'],
])('a file that is wrong is not taken, and row and field are named: %j', (text, wrong) => {
  expect(() => useOperatorsSettings(typeof text === 'string' ? text : JSON.stringify(text))).toThrow(wrong);
  expect(delegation()).toBe(DEFAULT_DELEGATION);
});

test('at its start the service says which settings are still the default, and does not start with a file that is wrong', () => {
  const said: string[] = [];
  const log = { warn: ({ setting }: { setting: string }) => said.push(setting) } as unknown as Log;
  const started = (SETTINGS_FILE: string): SettingsFile =>
    new SettingsFile({ SETTINGS_FILE } as EnforcementConfig, log);
  started('');
  expect(said).toEqual(['delegation', 'longestWaiver']);
  expect(() => started('/nowhere/settings.json')).toThrow('SETTINGS_FILE: ENOENT');
});

test('the file that the document shows is taken', () => {
  const document = readFileSync(join(__dirname, '../../../../docs/operators/enforcement.md'), 'utf8');
  const [, shown] = /```json\n([^`]*"delegation"[^`]*)```/.exec(document) ?? [];
  useOperatorsSettings(shown!);
  expect(operatorsSettings().map(({ isDefault, rows }) => [isDefault, rows.length])).toEqual([
    [false, 2],
    [false, 1],
  ]);
});
