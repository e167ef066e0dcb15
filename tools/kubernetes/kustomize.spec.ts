import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { kustomize, type KubernetesObject } from './kustomize';

const FIXTURE = join(__dirname, 'kustomize.fixture');
const byName = (objects: readonly KubernetesObject[]): Record<string, KubernetesObject> =>
  Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]));

test('all that is used of Kustomize is made as kubectl made it of the same files', () => {
  const expected = loadAll(readFileSync(join(FIXTURE, 'expected.yaml'), 'utf8')) as unknown as KubernetesObject[];
  const rendered = kustomize(FIXTURE);
  expect(rendered).toHaveLength(expected.length);
  expect(byName(rendered)).toEqual(byName(expected));
});

describe('what would be rendered otherwise is refused', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'portway-kustomize-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const made = (
    kustomization: string,
    resource = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n',
  ): (() => void) => {
    writeFileSync(join(folder, 'kustomization.yaml'), kustomization);
    writeFileSync(join(folder, 'a.yaml'), resource);
    return () => kustomize(folder);
  };

  it.each([
    ['a part of Kustomize that is not known here', 'resources: [a.yaml]\nnamePrefix: b-\n', /namePrefix is not known/],
    [
      'a patch that fits nothing',
      'resources: [a.yaml]\npatches: [{target: {kind: Job}, patch: "[{op: remove, path: /spec}]"}]\n',
      /nothing is there to patch for \{"kind":"Job"\}/,
    ],
    [
      'a patch of a field that is not there',
      'resources: [a.yaml]\npatches: [{target: {kind: Service}, patch: "[{op: replace, path: /spec/type, value: A}]"}]\n',
      /Service a has no \/spec\/type/,
    ],
  ])('%s', (_what, kustomization, fault) => {
    expect(made(kustomization)).toThrow(fault);
  });

  it.each(['0440', 'yes', '2026-11-30'])('%s, which is something else in YAML 1.1', (value) => {
    expect(
      made('resources: [a.yaml]\n', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: ${value}}\n`),
    ).toThrow(/YAML 1\.1/);
  });
});
