/**
 * Renders the kustomizations of k8s/ as `kubectl kustomize` does, so that tests need no kubectl: the parts of Kustomize that they use, and an error for every other.
 * kustomize.spec.ts compares it with what kubectl 1.32.4 (Kustomize 5.5.0) made of the same files.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadAll, YAML11_SCHEMA } from 'js-yaml';

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Fields = { [key: string]: Value };
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [key: string]: unknown;
}

interface Target {
  readonly group?: string;
  readonly kind?: string;
  /** A regular expression over the whole name. */
  readonly name?: string;
  /** `KEY=VALUE` or `KEY!=VALUE`. */
  readonly labelSelector?: string;
}
interface Patch {
  readonly path?: string;
  readonly patch?: string;
  readonly target?: Target;
}
interface Kustomization {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly labels?: readonly { readonly pairs: Record<string, string>; readonly includeTemplates?: boolean }[];
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly images?: readonly { readonly name: string; readonly newName?: string; readonly newTag?: string }[];
  readonly patches?: readonly Patch[];
  readonly configMapGenerator?: readonly { readonly name: string; readonly files: readonly string[] }[];
  readonly generatorOptions?: { readonly disableNameSuffixHash: true };
}
const KNOWN: readonly (keyof Kustomization)[] = [
  'apiVersion',
  'kind',
  'namespace',
  'labels',
  'resources',
  'components',
  'images',
  'patches',
  'configMapGenerator',
  'generatorOptions',
];
interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: Value;
}

/** Which fields tell the elements of a list apart when a patch is merged into it, by the list's name; other lists are replaced. Kubernetes' API says so itself. */
const MERGED_BY: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port'],
  imagePullSecrets: ['name'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
};
/** Groups whose lists are merged so. Of objects that extend Kubernetes, lists are replaced. */
const IN_KUBERNETES = /^(v1|apps\/|batch\/|policy\/|networking\.k8s\.io\/)/;
/** Kinds that belong to no namespace. */
const EVERYWHERE: readonly string[] = ['Namespace'];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param folder of a kustomization.yaml
 * @returns all objects, in the order in which they are named
 * @throws Error for what is not known of Kustomize here, and for a patch that fits nothing
 */
export const kustomize = (folder: string): KubernetesObject[] => rendered(folder, []);

/**
 * kubectl reads YAML 1.1, most else 1.2.
 *
 * @throws Error for what the two read differently: `0440`, `yes`, a date
 */
const documents = <T>(text: string, place: string): T[] => {
  const read = loadAll(text);
  if (!isDeepStrictEqual(read, loadAll(text, { schema: YAML11_SCHEMA })))
    throw new Error(`${place}: a value is something else in YAML 1.1`);
  return read.filter(Boolean) as unknown as T[];
};

const rendered = (folder: string, given: KubernetesObject[]): KubernetesObject[] => {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const [what] = documents<Kustomization>(read('kustomization.yaml'), folder) as [Kustomization];
  const unknown = Object.keys(what).filter((key) => !KNOWN.includes(key as keyof Kustomization));
  if (unknown.length > 0) throw new Error(`${folder}: ${unknown.join(', ')} is not known of Kustomize here`);

  let objects = [...given, ...(what.resources ?? []).flatMap((name) => resource(join(folder, name)))];
  for (const name of what.components ?? []) objects = rendered(join(folder, name), objects);
  for (const { name, files } of what.configMapGenerator ?? []) {
    if (!what.generatorOptions?.disableNameSuffixHash)
      throw new Error(`${folder}: ${name} would have a hash in its name`);
    const data = Object.fromEntries(files.map((file) => [file, read(file)]));
    objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
  }
  for (const patch of what.patches ?? []) objects = patched(objects, patch, folder, read);
  for (const object of objects) {
    if (what.namespace) setNamespace(object, what.namespace);
    for (const labels of what.labels ?? []) setLabels(object, labels.pairs, labels.includeTemplates ?? false);
    for (const image of what.images ?? []) setImage(object, image.name, image.newName, image.newTag);
  }
  return objects;
};

const resource = (path: string): KubernetesObject[] =>
  statSync(path).isDirectory() ? kustomize(path) : documents(readFileSync(path, 'utf8'), path);

const patched = (
  objects: readonly KubernetesObject[],
  { path, patch, target }: Patch,
  folder: string,
  read: (name: string) => string,
): KubernetesObject[] => {
  // A file may hold several, each for the object that it names.
  const patches = documents<Operation[] | KubernetesObject>(patch ?? read(path!), folder);
  return patches.reduce<KubernetesObject[]>(
    (now, one) => {
      const named = Array.isArray(one) ? undefined : { kind: one.kind, name: one.metadata.name };
      const wanted = target ?? named;
      if (!wanted) throw new Error(`${folder}: a patch of single fields needs a target`);
      const hit = now.filter((object) => isMeant(object, wanted));
      if (hit.length === 0) throw new Error(`${folder}: nothing is there to patch for ${JSON.stringify(wanted)}`);
      return now.flatMap((object) => {
        if (!hit.includes(object)) return [object];
        if (Array.isArray(one)) return [operated(object, one, folder)];
        if (one['$patch'] === 'delete') return [];
        const { name } = object.metadata;
        const both = merged(
          object as unknown as Fields,
          one as unknown as Fields,
          IN_KUBERNETES.test(object.apiVersion),
        );
        const result = both as unknown as KubernetesObject;
        // The name in a patch with a target says nothing.
        return [{ ...result, metadata: { ...result.metadata, name } }];
      });
    },
    [...objects],
  );
};

const isMeant = ({ apiVersion, kind, metadata }: KubernetesObject, target: Target): boolean => {
  const [, key = '', no = '', value] = /^([^!=]+)(!?)=(.*)$/.exec(target.labelSelector ?? '') ?? [];
  return (
    (target.group === undefined || apiVersion.startsWith(`${target.group}/`)) &&
    (target.kind === undefined || kind === target.kind) &&
    (target.name === undefined || new RegExp(`^(?:${target.name})$`).test(metadata.name)) &&
    (target.labelSelector === undefined || (metadata.labels?.[key] === value) === (no === ''))
  );
};

/** RFC 6902, as far as it is used. */
const operated = (object: KubernetesObject, operations: readonly Operation[], folder: string): KubernetesObject => {
  const result = structuredClone(object) as unknown as Fields;
  for (const { op, path, value } of operations) {
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = steps.pop()!;
    let at: Value = result;
    for (const step of steps) {
      at = (at as Fields)[step]!;
      if (typeof at !== 'object' || at === null)
        throw new Error(`${folder}: ${object.kind} ${object.metadata.name} has no ${path}`);
    }
    const isThere = last in (at as Fields);
    if (op !== 'add' && !isThere) throw new Error(`${folder}: ${object.kind} ${object.metadata.name} has no ${path}`);
    if (op === 'remove') delete (at as Fields)[last];
    else if (Array.isArray(at) && last === '-') at.push(structuredClone(value!));
    else (at as Fields)[last] = structuredClone(value!);
  }
  return result as unknown as KubernetesObject;
};

/** A strategic merge: maps into each other, lists by what tells their elements apart, with the patch's elements first. */
const merged = (base: Fields, patch: Fields, byKeys: boolean): Fields => {
  const result: Fields = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = base[key];
    const keys = byKeys ? MERGED_BY[key] : undefined;
    if (value === null) delete result[key];
    else if (isFields(value)) result[key] = merged(isFields(old) ? old : {}, value, byKeys);
    else if (Array.isArray(value) && Array.isArray(old) && keys) result[key] = mergedLists(old, value, keys, byKeys);
    else result[key] = structuredClone(value);
  }
  return result;
};

const mergedLists = (base: Value[], patch: Value[], keys: readonly string[], byKeys: boolean): Value[] => {
  const isSame = (one: Value, other: Value): boolean =>
    keys.every((key) => (one as Fields)[key] === (other as Fields)[key]);
  const first = patch.map((element) => {
    const old = base.find((one) => isSame(one, element));
    return isFields(element) ? merged(isFields(old) ? old : {}, element, byKeys) : element;
  });
  return [...first, ...base.filter((one) => !patch.some((element) => isSame(one, element)))];
};

const setNamespace = (object: KubernetesObject, namespace: string): void => {
  if (!EVERYWHERE.includes(object.kind)) object.metadata = { ...object.metadata, namespace };
  else object.metadata = { ...object.metadata, name: namespace };
};

const templateOf = (object: KubernetesObject): Fields | undefined => {
  const spec = object['spec'] as Fields | undefined;
  return IN_KUBERNETES.test(object.apiVersion) && isFields(spec?.['template']) ? spec['template'] : undefined;
};

const setLabels = (object: KubernetesObject, pairs: Record<string, string>, inTemplates: boolean): void => {
  object.metadata = { ...object.metadata, labels: { ...object.metadata.labels, ...pairs } };
  const template = inTemplates ? templateOf(object) : undefined;
  if (!template) return;
  const metadata = (template['metadata'] ?? {}) as Fields;
  template['metadata'] = { ...metadata, labels: { ...(metadata['labels'] as Fields), ...pairs } };
};

const setImage = (object: KubernetesObject, name: string, newName = name, newTag?: string): void => {
  const spec = templateOf(object)?.['spec'] as Fields | undefined;
  for (const list of ['initContainers', 'containers']) {
    for (const container of (spec?.[list] ?? []) as Fields[]) {
      const [image, tag] = (container['image'] as string).split(':');
      if (image !== name) continue;
      container['image'] = [newName, newTag ?? tag].filter(Boolean).join(':');
    }
  }
};
