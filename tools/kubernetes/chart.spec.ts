import { join } from 'node:path';
import Ajv from 'ajv';
import { load, loadAll } from 'js-yaml';
import { ROOT } from '../platform/home';
import { chartFiles, SETTINGS } from './chart';
import { type Given, helmTemplate } from './helm-template';
import { type Fields, kustomize, type KubernetesObject, type Value } from './kustomize';

const VALUES = 'k8s/chart/values.yaml';
const defaults = (): Fields => load(chartFiles[VALUES]!()) as unknown as Fields;
const given = (Values: Fields, Namespace = 'portway', Revision = 3): Given => ({
  Values,
  Release: { Namespace, Revision },
});

const templates = (): string[] =>
  Object.entries(chartFiles)
    .filter(([path]) => path.startsWith('k8s/chart/templates/'))
    .map(([, make]) => make());
const rendered = (by: Given): string =>
  templates()
    .map((template) => helmTemplate(template, by))
    .join('');
const objectsOf = (text: string): KubernetesObject[] =>
  (loadAll(text) as unknown as KubernetesObject[]).filter(Boolean);
const byName = (objects: readonly KubernetesObject[]): Record<string, KubernetesObject> =>
  Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]));

/** Every value at the end of a way, with what is there. */
const leaves = (value: Value, path: string[] = []): [string[], Value][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]))
    : [[path, value]];

describe('the Helm chart', () => {
  it.each(Object.entries(SETTINGS))('set to %s, makes the objects of overlays/%s, and no other', (setting, overlay) => {
    const expected = kustomize(join(ROOT, 'k8s', 'overlays', overlay)).filter(({ kind }) => kind !== 'Namespace');
    for (const { kind, metadata } of expected) if (kind === 'Job') metadata.name += '-3';
    const made = objectsOf(rendered(given({ ...defaults(), setting })));
    expect(made).toHaveLength(expected.length);
    expect(byName(made)).toEqual(byName(expected));
  });

  it('each value is read by a template', () => {
    const text = templates().join('');
    const read = [
      ...[...text.matchAll(/\.Values\.([\w.]+)/g)].map(([, path]) => path!),
      ...[...text.matchAll(/index \.Values ([^)]+)\)/g)].map(([, steps]) =>
        JSON.parse(`[${steps!.replaceAll(' ', ',')}]`).join('.'),
      ),
    ];
    const idle = leaves(defaults())
      .map(([path]) => path.join('.'))
      .filter((leaf) => !read.some((path) => leaf === path || leaf.startsWith(`${path}.`)));
    expect(idle).toEqual([]);
  });

  it('in another namespace, everything is there and nothing asks for the other one', () => {
    const objects = objectsOf(rendered(given(defaults(), 'customs')));
    expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['customs']));
    expect(JSON.stringify(objects)).not.toContain('portway.svc');
    expect(JSON.stringify(objects)).toContain('https://entry.customs.svc:9090/metrics');
  });

  it('a digest goes before a tag', () => {
    const values = defaults();
    Object.assign(values['image'] as Fields, { digest: 'sha256:0a' });
    const images = rendered(given(values)).match(/image: "registry.*"/g);
    expect(new Set(images)).toEqual(new Set(['image: "registry.example/customs/portway@sha256:0a"']));
  });

  it('a value of another name is refused', () => {
    const check = new Ajv({ strict: false }).compile(JSON.parse(chartFiles['k8s/chart/values.schema.json']!()));
    expect([check(defaults()), check.errors]).toEqual([true, null]);
    expect(check({ ...defaults(), setting: 'prodution' })).toBe(false);
    expect(check({ ...defaults(), adresses: {} })).toBe(false);
    expect(check({ ...defaults(), services: { entry: { scaling: { minimum: 1 } } } })).toBe(false);
  });
});
