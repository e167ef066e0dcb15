import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { calls } from '#contracts';
import { messagingDefaults } from '#messaging';
import { ServiceConfig } from '#service';
import { asked, makeKeys } from '../keys/keys';
import { ALERTS } from '../observe/alerts.table';
import { ROOT } from '../platform/home';
import { PORTAL, SERVICES } from '../platform/services';
import { kustomize, type KubernetesObject } from './kustomize';
import { openWays, type Way } from './network';
import { schemaFaults } from './schemas';

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly valueFrom?: Reference }[];
  readonly resources?: { readonly requests?: Record<string, string>; readonly limits?: Record<string, string> };
  readonly securityContext?: object;
  readonly startupProbe?: object;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
  readonly lifecycle?: object;
}
interface Reference {
  readonly secretKeyRef?: { readonly name: string; readonly optional?: boolean };
  readonly configMapKeyRef?: { readonly name: string };
}
interface Pod {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly {
    readonly secret?: { readonly secretName: string };
    readonly configMap?: { readonly name: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
  readonly securityContext: object;
  readonly automountServiceAccountToken?: boolean;
}

const OVERLAYS = readdirSync(join(ROOT, 'k8s', 'overlays'));
const of = Object.fromEntries(OVERLAYS.map((name) => [name, kustomize(join(ROOT, 'k8s', 'overlays', name))]));
const secretsFromOutside = kustomize(join(ROOT, 'k8s', 'components', 'external-secrets'));
const withTraces = kustomize(join(__dirname, 'traces.fixture'));
const names = SERVICES.map(({ name }) => name);

const kinds = (objects: readonly KubernetesObject[], ...wanted: string[]): KubernetesObject[] =>
  objects.filter(({ kind }) => wanted.includes(kind));
const one = <T = Record<string, never>>(objects: readonly KubernetesObject[], kind: string, name: string): T =>
  objects.find((object) => object.kind === kind && object.metadata.name === name)!['spec'] as T;
const podOf = ({ spec }: KubernetesObject): Pod => (spec as { template: { spec: Pod } }).template.spec;
const withPods = (objects: readonly KubernetesObject[]): [string, Pod][] =>
  kinds(objects, 'Deployment', 'StatefulSet', 'Job').map((object) => [object.metadata.name, podOf(object)]);
const containersOf = (pod: Pod): readonly Container[] => [...(pod.initContainers ?? []), ...pod.containers];

/** A copy of production of a release in which requests between services were encrypted by a component that one named oneself. */
const encryptedTwice = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'encrypted-'));
  const path = (...parts: string[]): string => relative(realpathSync(folder), join(ROOT, 'k8s', ...parts));
  writeFileSync(
    join(folder, 'kustomization.yaml'),
    `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: ['${path('overlays', 'production')}']
components: ['${path('components', 'encrypted-services')}']
`,
  );
  return kustomize(folder);
})();

it('every object is one that its kind knows, with no key that would be left out without a word', () => {
  const all = [...Object.values(of).flat(), ...secretsFromOutside, ...withTraces];
  const different = new Map(all.map((object) => [JSON.stringify(object), object]));
  const [deployment] = kinds(of['production']!, 'Deployment');
  const faulty = structuredClone(deployment!);
  faulty.metadata.name = 'faulty';
  Object.assign((faulty['spec'] as { template: object }).template, { spek: {} });
  Object.assign(faulty['spec'] as object, { replicas: 'two' });
  const faultyDatabase = structuredClone(kinds(of['production']!, 'Cluster')[0]!);
  faultyDatabase.metadata.name = 'faulty-database';
  Object.assign((faultyDatabase['spec'] as { postgresql: { synchronous: object } }).postgresql.synchronous, {
    durabilty: 'required',
  });
  expect(schemaFaults([...different.values(), faulty, faultyDatabase]).sort()).toEqual([
    expect.stringMatching(/^Cluster faulty-database: .*durabilty/),
    expect.stringMatching(/^Deployment faulty: .*spek/),
    expect.stringMatching(/^Deployment faulty: Type 'string' is not assignable/),
    expect.stringMatching(/^Deployment faulty: .*replicas must be integer/),
  ]);
});

describe.each(OVERLAYS.filter((name) => name !== 'local'))('requests between services in overlays/%s', (overlay) => {
  const objects = of[overlay]!;
  const said = JSON.stringify(objects);

  it('where requests between services are encrypted, nobody is left who asks plainly: services, portal, probes, whoever scales or reads figures', () => {
    const programs = [...names, 'portal'].join('|');
    expect(said).not.toMatch(new RegExp(`http://(${programs})\\b`));
    const settingsOf = (name: string): Record<string, unknown> =>
      Object.fromEntries(
        (
          podOf(kinds(objects, 'Deployment').find(({ metadata }) => metadata.name === name)!)
            .containers[0] as unknown as {
            env: { name: string; value?: string }[];
          }
        ).env.map((one) => [one.name, one.value]),
      );
    for (const name of [...names, 'portal'])
      expect(settingsOf(name)).toMatchObject({
        TLS_CERTIFICATE_FILE: '/etc/portway/keys/server.crt',
        TLS_KEY_FILE: '/etc/portway/keys/server.key',
        CA_FILE: '/etc/portway/keys/ca.crt',
      });
    const probes = said.match(/"httpGet":\{[^}]*\}/g) ?? [];
    const plainly = JSON.stringify(of['local']).match(/"httpGet":\{[^}]*\}/g) ?? [];
    expect([probes.length, probes.filter((probe) => !probe.includes('"scheme":"HTTPS"'))]).toEqual([
      plainly.length,
      [],
    ]);
    if (kinds(objects, 'ScaledObject').length > 0)
      for (const name of names) expect(said).toContain(`https://${name}.portway.svc:9090/metrics`);
  });
});

it('a copy of production that names the component for encrypted requests itself makes the same', () => {
  expect(encryptedTwice).toEqual(of['production']);
});

describe.each(Object.entries(of))('overlays/%s', (overlay, objects) => {
  it('runs nothing as root, with more rights than it has, with capabilities, on a disk of its own that it could write to, or able to ask Kubernetes', () => {
    for (const [name, pod] of withPods(objects)) {
      expect([name, pod.securityContext, pod.automountServiceAccountToken]).toEqual([
        name,
        expect.objectContaining({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
        false,
      ]);
      for (const container of containersOf(pod))
        expect([name, container.securityContext]).toEqual([
          name,
          { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        ]);
    }
  });

  it('says of every container what it needs and where its memory ends, and names one exact image', () => {
    for (const [name, pod] of withPods(objects))
      for (const { resources, image } of containersOf(pod)) {
        expect([name, resources]).toEqual([
          name,
          { requests: { cpu: expect.any(String), memory: expect.any(String) }, limits: { memory: expect.any(String) } },
        ]);
        if (overlay !== 'local') expect(image).toMatch(/:\d+\.\d+\.\d+$/);
      }
  });

  it('starts in no order: no pod waits for another to be there, and each says by itself when it is ready', () => {
    for (const [name, pod] of withPods(objects)) expect([name, pod.initContainers]).toEqual([name, undefined]);
    for (const deployment of kinds(objects, 'Deployment')) {
      const { name } = deployment.metadata;
      const [container] = podOf(deployment).containers;
      const probe = (path: string): object =>
        expect.objectContaining({
          httpGet: expect.objectContaining({ path: `/health/${path}`, port: 'operations' }),
        });
      expect(container).toMatchObject({
        startupProbe: probe('live'),
        livenessProbe: probe('live'),
        readinessProbe: probe(['status', 'port'].includes(name) ? 'live' : 'ready'),
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
      });
      expect(deployment['spec']).toMatchObject({ strategy: { rollingUpdate: { maxUnavailable: 0 } } });
    }
  });

  it('has for each program what sends to it, what keeps replicas of it, and a budget for them', () => {
    for (const name of [...names, PORTAL.name]) {
      const selector = { 'app.kubernetes.io/name': name };
      expect(one(objects, 'Service', name)).toMatchObject({ selector });
      expect(one(objects, 'PodDisruptionBudget', name)).toEqual({
        minAvailable: overlay === 'local' ? 0 : 1,
        selector: { matchLabels: selector },
      });
      expect(one<{ template: object }>(objects, 'Deployment', name).template).toMatchObject({
        metadata: { labels: selector },
      });
    }
  });

  it('asks for nothing that is not there: ports, files of configuration, volumes', () => {
    const there = new Set(
      kinds(objects, 'ConfigMap', 'PersistentVolumeClaim').map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    );
    const wanted = withPods(objects).flatMap(([, pod]) => [
      ...containersOf(pod).flatMap(({ env = [] }) =>
        env.flatMap(({ valueFrom }) =>
          valueFrom?.configMapKeyRef ? [`ConfigMap ${valueFrom.configMapKeyRef.name}`] : [],
        ),
      ),
      ...(pod.volumes ?? []).flatMap(({ configMap, persistentVolumeClaim }) => [
        ...(configMap ? [`ConfigMap ${configMap.name}`] : []),
        ...(persistentVolumeClaim ? [`PersistentVolumeClaim ${persistentVolumeClaim.claimName}`] : []),
      ]),
    ]);
    expect(wanted.filter((name) => !there.has(name))).toEqual([]);
  });

  it('has all of it in one namespace, marked as its own', () => {
    for (const { kind, metadata } of objects) {
      expect([kind, metadata.name, kind === 'Namespace' ? metadata.name : metadata.namespace]).toEqual([
        kind,
        metadata.name,
        'portway',
      ]);
    }
  });

  it('brings this release', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const images = withPods(objects).flatMap(([, pod]) => containersOf(pod).map(({ image }) => image));
    const own = new Set(images.filter((image) => /portway/.test(image)));
    expect(own).toEqual(
      new Set([overlay === 'local' ? 'portway:latest' : `registry.example/customs/portway:${version}`]),
    );
  });
});

describe('who reaches whom', () => {
  const text = ({ from, to, port }: Way): string => `${from} -> ${to}:${port}`;
  const waysOf = (overlay: string): string[] => openWays(of[overlay]!).map(text).sort();
  const all = [...names, ...names.map((name) => `${name}-migration`), PORTAL.name];
  const open = ['account', 'cee', 'enforcement', 'gateway', 'port', 'status'];
  /** What docs/developers/architecture.md draws, whatever database and broker are. */
  const drawn = [
    ...calls.map(({ from, to }) => `${from} -> ${to}:9090`),
    ...open.flatMap((name) => [`anybody -> ${name}:8080`, `portal -> ${name}:8080`]),
    'anybody -> portal:8080',
    ...[...names, PORTAL.name].map((name) => `operations -> ${name}:9090`),
    'gateway -> the internet:any',
    'status -> the internet:any',
    'account -> the internet:465',
    'account -> the internet:587',
  ];
  const asksNames = (pods: readonly string[]): string[] => pods.map((name) => `${name} -> name service:53`);
  const expected = (...ways: string[][]): string[] => [...new Set([...drawn, ...ways.flat()])].sort();

  it('with your own database and broker: services these two, and otherwise only whom the architecture draws', () => {
    const theirs = all
      .filter((name) => name !== PORTAL.name)
      .flatMap((name) => [`${name} -> anything:5432`, `${name} -> anything:5671`]);
    expect(waysOf('cluster')).toEqual(expected(asksNames(all), theirs));
  });

  it('in production: a service and its migration reach their own database and nobody else does, all services the broker', () => {
    const servers = [...names.map((name) => `${name}-database`), 'broker'];
    const databases = names.flatMap((name) => [
      `${name} -> ${name}-database:5432`,
      `${name}-migration -> ${name}-database:5432`,
      `${name}-database -> ${name}-database:5432`,
      `CloudNativePG -> ${name}-database:5432`,
      `CloudNativePG -> ${name}-database:8000`,
      `operations -> ${name}-database:9187`,
      `${name}-database -> anything:443`,
      `${name}-database -> anything:6443`,
    ]);
    const broker = [
      ...names.map((name) => `${name} -> broker:5671`),
      ...[4369, 25672, 35672].map((port) => `broker -> broker:${port}`),
      'operations -> broker:15671',
      'operations -> broker:15691',
    ];
    expect(waysOf('production')).toEqual(expected(asksNames([...all, ...servers]), databases, broker));
    expect(waysOf('second-site')).toEqual(waysOf('production'));
  });
});

describe('in production', () => {
  const objects = of['production']!;

  it('each module has a PostgreSQL of its own, and what is committed is on two machines, also when one of them takes over', () => {
    expect(
      kinds(objects, 'Cluster')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(names.map((name) => `${name}-database`).sort());
    for (const name of names)
      expect(one(objects, 'Cluster', `${name}-database`)).toMatchObject({
        instances: 3,
        bootstrap: { initdb: { database: `portway_${name}`, owner: `portway_${name}_owner` } },
        managed: { roles: [{ name: `portway_${name}`, login: true }] },
        postgresql: { synchronous: { method: 'any', number: 1, dataDurability: 'required', failoverQuorum: true } },
        affinity: { enablePodAntiAffinity: true, podAntiAffinityType: 'required' },
        enableSuperuserAccess: false,
      });
  });

  it('each database is backed up every day at a minute of its own, its log all the time, and both are kept for five weeks', () => {
    const times = names.map(
      (name) => one<{ schedule: string }>(objects, 'ScheduledBackup', `${name}-database`).schedule,
    );
    expect(new Set(times).size).toBe(names.length);
    for (const name of names) {
      expect(one(objects, 'ScheduledBackup', `${name}-database`)).toMatchObject({
        cluster: { name: `${name}-database` },
      });
      expect(one(objects, 'Cluster', `${name}-database`)).toMatchObject({
        plugins: [{ isWALArchiver: true, parameters: { barmanObjectName: 'first-site' } }],
      });
    }
    for (const site of ['first-site', 'second-site'])
      expect(one(objects, 'ObjectStore', site)).toMatchObject({ retentionPolicy: '35d' });
  });

  it('a database has room for the pools of as many replicas as there may be, and for one more while a build takes the place of another', () => {
    const pool = new ServiceConfig().POOL_SIZE;
    for (const name of names) {
      const { maxReplicaCount } = one<{ maxReplicaCount: number }>(objects, 'ScaledObject', name);
      const { managed, postgresql } = one<{
        managed: { roles: [{ connectionLimit: number }] };
        postgresql: { parameters: { max_connections: string } };
      }>(objects, 'Cluster', `${name}-database`);
      expect([name, managed.roles[0].connectionLimit]).toEqual([name, (maxReplicaCount + 1) * pool]);
      expect(Number(postgresql.parameters.max_connections)).toBeGreaterThan(managed.roles[0].connectionLimit + 24);
    }
  });

  it('the broker is three nodes on three machines, taken by TLS only, of which one at a time may be taken away', () => {
    expect(one(objects, 'RabbitmqCluster', 'broker')).toMatchObject({
      replicas: 3,
      tls: { secretName: 'portway-broker-tls', disableNonTLSListeners: true },
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
        },
      },
    });
    expect(one(objects, 'PodDisruptionBudget', 'broker')).toMatchObject({ maxUnavailable: 1 });
  });

  it('each module has as many replicas as what waits for it at the broker, and behind it in its outbox, needs; none can be counted away', () => {
    expect(
      kinds(objects, 'ScaledObject')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([...names].sort());
    const { lanes } = messagingDefaults;
    for (const name of names) {
      const scaled = one<{ minReplicaCount: number; maxReplicaCount: number; fallback: { replicas: number } }>(
        objects,
        'ScaledObject',
        name,
      );
      expect(scaled).toMatchObject({
        scaleTargetRef: { name },
        fallback: { failureThreshold: 4, behavior: 'currentReplicasIfHigher' },
      });
      const triggers = (scaled as unknown as { triggers: { type: string; metadata: Record<string, string> }[] })
        .triggers;
      const [queue, outbox] = triggers;
      expect([queue!.type, queue!.metadata]).toEqual([
        'rabbitmq',
        expect.objectContaining({ protocol: 'http', operation: 'sum', useRegex: 'true' }),
      ]);
      const queues = Array.from({ length: lanes }, (_, lane) => `portway.${name}.lane-${lane}`);
      expect(queues.every((queueName) => new RegExp(queue!.metadata['queueName']!).test(queueName))).toBe(true);
      for (const other of names)
        if (other !== name)
          expect(new RegExp(queue!.metadata['queueName']!).test(`portway.${other}.lane-0`)).toBe(false);
      expect([outbox!.type, outbox!.metadata]).toEqual([
        'metrics-api',
        expect.objectContaining({
          url: `https://${name}.portway.svc:9090/metrics`,
          valueLocation: 'portway_outbox_depth',
        }),
      ]);
      // A lane has one reader: more replicas than lanes help only who also answers by HTTP.
      expect(scaled.maxReplicaCount).toBeLessThanOrEqual(
        triggers.some(({ type }) => type === 'cpu') ? 2 * lanes : lanes,
      );
      expect(scaled.minReplicaCount).toBeGreaterThanOrEqual(2);
      expect(scaled.fallback.replicas).toBeGreaterThanOrEqual(scaled.minReplicaCount);
      expect(scaled.fallback.replicas).toBeLessThanOrEqual(scaled.maxReplicaCount);
      // Applied again, a deployment must not go back to a number.
      expect(one(objects, 'Deployment', name)).not.toHaveProperty('replicas');
    }
  });

  it('replicas are on machines and in zones apart', () => {
    for (const name of [...names, PORTAL.name]) {
      const { template } = one<{ template: { spec: object } }>(objects, 'Deployment', name);
      expect(template.spec).toMatchObject({
        topologySpreadConstraints: [
          { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 1 },
          { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 1 },
        ],
        affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100 }] } },
      });
    }
  });

  it('services, databases and broker are watched', () => {
    expect(
      kinds(objects, 'PodMonitor')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(['broker', 'databases', 'services']);
  });

  it('every alert of operators is one of the cluster too', () => {
    const { groups } = one<{ groups: { rules: { alert?: string }[] }[] }>(objects, 'PrometheusRule', 'alerts');
    expect(groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []))).toEqual(
      Object.values(ALERTS).flatMap((alerts) => alerts.map(({ name }) => name)),
    );
  });
});

it('with traces every service, and no other program, is told where the collector is and reaches it', () => {
  const told = withPods(withTraces).flatMap(([name, pod]) =>
    containersOf(pod).some(({ env = [] }) => env.some((one) => one.name === 'OTEL_EXPORTER_OTLP_ENDPOINT'))
      ? [name]
      : [],
  );
  expect(told.sort()).toEqual([...names].sort());
  const ways = openWays(withTraces).filter(({ to }) => to === 'a collector of traces');
  expect(ways.map(({ from, port }) => `${from} ${port}`).sort()).toEqual(names.map((name) => `${name} 4318`).sort());
  expect(openWays(of['production']!).some(({ to }) => to === 'a collector of traces')).toBe(false);
});

describe('the second site', () => {
  it('has all that the first has, follows its databases, and rests: no replica of any program, no migration', () => {
    const [first, second] = [of['production']!, of['second-site']!];
    const named = (objects: readonly KubernetesObject[]): string[] =>
      objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(named(second)).toEqual(named(first));
    for (const { metadata } of kinds(second, 'ScaledObject'))
      expect(metadata.annotations).toEqual({ 'autoscaling.keda.sh/paused-replicas': '0' });
    expect(one(second, 'Deployment', PORTAL.name)).toMatchObject({ replicas: 0 });
    for (const { metadata } of kinds(second, 'Job'))
      expect(one(second, 'Job', metadata.name)).toMatchObject({ suspend: true });
    for (const name of names) {
      const { bootstrap, ...site } = one(second, 'Cluster', `${name}-database`) as unknown as { bootstrap: object };
      expect(bootstrap).toEqual({ recovery: { source: 'first-site' } });
      expect(site).toMatchObject({
        replica: { self: 'second-site', primary: 'first-site', source: 'first-site' },
        plugins: [{ parameters: { barmanObjectName: 'second-site' } }],
      });
      expect(one(first, 'Cluster', `${name}-database`)).toMatchObject({
        replica: { self: 'first-site', primary: 'first-site', source: 'second-site' },
      });
    }
  });
});

describe('databases put back to an instant', () => {
  it('are made from what the first site kept, write elsewhere from then on, and are otherwise those of production', () => {
    const [before, after] = [of['production']!, of['put-back']!];
    expect(one(after, 'ObjectStore', 'first-site-since')).toMatchObject({ retentionPolicy: '35d' });
    const unchanged = after.filter(({ kind, metadata }) => kind !== 'Cluster' && metadata.name !== 'first-site-since');
    expect(unchanged).toEqual(before.filter(({ kind }) => kind !== 'Cluster'));
    for (const name of names) {
      const { bootstrap, plugins, ...database } = one<Record<string, object>>(after, 'Cluster', `${name}-database`);
      expect(bootstrap).toEqual({
        recovery: { source: 'first-site', recoveryTarget: { targetTime: '2026-11-30T10:00:00Z' } },
      });
      expect(plugins).toMatchObject([{ isWALArchiver: true, parameters: { barmanObjectName: 'first-site-since' } }]);
      expect(one(before, 'Cluster', `${name}-database`)).toMatchObject(database);
    }
  });
});

describe('secrets', () => {
  /** Every secret that an object names, whatever it is for; those that may be missing aside. */
  const wanted = (objects: readonly KubernetesObject[]): string[] => {
    const found = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { optional } = value as { optional?: boolean };
      for (const each of Object.values(value)) {
        if (typeof each === 'string' && /^portway-[\w-]+-(keys|tls|login)$/.test(each) && !optional) found.add(each);
        walk(each);
      }
    };
    walk(objects);
    return [...found].sort();
  };

  it('come in production either from outside or by k8s/secrets.sh, each of them and no other, but for the backups’ own', () => {
    const targets = kinds(secretsFromOutside, 'ExternalSecret').map(({ metadata }) => metadata.name);
    expect(targets.sort()).toEqual(wanted(of['production']!));
    const script = readFileSync(join(ROOT, 'k8s', 'secrets.sh'), 'utf8');
    expect(/^services='(.*)'$/m.exec(script)![1]!.split(' ').sort()).toEqual([...names].sort());
    const ofFolders = [
      'broker-keys',
      'portal-keys',
      ...names.flatMap((name) => [`${name}-keys`, `${name}-owner-keys`]),
    ];
    const made = [...script.matchAll(/secret (?:generic|tls) "?([\w$-]+)"?/g)]
      .flatMap(([, name = '']) =>
        name === '$name-keys' ? ofFolders : names.map((one) => name.replace('$service', one)),
      )
      .map((name) => `portway-${name}`);
    expect([...new Set(made), 'portway-backup-keys'].sort()).toEqual(wanted(of['production']!));
  });

  it('from outside have the entries and properties that `npm run keys` makes as folders and files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portway-keys-'));
    try {
      makeKeys(
        asked([folder, '--database', '{service}-database-rw.portway.svc:5432', '--broker', 'broker.portway.svc:5671']),
      );
      for (const { metadata, spec } of kinds(secretsFromOutside, 'ExternalSecret')) {
        const { dataFrom = [], data = [] } = spec as {
          dataFrom?: { extract: { key: string } }[];
          data?: { remoteRef: { key: string; property: string } }[];
        };
        const files = (key: string): string[] => readdirSync(join(folder, key.replace(/^portway\//, '')));
        if (metadata.name === 'portway-backup-keys') continue;
        for (const { extract } of dataFrom) expect(files(extract.key).length).toBeGreaterThan(0);
        for (const { remoteRef } of data) expect(files(remoteRef.key)).toContain(remoteRef.property);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
