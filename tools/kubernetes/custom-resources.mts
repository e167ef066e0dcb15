/**
 * What k8s/ uses of kinds that operators add to Kubernetes and for which no package on npm has a schema: in our own words, and no more than is used. Another field
 * is written down here after a look into the operator's reference. Checked once against the operators' own schemas as they were in August 2026.
 */
import type { IIoK8sApimachineryPkgApisMetaV1LabelSelector as LabelSelector } from '@kubernetes-models/apimachinery/apis/meta/v1/LabelSelector';
import type { IIoK8sApimachineryPkgApisMetaV1ObjectMeta as Metadata } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta';
import type { IIoK8sApiCoreV1Affinity as Affinity } from 'kubernetes-models/v1/Affinity';
import type { IIoK8sApiCoreV1Container as Container } from 'kubernetes-models/v1/Container';
import type { IIoK8sApiCoreV1ResourceRequirements as Resources } from 'kubernetes-models/v1/ResourceRequirements';
import type { IIoK8sApiCoreV1TopologySpreadConstraint as Spread } from 'kubernetes-models/v1/TopologySpreadConstraint';
import type { IIoK8sApiCoreV1Volume as Volume } from 'kubernetes-models/v1/Volume';

interface Named {
  name: string;
}
interface KeyOf extends Named {
  key: string;
}
interface Plugin extends Named {
  parameters: { barmanObjectName: string; serverName?: string };
}

/** CloudNativePG: one PostgreSQL with its standbys. */
export interface Cluster {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'Cluster';
  metadata: Metadata;
  spec: {
    instances: number;
    imageCatalogRef: { apiGroup: 'postgresql.cnpg.io'; kind: 'ClusterImageCatalog' | 'ImageCatalog'; name: string; major: number };
    enableSuperuserAccess: boolean;
    primaryUpdateStrategy: 'unsupervised' | 'supervised';
    primaryUpdateMethod: 'switchover' | 'restart';
    bootstrap:
      | { initdb: { database: string; owner: string; secret: Named; postInitApplicationSQL: string[] } }
      | { recovery: { source: string; recoveryTarget?: { targetTime: string } } };
    managed: {
      roles: {
        name: string;
        ensure: 'present' | 'absent';
        login: boolean;
        connectionLimit: number;
        passwordSecret: Named;
      }[];
    };
    postgresql: {
      synchronous: {
        method: 'any' | 'first';
        number: number;
        dataDurability: 'required' | 'preferred';
        failoverQuorum: boolean;
      };
      parameters: Record<string, string>;
    };
    certificates: { serverTLSSecret: string; serverCASecret: string };
    affinity: { enablePodAntiAffinity: boolean; podAntiAffinityType: 'required' | 'preferred'; topologyKey: string };
    topologySpreadConstraints: Spread[];
    storage: { size: string };
    walStorage: { size: string };
    resources: Resources;
    plugins: (Plugin & { isWALArchiver: boolean })[];
    externalClusters: { name: string; plugin: Plugin }[];
    /** Which site it is at, which leads, and whom it follows while another leads. */
    replica: { self: string; primary: string; source: string; promotionToken?: string };
  };
}

/** CloudNativePG: when a base backup is taken. */
export interface ScheduledBackup {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'ScheduledBackup';
  metadata: Metadata;
  spec: {
    /** Six fields of cron, seconds first. */
    schedule: string;
    cluster: Named;
    method: 'plugin' | 'volumeSnapshot';
    pluginConfiguration: Named;
    backupOwnerReference: 'none' | 'self' | 'cluster';
    immediate: boolean;
  };
}

/** The Barman plugin of CloudNativePG: where backups and logs are kept. */
export interface ObjectStore {
  apiVersion: 'barmancloud.cnpg.io/v1';
  kind: 'ObjectStore';
  metadata: Metadata;
  spec: {
    /** A number and d, w or m. */
    retentionPolicy: string;
    configuration: {
      destinationPath: string;
      endpointURL?: string;
      s3Credentials: { accessKeyId: KeyOf; secretAccessKey: KeyOf };
      wal: { compression: 'gzip' | 'lz4' | 'zstd'; maxParallel: number };
      data: { compression: 'gzip' | 'snappy' };
    };
  };
}

/** RabbitMQ Cluster Operator: a broker of several nodes. */
export interface RabbitmqCluster {
  apiVersion: 'rabbitmq.com/v1beta1';
  kind: 'RabbitmqCluster';
  metadata: Metadata;
  spec: {
    replicas: number;
    image: string;
    rabbitmq: { additionalConfig: string };
    tls: { secretName: string; disableNonTLSListeners: boolean };
    persistence: { storage: string };
    resources: Resources;
    terminationGracePeriodSeconds: number;
    affinity: Affinity;
    override: {
      statefulSet: {
        spec: {
          template: {
            spec: {
              topologySpreadConstraints: (Spread & { labelSelector: LabelSelector })[];
              containers: Pick<Container, 'name' | 'volumeMounts'>[];
              volumes: Volume[];
            };
          };
        };
      };
    };
  };
}
