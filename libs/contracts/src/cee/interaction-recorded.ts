import type { DataOf } from '../contract';
import { interactionContract, VIEWED } from '../interaction-contract';
import { OneOf } from '../shapes';

/** What CBP did that concerns an account, for the account's permanent activity log. From version 2 on it may be a look. */
export const CeeInteractionRecorded = interactionContract({
  owner: 'cee',
  version: 2,
  lifts: { 1: (data) => data },
  describes: 'A Center decided on something of the account, or looked at it',
  kind: OneOf('decided', VIEWED),
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
