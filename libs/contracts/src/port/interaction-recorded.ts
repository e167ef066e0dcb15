import type { DataOf } from '../contract';
import { interactionContract, VIEWED } from '../interaction-contract';
import { OneOf } from '../shapes';

/** What CBP did that concerns an account, for the account's permanent activity log. */
export const PortInteractionRecorded = interactionContract({
  owner: 'port',
  describes: "CBP decided on paper on an account's cargo, took that back, or looked at the cargo at the desk",
  kind: OneOf('decided', VIEWED),
  channel: OneOf('CBP'),
  example: {
    kind: 'decided',
    channel: 'CBP',
    disposition: 'release',
    summary: 'K. Osei of CBP decided on paper: release, MD-2026-2704-000123',
    items: [
      { kind: 'decision on paper', subject: 'entry:B76-03245278', filingId: null, outcome: 'release' },
      { kind: 'decision on paper', subject: 'bill:MAEU260000101', filingId: null, outcome: 'release' },
    ],
    person: 'K. Osei',
    port: '2704',
  },
});
export type PortInteractionRecorded = DataOf<typeof PortInteractionRecorded>;
