import { collectDefaultMetrics, type Registry } from 'prom-client';

/** How far apart the event loop's delay is measured once it is (milliseconds): each time wakes the process. */
const PRECISION_MS = 50;

const told = new WeakSet<Registry>();

/**
 * The figures of a registry for Prometheus, with what Node tells of its process. That is measured from the first time on that anybody asks: the event loop's delay
 * is seen by a timer, which costs a process with nothing to do more than all else.
 */
export const figuresOf = (registry: Registry): Promise<string> => {
  if (!told.has(registry)) {
    told.add(registry);
    collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: PRECISION_MS });
  }
  return registry.metrics();
};
