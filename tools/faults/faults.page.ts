import { table } from '../documents/tables';
import { BROKER_FAULTS } from './catalogue/broker';
import { DATABASE_FAULTS } from './catalogue/database';
import { MACHINE_FAULTS } from './catalogue/machine';
import { NETWORK_FAULTS } from './catalogue/network';
import { PROCESS_FAULTS } from './catalogue/processes';
import { RESTORED_FAULTS } from './catalogue/restored';
import { SITE_FAULTS } from './catalogue/site';
import { type Fault, titleOf } from './fault';

const chapter = (title: string, faults: readonly Fault[]): string =>
  [
    `### ${title}`,
    '',
    table(
      ['name', 'what happens'],
      faults.map((fault) => [`\`${fault.name}\``, titleOf(fault)]),
    ),
  ].join('\n');

/** The generated section of docs/operators/faults.md. */
export const faultSections = (): Record<string, string> => ({
  faults: [
    chapter('Processes', PROCESS_FAULTS),
    chapter('The broker', BROKER_FAULTS),
    chapter('The database server', DATABASE_FAULTS),
    chapter('A database put back to a copy', RESTORED_FAULTS),
    chapter('A second site', SITE_FAULTS),
    chapter('The network', NETWORK_FAULTS),
    chapter('The machine', MACHINE_FAULTS),
  ].join('\n\n'),
});
