import { RELEASE_CONDITIONS } from './release-conditions';

/** Every code of the public tables of conditions of a cargo release: the input validation rules of 2014, 2018 and 24 June 2026, notices about them, and what replies of August 2026 showed, of data of agencies too. */
export const PUBLIC_CODES: readonly string[] = [
  ...['001', '002', '003', '004', '005', '006', '007', '008', '009', '010', '011', '012', '013', '014', '015', '016'],
  ...['017', '018', '022', '030', '035', '037', '038', '098', '119', '137', '157', '207', '208', '209', '210', '211'],
  ...['214', '223', '242', '253', '325', '327', '331', '333', '334', '335'],
  ...['P00', 'PDL', 'PDM', 'PE5', 'PN9', 'PS1', 'PT7', 'PW5'],
];

/** Why a code is not raised, in one sentence for all that share the reason. */
export const NOT_RAISED: readonly { readonly because: string; readonly codes: readonly string[] }[] = [
  {
    because:
      'Out of scope because CBP took it out of production before the edition of 24 June 2026, and no text or condition of it is public.',
    codes: ['098', '207', '209', '223', '242'],
  },
  {
    because: 'Out of scope because only its number is public: neither its text nor what it is raised for.',
    codes: ['137'],
  },
  {
    because:
      'Out of scope because it is of entry type 13, which began as a test on 22 September 2026, which version 40 of the guide does not have and which 010 refuses here; no text of it is public.',
    codes: ['253', '325', '327', '331', '334'],
  },
  {
    because:
      'Out of scope because it wants the summary certified in place of a release: no release is made from a summary here, so no filer could cure it, and version 40 of the guide takes types 02, 07 and 12 by SE (p. SE-33).',
    codes: ['214'],
  },
  {
    because:
      'Out of scope because no public text says of which agency and program entities beside the mandatory ones are refused (only mandatory entities allowed).',
    codes: ['PDM'],
  },
  {
    because:
      'The rule is raised under a code of our own: the number was inferred from the order of the rules and is printed nowhere (015 as P15, 016 as P16, 017 as P17).',
    codes: ['015', '016', '017'],
  },
];

/** What becomes of each public code; `because` is empty where nobody has said. */
export const publicCodeStates = (): readonly { readonly code: string; readonly because: string | null }[] =>
  PUBLIC_CODES.map((code) => ({
    code,
    because: RELEASE_CONDITIONS.has(code)
      ? null
      : (NOT_RAISED.find(({ codes }) => codes.includes(code))?.because ?? ''),
  }));

/** The table of docs/partners/errors.md. */
export const publicCodeTable = (): string => {
  const states = publicCodeStates();
  const raised = states.filter(({ because }) => because === null).map(({ code }) => code);
  return [
    '| what becomes of it | codes |',
    '|---|---|',
    `| raised | ${raised.join(' ')} |`,
    ...NOT_RAISED.map(({ because, codes }) => `| ${because} | ${codes.join(' ')} |`),
  ].join('\n');
};
