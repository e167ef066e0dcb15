import type { EntrySummary, LiquidationOnFile, SummaryOnFile } from '../summary-on-file/summary.model';
import { corrected, type DraftSummary, IMPORTER, informal, priced, removal, TODAY, worked } from './summary.fixture';

/** What becomes of each action in each state of the entry summary on file (guide, pp. ESF-132, 176, 183..185, 206, 210; dictionary, B25 to B60). */

const liquidation = (change: Partial<LiquidationOnFile> = {}): LiquidationOnFile => ({
  ...{ liquidated: false, scheduledFor: '2027-01-11', holds: [], ordered: [] },
  ...change,
});
const filed = worked() as EntrySummary;
const onFile = (change: Partial<SummaryOnFile> = {}): SummaryOnFile => ({
  ...{ state: 'accepted', control: 'trade', portOfEntry: '2704', importerNumber: IMPORTER, corrected: false },
  ...{ brokerReference: 'PW0001', liquidation: liquidation(), statementDate: '2026-03-12', content: filed },
  ...change,
});
const printed = (change: Partial<SummaryOnFile> = {}): SummaryOnFile =>
  onFile({ statementDate: '2026-02-20', ...change });
const held = (code: string, ordered: boolean): Partial<SummaryOnFile> => ({
  liquidation: liquidation({ scheduledFor: null, holds: [code], ordered: ordered ? [code] : [] }),
});
const withContent = (change: Partial<EntrySummary>): Partial<SummaryOnFile> => ({ content: { ...filed, ...change } });

/** What is on file when the filing comes, on 2 March 2026. Its statement is printed on 12 March, or was on 20 February. */
const STATES = {
  'off file': null,
  'statement to come': onFile(),
  'statement tomorrow': onFile({ statementDate: '2026-03-03' }),
  'statement today': onFile({ statementDate: TODAY }),
  'statement printed': printed(),
  'paid individually': onFile({ statementDate: null }),
  'under review': onFile({ control: 'cbp' }),
  'printed, under review': printed({ control: 'cbp' }),
  'rejected by CBP': printed({ control: 'cbp', state: 'rejected' }),
  corrected: printed({ corrected: true }),
  'correction in review': printed({ corrected: true, control: 'cbp' }),
  'correction rejected': printed({ corrected: true, control: 'cbp', state: 'rejected' }),
  'AD suspension': printed(held('44', false)),
  'court suspension': printed(held('46', true)),
  extension: printed(held('49', true)),
  'suspended unprinted': onFile(held('46', true)),
  'liquidates in 15 days': printed({ liquidation: liquidation({ scheduledFor: '2026-03-17' }) }),
  'liquidates in 14 days': printed({ liquidation: liquidation({ scheduledFor: '2026-03-16' }) }),
  liquidated: printed({ liquidation: liquidation({ liquidated: true }) }),
  'entered 300 days ago': printed(withContent({ entryDate: '2025-05-06' })),
  'entered 301 days ago': printed(withContent({ entryDate: '2025-05-05' })),
  reconciled: printed(withContent({ indicators: { ...filed.indicators, reconciliationIssueCode: '001' } })),
  informal: printed({ content: informal() as EntrySummary }),
  'another port': onFile({ portOfEntry: '2709' }),
  'another importer': printed({ importerNumber: '98-765432100' }),
  'drawback claimed': onFile({ claims: { claims: ['B76-0800001-7'], amounts: [] } }),
  'goods withdrawn': onFile({ withdrawals: ['B7603245005'], warehouseType: '01' }),
} as const satisfies Readonly<Record<string, SummaryOnFile | null>>;

/** After a rejection by CBP no payment is named (p. ESF-176). */
const filing = (existing: SummaryOnFile | null): DraftSummary =>
  priced(
    existing?.state === 'rejected'
      ? { ...worked(), paymentType: null, statementDate: null, indicators: { electronicSignature: 'X' } }
      : worked(),
  );
const centShort = (summary: DraftSummary): DraftSummary => {
  summary.totals.dutyCents! -= 1;
  return summary;
};
const correction = (existing: SummaryOnFile | null, explanation = 'The parts are of chapter 87'): DraftSummary => {
  const summary = corrected();
  Object.assign(summary.correction!, { explanation, ...reasonsFor(existing) });
  summary.entryDate = existing?.content?.entryDate ?? summary.entryDate;
  return priced(summary);
};
/** What was informal becomes another type, by another mode. */
const reasonsFor = (existing: SummaryOnFile | null) => ({
  reasons: existing?.content?.entryType === '11' ? ['H02', 'H99'].map((code) => ({ code, recordIndex: 6 })) : [],
});

/** Each action, sound and faulty. `A` and `R` are the same but for the filer's reference. */
const ACTIONS = {
  A: (existing) => filing(existing),
  'A, other reference': (existing) => ({ ...filing(existing), brokerReference: 'PW0009' }),
  'R, other reference': (existing) => ({ ...filing(existing), action: 'R', brokerReference: 'PW0009' }),
  'R, a cent short': (existing) => centShort({ ...filing(existing), action: 'R' }),
  D: () => removal(),
  'D with a mode': () => ({ ...removal(), modeOfTransport: '11' }),
  PSC: (existing) => correction(existing),
  'PSC, explained by N/A': (existing) => correction(existing, 'N/A'),
} as const satisfies Readonly<Record<string, (existing: SummaryOnFile | null) => DraftSummary>>;

/**
 * In each cell what becomes of the summary on file, or the codes of the refusal: with `!` where the refusal takes the summary off file (the implicit delete of p. ESF-210).
 */
export const ANSWERS = `
| on file               | A       | A, other reference | R, other reference | R, a cent short | D           | D with a mode   | PSC     | PSC, explained by N/A |
|-----------------------|---------|--------------------|--------------------|-----------------|-------------|-----------------|---------|-----------------------|
| off file              | add     | add                | add                | 722             | B25         | B25 B24         | B42     | B42 287               |
| statement to come     | replace | B35 !              | replace            | 722 !           | cancel      | B24             | B45     | B45 287               |
| statement tomorrow    | replace | B35 !              | replace            | 722 !           | cancel      | B24             | B45     | B45 287               |
| statement today       | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | correct | 287                   |
| statement printed     | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | correct | 287                   |
| paid individually     | replace | B35 !              | replace            | 722 !           | cancel      | B24             | correct | 287                   |
| under review          | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | B59 B45 | B59 B45 287           |
| printed, under review | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | B59     | B59 287               |
| rejected by CBP       | replace | B35                | replace            | 722             | B29         | B29 B24         | B46     | B46 287               |
| corrected             | B54     | B54 B35            | B54                | B54 722         | B54         | B54 B24         | correct | 287                   |
| correction in review  | B54 B29 | B54 B29 B35        | B54 B29            | B54 B29 722     | B54 B29     | B54 B29 B24     | B59     | B59 287               |
| correction rejected   | replace | B35                | replace            | 722             | B29         | B29 B24         | B46     | B46 287               |
| AD suspension         | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | correct | 287                   |
| court suspension      | B29     | B29 B35            | B29                | B29 722         | B26 B29     | B26 B29 B24     | B60     | B60 287               |
| extension             | B29     | B29 B35            | B29                | B29 722         | B26 B29     | B26 B29 B24     | B59     | B59 287               |
| suspended unprinted   | replace | B35                | replace            | 722             | B26         | B26 B24         | B45 B60 | B45 B60 287           |
| liquidates in 15 days | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | correct | 287                   |
| liquidates in 14 days | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | B51     | B51 287               |
| liquidated            | B30     | B30 B35            | B30                | B30 722         | B30         | B30 B24         | B50     | B50 287               |
| entered 300 days ago  | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | correct | 287                   |
| entered 301 days ago  | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | B48     | B48 287               |
| reconciled            | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | B52     | B52 287               |
| informal              | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | B49     | B49 287               |
| another port          | B32 !   | B32 B35 !          | B32 !              | B32 722 !       | B32         | B32 B24         | B45 B44 | B45 B44 287           |
| another importer      | B29     | B29 B35            | B29                | B29 722         | B29         | B29 B24         | 286     | 286 287               |
| drawback claimed      | replace | B35                | replace            | 722             | W08         | B24 W08         | B45     | B45 287               |
| goods withdrawn       | replace | B35                | replace            | 722             | B66         | B24 B66         | B45     | B45 287               |
`;

const cells = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

export interface ActionCase {
  readonly state: keyof typeof STATES;
  readonly action: keyof typeof ACTIONS;
  readonly existing: SummaryOnFile | null;
  readonly summary: DraftSummary;
  readonly answer: string;
}

/** Every cell of the table with what is on file and what is filed. */
export const actionCases = (): ActionCase[] => {
  const [head, , ...rows] = ANSWERS.trim().split('\n').map(cells);
  return rows.flatMap(([state, ...answers]) =>
    answers.map((answer, at) => {
      const existing: SummaryOnFile | null = STATES[state as keyof typeof STATES];
      const action = head![at + 1] as keyof typeof ACTIONS;
      return { state: state as keyof typeof STATES, action, existing, summary: ACTIONS[action](existing), answer };
    }),
  );
};

export const STATES_AND_ACTIONS = [Object.keys(STATES), Object.keys(ACTIONS)] as const;
