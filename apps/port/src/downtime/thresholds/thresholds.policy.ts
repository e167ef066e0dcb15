import type { TransportMode } from '#contracts';
import type { CustomsDate } from '#kernel';

/** Minutes from the begin of a fault. */
export interface Thresholds {
  readonly watch: number;
  readonly portMayDeclare: number;
  readonly headquartersConsiders: number;
}

export interface ModeThresholds extends Thresholds {
  readonly from: CustomsDate;
  readonly to?: CustomsDate;
  readonly mode: TransportMode;
}

/**
 * National thresholds by mode. The published guidelines of 2018 keep their table of minutes to themselves; these follow how soon
 * each mode's queue hurts: trucks at once, ships with a day of advance data and a yard last. In 2017 headquarters needed 87 minutes.
 */
export const THRESHOLDS: readonly ModeThresholds[] = [
  { from: '2018-02-07', mode: 'truck', watch: 10, portMayDeclare: 30, headquartersConsiders: 60 },
  { from: '2018-02-07', mode: 'rail', watch: 15, portMayDeclare: 60, headquartersConsiders: 120 },
  { from: '2018-02-07', mode: 'air express', watch: 10, portMayDeclare: 30, headquartersConsiders: 90 },
  { from: '2018-02-07', mode: 'air', watch: 15, portMayDeclare: 60, headquartersConsiders: 120 },
  { from: '2018-02-07', mode: 'vessel', watch: 30, portMayDeclare: 120, headquartersConsiders: 240 },
];

/** So many ports with a downtime of their own make headquarters consider a national one, whatever the time. */
export const PORTS_THAT_MAKE_IT_NATIONAL: readonly {
  readonly from: CustomsDate;
  readonly to?: CustomsDate;
  readonly ports: number;
}[] = [{ from: '2018-02-07', ports: 3 }];
