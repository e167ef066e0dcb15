import { EnforcementInteractionRecorded } from '#contracts';
import { lifeCycle } from '#kernel';

/** Every step is in the activity logs of the parties. */
const TOLD = [EnforcementInteractionRecorded.type];
const FPF = 'FP&F officer';
const HQ = 'headquarters';
const PARTY = 'a party, or who acts for it';
const ENDED = 'the platform, when the case was cancelled or an offer accepted';
const AT_JUSTICE = 'the platform, when the case is referred to Justice';
const CASE_LEFT =
  'the platform, when the case is no longer with Justice and the petition did not come in time, or the case is over';
const CASE_BACK = 'the platform, when the case is back from Justice and the petition came in time';

/** The life of a petition for relief (19 CFR 171.11 to 171.14, 172.11 to 172.14). */
export const petitionStates = lifeCycle({
  states: [
    ...(['pending', 'awaiting a second officer', 'at headquarters', 'advice asked'] as const),
    ...(['to be forwarded', 'forwarded', 'decided', 'withdrawn', 'ended'] as const),
  ],
  final: ['decided', 'withdrawn', 'ended'],
  transitions: [
    { from: 'pending', on: 'decide', to: 'decided', who: `${FPF} within the delegation, ${HQ}`, says: TOLD },
    { from: 'pending', on: 'propose', to: 'awaiting a second officer', who: FPF, says: [] },
    { from: 'pending', on: 'refer to headquarters', to: 'at headquarters', who: `${FPF}, the platform`, says: TOLD },
    { from: 'pending', on: 'ask advice', to: 'advice asked', who: FPF, says: TOLD },
    { from: 'pending', on: 'withdraw', to: 'withdrawn', who: PARTY, says: TOLD },
    { from: 'pending', on: 'end', to: 'ended', who: ENDED, says: [] },
    { from: 'pending', on: 'case at Justice', to: 'to be forwarded', who: AT_JUSTICE, says: TOLD },
    { from: 'awaiting a second officer', on: 'decide', to: 'decided', who: `a second ${FPF}`, says: TOLD },
    { from: 'awaiting a second officer', on: 'disagree', to: 'pending', who: `a second ${FPF}`, says: [] },
    { from: 'awaiting a second officer', on: 'refer to headquarters', to: 'at headquarters', who: FPF, says: TOLD },
    { from: 'awaiting a second officer', on: 'withdraw', to: 'withdrawn', who: PARTY, says: TOLD },
    { from: 'awaiting a second officer', on: 'end', to: 'ended', who: ENDED, says: [] },
    { from: 'awaiting a second officer', on: 'case at Justice', to: 'to be forwarded', who: AT_JUSTICE, says: TOLD },
    { from: 'at headquarters', on: 'decide', to: 'decided', who: HQ, says: TOLD },
    { from: 'at headquarters', on: 'return', to: 'pending', who: HQ, says: TOLD },
    { from: 'at headquarters', on: 'withdraw', to: 'withdrawn', who: PARTY, says: TOLD },
    { from: 'at headquarters', on: 'end', to: 'ended', who: ENDED, says: [] },
    { from: 'at headquarters', on: 'case at Justice', to: 'to be forwarded', who: AT_JUSTICE, says: TOLD },
    { from: 'advice asked', on: 'give advice', to: 'pending', who: HQ, says: TOLD },
    { from: 'advice asked', on: 'withdraw', to: 'withdrawn', who: PARTY, says: TOLD },
    { from: 'advice asked', on: 'end', to: 'ended', who: ENDED, says: [] },
    { from: 'advice asked', on: 'case at Justice', to: 'to be forwarded', who: AT_JUSTICE, says: TOLD },
    // No action is taken on it any more (19 CFR 171.13(a), 172.13(a)). One that comes while the case is with Justice begins here.
    { from: 'to be forwarded', on: 'forward', to: 'forwarded', who: `${FPF}, ${HQ}`, says: TOLD },
    { from: 'to be forwarded', on: 'withdraw', to: 'withdrawn', who: PARTY, says: TOLD },
    { from: 'to be forwarded', on: 'case back', to: 'pending', who: CASE_BACK, says: TOLD },
    { from: 'to be forwarded', on: 'end', to: 'ended', who: CASE_LEFT, says: [] },
    { from: 'forwarded', on: 'case back', to: 'pending', who: CASE_BACK, says: TOLD },
    { from: 'forwarded', on: 'end', to: 'ended', who: CASE_LEFT, says: [] },
  ],
});
export type PetitionState = (typeof petitionStates.states)[number];
export type PetitionEvent = (typeof petitionStates.transitions)[number]['on'];

/** The life of an offer in compromise (19 USC 1617; 19 CFR 171.31, 171.32, 172.31 to 172.33). The money is held in suspense while it is pending. */
export const offerStates = lifeCycle({
  states: ['pending', 'accepted', 'refused', 'withdrawn'],
  final: ['accepted', 'refused', 'withdrawn'],
  transitions: [
    { from: 'pending', on: 'accept', to: 'accepted', who: HQ, says: TOLD },
    {
      from: 'pending',
      on: 'refuse',
      to: 'refused',
      who: `${FPF}, ${HQ}, the platform where the case has ended or nothing is owed`,
      says: TOLD,
    },
    { from: 'pending', on: 'withdraw', to: 'withdrawn', who: PARTY, says: TOLD },
  ],
});
export type OfferState = (typeof offerStates.states)[number];
