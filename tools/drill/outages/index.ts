import type { Outage } from '../outage';
import { november2017 } from './2017-11-14';
import { january2018 } from './2018-01-26';
import { april2019 } from './2019-04-18';
import { april2021 } from './2021-04-01';
import { enforcementFrozen, enforcementKilled } from './enforcement';
import { kLine } from './k-line';

/** To add a drill, write a file of facts beside these and name it here. */
export const OUTAGES: readonly Outage[] = [
  november2017,
  january2018,
  april2019,
  april2021,
  kLine,
  enforcementKilled,
  enforcementFrozen,
];
