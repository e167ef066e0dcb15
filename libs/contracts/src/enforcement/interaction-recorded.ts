import type { DataOf } from '../contract';
import { interactionContract, VIEWED } from '../interaction-contract';
import { OneOf } from '../shapes';

/** What happened between an account and the officers of fines, penalties and forfeitures, for the account's permanent activity log. */
export const EnforcementInteractionRecorded = interactionContract({
  owner: 'enforcement',
  describes: 'CBP gave notice or decided in a case against an account, the account answered, or CBP looked at its case',
  kind: OneOf('decided', 'filed', 'withdrawn', VIEWED),
  channel: OneOf('CBP', 'account'),
  example: {
    kind: 'decided',
    channel: 'CBP',
    disposition: 'noticed',
    summary: 'R. Vance of CBP issue notice in case FP-26-000017',
    items: [{ kind: 'enforcement case', subject: 'case:FP-26-000017', filingId: null, outcome: 'noticed' }],
    person: 'R. Vance',
    port: '2704',
  },
});
export type EnforcementInteractionRecorded = DataOf<typeof EnforcementInteractionRecorded>;
