import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Foreseen } from '../infrastructure/failure';
import { PORTAL, SERVER_OFFSETS, SERVICES } from '../platform/services';

/** Where a service is deployed, a new one is as this one is: it has no keys but those that every service has. */
const MODEL = 'manifest';

interface Registration {
  readonly file: string;
  /** What the new text is put before. */
  readonly before: RegExp;
  readonly text: (name: string, source: string) => string;
}

const exported = (name: string): string => `${camel(name)}Service`;
const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(name).replace(/^./, (letter) => letter.toUpperCase());
const definitionOf = (name: string): string => `${name}.service-definition`;
const importOf = (name: string): string =>
  `import { ${exported(name)} } from '../../apps/${name}/src/${definitionOf(name)}';\n`;

/** Everything of the model between two places, with the new service's name. */
const asModel =
  (part: RegExp) =>
  (name: string, source: string): string => {
    const [text] = part.exec(source) ?? [];
    if (!text) throw new Error(`${MODEL} has no ${String(part)}`);
    return text.replaceAll(MODEL, name);
  };

const nextOffset = (): number =>
  Math.max(...[...SERVICES, PORTAL].map(({ offset }) => offset), ...Object.values(SERVER_OFFSETS)) + 1;

/** Each place that knows every service by name. A forgotten one fails types, tools/deployment.spec.ts or the generated documents. */
export const REGISTRATIONS: readonly Registration[] = [
  {
    file: 'libs/contracts/src/components.ts',
    before: /(?<=export const SERVICE_NAMES = \[[^\]]*)\]/,
    text: (name) => `, '${name}'`,
  },
  {
    file: 'libs/contracts/src/routes.ts',
    before: /(?<=const beside[^;]*)\};/,
    text: (name) => `  ${quoted(name)}: [],\n`,
  },
  {
    file: 'tools/platform/services.ts',
    before: /(?<=export const SERVICES[^;]*)\];/,
    text: (name) => `  { name: '${name}', offset: ${nextOffset()} },\n`,
  },
  { file: 'tools/documents/rights.ts', before: /import \{ HealthController/, text: importOf },
  {
    file: 'tools/documents/rights.ts',
    before: /(?<=EVERY_SERVICE = \[[^\]]*)\]/,
    text: (name) => `  ${exported(name)},\n`,
  },
  { file: 'docs/operators/rights.md', before: /$/, text: section },
  { file: 'docs/operators/configuration.md', before: /\n## status\n/, text: section },
  {
    file: 'nest-cli.json',
    before: /(?<="projects": \{\n)/,
    text: (name) =>
      `    "${name}": {\n      "type": "application",\n      "root": "apps/${name}",\n      "entryFile": "main",\n      "sourceRoot": "apps/${name}/src",\n      "compilerOptions": {\n        "tsConfigPath": "tsconfig.json"\n      }\n    },\n`,
  },
  { file: 'docker-compose.yml', before: /(?<=\{"gateway":"[^}]*)\}/, text: address },
  {
    file: 'docker-compose.yml',
    before: / {6}- status-keys:\/var\/lib\/portway/,
    text: asModel(new RegExp(`( {6}- ${MODEL}(-owner)?-keys:/var/lib/portway.*\\n){2}`)),
  },
  {
    file: 'docker-compose.yml',
    before: / {2}# Opens the demo accounts/,
    text: asModel(new RegExp(` {2}${MODEL}-migration:\\n[\\s\\S]*?\\n {2}${MODEL}:\\n[\\s\\S]*?\\n\\n`)),
  },
  {
    file: 'docker-compose.yml',
    before: / {2}status-keys:\n/,
    text: asModel(new RegExp(` {2}${MODEL}-keys:\\n {2}${MODEL}-owner-keys:\\n`)),
  },
  { file: 'Dockerfile', before: /(?<=for service in [^;]*);/, text: (name) => ` ${name}` },
  { file: 'tools/docker/databases.sh', before: /(?<=for service in [^;]*);/, text: (name) => ` ${name}` },
  { file: 'k8s/secrets.sh', before: /(?<=^services='[^']*)'/m, text: (name) => ` ${name}` },
  { file: 'k8s/overlays/production/kustomization.yaml', before: /images:/, text: (name) => `  - ${name}\n` },
  {
    file: 'k8s/components/external-secrets/kustomization.yaml',
    before: /patches:/,
    text: (name) => `  - ${name}.yaml\n`,
  },
  { file: 'k8s/base/kustomization.yaml', before: /patches:/, text: (name) => `  - ${name}\n` },
  { file: 'k8s/base/addresses.yaml', before: /(?<=\{"gateway":"[^}]*)\}/, text: address },
  {
    file: 'k8s/components/encrypted-programs/addresses.yaml',
    before: /(?<=\{"gateway":"[^}]*)\}/,
    text: (name) => address(name).replace('http:', 'https:'),
  },
  {
    file: 'k8s/components/encrypted-services/kustomization.yaml',
    before: /$/,
    text: (name) =>
      `  - target:\n      kind: ScaledObject\n      name: ${name}\n    patch: |-\n      - {op: replace, path: /spec/triggers/1/metadata/url, value: "https://${name}.portway.svc:9090/metrics"}\n`,
  },
  {
    file: 'k8s/base/network-policies.yaml',
    before: /$/,
    text: (name) =>
      `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\nspec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  policyTypes: [Ingress]\n  ingress: []\n`,
  },
];

function quoted(name: string): string {
  return /^[a-z]+$/.test(name) ? name : `'${name}'`;
}

function address(name: string): string {
  return `,"${name}":"http://${name}:9090"`;
}

function section(name: string): string {
  return `\n## ${name}\n\n<!-- begin ${name} -->\n<!-- end ${name} -->\n`;
}

/** The service's own files: a program that listens to nothing yet, keeps nothing, and answers what every service answers. */
const ownFiles = (name: string): Record<string, string> => ({
  [`apps/${name}/src/main.ts`]: `import { runService } from '#service';
import { ${exported(name)} } from './${definitionOf(name)}';

void runService(${exported(name)});
`,
  [`apps/${name}/src/${definitionOf(name)}.ts`]: `import { Module } from '@nestjs/common';
import { ServiceConfig, type ServiceDefinition } from '#service';

@Module({})
export class ${pascal(name)}Module {}

export const ${exported(name)}: ServiceDefinition = {
  name: '${name}',
  config: ServiceConfig,
  module: ${pascal(name)}Module,
  entities: [],
  migrations: [],
};
`,
});

/**
 * Makes a service: its own files, and a line in each place that knows every service by name.
 *
 * @returns the files that were written, those that were there before first
 * @throws Foreseen when the name cannot be one, is taken, or a place has changed so that the line does not fit; then nothing is written
 */
export function newService(name: string, root: string): { changed: string[]; made: string[] } {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new Foreseen(`"${name}" is no name: small letters, parted by dashes.`);
  if (existsSync(join(root, 'apps', name))) throw new Foreseen(`There is a service ${name} already.`);
  const changed = new Map<string, string>();
  for (const { file, before, text } of REGISTRATIONS) {
    const source = changed.get(file) ?? readFileSync(join(root, file), 'utf8');
    const at = before.exec(source)?.index;
    if (at === undefined)
      throw new Foreseen(`${file} has changed: there is no ${String(before)} to put ${name} before (tools/new).`);
    changed.set(file, source.slice(0, at) + text(name, source) + source.slice(at));
  }
  const made = new Map(Object.entries(ownFiles(name)));
  const models = ['base', 'overlays/production']
    .map((part) => join('k8s', part, MODEL))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => join(folder, file)));
  for (const file of [...models, join('k8s', 'components', 'external-secrets', `${MODEL}.yaml`)])
    made.set(file.replaceAll(MODEL, name), readFileSync(join(root, file), 'utf8').replaceAll(MODEL, name));
  for (const [file, text] of [...changed, ...made]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return { changed: [...changed.keys()], made: [...made.keys()] };
}
