import { CeeInteractionRecorded } from './cee/interaction-recorded';
import { EnforcementInteractionRecorded } from './enforcement/interaction-recorded';
import { EntryInteractionRecorded } from './entry/interaction-recorded';
import { InteractionRecorded } from './gateway/interaction-recorded';
import { VIEWED } from './interaction-contract';
import { ManifestInteractionRecorded } from './manifest/interaction-recorded';
import { PortInteractionRecorded } from './port/interaction-recorded';

/** All that feeds the activity logs of accounts: each service tells of its own, in one shape. */
export const INTERACTIONS = [
  InteractionRecorded,
  EntryInteractionRecorded,
  ManifestInteractionRecorded,
  CeeInteractionRecorded,
  PortInteractionRecorded,
  EnforcementInteractionRecorded,
] as const;
export type Interaction =
  | InteractionRecorded
  | EntryInteractionRecorded
  | ManifestInteractionRecorded
  | CeeInteractionRecorded
  | PortInteractionRecorded
  | EnforcementInteractionRecorded;

/** What somebody of CBP did that concerns an account. */
export interface ActOfCbp<K extends 'decided' | typeof VIEWED> {
  readonly accountId: string;
  readonly kind: K;
  readonly person: string;
  /** In a word or two: what was decided. */
  readonly disposition: string;
  /** For a person, without who did it: `placed hold 1H on bill MAEU260000101`. */
  readonly what: string;
  /** The records that it was about, by kind and subject. */
  readonly records: readonly { readonly kind: string; readonly subject: string; readonly outcome?: string }[];
  /** Ports that who did it serves: named where there is one. */
  readonly ports?: readonly string[];
  readonly center?: string | null;
}

/** The interaction that an act of CBP is, whichever service tells of it. */
export const actOfCbp = <K extends 'decided' | typeof VIEWED>(act: ActOfCbp<K>, now: Date) => {
  const { accountId, kind, person, disposition, what, records, ports = [], center = null } = act;
  const [port, ...others] = ports;
  return {
    accountId,
    kind,
    channel: 'CBP' as const,
    transmissionId: null,
    mailboxId: null,
    disposition,
    summary: `${person} of CBP ${what}`,
    person,
    ...(port !== undefined && others.length === 0 && { port }),
    ...(center !== null && { center }),
    items: records.map((record) => ({
      kind: record.kind,
      subject: record.subject,
      filingId: null,
      outcome: record.outcome ?? null,
    })),
    occurredAt: now.toISOString(),
  };
};
