/**
 * Turns the objects of an overlay into pods that `podman kube play` runs one by one: what a cluster would hand into a pod (secrets, maps, volumes, who it is) lies in
 * folders of this machine or is written into it. Services become names on podman's network. Probes, policies, budgets and scaling have no equal there and are left out.
 */
import { join } from 'node:path';
import type { KubernetesObject } from './kustomize';

/** A folder that a pod sees, or one that pods keep something in. */
export interface Folder {
  readonly path: string;
  /** Texts by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the files, as for chmod. */
  readonly fileMode: number;
  /** Of the folder. */
  readonly mode: number;
  /** To whom folder and files belong beside root. */
  readonly group: number;
}

/** How a pod is asked whether it is ready: by a command in one of its containers, or at an address on this machine. */
export type Readiness = { readonly container: string; readonly command: readonly string[] } | { readonly url: string };

export interface PodToRun {
  /** As its deployment, stateful set or job. */
  readonly name: string;
  readonly document: KubernetesObject;
  /** Its containers, as podman names them. */
  readonly containers: readonly string[];
  /** Names by which the other pods reach it. */
  readonly aliases: readonly string[];
  /**
   * Those of a lower one are ready before it is started: what keeps data, who makes the databases, who brings them up to date, the rest. A cluster starts all at once and
   * tries again with longer and longer pauses; podman tries again without any.
   */
  readonly stage: number;
  /** It does its work and ends; else it is there to stay. */
  readonly ends: boolean;
  readonly readiness: Readiness | null;
}

export interface Pods {
  readonly folders: readonly Folder[];
  readonly pods: readonly PodToRun[];
}

export interface Around {
  /** Texts of the secrets' files, by secret and name. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where folders of pods are put. */
  readonly folder: string;
  /** A port of this machine for one of a pod, or null where nobody outside needs it. */
  readonly publish: (pod: string, port: number) => number | null;
}

interface Named {
  readonly name: string;
}
interface Reference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}
interface Variable extends Named {
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string };
    readonly configMapKeyRef?: Reference;
    readonly secretKeyRef?: Reference;
  };
}
interface Container extends Named {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly (Named & {
    readonly mountPath: string;
    readonly subPath?: string;
    readonly readOnly?: boolean;
  })[];
  readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
  readonly securityContext?: object;
  readonly readinessProbe?: {
    readonly exec?: { readonly command: readonly string[] };
    readonly httpGet?: { readonly path: string; readonly port: string | number };
  };
}
interface Volume extends Named {
  readonly emptyDir?: object;
  readonly secret?: { readonly secretName: string; readonly defaultMode?: number };
  readonly configMap?: Named & { readonly defaultMode?: number };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly restartPolicy?: string;
  readonly securityContext?: { readonly runAsUser?: number; readonly runAsGroup?: number; readonly fsGroup?: number };
}
interface Workload extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: PodSpec;
    };
    readonly volumeClaimTemplates?: readonly { readonly metadata: Named }[];
  };
}
interface Service extends KubernetesObject {
  readonly spec: {
    readonly selector: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly port: number; readonly targetPort?: string | number }[];
  };
}

const RUN = ['Deployment', 'StatefulSet', 'Job'];
const READ_OTHERWISE = ['ConfigMap', 'Service', 'PersistentVolumeClaim'];
/** What podman on one machine has no equal for. */
const LEFT_OUT = ['Namespace', 'NetworkPolicy', 'PodDisruptionBudget'];

/** So that podman shows whose they are, and nobody else's of the same name is touched. */
const PREFIX = 'portway';

/** @throws Error for an object, or a field of one, that no pod here can stand for */
export const podsOf = (objects: readonly KubernetesObject[], around: Around): Pods => {
  const [strange] = objects.filter(({ kind }) => ![...RUN, ...READ_OTHERWISE, ...LEFT_OUT].includes(kind));
  if (strange) throw new Error(`${strange.kind} ${strange.metadata.name}: nothing on one machine stands for it.`);
  const turned = objects
    .filter(({ kind }) => RUN.includes(kind))
    .map((workload) => new Turning(workload as Workload, objects, around).turn());
  const folders = new Map(turned.flatMap((one) => one.folders).map((folder) => [folder.path, folder]));
  return { folders: [...folders.values()], pods: turned.map(({ pod }) => pod) };
};

/** One workload on its way to a pod. */
class Turning {
  private readonly spec: PodSpec;
  private readonly name: string;
  private readonly folders: Folder[] = [];

  constructor(
    private readonly workload: Workload,
    private readonly objects: readonly KubernetesObject[],
    private readonly around: Around,
  ) {
    this.spec = workload.spec.template.spec;
    this.name = workload.metadata.name;
  }

  turn(): { pod: PodToRun; folders: Folder[] } {
    const { workload, name } = this;
    const ends = workload.kind === 'Job';
    if (!ends && (workload.spec.replicas ?? 1) !== 1) throw this.error('has another number of replicas than one');
    const pod = `${PREFIX}-${name}`;
    const volumes = this.volumes();
    const mounts = this.spec.containers.map((container) => this.mounts(container, volumes));
    const document: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: pod, labels: { ...workload.spec.template.metadata.labels } },
      spec: {
        restartPolicy: this.spec.restartPolicy ?? 'Always',
        containers: this.spec.containers.map((container, at) => ({
          name: container.name,
          image: container.image,
          imagePullPolicy: 'IfNotPresent',
          ...(container.command && { command: container.command }),
          ...(container.args && { args: container.args }),
          env: (container.env ?? []).flatMap((variable) => this.variable(variable, pod)),
          ports: this.published(container).map(({ inside, outside }) => ({
            ...{ containerPort: inside, hostPort: outside, hostIP: '127.0.0.1' },
          })),
          resources: { limits: container.resources?.limits ?? {} },
          securityContext: { ...this.user(), ...container.securityContext },
          volumeMounts: mounts[at]!.map(({ volume, mountPath, readOnly }) => ({
            name: volume.name,
            mountPath,
            readOnly,
          })),
        })),
        volumes: mounts.flat().map(({ volume }) => volume),
      },
    };
    return {
      folders: this.folders,
      pod: {
        ...{
          name,
          document,
          ends,
          stage: this.stage(),
          aliases: this.aliases(),
          readiness: this.readiness(pod),
        },
        containers: this.spec.containers.map((container) => `${pod}-${container.name}`),
      },
    };
  }

  private stage(): number {
    const { kind, spec } = this.workload;
    if (kind !== 'Job') return kind === 'StatefulSet' ? 1 : 4;
    return spec.template.metadata.labels['app.kubernetes.io/component'] === 'migration' ? 3 : 2;
  }

  private error(what: string): Error {
    return new Error(`${this.workload.kind} ${this.name} ${what}.`);
  }

  /** Podman reads of a pod's security what its containers say. */
  private user(): object {
    const { runAsUser, runAsGroup } = this.spec.securityContext ?? {};
    return { ...(runAsUser !== undefined && { runAsUser }), ...(runAsGroup !== undefined && { runAsGroup }) };
  }

  private published({ ports = [] }: Container): { inside: number; outside: number }[] {
    return ports.flatMap(({ containerPort: inside }) => {
      const outside = this.around.publish(this.name, inside);
      return outside === null ? [] : [{ inside, outside }];
    });
  }

  private variable({ name, value, valueFrom }: Variable, pod: string): { name: string; value: string }[] {
    if (!valueFrom) return [{ name, value: value ?? '' }];
    const { fieldRef, configMapKeyRef: map, secretKeyRef: secret } = valueFrom;
    if (fieldRef?.fieldPath === 'metadata.name') return [{ name, value: pod }];
    const reference = map ?? secret;
    if (!reference) throw this.error(`has ${name} from where nothing is known`);
    const found = (map ? this.map(map.name) : this.around.secrets[reference.name])?.[reference.key];
    if (found !== undefined) return [{ name, value: found }];
    if (reference.optional) return [];
    throw this.error(`has ${name} from ${reference.key} of ${reference.name}, which is not there`);
  }

  private map(name: string): Readonly<Record<string, string>> | undefined {
    const found = this.objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
    return found?.['data'] as Readonly<Record<string, string>> | undefined;
  }

  /** Where each volume lies on this machine. */
  private volumes(): Map<string, string> {
    const claims = (this.workload.spec.volumeClaimTemplates ?? []).map(
      ({ metadata: { name } }): Volume => ({ name, persistentVolumeClaim: { claimName: `${name}-${this.name}` } }),
    );
    return new Map([...(this.spec.volumes ?? []), ...claims].map((volume) => [volume.name, this.volume(volume)]));
  }

  private volume({ name, emptyDir, secret, configMap, persistentVolumeClaim }: Volume): string {
    const group = this.spec.securityContext?.fsGroup ?? 0;
    const own = join(this.around.folder, this.name, name);
    const put = (
      path: string,
      mode: number,
      files: Readonly<Record<string, string>> = {},
      fileMode = 0o644,
    ): string => {
      this.folders.push({ path, files, mode, fileMode, group });
      return path;
    };
    if (emptyDir) return put(own, 0o777);
    // As a cluster makes it: for root, and for the group that the pod asks for.
    if (persistentVolumeClaim)
      return put(join(this.around.folder, 'claims', persistentVolumeClaim.claimName), group ? 0o2775 : 0o755);
    const source = secret?.secretName ?? configMap?.name;
    if (source === undefined) throw this.error(`has the volume ${name} of a kind that is not known here`);
    const files = secret ? this.around.secrets[source] : this.map(source);
    if (!files) throw this.error(`has the volume ${name} of ${source}, which is not there`);
    return put(own, 0o755, files, (secret ?? configMap)!.defaultMode);
  }

  private mounts(
    { name: container, volumeMounts = [] }: Container,
    volumes: ReadonlyMap<string, string>,
  ): { volume: Named & { hostPath: { path: string; type: string } }; mountPath: string; readOnly: boolean }[] {
    return volumeMounts.map(({ name, mountPath, subPath, readOnly = false }) => {
      const path = volumes.get(name);
      if (path === undefined) throw this.error(`mounts ${name}, which it has not`);
      const hostPath = subPath ? { path: join(path, subPath), type: 'File' } : { path, type: 'Directory' };
      return { volume: { name: `${container}-${name}`, hostPath }, mountPath, readOnly };
    });
  }

  /** Names of the services that lead to it. Podman's names lead to every port as it is. */
  private aliases(): string[] {
    const { labels } = this.workload.spec.template.metadata;
    const services = this.objects.filter((one): one is Service => one.kind === 'Service');
    return services
      .filter(({ spec }) => Object.entries(spec.selector).every(([key, value]) => labels[key] === value))
      .map(({ metadata, spec }) => {
        for (const { port, targetPort = port } of spec.ports)
          if (this.port(targetPort) !== port)
            throw this.error(`has at its service ${metadata.name} another port than ${port}`);
        return metadata.name;
      });
  }

  private port(of: string | number): number {
    if (typeof of === 'number') return of;
    const found = this.spec.containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === of);
    if (!found) throw this.error(`has no port of the name ${of}`);
    return found.containerPort;
  }

  private readiness(pod: string): Readiness | null {
    for (const { name, readinessProbe: { exec, httpGet } = {} } of this.spec.containers) {
      if (exec) return { container: `${pod}-${name}`, command: exec.command };
      if (!httpGet) continue;
      const outside = this.around.publish(this.name, this.port(httpGet.port));
      if (outside === null) throw this.error('is asked for its readiness at a port that this machine does not reach');
      return { url: `http://127.0.0.1:${outside}${httpGet.path}` };
    }
    return null;
  }
}
