import type { DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { interactionContract } from '../interaction-contract';
import { Channel, OneOf } from '../shapes';

/** One interaction between an account and the platform, for the account's permanent activity log. */
export const InteractionRecorded = interactionContract({
  owner: 'gateway',
  describes: "A partner sent something, or something was put in a partner's mailbox, acknowledged or delivered",
  kind: OneOf(
    'transmission received',
    'transmission repeated',
    'transmission rejected',
    'answer placed',
    'notification placed',
    'answer acknowledged',
    'webhook delivered',
    'webhook failed',
  ),
  channel: Channel,
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
