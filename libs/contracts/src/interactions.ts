import { EntryInteractionRecorded } from './entry/interaction-recorded';
import { InteractionRecorded } from './gateway/interaction-recorded';

/** All that feeds the activity logs of accounts: each service tells of its own, in one shape. */
export const INTERACTIONS = [InteractionRecorded, EntryInteractionRecorded] as const;
export type Interaction = InteractionRecorded | EntryInteractionRecorded;
