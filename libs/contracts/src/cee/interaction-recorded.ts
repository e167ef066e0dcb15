import type { DataOf } from '../contract';
import { interactionContract, VIEWED } from '../interaction-contract';
import { OneOf } from '../shapes';

/** What happened between an account and the Centers, for the account's permanent activity log. From version 2 on accounts act too, and CBP looks. */
export const CeeInteractionRecorded = interactionContract({
  owner: 'cee',
  version: 2,
  lifts: { 1: (data) => data },
  describes: 'A Center decided on an account, was asked for something by it, or looked at a record of it',
  kind: OneOf('decided', 'filed', 'withdrawn', VIEWED),
  channel: OneOf('CBP', 'account'),
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
