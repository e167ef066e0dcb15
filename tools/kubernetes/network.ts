import { join } from 'node:path';
import { ROOT } from '../platform/home';
import { kustomize, type KubernetesObject } from './kustomize';

type Labels = Readonly<Record<string, string>>;
interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number; readonly endPort?: number }[];
}
interface Policy {
  readonly podSelector: Selector;
  readonly policyTypes: readonly ('Ingress' | 'Egress')[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** Who is not a pod of ours: anybody anywhere, what comes from or lies in a namespace with a label, and the internet without inner networks. */
const OUTSIDE: Readonly<Record<string, Labels>> = {
  operations: { 'portway/operations': 'allowed' },
  CloudNativePG: { 'kubernetes.io/metadata.name': 'cnpg-system' },
  'a collector of traces': { 'portway/traces': 'collector' },
  'name service': { 'kubernetes.io/metadata.name': 'kube-system' },
};

const isMeant = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key in labels;
    if (operator === 'In') return values.includes(labels[key]!);
    if (operator === 'NotIn') return !values.includes(labels[key]!);
    throw new Error(`${operator} is not known here`);
  });

/** Labels of the pods of each object that has any, by the object's name; those that an operator makes have the labels that it gives them. */
const podsOf = (objects: readonly KubernetesObject[]): Map<string, Labels> => {
  const pods = new Map<string, Labels>();
  for (const { kind, metadata, spec } of objects) {
    const { template } = (spec ?? {}) as { template?: { metadata: { labels: Labels } } };
    if (kind === 'Cluster') pods.set(metadata.name, { 'cnpg.io/cluster': metadata.name });
    else if (kind === 'RabbitmqCluster')
      pods.set(metadata.name, { 'app.kubernetes.io/name': metadata.name, 'app.kubernetes.io/component': 'rabbitmq' });
    else if (template) pods.set(metadata.name, template.metadata.labels);
  }
  return pods;
};

/** A way that network policies leave open. `port` is `any` where a rule names none. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly port: number | 'any';
}

/**
 * All ways that are open between pods, and between them and others: in both directions, as both ends have to allow it.
 *
 * @throws Error where a pod is held by no policy in a direction, so that all is open
 */
export const openWays = (objects: readonly KubernetesObject[]): Way[] => {
  const pods = podsOf(objects);
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as unknown as Policy);
  const rulesOf = (labels: Labels, type: 'Ingress' | 'Egress'): Rule[] => {
    const held = policies.filter((one) => one.policyTypes.includes(type) && isMeant(one.podSelector, labels));
    if (held.length === 0) throw new Error(`no policy holds ${JSON.stringify(labels)} (${type})`);
    return held.flatMap((one) => (type === 'Ingress' ? one.ingress : one.egress) ?? []);
  };
  const portsOf = ({ ports }: Rule): (number | 'any')[] => ports?.map(({ port }) => port) ?? ['any'];
  const isPod = (peers: readonly Peer[] | undefined, labels: Labels): boolean =>
    peers === undefined ||
    peers.some(
      ({ podSelector, namespaceSelector }) => podSelector && !namespaceSelector && isMeant(podSelector, labels),
    );
  const isNamespace = (peers: readonly Peer[] | undefined, labels: Labels): boolean =>
    (peers ?? []).some(({ namespaceSelector }) => namespaceSelector && isMeant(namespaceSelector, labels));

  const ways: Way[] = [];
  const add = (from: string, to: string, port: number | 'any'): void => {
    if (!ways.some((way) => way.from === from && way.to === to && way.port === port)) ways.push({ from, to, port });
  };
  for (const [name, labels] of pods) {
    const [into, out] = [rulesOf(labels, 'Ingress'), rulesOf(labels, 'Egress')];
    for (const rule of into)
      for (const port of portsOf(rule)) {
        if (!rule.from) add('anybody', name, port);
        for (const [outside, its] of Object.entries(OUTSIDE)) if (isNamespace(rule.from, its)) add(outside, name, port);
      }
    for (const rule of out)
      for (const port of portsOf(rule)) {
        if (!rule.to) add(name, 'anything', port);
        if (rule.to?.some(({ ipBlock }) => ipBlock)) add(name, 'the internet', port);
        for (const [outside, its] of Object.entries(OUTSIDE)) if (isNamespace(rule.to, its)) add(name, outside, port);
        for (const [other, others] of pods) {
          if (!rule.to || !isPod(rule.to, others)) continue;
          const lets = rulesOf(others, 'Ingress').some((one) => isPod(one.from, labels) && portsOf(one).includes(port));
          if (lets) add(name, other, port);
        }
      }
  }
  return ways;
};

/** For operators: who reaches what in production, a line for each end and port. */
export const waysTable = (): string => {
  const objects = kustomize(join(ROOT, 'k8s', 'overlays', 'production'));
  const pods = podsOf(objects).size;
  const rows = new Map<string, string[]>();
  for (const { from, to, port } of openWays(objects)) {
    const key = `| ${to} | ${port} |`;
    rows.set(key, [...(rows.get(key) ?? []), from]);
  }
  const lines = [...rows].map(([key, from]) => `${key} ${from.length === pods ? 'all' : from.sort().join(', ')} |`);
  return ['| to | port | from |', '|---|---|---|', ...lines.sort()].join('\n');
};
