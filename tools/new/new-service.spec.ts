import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SERVICES } from '../platform/services';
import { newService, REGISTRATIONS } from './new-service';

const ROOT = join(__dirname, '..', '..');
const places = [...new Set(REGISTRATIONS.map(({ file }) => file))];
const names = (text: string, name: string): boolean => new RegExp(`(?<![\\w-])${name}(?![a-z])`).test(text);

let copy: string;
const read = (file: string): string => readFileSync(join(copy, file), 'utf8');

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'portway-new-'));
  for (const place of places) {
    mkdirSync(dirname(join(copy, place)), { recursive: true });
    cpSync(join(ROOT, place), join(copy, place));
  }
  cpSync(join(ROOT, 'k8s'), join(copy, 'k8s'), { recursive: true });
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

test('every service is known in every place that a new one is written into', () => {
  const missing = SERVICES.flatMap(({ name }) =>
    places.filter((place) => !names(read(place), name)).map((place) => `${name} is missing in ${place}`),
  );
  expect(missing).toEqual([]);
});

test('a new service has a program, a folder in Kubernetes, and stands in each place; nothing else there changes', () => {
  const before = new Map(places.map((place) => [place, read(place)]));
  const { changed, made } = newService('enforcement', copy);
  expect(changed).toEqual(places);
  for (const [place, text] of before) {
    expect([place, names(read(place), 'enforcement')]).toEqual([place, true]);
    const kept = read(place).split('\n');
    const lost = text.split('\n').filter((line) => !kept.includes(line));
    // A list on one line has grown.
    for (const line of lost)
      expect([place, kept.some((now) => now.includes(line.slice(0, 40)))]).toEqual([place, true]);
  }
  expect(made.filter((file) => file.startsWith('apps/'))).toHaveLength(2);
  expect(made.filter((file) => file.startsWith('k8s/base/enforcement/'))).toHaveLength(5);
  expect(made.filter((file) => file.startsWith('k8s/overlays/production/enforcement/'))).toHaveLength(5);
  expect(made).toContain('k8s/components/external-secrets/enforcement.yaml');
  expect(made.filter((file) => /manifest/.test(read(file)))).toEqual([]);
});

test('a port of its own: no service and no server of the platform wishes for it', () => {
  newService('enforcement', copy);
  const offsets = [
    ...read('tools/platform/services.ts').matchAll(/offset: (\d+)|(?:database|broker|names|nodes): (\d+)/g),
  ].map(([, service, server]) => Number(service ?? server));
  expect(new Set(offsets).size).toBe(offsets.length);
});

test('a name that is none or is taken is refused, and a place that has changed is named: then nothing is written', () => {
  expect(() => newService('Enforcement', copy)).toThrow('"Enforcement" is no name');
  newService('enforcement', copy);
  expect(() => newService('enforcement', copy)).toThrow('There is a service enforcement already.');
  writeFileSync(join(copy, 'k8s/secrets.sh'), '');
  expect(() => newService('drawback', copy)).toThrow('k8s/secrets.sh has changed');
  expect(existsSync(join(copy, 'apps/drawback'))).toBe(false);
  expect(names(read('nest-cli.json'), 'drawback')).toBe(false);
});
