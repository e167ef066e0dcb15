import type { EntryReviewOrdered } from '#contracts';

type Request = 'correction' | 'cancellation';
type Said = NonNullable<EntryReviewOrdered['refusal']>;

const BOTH: readonly Request[] = ['correction', 'cancellation'];
const CORRECTION: readonly Request[] = ['correction'];
const CANCELLATION: readonly Request[] = ['cancellation'];

interface Reason {
  readonly text: string;
  readonly of: readonly Request[];
}

/** Why CBP refuses a request: code of the guide, its text, and of which requests it can be. Source: Status Query guide v21, p. ACMQ-48. */
const REFUSAL_REASONS: Readonly<Record<string, Reason>> = {
  '01': { text: 'Provided replacement entry is in cancelled status.', of: CANCELLATION },
  '02': { text: 'Provided replacement entry is in open status.', of: CANCELLATION },
  '03': { text: 'Provided replacement in-bond is in deleted status.', of: CANCELLATION },
  '04': { text: 'Requested document is not in DIS.', of: BOTH },
  '05': { text: 'Additional information required via DIS.', of: BOTH },
  '06': { text: 'Unable to verify CBP disposition for full bill quantity on original entry.', of: BOTH },
  '07': { text: 'Provided replacement FTZ Admission is in deleted status.', of: CANCELLATION },
  '08': { text: 'Provided replacement FTZ Admission is in open status.', of: CANCELLATION },
  '09': { text: 'Original entry is on hold. Hold must be resolved prior to correction request.', of: CORRECTION },
  '10': { text: 'Original entry is on hold. Hold must be resolved prior to cancellation request.', of: CANCELLATION },
  '11': {
    text: 'Original entry is on PGA hold. Hold must be resolved by PGA prior to correction request.',
    of: CORRECTION,
  },
  '12': {
    text: 'Original entry is on PGA hold. Hold must be resolved by PGA prior to cancellation request.',
    of: CANCELLATION,
  },
  '13': { text: 'Other (See comments).', of: BOTH },
  '14': { text: 'Original entry and replacement entry must contain identical bill number.', of: CANCELLATION },
  '15': { text: 'Original entry and replacement in-bond must contain identical bill number.', of: CANCELLATION },
  '16': { text: 'Provided replacement entry is not on file.', of: CANCELLATION },
  '17': { text: 'Provided replacement FTZ Admission is not on file.', of: CANCELLATION },
};

const OTHER = '13';

/** What is wrong with the reason of a refusal, or null. */
export const faultOfRefusal = (request: Request, refusal: Said | undefined): string | null => {
  if (!refusal) return 'No reason is named.';
  const reason = REFUSAL_REASONS[refusal.reasonCode];
  if (!reason) return `${refusal.reasonCode} is no reason.`;
  if (!reason.of.includes(request)) return `${refusal.reasonCode} is not of a ${request}.`;
  return refusal.reasonCode === OTHER && refusal.comments.length === 0 ? 'Say why in comments.' : null;
};

/** As the filer is told: SO20 RSN, and an SO20 CMT for each comment. */
export const refusalReferences = ({ reasonCode, comments }: Said): { qualifier: string; value: string }[] => [
  { qualifier: 'RSN', value: reasonCode },
  ...comments.map((value) => ({ qualifier: 'CMT', value })),
];

/** The reasons in Markdown, for the partner documents. */
export const refusalReasonTable = (): string =>
  [
    '| RSN | text | of |',
    '|---|---|---|',
    ...Object.entries(REFUSAL_REASONS)
      .sort()
      .map(([code, { text, of }]) => `| ${code} | ${text} | ${of.join(', ')} |`),
  ].join('\n');
