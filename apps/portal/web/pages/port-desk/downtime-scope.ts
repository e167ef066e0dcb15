import type { Mode, PortPicture } from './picture';

type Downtime = PortPicture['downtimes'][number];

/** Downtimes that cover a port, and a mode of transport where one is given. No ports or no modes mean all. */
export const covering = (downtimes: readonly Downtime[], port: string, mode: Mode | null = null): Downtime[] =>
  downtimes.filter(
    ({ state, scope }) =>
      state === 'in force' &&
      (scope.ports.length === 0 || scope.ports.includes(port)) &&
      (mode === null || scope.modes.length === 0 || scope.modes.includes(mode)),
  );
