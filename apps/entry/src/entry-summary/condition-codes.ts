import { CONTROL_CONDITIONS, SYSTEM_FAILURE } from '#catair';
import { AGENCY_CONDITIONS } from '../agency-data/agency.rules';
import { BOND_CONDITIONS, REJECTED } from '../bonds/bond-conditions';
import { ofDictionary } from './agency-records.rules';
import { fieldTable } from './field-rows';
import { RELEASE_MATCH_CONDITIONS } from './release-match.rules';
import { SUMMARY_CONDITIONS } from './summary-conditions';

/** `004-006 60A` as its codes. */
const codesOf = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .flatMap((part) => {
      const [from, to] = part.split('-') as [string, string?];
      if (to === undefined) return [from];
      const prefix = from.replace(/\d+$/, '');
      const [first, last] = [from, to].map((code) => code.slice(prefix.length)) as [string, string];
      return Array.from(
        { length: Number(last) - Number(first) + 1 },
        (_, at) => prefix + String(Number(first) + at).padStart(first.length, '0'),
      );
    });

/** Every code of the ACE error dictionary for entry summaries, July 2026: 1,027 codes in 1,054 rows, since some mean another thing in each message. */
export const DICTIONARY: readonly string[] = codesOf(`
  001-017 100-117 119-143 145 147-160 162-197 199-230 232-237 239-250 252-323 337-340 400 402-434 436-452 454-461 463-466 468-523 525-529
  531-580 582-583 588-598 600-609 60A 60B 60D 610-620 622-642 644-649 651-688 690-696 698-703 706 710 712 714-732 734-812 814-818 820-850
  852 856-857 861 864-866 869-876 A00-A20 A22-A25 B01-B06 B10-B18 B22-B35 B37 B39-B56 B59-B78 C02-C05 L01-L18 MS0-MS9 MSA MSB MSC MSD
  P00-P54 PGA Q03-Q14 Q16 Q20-Q25 S01-S99 SR1-SR5 X01-X32 X34-X35 X37-X42 ZZZ`);

/** Why a code is not raised, in one sentence for all that share the reason. */
export const NOT_RAISED: readonly { readonly because: string; readonly codes: readonly string[] }[] = [
  [
    'CBP has taken it out of use, or does not generate it.',
    '245 306 311 489-498 500-504 506 508 510 512-517 592 684 749 750 A14 B11 B61-B63 B68',
  ],
  [
    'It answers another message: a query, a census override of its own, a statement sent again.',
    '001-017 A01 C02-C05 MS0-MS9 MSA MSB MSC MSD',
  ],
  [
    'A batch with such a fault is refused before any summary is looked at, by the X conditions of batch and block control.',
    '185 473 700 A00 A02-A04 A06-A13 A15-A20 A22 A23 A25 X01 X02',
  ],
  [
    'Another code of the dictionary says the same, and that one is told.',
    '104 106 109 110 216 248 252 479 488 593 595 625 717 765 B31 B56',
  ],
  [
    'Line release, ACS and what a remote preparer may file are not known to an entry summary here.',
    '148 149 195 226 427 B13 B23 B27 B37 B70',
  ],
  [
    'It needs a set-up of importers for statements, or of ports and invoices; statements follow in a later part.',
    '225 285 314 337 B34 B55 B72',
  ],
  ['It needs payment, which follows in a later part; warehouse entries are not liquidated.', '301 302 B47'],
  [
    'It asks for a release to be made from the summary. Here it is filed by SE, which takes a quota and a remote filer too (Cargo Release guide v40, p. SE-33), so that nobody needs to certify.',
    '150 320',
  ],
  ['The dictionary itself says that it does not apply: who certifies may not send electronic invoices (312).', '221'],
  ['Ports, carriers and places have no list of what they handle that may be shipped.', '168-170 174 175'],
  [
    'The register of bonds tells it when the bond is filed, or keeps no such standing.',
    '121 142 143 S01 S02 S53 S54 S64 S71 S72 S75 S93 S94 S97 S99 SR1-SR5',
  ],
  ['CBP keeps the list of who may: reconciliation, defense contracts, express carriers.', '158 290 291 865 B74'],
  ['CBP closes a temporary importation on proof of what left: no such decision comes here.', 'B69'],
  ['It is about forms of agencies that the records of the PGA message set have replaced.', '597'],
  [
    'Exclusions, certificates and licenses are issued by agencies whose registers are not public.',
    '60D 685 686 687 688 690 692 693 694 695 696 776 779-782 792 793 796 797 861 866 L01-L18',
  ],

  [
    'Who holds a license of the USDA under a quota, for which numbers and countries, and what is left of it, is known to the USDA alone.',
    'Q20-Q24',
  ],
  [
    'The schedule in machine-readable form does not say it: pairs of numbers, exemptions by number, numbers that need a formal entry.',
    '533 610 620 642 645 647 657 659 666 775 790 795 874',
  ],
  [
    'CBP marks countries as restricted in a file of its own; goods that are barred by number and origin are 699.',
    '409',
  ],
  [
    'Countries of export are compared by the text of each program and, of the generalized system of preferences, of each number; that system lapsed on 31 December 2020 (606).',
    '612 615 617 618',
  ],
  [
    'Rates of promotion fees are tables by number in 7 CFR, and that of coffee is a law of Puerto Rico; neither is held, so declared amounts are added up and not computed.',
    '661 663 669 698',
  ],
  [
    'No text of the agencies held here says which numbers of steel and aluminum licenses are those of low value.',
    '323',
  ],
  ['The rates of craft beverages are a table of the TTB that is not kept.', '808-810 812 815 825'],
  ['Every formula of the schedule is computed, so none is taken unverified for it.', '623 626 628 631'],
  ['The guide of July 2026 does not ask for it, or a person at CBP decides it.', '241 505 598 820 864 875 B71 B78'],
  ['Needs of one agency that its guide says, beside the structure of its records.', 'P00-P54 PGA'],
].map(([because, codes]) => ({ because: because!, codes: codesOf(codes!) }));

export type CodeState =
  | { readonly code: string; readonly raisedWith: 'summary' | 'batch' | 'bond' | 'agency data' }
  | { readonly code: string; readonly raisedWith: null; readonly because: string };

const WITH: readonly (readonly ['summary' | 'batch' | 'bond' | 'agency data', (code: string) => boolean])[] = [
  ['summary', (code) => SUMMARY_CONDITIONS.has(code) || RELEASE_MATCH_CONDITIONS.has(code)],
  [
    'batch',
    (code) =>
      [...CONTROL_CONDITIONS.values()].some((one) => one.code === code && one.raised) || code === SYSTEM_FAILURE.code,
  ],
  ['bond', (code) => BOND_CONDITIONS.has(code) || code === REJECTED[0]],
  // Whether data are missing altogether (P00) is asked of a cargo release alone.
  ['agency data', (code) => AGENCY_CONDITIONS.some(([told]) => told !== 'P00' && ofDictionary(told) === code)],
];

/** What becomes of each code of the dictionary; `because` is empty where nobody has said. */
export const codeStates = (): CodeState[] =>
  DICTIONARY.map((code): CodeState => {
    const raisedWith = WITH.find(([, has]) => has(code))?.[0];
    if (raisedWith) return { code, raisedWith };
    return { code, raisedWith: null, because: NOT_RAISED.find(({ codes }) => codes.includes(code))?.because ?? '' };
  });

const cell = (text: string): string => text.replace(/\|/g, '\\|');

/** Every condition an entry summary may get, with what to do, whether to send it again as it is, and where it is written. */
const raisedTable = (): string =>
  [
    '| code | severity | record | narrative | what to do | resend as is | source |',
    '|---|---|---|---|---|---|---|',
    ...SUMMARY_CONDITIONS.all.map(
      ({ code, severity, record, text, remedy, resend, source }) =>
        `| ${code} | ${severity} | ${record} | ${cell(text)} | ${cell(remedy)} | ${resend ? 'yes' : 'no'} | ${cell(source)} |`,
    ),
  ].join('\n');

/** Codes of the dictionary that are not raised, by the reason. */
const notRaisedTable = (): string => {
  const states = codeStates();
  return [
    '| why it is not raised | codes |',
    '|---|---|',
    ...NOT_RAISED.flatMap(({ because }) => {
      const codes = states.flatMap((state) =>
        state.raisedWith === null && state.because === because ? [state.code] : [],
      );
      return codes.length > 0 ? [`| ${because} | ${codes.join(' ')} |`] : [];
    }),
  ].join('\n');
};

/** The tables of docs/partners/errors.md. */
export const conditionCodeTables = (): Readonly<Record<string, string>> => ({
  'summary conditions': raisedTable(),
  'conditions not raised': notRaisedTable(),
  'fields of a summary': fieldTable(),
});
