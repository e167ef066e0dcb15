import type { DataOf } from '../contract';
import { interactionContract } from '../interaction-contract';
import { OneOf } from '../shapes';

/** What CBP did that concerns an account, for the account's permanent activity log. */
export const ManifestInteractionRecorded = interactionContract({
  owner: 'manifest',
  describes: "An officer placed or removed a hold on an account's bill of lading",
  kind: OneOf('decided'),
  channel: OneOf('CBP'),
  example: {
    kind: 'decided',
    channel: 'CBP',
    disposition: 'hold placed',
    summary: 'K. Osei of CBP placed hold 1H on bill MAEU260000101',
    items: [{ kind: 'hold', subject: 'bill:MAEU260000101', filingId: null, outcome: 'hold placed' }],
    person: 'K. Osei',
    port: '2704',
  },
});
export type ManifestInteractionRecorded = DataOf<typeof ManifestInteractionRecorded>;
