import type { DataOf } from '../contract';
import { interactionContract } from '../interaction-contract';
import { OneOf } from '../shapes';

/** What CBP decided on an account's entry, for the account's permanent activity log. */
export const EntryInteractionRecorded = interactionContract({
  owner: 'entry',
  describes: "An officer or a Center decided on an account's entry",
  kind: OneOf('decided'),
  channel: OneOf('CBP'),
  example: {
    kind: 'decided',
    channel: 'CBP',
    disposition: 'documents required',
    summary: 'K. Osei decided on entry B76-0324527-8: documents required',
    items: [{ kind: 'review', subject: 'entry:B76-03245278', filingId: null, outcome: 'documents required' }],
    person: 'K. Osei',
    port: '2704',
  },
});
export type EntryInteractionRecorded = DataOf<typeof EntryInteractionRecorded>;
