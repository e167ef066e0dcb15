import { join } from 'node:path';
import { ROOT } from '../platform/home';
import { SERVICES } from '../platform/services';
import { type KubernetesObject, kustomize } from './kustomize';
import { podsOf, type PodToRun } from './pods';

const LOCAL = kustomize(join(ROOT, 'k8s', 'overlays', 'local'));
const SECRETS = Object.fromEntries(
  [...new Set(JSON.stringify(LOCAL).match(/portway-[a-z-]+-keys/g))].map((name) => [name, { 'ca.crt': `of ${name}` }]),
);
const turned = (objects: readonly KubernetesObject[] = LOCAL) =>
  podsOf(objects, {
    ...{ secrets: SECRETS, folder: '/pods' },
    publish: (pod, port) => (['database', 'broker'].includes(pod) ? null : port + 10_000),
  });
const specOf = ({ document }: PodToRun) =>
  document['spec'] as {
    restartPolicy: string;
    containers: {
      args?: string[];
      env: { name: string; value: string }[];
      resources: object;
      securityContext: object;
      volumeMounts: { name: string; mountPath: string; readOnly: boolean }[];
    }[];
    volumes: { name: string; hostPath: { path: string; type: string } }[];
  };
const named = (name: string, pods = turned().pods): PodToRun => pods.find((pod) => pod.name === name)!;
/** An object that pods are made of, changed. */
const changed = (kind: string, name: string, change: (object: KubernetesObject) => void): KubernetesObject[] => {
  const objects = structuredClone(LOCAL);
  change(objects.find((one) => one.kind === kind && one.metadata.name === name)!);
  return objects;
};

describe('The overlay for one machine, as pods of podman', () => {
  test('has a pod for each service and each migration, for the pages, the database, its roles and the broker', () => {
    const names = SERVICES.map(({ name }) => name);
    const { pods } = turned();
    expect(pods.map(({ name }) => name).sort()).toEqual(
      [...names, ...names.map((name) => `${name}-migration`), 'portal', 'database', 'database-roles', 'broker'].sort(),
    );
    const which = (is: (pod: PodToRun) => boolean): string[] =>
      pods
        .filter(is)
        .map(({ name }) => name)
        .sort();
    expect(which(({ ends }) => ends)).toEqual([...names.map((name) => `${name}-migration`), 'database-roles'].sort());
    const at = (wanted: number): string[] => which(({ stage }) => stage === wanted);
    expect([at(1), at(2)]).toEqual([['broker', 'database'], ['database-roles']]);
    expect(at(3)).toEqual(names.map((name) => `${name}-migration`).sort());
    expect(at(4)).toEqual([...names, 'portal'].sort());
  });

  test('each is reached by the others under the name of its service, and asked for its readiness as in a cluster', () => {
    expect(named('entry').aliases).toEqual(['entry']);
    expect(named('entry').readiness).toEqual({ url: 'http://127.0.0.1:19090/health/ready' });
    expect(named('status').readiness).toEqual({ url: 'http://127.0.0.1:19090/health/live' });
    expect(named('database').aliases).toEqual(['database']);
    expect(named('database').readiness).toEqual({
      container: 'portway-database-database',
      command: ['pg_isready', '-h', '127.0.0.1', '-U', 'portway'],
    });
    expect(named('entry-migration')).toMatchObject({ aliases: [], readiness: null });
  });

  test('a container keeps its user, its limits and its restrictions', () => {
    const [entry] = specOf(named('entry')).containers;
    expect(entry!.args).toEqual(['dist/programs/entry/main.js']);
    expect(entry!.resources).toEqual({ limits: { memory: '1Gi' } });
    expect(entry!.securityContext).toEqual({
      ...{ runAsUser: 1000, runAsGroup: 1000, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
      capabilities: { drop: ['ALL'] },
    });
    expect(specOf(named('entry')).restartPolicy).toBe('Always');
    expect(specOf(named('entry-migration')).restartPolicy).toBe('OnFailure');
  });

  test('what a cluster fills in is filled in: who the pod is, and addresses; what is optional and not there is left out', () => {
    const env = Object.fromEntries(specOf(named('account')).containers[0]!.env.map(({ name, value }) => [name, value]));
    expect(env['INSTANCE']).toBe('portway-account');
    expect(JSON.parse(env['SERVICE_URLS']!)).toMatchObject({ entry: 'http://entry:9090' });
    expect(env).not.toHaveProperty('SMTP_URL');
  });

  test('each sees the secrets that are its own, read-only, and keeps its data for the group that it asks for', () => {
    const { folders, pods } = turned();
    const account = specOf(named('account', pods));
    const at = (path: string): string | undefined => {
      const mount = account.containers[0]!.volumeMounts.find(({ mountPath }) => mountPath === path);
      return account.volumes.find(({ name }) => name === mount?.name)?.hostPath.path;
    };
    expect(at('/etc/portway/keys')).toBe('/pods/account/keys');
    expect(at('/var/lib/portway/documents')).toBe('/pods/claims/account-documents');
    const folder = (path: string) => folders.find((one) => one.path === path);
    expect(folder('/pods/account/keys')?.files).toEqual({ 'ca.crt': 'of portway-account-keys' });
    expect(folder('/pods/claims/account-documents')).toMatchObject({ mode: 0o2775, group: 1000 });
    expect(folder('/pods/database/keys')).toMatchObject({ fileMode: 0o440, group: 999 });
    const keys = pods.flatMap((pod) => specOf(pod).containers.flatMap(({ volumeMounts }) => volumeMounts));
    expect(keys.filter(({ mountPath, readOnly }) => mountPath.startsWith('/etc/portway/') && !readOnly)).toEqual(
      keys.filter(({ mountPath }) => mountPath === '/etc/portway/setup'),
    );
  });

  test('one file of a map is mounted as that file', () => {
    expect(specOf(named('broker')).volumes.map(({ hostPath }) => hostPath)).toContainEqual({
      ...{ path: '/pods/broker/setup/rabbitmq.conf', type: 'File' },
    });
  });

  test.each<[string, KubernetesObject[], RegExp]>([
    [
      'two replicas',
      changed('Deployment', 'entry', (object) => Object.assign(object['spec'] as object, { replicas: 2 })),
      /^Deployment entry has another number of replicas/,
    ],
    [
      'an object of an operator',
      kustomize(join(ROOT, 'k8s', 'overlays', 'production')),
      /: nothing on one machine stands for it/,
    ],
    [
      'a service that leads to another port',
      changed('Service', 'entry', (object) =>
        Object.assign(object['spec'] as object, { ports: [{ port: 80, targetPort: 'operations' }] }),
      ),
      /^Deployment entry has at its service entry another port than 80/,
    ],
    [
      'an address that is not there',
      changed('ConfigMap', 'portway-addresses', (object) => Object.assign(object, { data: {} })),
      /from SERVICE_URLS of portway-addresses, which is not there/,
    ],
    [
      'a secret that was not made',
      changed('Deployment', 'entry', (object) => {
        const { template } = object['spec'] as { template: { spec: { volumes: object[] } } };
        template.spec.volumes = [{ name: 'keys', secret: { secretName: 'portway-keys-of-nobody' } }];
      }),
      /^Deployment entry has the volume keys of portway-keys-of-nobody, which is not there/,
    ],
  ])('%s: is refused by name, because no pod here would stand for it', (_, objects, told) => {
    expect(() => turned(objects)).toThrow(told);
  });
});
