import { table, whole } from '../report';
import type { ContenderFigures } from './queues';

const PORTWAY = 'Portway';

/** It kept order while nothing happened and when its worker was killed, and lost nothing. */
export const keepsOrder = ({ promisesOrder, outOfOrder, kill }: ContenderFigures): boolean =>
  promisesOrder && outOfOrder === 0 && kill.lost === 0 && kill.outOfOrder === 0;

export interface QueuesRatio {
  readonly shape: string;
  readonly peer: string;
  /** Messages a second, and messages for each second of a processor, in times of the peer. */
  readonly rate: number;
  readonly processor: number;
}

/** Portway against the fastest peer that keeps order and survives a kill, by shape; nothing where none was measured. */
export const ratiosOf = (figures: readonly ContenderFigures[]): QueuesRatio[] => {
  const own = figures.find(({ name }) => name === PORTWAY);
  const peers = figures.filter((each) => !each.name.startsWith(PORTWAY) && keepsOrder(each));
  if (!own || peers.length === 0) return [];
  return own.shapes.map(({ road: shape, perSecond, processorMs }, at) => {
    const best = peers.reduce((a, b) => (a.shapes[at]!.perSecond >= b.shapes[at]!.perSecond ? a : b));
    const of = best.shapes[at]!;
    return { shape, peer: best.name, rate: perSecond / of.perSecond, processor: of.processorMs / processorMs };
  });
};

export const queuesReport = (figures: readonly ContenderFigures[]): string => {
  const shapes = figures[0]!.shapes.map(({ road }) => road);
  return [
    ...shapes.map((shape, at) =>
      [
        `Taken, kept and delivered, ${shape}:`,
        table([
          ['', 'a second', 'processor µs', 'rows', 'out of order'],
          ...figures.map(({ name, shapes: of, outOfOrder }) => [
            name,
            whole(of[at]!.perSecond),
            whole(of[at]!.processorMs * 1_000),
            of[at]!.rows.toFixed(1),
            whole(outOfOrder),
          ]),
        ]),
      ].join('\n'),
    ),
    'The worker killed in the middle and started again:',
    table([
      ['', 'all delivered after', 'lost', 'out of order', 'keeps order'],
      ...figures.map((each) => [
        each.name,
        `${each.kill.seconds.toFixed(1)} s`,
        whole(each.kill.lost),
        whole(each.kill.outOfOrder),
        keepsOrder(each) ? 'yes' : 'no',
      ]),
    ]),
    ...figures.map(({ name, how }) => `  ${name}: ${how}`),
    ...ratiosOf(figures).map(
      ({ shape, peer, rate, processor }) =>
        `${shape}: Portway ${rate.toFixed(2)} times ${peer}, the fastest that keeps order and survives the kill; ${processor.toFixed(2)} times as many for a second of a processor`,
    ),
  ].join('\n');
};
