import { Type } from '@sinclair/typebox';
import type { DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { interactionContract, VIEWED } from '../interaction-contract';
import { Channel, OneOf } from '../shapes';

/** One interaction between an account and the platform or CBP, for the account's permanent activity log. From version 2 on CBP is among the channels. */
export const InteractionRecorded = interactionContract({
  owner: 'gateway',
  version: 2,
  lifts: { 1: (data) => data },
  describes:
    "A partner sent something, or something was put in a partner's mailbox, acknowledged or delivered; or CBP looked at a record of an account",
  kind: OneOf(
    'transmission received',
    'transmission repeated',
    'transmission rejected',
    'answer placed',
    'notification placed',
    'answer acknowledged',
    'webhook delivered',
    'webhook failed',
    VIEWED,
  ),
  channel: Type.Union([Channel, Type.Literal('CBP')]),
  example: {
    kind: 'transmission received',
    channel: 'abi',
    transmissionId: exampleOrigin.transmissionId,
    disposition: 'accepted, being processed',
    summary: 'CATAIR SE batch with 1 cargo release',
    items: [{ kind: 'cargo release', subject: 'entry:B76-03245278', filingId: exampleOrigin.filingId, outcome: null }],
  },
});
export type InteractionRecorded = DataOf<typeof InteractionRecorded>;
