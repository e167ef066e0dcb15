import { catalogue, parseImporterNumber, type Rule } from '#kernel';
import { isExpress } from './line-kinds';
import { inHeader } from './places';
import type { EntrySummary, ReleaseOnFile, SummaryCondition } from '../summary-on-file/summary.model';

type MatchCode = 'B22' | 'B67' | 'B76' | '339' | '340' | 'W01';

/** All but W01 as in the dictionary; W01 is Portway's own, since the dictionary has no code for it. */
export const RELEASE_MATCH_CONDITIONS = catalogue<Rule<MatchCode>>([
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
    code: 'B67',
    text: 'ES TYPE - CARGO RELEASE CONFLICT',
    severity: 'fatal',
    resend: false,
    source: 'ACE error dictionary, July 2026',
    remedy: 'Take another entry number: goods of a withdrawal or a defense contract have no release of their own.',
  },
  {
    code: 'B76',
    text: 'CNSL XPRS INF NOT ALLWD-ENTRY ON FILE',
    severity: 'fatal',
    resend: false,
    source: 'Entry Summary Create/Update, July 2026, p. ESF-188',
    remedy: 'Take another entry number: shipments of an express carrier were released by their manifest.',
  },
  {
    code: '339',
    text: 'CARGO RLSE CERT NOT ALLOWED-IMMED DELVRY',
    severity: 'fatal',
    resend: false,
    source: 'ACE error dictionary, July 2026',
    remedy: 'Leave column 40 empty: the goods were asked for by immediate delivery.',
  },
  {
    code: '340',
    text: 'IMMED DELVRY NOT ALLOWED-ENTRY TYPE',
    severity: 'fatal',
    resend: false,
    source: 'ACE error dictionary, July 2026',
    remedy: 'Correct the entry type: goods for a warehouse are not delivered at once.',
  },
  {
    code: 'W01',
    text: 'IMPORTER IS NOT THAT OF CARGO RELEASE',
    severity: 'fatal',
    resend: false,
    source: 'Portway; Cargo Release guide v40, p. SE-17',
    remedy: 'Use the importer of record of the cargo release, or replace that one first.',
  },
]);

const WITHOUT_RELEASE = ['31', '32', '34', '38', '51'];
const FOR_A_WAREHOUSE = ['21', '22'];

const fullForm = (text: string): string => {
  const parsed = parseImporterNumber(text);
  return parsed.ok ? parsed.value.text : text;
};

/** A summary may come without a release; if there is one, port of entry and importer of record must be the same. */
export function judgeAgainstRelease(summary: EntrySummary, release: ReleaseOnFile | undefined): SummaryCondition[] {
  if (!release || summary.action === 'D') return [];
  const say = (code: MatchCode, record: '10' | '11', field: keyof EntrySummary, detail: string): SummaryCondition => {
    const { text, remedy, severity } = RELEASE_MATCH_CONDITIONS.get(code);
    const place = inHeader(summary, record, field);
    return {
      code,
      text,
      severity,
      record,
      grouping: 'SUMMRY',
      remedy: detail ? `${remedy} ${detail}` : remedy,
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
    found.push(say('W01', '11', 'importerNumber', 'Its number is on the release as filed.'));
  }
  const type = summary.entryType ?? '';
  if (WITHOUT_RELEASE.includes(type)) found.push(say('B67', '10', 'entryType', ''));
  if (isExpress(summary)) found.push(say('B76', '10', 'indicators', ''));
  if (release.immediateDelivery && summary.indicators?.cargoReleaseCertificationRequest === 'A')
    found.push(say('339', '10', 'indicators', ''));
  if (release.immediateDelivery && FOR_A_WAREHOUSE.includes(type)) found.push(say('340', '10', 'entryType', ''));
  return found;
}
