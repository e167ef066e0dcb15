import type { SuspectDeployment } from '../model/records';

const SHOWN = 20;

/**
 * Which change to look at first: one of the module that is hit, then one that went to the ports that are hit, then one that
 * somebody reported rather than a mere start of a process, then the newest.
 */
export const mostSuspicious = (
  deployments: readonly Omit<SuspectDeployment, 'sameModule'>[],
  modules: readonly string[],
  ports: readonly string[],
): SuspectDeployment[] => {
  const touches = (list: readonly string[]): boolean => list.some((port) => ports.includes(port));
  const weight = ({ sameModule, ports: where, source }: SuspectDeployment): number =>
    (sameModule ? 4 : 0) + (touches(where) ? 2 : 0) + (source === 'reported' ? 1 : 0);
  return deployments
    .map((deployment) => ({ ...deployment, sameModule: modules.includes(deployment.module) }))
    .sort((a, b) => weight(b) - weight(a) || b.at.localeCompare(a.at))
    .slice(0, SHOWN);
};
