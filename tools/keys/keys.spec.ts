import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '../platform/services';
import { readKeys } from '../../libs/service/src/keys';
import { asked, makeKeys } from './keys';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'portway-keys-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const make = (): void => makeKeys(asked([folder]));
const ring = (service: string) => readKeys(join(folder, service), 'portway', service);

test('each service gets its own private key only, and all public ones: they believe each other', () => {
  make();
  for (const { name } of SERVICES) {
    for (const { name: other } of SERVICES) {
      expect(existsSync(join(folder, name, `${other}.pub`))).toBe(true);
      expect(existsSync(join(folder, name, `${other}.key`))).toBe(name === other);
    }
    expect(statSync(join(folder, name, `${name}.key`)).mode & 0o077).toBe(0);
  }
  expect(ring('entry').isFrom('gateway', ring('gateway').markFor('entry', ['x'], 'said'), ['x'], 'said')).toBe(true);
});

test('made again, nothing that is there changes', () => {
  make();
  const files = ['entry/entry.key', 'gateway/entry.pub', 'entry/amqp-url'].map((name) => join(folder, name));
  const before = files.map((file) => readFileSync(file, 'utf8'));
  make();
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
});

test('the broker knows each service by a password and by rights of its own, and only its administrator may do all', () => {
  makeKeys(asked([folder, '--broker', 'rabbit.example:5673', '--platform', 'west']));
  expect(readFileSync(join(folder, 'entry', 'amqp-url'), 'utf8')).toMatch(/^amqp:\/\/entry:[0-9a-f]{48}@rabbit\.example:5673\n$/);
  const text = readFileSync(join(folder, 'broker', 'definitions.json'), 'utf8');
  const { users, permissions, exchanges } = JSON.parse(text);
  expect(users.filter(({ tags }: { tags: string }) => tags !== '').map(({ name }: { name: string }) => name)).toEqual(['administrator']);
  expect(permissions.find(({ user }: { user: string }) => user === 'cee')).toMatchObject({ configure: '^west\\.cee\\.' });
  expect(exchanges.map(({ name }: { name: string }) => name)).toEqual(['west', 'west.vitals', 'west.positions']);
  for (const { name } of SERVICES) expect(text).not.toContain(/:([0-9a-f]{48})@/.exec(readFileSync(join(folder, name, 'amqp-url'), 'utf8'))![1]);
});

test('what cannot be used is named', () => {
  make();
  expect(() => asked([])).toThrow('Give a folder');
  expect(() => asked([folder, '--other', 'x'])).toThrow('Give a folder');
  expect(() => readKeys(join(folder, 'nowhere'), 'portway', 'entry')).toThrow(/^KEYS_DIR: .*nowhere cannot be read/);
  writeFileSync(join(folder, 'entry', 'gateway.pub'), 'nothing');
  expect(() => ring('entry')).toThrow(/gateway\.pub in .* cannot be used: it holds no key/);
  rmSync(join(folder, 'cee', 'cee.key'));
  expect(() => ring('cee')).toThrow(/cee\.key in .* cannot be used/);
});
