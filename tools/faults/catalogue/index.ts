import type { Fault } from '../fault';
import { BROKER_FAULTS } from './broker';
import { DATABASE_FAULTS } from './database';
import { MACHINE_FAULTS } from './machine';
import { NETWORK_FAULTS } from './network';
import { PROCESS_FAULTS } from './processes';
import { RESTORED_FAULTS } from './restored';
import { SITE_FAULTS } from './site';

/** Every fault that can be made, by kind. */
export const FAULTS: readonly Fault[] = [
  ...PROCESS_FAULTS,
  ...BROKER_FAULTS,
  ...DATABASE_FAULTS,
  ...RESTORED_FAULTS,
  ...SITE_FAULTS,
  ...NETWORK_FAULTS,
  ...MACHINE_FAULTS,
];
