import { CeeAccountTold, CeeInteractionRecorded, LiquidationOrdered } from '#contracts';
import { lifeCycle } from '#kernel';

const LOGGED = [CeeInteractionRecorded.type];
const TOLD = [CeeInteractionRecorded.type, CeeAccountTold.type];
const ORDERED = [...TOLD, LiquidationOrdered.type];
const PROTESTANT = 'the protestant or its agent';
const CENTER = 'who has it at the Center';
const BY_LAW = 'the platform, by law';

/**
 * The life of a protest (19 CFR part 174). A clock that the law gives runs in whatever state it is: neither a suspension nor headquarters stop a deemed denial. What the entry service makes of
 * an approved one is the outcome of its orders, entry by entry, and no state.
 */
export const protestStates = lifeCycle({
  states: [
    'open',
    'suspended',
    'with headquarters',
    'approved',
    'denied in part',
    'denied',
    'deemed denied',
    'not protestable',
    'withdrawn',
    'untimely',
  ],
  final: ['approved', 'denied in part', 'denied', 'deemed denied', 'not protestable', 'withdrawn'],
  transitions: [
    { from: 'open', on: 'amended', to: 'open', who: PROTESTANT, says: LOGGED },
    { from: 'open', on: 'acceleration asked', to: 'open', who: PROTESTANT, says: LOGGED },
    { from: 'open', on: 'further review asked', to: 'open', who: PROTESTANT, says: LOGGED },
    { from: 'open', on: 'taken', to: 'open', who: 'somebody of the Center', says: LOGGED },
    { from: 'open', on: 'given to a Center', to: 'open', who: 'headquarters, or its Center', says: LOGGED },
    { from: 'open', on: 'further review set aside', to: 'open', who: CENTER, says: TOLD },
    { from: 'open', on: 'forwarded', to: 'with headquarters', who: CENTER, says: TOLD },
    { from: 'open', on: 'suspended', to: 'suspended', who: 'its Center', says: TOLD },
    { from: 'open', on: 'advice asked', to: 'suspended', who: 'a Center or port', says: TOLD },
    { from: 'open', on: 'approved', to: 'approved', who: CENTER, says: ORDERED },
    { from: 'open', on: 'approved in part', to: 'denied in part', who: CENTER, says: ORDERED },
    { from: 'open', on: 'denied', to: 'denied', who: CENTER, says: TOLD },
    { from: 'open', on: 'found not protestable', to: 'not protestable', who: CENTER, says: TOLD },
    { from: 'open', on: 'clock over', to: 'deemed denied', who: BY_LAW, says: TOLD },
    { from: 'open', on: 'found late', to: 'untimely', who: 'the platform, by the day of notice', says: TOLD },
    { from: 'open', on: 'withdrawn', to: 'withdrawn', who: PROTESTANT, says: LOGGED },
    { from: 'suspended', on: 'amended', to: 'suspended', who: PROTESTANT, says: LOGGED },
    { from: 'suspended', on: 'acceleration asked', to: 'suspended', who: PROTESTANT, says: LOGGED },
    { from: 'suspended', on: 'further review asked', to: 'suspended', who: PROTESTANT, says: LOGGED },
    { from: 'suspended', on: 'suspended', to: 'suspended', who: 'its Center', says: TOLD },
    { from: 'suspended', on: 'advice asked', to: 'suspended', who: 'a Center or port', says: TOLD },
    { from: 'suspended', on: 'one ground over', to: 'suspended', who: 'its Center, headquarters', says: TOLD },
    { from: 'suspended', on: 'resumed', to: 'open', who: 'its Center, headquarters', says: TOLD },
    { from: 'suspended', on: 'clock over', to: 'deemed denied', who: BY_LAW, says: TOLD },
    { from: 'suspended', on: 'found late', to: 'untimely', who: 'the platform, by the day of notice', says: TOLD },
    { from: 'suspended', on: 'withdrawn', to: 'withdrawn', who: PROTESTANT, says: LOGGED },
    { from: 'with headquarters', on: 'amended', to: 'with headquarters', who: PROTESTANT, says: LOGGED },
    { from: 'with headquarters', on: 'acceleration asked', to: 'with headquarters', who: PROTESTANT, says: LOGGED },
    { from: 'with headquarters', on: 'reviewed', to: 'open', who: 'headquarters, by a ruling', says: TOLD },
    { from: 'with headquarters', on: 'clock over', to: 'deemed denied', who: BY_LAW, says: TOLD },
    {
      from: 'with headquarters',
      on: 'found late',
      to: 'untimely',
      who: 'the platform, by the day of notice',
      says: TOLD,
    },
    { from: 'with headquarters', on: 'withdrawn', to: 'withdrawn', who: PROTESTANT, says: LOGGED },
    { from: 'untimely', on: 'relieved', to: 'open', who: 'the platform, by a downtime', says: TOLD },
  ],
});
export type ProtestState = (typeof protestStates.states)[number];
export type ProtestEvent = (typeof protestStates.transitions)[number]['on'];

export const UNDECIDED: readonly ProtestState[] = ['open', 'suspended', 'with headquarters'];
export const DENIED: readonly ProtestState[] = ['denied in part', 'denied', 'deemed denied', 'not protestable'];

/** Status codes of the entry summary query (p. ESQ-31). The guide does not spell out NP and PD: the platform reads them as not protestable and denied in part. */
export const STATUS_CODES: Readonly<Record<ProtestState, string>> = {
  open: 'OP',
  suspended: 'SP',
  'with headquarters': 'OP',
  approved: 'AP',
  'denied in part': 'PD',
  denied: 'DN',
  'deemed denied': 'DN',
  'not protestable': 'NP',
  withdrawn: 'WD',
  untimely: 'UT',
};
