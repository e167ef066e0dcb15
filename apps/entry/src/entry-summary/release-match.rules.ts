import { catalogue, parseImporterNumber, type Rule } from '#kernel';
import { inHeader } from './summary-conditions';
import type { EntrySummary, ReleaseOnFile, SummaryCondition } from '../summary-on-file/summary.model';

/** B22 as in the dictionary; R01 is Portway's own, since the dictionary has no code for it. */
export const RELEASE_MATCH_CONDITIONS = catalogue<Rule<'B22' | 'R01'>>([
  {
    code: 'B22',
    text: 'ENTRY SUMMARY TO ENTRY PORT MISMATCH',
    severity: 'fatal',
    resend: false,
    source: 'ACE error dictionary, July 2026',
    remedy:
      'Use the port of the cargo release, or change that one first: delete the summary, send SE U, file the summary again.',
  },
  {
    code: 'R01',
    text: 'IMPORTER IS NOT THAT OF CARGO RELEASE',
    severity: 'fatal',
    resend: false,
    source: 'Portway; Cargo Release guide v40, p. SE-17',
    remedy: 'Use the importer of record of the cargo release, or replace that one first.',
  },
]);

const fullForm = (text: string): string => {
  const parsed = parseImporterNumber(text);
  return parsed.ok ? parsed.value.text : text;
};

/** A summary may come without a release; if there is one, port of entry and importer of record must be the same. */
export function judgeAgainstRelease(summary: EntrySummary, release: ReleaseOnFile | undefined): SummaryCondition[] {
  if (!release || summary.action === 'D') return [];
  const say = (
    code: 'B22' | 'R01',
    record: '10' | '11',
    field: keyof EntrySummary,
    detail: string,
  ): SummaryCondition => {
    const { text, remedy, severity } = RELEASE_MATCH_CONDITIONS.get(code);
    const place = inHeader(summary, record, field);
    return {
      code,
      text,
      severity,
      record,
      grouping: 'SUMMRY',
      remedy: `${remedy} ${detail}`,
      recordIndex: place.recordIndex,
      field,
      at: place.recordIndex === null ? place.at : null,
      lineNumber: null,
    };
  };
  const found: SummaryCondition[] = [];
  const { portOfEntry, importerNumber } = summary;
  if (release.portOfEntry && portOfEntry && release.portOfEntry !== portOfEntry) {
    found.push(say('B22', '10', 'portOfEntry', `The release is for port ${release.portOfEntry}.`));
  }
  if (release.importerNumber && importerNumber && fullForm(release.importerNumber) !== fullForm(importerNumber)) {
    found.push(say('R01', '11', 'importerNumber', 'Its number is on the release as filed.'));
  }
  return found;
}
