import { mayHaveFee, normalHts } from '#reference';
import { articlesOf } from './duty.rules';
import { isSetHeader } from './line-kinds';
import type { SummaryRule } from './rule';

const TEMPORARY = '23';

/** Fees by which agriculture is promoted: on the articles they are collected on alone. */
export const PROMOTION_FEE_RULES = [
  {
    record: '62',
    grouping: 'LINFEE',
    code: '655',
    text: 'FEE NOT ALLOWED FOR ARTICLE',
    remedy: 'Leave out the fee: no number of the line is of a heading that it is collected on.',
    page: 'ACE error dictionary, July 2026; 7 CFR parts 1150 to 1260',
    fields: ['accountingClassCode'],
    mend: [{ do: 'remove' }],
    // Of a temporary importation and of a set no such fee is taken at all, which is told by codes of their own.
    found: (summary) =>
      summary.entryType === TEMPORARY
        ? []
        : summary.lines.flatMap((line, place) =>
            isSetHeader(line)
              ? []
              : line.fees.flatMap(({ classCode, recordIndex }, at) =>
                  articlesOf(line).length > 0 &&
                  articlesOf(line).every(({ hts }) => mayHaveFee(classCode, normalHts(hts)) === false)
                    ? [
                        {
                          recordIndex,
                          at: `/lines/${place}/fees/${at}`,
                          field: 'classCode',
                          lineNumber: line.lineNumber,
                        },
                      ]
                    : [],
                ),
          ),
  },
] as const satisfies readonly SummaryRule[];
