import type { ClockName } from '#reference';
import type { PartyRole } from '../cases/case-row';
import type { NoticeForm } from '../cases/case.states';

export interface FormOfNotice {
  readonly title: string;
  readonly source: string;
  /** Whom it goes to, all at the same time. */
  readonly to: readonly PartyRole[];
  /** The clock that begins when it is mailed. */
  readonly clock: ClockName;
  /** What the party may do, a paragraph each. */
  readonly whatToDo: readonly string[];
}

const PETITION =
  'A petition for relief is addressed to the FP&F officer named above. It states the date and place of the violation, the facts and circumstances relied upon, and is signed by the petitioner, an attorney or a customs broker.';
const OFFER =
  'An offer in compromise under 19 USC 1617 cites that law and is accompanied by the amount offered, which is held and refunded where the offer is refused.';

/** Every form of notice. */
export const NOTICE_TABLE: Readonly<Record<NoticeForm, FormOfNotice>> = {
  'pre-penalty notice': {
    ...{ title: 'Pre-penalty notice', source: '19 CFR 162.77, 162.77a, 111.92', to: ['violator'] },
    clock: 'answer to a pre-penalty notice',
    whatToDo: [
      'You may say in writing and by word of mouth why the penalty should not be assessed in the amount proposed, before it is.',
    ],
  },
  'penalty notice': {
    ...{ title: 'Notice of penalty', source: '19 CFR 162.31, 162.79', to: ['violator', 'principal', 'surety'] },
    ...{ clock: 'petition against a penalty', whatToDo: [PETITION, OFFER] },
  },
  'notice of seizure': {
    ...{ title: 'Notice of seizure', source: '19 CFR 162.31, 162.45', to: ['owner', 'interested', 'violator'] },
    clock: 'petition against a seizure',
    whatToDo: [
      `${PETITION} A petition against a seizure describes the property and proves the petitioner's interest in it.`,
      OFFER,
      'Instead of petitioning you may let forfeiture begin, and claim the property with a cost bond within 20 days of the first publication (19 CFR 162.47).',
    ],
  },
  'demand for liquidated damages': {
    ...{ title: 'Demand for liquidated damages', source: '19 CFR 172.1', to: ['principal', 'surety'] },
    ...{ clock: 'petition against liquidated damages', whatToDo: [PETITION, OFFER] },
  },
  // To each party that petitioned, and to the others that were notified; what it may do follows from what was decided.
  'decision on a petition': {
    ...{ title: 'Decision on a petition for relief', source: '19 CFR 171.22, 171.61, 172.21, 172.41', to: [] },
    ...{ clock: 'life of a decision on a petition', whatToDo: [] },
  },
};

const SUPPLEMENTAL =
  'A supplemental petition is taken within 60 days of the mailing of this notice, whether the amount was paid or not (19 CFR 171.61, 172.41).';

const OF_ANOTHER =
  'The decision was made on the petition of the party named above, and is sent to every party that was notified of the claim. What you petition for yourself, and the time that you have for it, stay as they are.';

/** What a party may do after a decision on its petition: pay where there is something to pay, petition again where that is possible. */
export const afterDecision = (times: readonly ClockName[], amount: string, ofAnother = false): string[] => [
  ...(ofAnother ? [OF_ANOTHER] : []),
  ...(times.includes('life of a decision on a petition')
    ? [
        `USD ${amount} is to be paid within 60 days of the mailing of this notice. After that the decision is no longer in force and the full claim is due (19 CFR 171.22, 172.21).`,
      ]
    : ['Nothing is to be paid on this decision.']),
  ...(times.includes('supplemental petition') ? [SUPPLEMENTAL] : []),
];
