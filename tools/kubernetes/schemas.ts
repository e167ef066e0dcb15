import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../platform/home';
import type { KubernetesObject } from './kustomize';

/** Where the type of a kind is: of Kubernetes itself, and of operators, by the group. */
const PACKAGES: readonly (readonly [group: RegExp, module: string])[] = [
  [/^keda\.sh\//, '@kubernetes-models/keda'],
  [/^external-secrets\.io\//, '@kubernetes-models/external-secrets'],
  [/^monitoring\.coreos\.com\//, '@kubernetes-models/prometheus-operator'],
  [/^(v1|(apps|batch|policy|networking\.k8s\.io)\/v1)$/, 'kubernetes-models'],
];
const OWN: readonly string[] = ['Cluster', 'ScheduledBackup', 'ObjectStore', 'RabbitmqCluster'];
const HERE = join(ROOT, 'tools', 'kubernetes');

const moduleOf = ({ apiVersion, kind }: KubernetesObject): string | undefined => {
  const [, module] = PACKAGES.find(([group]) => group.test(apiVersion)) ?? [];
  return module && `${module}/${apiVersion}/${kind}`;
};

/**
 * What is wrong with objects by the schemas of their kinds, as `KIND NAME: fault`: values that the API would refuse, by npm's validators made of Kubernetes' own
 * schemas; and keys that it would leave out without a word, which those let pass and TypeScript does not.
 */
export const schemaFaults = (objects: readonly KubernetesObject[]): string[] => {
  const told = (position: number, fault: string): string => {
    const { kind, metadata } = objects[position]!;
    return `${kind} ${metadata.name}: ${fault}`;
  };
  return [...byValidators(objects), ...byTypes(objects)].map(([position, fault]) => told(position, fault));
};

type Fault = readonly [position: number, fault: string];

const byValidators = (objects: readonly KubernetesObject[]): Fault[] => {
  const modules = objects.map((object) => moduleOf(object) ?? null);
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(HERE, 'validators.mjs')], {
    input: JSON.stringify({ objects, modules }),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Fault[];
};

/** Each object as a literal of its kind's type, on a line of its own: TypeScript takes no key that the type has not. */
const byTypes = (objects: readonly KubernetesObject[]): Fault[] => {
  const unknown = objects.flatMap<Fault>((object, position) =>
    moduleOf(object) || OWN.includes(object.kind) ? [] : [[position, 'a kind of which nothing is known here']],
  );
  const typeOf = (object: KubernetesObject): string => {
    const module = moduleOf(object);
    if (module) return `import('${module}').I${object.kind}`;
    return OWN.includes(object.kind) ? `import('./custom-resources.mts').${object.kind}` : 'unknown';
  };
  const lines = objects.map((object, at) => `export const _${at}: ${typeOf(object)} = ${JSON.stringify(object)};`);
  const file = join(HERE, 'objects.mts');
  const source = ts.createSourceFile(file, lines.join('\n'), ts.ScriptTarget.ES2023, true);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2023.d.ts'],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (name, ...rest) => (name === file ? source : getSourceFile.call(host, name, ...rest));
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  const program = ts.createProgram([file], options, host);
  const diagnostics = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()];
  return [
    ...unknown,
    ...diagnostics.map(({ file: place, start, messageText }): Fault => {
      const text = ts.flattenDiagnosticMessageText(messageText, '\n');
      // Of the kinds that are in our own words, a fault may lie in those.
      if (place !== source) throw new Error(`${place?.fileName}: ${text}`);
      return [source.getLineAndCharacterOfPosition(start!).line, text];
    }),
  ];
};
