import { inForce, type Effective } from '#reference';

/** Why goods may be released by hand without an entry number on the paper, and what is filed afterwards all the same. */
export interface Exemption {
  readonly code: string;
  readonly text: string;
  readonly entryFollows: boolean;
  readonly summaryFollows: boolean;
  /** Papers of the procedure that such goods have none of. */
  readonly documentsNotNeeded: readonly string[];
}

export interface DeskPolicy extends Effective {
  /** How long a release against a hold waits for its second officer. */
  readonly secondOfficerMinutes: number;
  /** Working days after the port's day of the release within which the entry summary follows (19 CFR 142.12(b)). */
  readonly summaryWorkingDays: number;
  readonly exemptions: readonly Exemption[];
  /** Entry types that show goods to be of a kind that the procedure excludes from release by hand. */
  readonly entryTypesOfExcludedGoods: Readonly<Record<string, readonly string[]>>;
}

const ENTRY_PAPERS = ['cbp-3461', 'cbp-3461-alt'];

export const DESK_POLICIES: readonly DeskPolicy[] = [
  {
    from: '2018-02-07',
    secondOfficerMinutes: 60,
    summaryWorkingDays: 10,
    exemptions: [
      {
        code: 'entry to follow',
        text: 'The filer could give no entry number; the entry is filed afterwards',
        entryFollows: true,
        summaryFollows: true,
        documentsNotNeeded: [],
      },
      {
        code: 'in-bond',
        text: 'Moves in bond under form 7512; entry is made at another port',
        entryFollows: false,
        summaryFollows: false,
        documentsNotNeeded: ENTRY_PAPERS,
      },
      {
        code: 'section 321',
        text: 'Shipment that needs no entry (19 CFR 10.151)',
        entryFollows: false,
        summaryFollows: false,
        documentsNotNeeded: ENTRY_PAPERS,
      },
      {
        code: 'domestic in transit',
        text: 'Domestic cargo that crossed Canada or Mexico (19 CFR 123.92(b))',
        entryFollows: false,
        summaryFollows: false,
        documentsNotNeeded: ENTRY_PAPERS,
      },
      {
        code: 'government',
        text: 'Government shipment released before entry (19 CFR 10.101)',
        entryFollows: true,
        summaryFollows: true,
        documentsNotNeeded: ENTRY_PAPERS,
      },
    ],
    entryTypesOfExcludedGoods: { quota: ['02', '07', '12', '32', '38'] },
  },
];

/** @param day the day of the decision; before the first policy its rules apply too */
export const deskPolicyOn = (day: string): DeskPolicy => inForce(DESK_POLICIES, day) ?? DESK_POLICIES[0]!;
