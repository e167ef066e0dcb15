import { CeeAccountTold, CeeInteractionRecorded, EnforcementReferred, LiquidationOrdered } from '#contracts';
import { lifeCycle } from '#kernel';

const DECIDES = 'Center director or headquarters, with a reason';
const WORKS = 'people of the Center, with a reason';
const BY_LAW = 'the platform, by law';
const TOLD = [CeeInteractionRecorded.type];
/** Into the mailbox too, with the day on which the law itself decides, or the last one for a protest. */
const WITH_A_DAY = [...TOLD, CeeAccountTold.type];
const ORDERS = [LiquidationOrdered.type, CeeInteractionRecorded.type];

/** The life of a case of evasion of antidumping or countervailing duty (19 U.S.C. 1517; 19 CFR part 165). */
export const evasionStates = lifeCycle({
  states: [
    'alleged',
    'under investigation',
    'interim measures',
    'evasion determined',
    'no evasion determined',
    'under review',
    'not initiated',
    'withdrawn',
    'affirmed',
    'reversed',
    'closed',
  ],
  final: ['not initiated', 'withdrawn', 'affirmed', 'reversed', 'closed'],
  transitions: [
    { from: 'alleged', on: 'initiate', to: 'under investigation', who: DECIDES, says: [] },
    { from: 'alleged', on: 'decline', to: 'not initiated', who: DECIDES, says: [] },
    { from: 'alleged', on: 'withdraw', to: 'withdrawn', who: 'who alleged it', says: [] },
    { from: 'under investigation', on: 'take interim measures', to: 'interim measures', who: DECIDES, says: ORDERS },
    { from: 'interim measures', on: 'cover more entries', to: 'interim measures', who: DECIDES, says: ORDERS },
    { from: 'under investigation', on: 'extend', to: 'under investigation', who: DECIDES, says: TOLD },
    { from: 'interim measures', on: 'extend', to: 'interim measures', who: DECIDES, says: TOLD },
    { from: 'under investigation', on: 'determine evasion', to: 'evasion determined', who: DECIDES, says: ORDERS },
    { from: 'interim measures', on: 'determine evasion', to: 'evasion determined', who: DECIDES, says: ORDERS },
    { from: 'under investigation', on: 'determine no evasion', to: 'no evasion determined', who: DECIDES, says: TOLD },
    { from: 'interim measures', on: 'determine no evasion', to: 'no evasion determined', who: DECIDES, says: ORDERS },
    { from: 'evasion determined', on: 'begin review', to: 'under review', who: 'headquarters', says: TOLD },
    { from: 'no evasion determined', on: 'begin review', to: 'under review', who: 'headquarters', says: TOLD },
    { from: 'evasion determined', on: 'close', to: 'closed', who: DECIDES, says: [] },
    { from: 'no evasion determined', on: 'close', to: 'closed', who: DECIDES, says: [] },
    { from: 'under review', on: 'affirm', to: 'affirmed', who: 'headquarters', says: TOLD },
    { from: 'under review', on: 'reverse', to: 'reversed', who: 'headquarters', says: ORDERS },
  ],
});

/**
 * The life of a case of import safety: goods that may harm, detained until it is known whether they are admissible. What is not released in time is considered detained, and what is not
 * decided in time is deemed excluded, whoever works on it; excluded goods may still be admitted, as where a protest against the exclusion is approved (19 CFR 151.16, 19 USC 1499(c)).
 */
export const safetyStates = lifeCycle({
  states: ['open', 'detained', 'deemed excluded', 'admitted', 'refused admission', 'closed'],
  final: ['admitted', 'refused admission', 'closed'],
  transitions: [
    { from: 'open', on: 'detain', to: 'detained', who: WORKS, says: WITH_A_DAY },
    { from: 'open', on: 'not released in time', to: 'detained', who: BY_LAW, says: WITH_A_DAY },
    { from: 'open', on: 'close', to: 'closed', who: WORKS, says: [] },
    { from: 'detained', on: 'not decided in time', to: 'deemed excluded', who: BY_LAW, says: WITH_A_DAY },
    { from: 'detained', on: 'admit', to: 'admitted', who: WORKS, says: TOLD },
    { from: 'detained', on: 'refuse admission', to: 'refused admission', who: WORKS, says: WITH_A_DAY },
    { from: 'deemed excluded', on: 'admit', to: 'admitted', who: WORKS, says: TOLD },
  ],
});

/**
 * The life of a case about a recorded mark. Goods that may bear a counterfeit one (19 CFR 133.21) are considered detained and deemed excluded as all others are; restricted goods (133.22, 133.23)
 * are detained for their own thirty days, which may be extended for good cause, and at whose end CBP seizes them (133.25(a), 151.16(a)).
 */
export const propertyStates = lifeCycle({
  states: ['open', 'detained', 'deemed excluded', 'seized', 'released', 'closed'],
  final: ['seized', 'released', 'closed'],
  transitions: [
    { from: 'open', on: 'detain', to: 'detained', who: WORKS, says: WITH_A_DAY },
    { from: 'open', on: 'not released in time', to: 'detained', who: BY_LAW, says: WITH_A_DAY },
    { from: 'open', on: 'seize', to: 'seized', who: DECIDES, says: TOLD },
    { from: 'open', on: 'close', to: 'closed', who: WORKS, says: [] },
    { from: 'detained', on: 'not decided in time', to: 'deemed excluded', who: BY_LAW, says: WITH_A_DAY },
    { from: 'detained', on: 'extend detention', to: 'detained', who: WORKS, says: WITH_A_DAY },
    { from: 'detained', on: 'seize', to: 'seized', who: DECIDES, says: TOLD },
    { from: 'detained', on: 'release', to: 'released', who: WORKS, says: TOLD },
    { from: 'deemed excluded', on: 'seize', to: 'seized', who: DECIDES, says: TOLD },
    { from: 'deemed excluded', on: 'release', to: 'released', who: WORKS, says: TOLD },
  ],
});

export const CASE_LIVES = {
  evasion: evasionStates,
  'import safety': safetyStates,
  'intellectual property': propertyStates,
} as const;
export type CaseKind = keyof typeof CASE_LIVES;
export const CASE_KINDS = Object.keys(CASE_LIVES) as CaseKind[];

/** Those that people take. */
export const CASE_STEPS = [
  ...new Set(
    CASE_KINDS.flatMap((kind) =>
      CASE_LIVES[kind].transitions.flatMap(({ on, who }) => (who === BY_LAW ? [] : [on as string])),
    ),
  ),
];

/** The life of what a Center refers to a port: the port decides on holds, exams and penalties (19 CFR 101.1). */
export const referralStates = lifeCycle({
  states: ['made', 'accepted', 'done', 'declined', 'refused'],
  final: ['done', 'declined', 'refused'],
  transitions: [
    { from: 'made', on: 'accept a hold', to: 'accepted', who: 'officer of the port', says: ['cee.hold-requested'] },
    { from: 'made', on: 'accept', to: 'done', who: 'officer of the port, FP&F officer', says: [] },
    {
      ...{ from: 'made', on: 'accept an enforcement case', to: 'accepted' },
      ...{ who: 'officer of the port, FP&F officer', says: [EnforcementReferred.type] },
    },
    { from: 'made', on: 'decline', to: 'declined', who: 'officer of the port, FP&F officer', says: [] },
    { from: 'accepted', on: 'case opened', to: 'done', who: 'the enforcement service', says: [] },
    { from: 'accepted', on: 'hold placed', to: 'done', who: 'the manifest service', says: [] },
    { from: 'accepted', on: 'hold refused', to: 'refused', who: 'the manifest service', says: [] },
  ],
});
