import type { DataOf } from '../contract';
import { interactionContract } from '../interaction-contract';
import { OneOf } from '../shapes';

/** What CBP did that concerns an account, for the account's permanent activity log. */
export const CeeInteractionRecorded = interactionContract({
  owner: 'cee',
  describes: 'An importer of the account was assigned to a Center and team',
  kind: OneOf('decided'),
  channel: OneOf('CBP'),
  example: {
    kind: 'decided',
    channel: 'CBP',
    disposition: 'assigned',
    summary: 'D. Ortiz of CBP assigned an importer number of the account to CEE003, team 331, from 2026-12-01 on',
    items: [{ kind: 'assignment', subject: 'center:CEE003', filingId: null, outcome: 'team 331' }],
    person: 'D. Ortiz',
    center: 'CEE003',
  },
});
export type CeeInteractionRecorded = DataOf<typeof CeeInteractionRecorded>;
