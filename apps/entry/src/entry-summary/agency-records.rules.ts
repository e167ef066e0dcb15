import type { CustomsDate } from '#kernel';
import { AGENCY_CONDITIONS, judgeAgencyData } from '../agency-data/agency.rules';
import type { EntrySummary, SummaryCondition } from '../summary-on-file/summary.model';

/** Under the code of the dictionary, whose P-codes mean other things in a cargo release: there they are told with a G. */
export const ofDictionary = (code: string): string => code.replace(/^G(?=[0-5]\d$)/, 'P');

const TEXTS = new Map(AGENCY_CONDITIONS.map(([code, text, remedy]) => [code, { text, remedy }]));

/** Data of partner agencies in a summary, by the rules of a cargo release: what is wrong refuses this summary and no other, and what no text that is held here asks for is a warning (usage note (dd), pp. ESF-179, 180). */
export const judgeAgencyRecords = (summary: EntrySummary, today: CustomsDate): SummaryCondition[] => {
  if (summary.action === 'D') return [];
  return judgeAgencyData(summary, today).map(({ code, record, recordIndex, at, field, detail, advice }) => {
    const { text, remedy } = TEXTS.get(code)!;
    const [, , line] = at.split('/');
    return {
      ...{
        code: ofDictionary(code),
        text,
        severity: advice ? 'warning' : 'fatal',
        record,
        recordIndex,
        field,
        grouping: 'LINITM',
      },
      remedy: detail === undefined ? remedy : `${remedy} ${detail}`,
      at: recordIndex === null ? at : null,
      lineNumber: summary.lines[Number(line)]?.lineNumber ?? null,
    };
  });
};
