/**
 * The Helm chart in k8s/chart, made from the kustomizations: whoever deploys by Helm gets the same objects. A value of the chart is a field of theirs; what one overlay
 * has and another has not stands behind `setting`. `npm run generate` writes it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../platform/home';
import { PORTAL, SERVICES } from '../platform/services';
import { type Fields, kustomize, type KubernetesObject, type Value } from './kustomize';

/** A setting of the chart, by the overlay that it is like. */
export const SETTINGS = { production: 'production', 'second-site': 'second-site', 'own-servers': 'cluster' } as const;
type Setting = keyof typeof SETTINGS;

/** A field of some objects that is a value of the chart. */
interface Parameter {
  readonly kind: string;
  readonly of: RegExp;
  /** Steps from the object to the field. */
  readonly field: readonly (string | number)[];
  /** Where it stands in values.yaml; {name} is what `of` found between its parentheses. */
  readonly value: string;
}

const CONTAINER = ['spec', 'template', 'spec', 'containers', 0] as const;
const PARAMETERS: readonly Parameter[] = [
  { kind: 'ConfigMap', of: /^portway-addresses$/, field: ['data', 'PUBLIC_URL'], value: 'addresses.public' },
  { kind: 'ConfigMap', of: /^portway-addresses$/, field: ['data', 'PORTAL_URL'], value: 'addresses.portal' },
  { kind: 'ConfigMap', of: /^portway-addresses$/, field: ['data', 'SIGN_IN_ISSUER'], value: 'addresses.signInIssuer' },
  {
    kind: 'ConfigMap',
    of: /^portway-addresses$/,
    field: ['data', 'TRUSTED_PROXIES'],
    value: 'addresses.trustedProxies',
  },
  { kind: 'ConfigMap', of: /^portway-addresses$/, field: ['data', 'HELP_DESK_NAME'], value: 'addresses.helpDesk.name' },
  {
    kind: 'ConfigMap',
    of: /^portway-addresses$/,
    field: ['data', 'HELP_DESK_PHONE'],
    value: 'addresses.helpDesk.phone',
  },
  {
    kind: 'ConfigMap',
    of: /^portway-addresses$/,
    field: ['data', 'HELP_DESK_EMAIL'],
    value: 'addresses.helpDesk.email',
  },
  {
    kind: 'ConfigMap',
    of: /^portway-addresses$/,
    field: ['data', 'HELP_DESK_HOURS'],
    value: 'addresses.helpDesk.hours',
  },
  {
    kind: 'ConfigMap',
    of: /^portway-addresses$/,
    field: ['data', 'SIGN_IN_CLIENTS'],
    value: 'addresses.signInClients',
  },
  { kind: 'Deployment', of: /^(.+)$/, field: ['spec', 'replicas'], value: 'services.{name}.replicas' },
  { kind: 'Deployment', of: /^(.+)$/, field: [...CONTAINER, 'resources'], value: 'services.{name}.resources' },
  { kind: 'ScaledObject', of: /^(.+)$/, field: ['spec', 'minReplicaCount'], value: 'services.{name}.scaling.min' },
  { kind: 'ScaledObject', of: /^(.+)$/, field: ['spec', 'maxReplicaCount'], value: 'services.{name}.scaling.max' },
  {
    kind: 'ScaledObject',
    of: /^(.+)$/,
    field: ['spec', 'fallback', 'replicas'],
    value: 'services.{name}.scaling.fallback',
  },
  {
    kind: 'Cluster',
    of: /^(.+)-database$/,
    field: ['spec', 'storage', 'size'],
    value: 'services.{name}.database.size',
  },
  { kind: 'Cluster', of: /^(.+)-database$/, field: ['spec', 'resources'], value: 'services.{name}.database.resources' },
  {
    kind: 'Cluster',
    of: /^(.+)-database$/,
    field: ['spec', 'managed', 'roles', 0, 'connectionLimit'],
    value: 'services.{name}.database.connections',
  },
  {
    kind: 'Cluster',
    of: /^(.+)-database$/,
    field: ['spec', 'postgresql', 'parameters'],
    value: 'services.{name}.database.parameters',
  },
  { kind: 'RabbitmqCluster', of: /^broker$/, field: ['spec', 'persistence', 'storage'], value: 'broker.size' },
  { kind: 'RabbitmqCluster', of: /^broker$/, field: ['spec', 'resources'], value: 'broker.resources' },
  { kind: 'ObjectStore', of: /^(.+)$/, field: ['spec', 'configuration'], value: 'backups.{name}.store' },
  { kind: 'ObjectStore', of: /^(.+)$/, field: ['spec', 'retentionPolicy'], value: 'backups.{name}.kept' },
  { kind: 'PersistentVolumeClaim', of: /^(.+)$/, field: ['spec'], value: 'volumes.{name}' },
];
/** What a value of the first level is about. */
const ABOUT: Readonly<Record<string, string>> = {
  setting:
    'production, second-site (as production, at rest behind the first site), or own-servers: database and broker are yours, and how many replicas too.',
  image: 'Better a digest (sha256:…) than a tag: a tag may become another image.',
  addresses: 'Where the public reaches what; see k8s/base/addresses.yaml.',
  services:
    'Of each service: what it may use, and in production how far it scales and what its database is (`connections`: a pool of 16 in each replica and in one more). `replicas` count in own-servers, of the portal everywhere.',
  broker: 'RabbitMQ on three machines.',
  backups: 'Where each site keeps backups and logs of its databases.',
  volumes: 'Files that replicas share.',
};
const IMAGE =
  '{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag }}{{ end }}';

type Variants = ReadonlyMap<Setting, Value>;
const ALL = Object.keys(SETTINGS) as Setting[];

const objectsOf = (setting: Setting): KubernetesObject[] =>
  // Helm makes the namespace itself, or finds it there.
  kustomize(join(ROOT, 'k8s', 'overlays', SETTINGS[setting])).filter(({ kind }) => kind !== 'Namespace');

const parameterOf = (kind: string, name: string, field: readonly (string | number)[]): string | undefined => {
  for (const parameter of PARAMETERS) {
    const found = parameter.kind === kind && parameter.field.join() === field.join() && parameter.of.exec(name);
    if (found) return parameter.value.replace('{name}', found[1] ?? '');
  }
  return undefined;
};

/** `a.b-c` as a template reads it: names with a hyphen only by `index`. */
const read = (value: string): string =>
  value.includes('-')
    ? `(index .Values ${value
        .split('.')
        .map((step) => JSON.stringify(step))
        .join(' ')})`
    : `.Values.${value}`;

const condition = (settings: readonly Setting[]): string => {
  const [only] = settings;
  const missing = ALL.filter((setting) => !settings.includes(setting));
  if (settings.length === 1) return `eq .Values.setting "${only}"`;
  if (missing.length === 1) return `ne .Values.setting "${missing[0]}"`;
  return `or ${settings.map((setting) => `(eq .Values.setting "${setting}")`).join(' ')}`;
};

/** Lines of a template, for one object as it is in each setting that has it. */
class Writer {
  readonly lines: string[] = [];

  constructor(
    private readonly kind: string,
    private readonly name: string,
    /** The chart's values so far. */
    private readonly values: Fields,
  ) {}

  /** @param settings those for which the lines around these are written already */
  fields(variants: Variants, field: readonly (string | number)[], indent: string, settings: readonly Setting[]): void {
    const keys = [...new Set([...variants.values()].flatMap((value) => Object.keys(value as Fields)))];
    for (const key of keys) {
      const having = new Map(
        [...variants].flatMap(([setting, value]) => {
          const own = (value as Fields)[key];
          return own === undefined ? [] : [[setting, own] as const];
        }),
      );
      this.key(key, having, [...field, key], indent, settings);
    }
  }

  private key(
    key: string,
    variants: Variants,
    field: readonly (string | number)[],
    indent: string,
    settings: readonly Setting[],
  ): void {
    const groups = groupsOf(variants);
    const value = parameterOf(this.kind, this.name, field);
    if (!value && (groups.length === 1 || [...variants.values()].every(isFields))) {
      const within = [...variants.keys()];
      this.when(within, settings, indent, () => this.entry(key, variants, field, indent, within));
      return;
    }
    // What the first setting has is the value of the chart; where another has another one, that stands there.
    const written = groups.map(([of, one], position): readonly [Setting[], string[]] => {
      const nested = new Writer(this.kind, this.name, this.values);
      if (value && position === 0) {
        put(this.values, value, one);
        nested.parameter(key, read(value), one, indent);
      } else nested.entry(key, new Map(of.map((setting) => [setting, one])), field, indent, of);
      return [of, nested.lines];
    });
    const all = written.flatMap(([of]) => of);
    if (written.length === 1) {
      this.when(all, settings, indent, () => this.lines.push(...written[0]![1]));
      return;
    }
    for (const [position, [of, lines]] of written.entries()) {
      const isRest = position === written.length - 1 && all.length === settings.length;
      const asked = position === 0 ? `if ${condition(of)}` : isRest ? 'else' : `else if ${condition(of)}`;
      this.lines.push(`${indent}{{- ${asked} }}`, ...lines);
    }
    this.lines.push(`${indent}{{- end }}`);
  }

  private when(of: readonly Setting[], settings: readonly Setting[], indent: string, write: () => void): void {
    const always = of.length === settings.length;
    if (!always) this.lines.push(`${indent}{{- if ${condition(of)} }}`);
    write();
    if (!always) this.lines.push(`${indent}{{- end }}`);
  }

  private parameter(key: string, value: string, like: Value, indent: string): void {
    if (typeof like === 'object')
      this.lines.push(`${indent}${key}:`, `${indent}  {{- toYaml ${value} | nindent ${indent.length + 2} }}`);
    else this.lines.push(`${indent}${key}: {{ ${value}${typeof like === 'string' ? ' | quote' : ''} }}`);
  }

  private entry(
    key: string,
    variants: Variants,
    field: readonly (string | number)[],
    indent: string,
    settings: readonly Setting[],
  ): void {
    const [value] = [...variants.values()] as [Value];
    if (isFields(value)) {
      if (Object.keys(value).length === 0) this.lines.push(`${indent}${scalar(key)}: {}`);
      else {
        this.lines.push(`${indent}${scalar(key)}:`);
        this.fields(variants, field, `${indent}  `, settings);
      }
    } else if (Array.isArray(value)) {
      if (value.length === 0) this.lines.push(`${indent}${scalar(key)}: []`);
      else {
        this.lines.push(`${indent}${scalar(key)}:`);
        for (const [at, element] of value.entries()) this.element(element, [...field, at], indent, settings);
      }
    } else if (typeof value === 'string' && value.trimEnd().includes('\n')) {
      this.lines.push(`${indent}${scalar(key)}: ${value.endsWith('\n') ? '|' : '|-'}`);
      for (const line of value.trimEnd().split('\n')) this.lines.push(`${indent}  ${line}`.trimEnd());
    } else this.lines.push(`${indent}${scalar(key)}: ${this.text(value, field)}`);
  }

  private element(
    element: Value,
    field: readonly (string | number)[],
    indent: string,
    settings: readonly Setting[],
  ): void {
    if (!isFields(element)) {
      this.lines.push(`${indent}  - ${scalar(element)}`);
      return;
    }
    const nested = new Writer(this.kind, this.name, this.values);
    nested.fields(new Map(settings.map((setting) => [setting, element])), field, `${indent}    `, settings);
    const [first, ...rest] = nested.lines;
    this.lines.push(`${indent}  - ${first!.trimStart()}`, ...rest);
  }

  private text(value: Value, field: readonly (string | number)[]): string {
    const [last] = field.slice(-1);
    if (field.join() === 'metadata,namespace') return '{{ .Release.Namespace }}';
    // A job cannot be changed: each release of the chart has its own.
    if (this.kind === 'Job' && field.join() === 'metadata,name') return `${value as string}-{{ .Release.Revision }}`;
    if (last === 'image' && (value as string).startsWith('registry.example/')) return `"${IMAGE}"`;
    // What alerts say has braces for Prometheus to fill in.
    const text = scalar(value).replaceAll('{{', '{{ "{{" }}');
    return text.replaceAll('.portway.svc', '.{{ .Release.Namespace }}.svc');
  }
}

const isFields = (value: Value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings with the same value, together. */
const groupsOf = (variants: Variants): [Setting[], Value][] => {
  const groups = new Map<string, [Setting[], Value]>();
  for (const [setting, value] of variants) {
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? [[], value];
    group[0].push(setting);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** Plain where every reader of YAML takes it for the string it is. */
const scalar = (value: Value): string =>
  typeof value === 'string' &&
  !(/^[A-Za-z/][\w./-]*$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value))
    ? JSON.stringify(value)
    : String(value);

const put = (into: Fields, path: string, value: Value): void => {
  const steps = path.split('.');
  const last = steps.pop()!;
  let at = into;
  for (const step of steps) at = (at[step] ??= {}) as Fields;
  at[last] ??= value;
};

/** Which template an object stands in: that of the module it belongs to, or the one for all. */
const fileOf = ({ metadata: { name } }: KubernetesObject): string => {
  const names = [...SERVICES.map((service) => service.name), PORTAL.name];
  const [module] = names.filter((one) => name === one || name.startsWith(`${one}-`));
  return module ?? (name.startsWith('broker') ? 'broker' : 'platform');
};

interface Made {
  readonly templates: Readonly<Record<string, string>>;
  readonly values: Fields;
}
let made: Made | undefined;

const make = (): Made => {
  if (made) return made;
  const objects = new Map<string, Map<Setting, KubernetesObject>>();
  for (const setting of ALL)
    for (const object of objectsOf(setting)) {
      const id = `${object.kind} ${object.metadata.name}`;
      objects.set(id, (objects.get(id) ?? new Map<Setting, KubernetesObject>()).set(setting, object));
    }
  const texts: Record<string, string[]> = {};
  const { image } = firstContainer(objects);
  const [repository, tag] = image.split(':') as [string, string];
  const values: Fields = { setting: 'production', image: { repository, tag, digest: '' } };
  for (const variants of objects.values()) {
    const [[, object]] = [...variants] as [[Setting, KubernetesObject]];
    const writer = new Writer(object.kind, object.metadata.name, values);
    const settings = [...variants.keys()];
    writer.fields(variants as unknown as Variants, [], '', settings);
    const whole =
      settings.length === ALL.length
        ? writer.lines
        : [`{{- if ${condition(settings)} }}`, ...writer.lines, '{{- end }}'];
    (texts[fileOf(object)] ??= []).push(['---', ...whole].join('\n'));
  }
  const templates = Object.fromEntries(Object.entries(texts).map(([file, parts]) => [file, `${parts.join('\n')}\n`]));
  return (made = { templates, values });
};

const firstContainer = (objects: ReadonlyMap<string, ReadonlyMap<Setting, KubernetesObject>>): { image: string } =>
  (
    objects.get('Deployment gateway')!.get('production') as unknown as {
      spec: { template: { spec: { containers: [{ image: string }] } } };
    }
  ).spec.template.spec.containers[0];

const MADE_BY = '# Made by `npm run generate` from k8s/overlays.';

const valuesText = (values: Fields): string => {
  const lines = [MADE_BY];
  const block = (fields: Fields, indent: string): void => {
    for (const [key, value] of Object.entries(fields)) {
      if (indent === '') lines.push(`# ${ABOUT[key]}`);
      if (isFields(value)) {
        lines.push(`${indent}${scalar(key)}:`);
        block(value, `${indent}  `);
      } else if (Array.isArray(value)) lines.push(`${indent}${scalar(key)}: [${value.map(scalar).join(', ')}]`);
      else lines.push(`${indent}${scalar(key)}: ${scalar(value)}`);
    }
  };
  block(values, '');
  return `${lines.join('\n')}\n`;
};

/** Values of another name or kind are refused by Helm. What is handed on as a whole (resources, parameters) is open. */
const schemaOf = (value: Value, path: string): object => {
  if (!isFields(value)) return { type: typeof value === 'number' ? 'integer' : typeof value };
  if (/\.(resources|parameters|store)$|^volumes\./.test(path)) return { type: 'object' };
  const properties = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, schemaOf(one, path === '' ? key : `${path}.${key}`)]),
  );
  return {
    type: 'object',
    additionalProperties: false,
    properties: path === '' ? { ...properties, setting: { enum: ALL }, global: { type: 'object' } } : properties,
  };
};

const chartText = (): string => {
  const { version, description, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return [
    MADE_BY,
    'apiVersion: v2',
    'name: portway',
    `description: ${JSON.stringify(description)}`,
    'type: application',
    `version: ${version}`,
    `appVersion: ${JSON.stringify(version)}`,
    // `preStop: sleep` and `matchLabelKeys` of anti-affinity.
    'kubeVersion: ">=1.31.0-0"',
    'annotations:',
    `  licenses: ${license}`,
    '',
  ].join('\n');
};

const FILES = ['platform', 'broker', ...SERVICES.map(({ name }) => name), PORTAL.name];

/** The files of the chart, by path. */
export const chartFiles: Readonly<Record<string, () => string>> = {
  'k8s/chart/Chart.yaml': chartText,
  'k8s/chart/values.yaml': () => valuesText(make().values),
  'k8s/chart/values.schema.json': () =>
    `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schemaOf(make().values, '') }, null, 2)}\n`,
  ...Object.fromEntries(
    FILES.map((file) => [`k8s/chart/templates/${file}.yaml`, () => `${MADE_BY}\n${make().templates[file]!}`]),
  ),
};
