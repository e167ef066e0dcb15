import type { ServiceName } from './contract';

/** Something the platform does for the accounts it was opened to, and nobody else. */
export interface Capability {
  readonly code: string;
  readonly name: string;
  /** What it changes for an account that has it, in a sentence. */
  readonly changes: string;
  /** The service that judges by it. */
  readonly judgedBy: ServiceName;
  /** The condition that a filing without it is answered with; 209 in the place of 210 where the filer pays. */
  readonly condition: string;
}

/** What this release can open to some accounts first. What nobody ever registered at the account service is open to all. */
export const CAPABILITIES = [
  {
    code: 'periodic-statement',
    name: 'Periodic monthly statement',
    changes: 'entry summaries of payment types 6 (by filer), 7 and 8 (by importer) are taken',
    judgedBy: 'entry',
    condition: '210',
  },
  {
    code: 'json-summary',
    name: 'Entry summaries in JSON',
    changes: 'entry summaries are filed as JSON over REST, beside CATAIR',
    judgedBy: 'entry',
    condition: 'W07',
  },
] as const satisfies readonly Capability[];

export type CapabilityCode = (typeof CAPABILITIES)[number]['code'];
