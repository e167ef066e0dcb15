import { isChapter98, mayHaveFee, normalHts } from '#reference';
import { articlesOf, isOffset } from './duty.rules';
import type { SummaryFinding, SummaryRule } from './rule';
import type { DeclaredFee, EntrySummary, SummaryLine } from '../summary-on-file/summary.model';

const [COTTON, BEEF] = ['056', '053'];
/** Districts of Puerto Rico and the Virgin Islands. */
const ISLANDS = ['49', '51'];
/** Certificates by which growers and importers are exempt (AE table 8 of licenses, 52 record). */
const EXEMPTIONS = ['22', '23'];
const TEMPORARY = '23';

const onFee = { record: '62', grouping: 'LINFEE' } as const;
const DROP = [{ do: 'remove' }] as const;

/** Fees of lines that are collected on one of the line's articles, and what is wrong with them. */
const ofFees =
  (isBroken: (fee: DeclaredFee, line: SummaryLine, summary: EntrySummary) => boolean) =>
  (summary: EntrySummary): readonly SummaryFinding[] =>
    summary.entryType === TEMPORARY
      ? []
      : summary.lines.flatMap((line, place) =>
          line.fees.flatMap((fee, at) =>
            isBroken(fee, line, summary) &&
            articlesOf(line).some(({ hts }) => mayHaveFee(fee.classCode, normalHts(hts)) === true)
              ? [
                  {
                    recordIndex: fee.recordIndex,
                    at: `/lines/${place}/fees/${at}`,
                    field: 'classCode',
                    lineNumber: line.lineNumber,
                  },
                ]
              : [],
          ),
        );

const isExempt = ({ feeExemptionCode, license }: SummaryLine, classCode: string): boolean =>
  feeExemptionCode === (classCode === COTTON ? '1' : '2') || EXEMPTIONS.includes(license?.licenseTypeCode ?? '');

/** Fees by which agriculture is promoted, against what the line claims beside them. */
export const FEE_CLAIM_RULES = [
  {
    ...onFee,
    code: '649',
    text: 'FEE NOT ALLOWED - EXEMPT ARTICLE',
    remedy: 'Leave out class 056: goods under that number of chapter 98 pay no fee on cotton.',
    page: 'ACE error dictionary, July 2026',
    fields: ['accountingClassCode'],
    mend: DROP,
    found: ofFees(({ classCode }, { tariffs: [first] }) => {
      const number = first?.hts ?? '';
      return classCode === COTTON && isChapter98(number) && !isOffset(number);
    }),
  },
  {
    ...onFee,
    code: '652',
    text: 'FEE NOT ALLOWED - EXEMPT PORT',
    remedy: 'Leave out class 053: no fee on beef is collected in Puerto Rico and the Virgin Islands.',
    page: 'ACE error dictionary, July 2026',
    fields: ['accountingClassCode'],
    mend: DROP,
    found: ofFees(
      ({ classCode }, _line, { portOfEntry }) =>
        classCode === BEEF && ISLANDS.includes((portOfEntry ?? '').slice(0, 2)),
    ),
  },
  {
    ...onFee,
    code: '653',
    text: 'FEE / EXEMPT CLAIM CONFLICT',
    remedy: 'Report the fee or the exemption from it (column 58, or a certificate in a 52 record), not both.',
    page: 'ACE error dictionary, July 2026',
    fields: ['accountingClassCode'],
    mend: DROP,
    found: ofFees(({ classCode }, line) => isExempt(line, classCode)),
  },
] as const satisfies readonly SummaryRule[];
