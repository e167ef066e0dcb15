import { releaseKey } from '../release/release.model';
import {
  isQuotaType,
  QUOTA_TYPE_OF,
  quotaDate,
  type QuotaRegister,
  type QuotaStatus,
  type Subject,
} from '../quotas/quota';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import { inHeader } from './places';
import { ofHeader, ofLines, type RuleContext, type SummaryRule } from './rule';

const onLine = { record: '40', grouping: 'LINITM' } as const;
const DICTIONARY = 'ACE error dictionary, July 2026; 19 CFR part 132';
const subjectOf = (line: SummaryLine, summary: EntrySummary, { quotas, today }: RuleContext): Subject | undefined =>
  quotas?.of(line, quotaDate(summary, today));

/** A rule about a line under a quota, of a summary that claims one. */
const ofSubject = (
  isBroken: (subject: Subject, line: SummaryLine, summary: EntrySummary, register: QuotaRegister) => boolean | string,
): SummaryRule['found'] =>
  ofLines('tariffs', (line, summary, context) => {
    if (!isQuotaType(summary)) return false;
    const subject = subjectOf(line, summary, context);
    return subject !== undefined && isBroken(subject, line, summary, context.quotas!);
  });
const named = ({ quota: { name, from, to } }: Subject): string => `${name}, ${from} to ${to}.`;
const withStatus = (status: QuotaStatus): SummaryRule['found'] =>
  ofSubject((subject) => !subject.expired && subject.quota.status === status && named(subject));

/** What CBP allotted the line of its quota before: that it was filled since takes nothing from it. */
const heldBy = (
  { quota }: Subject,
  { lineNumber }: SummaryLine,
  { filerCode, entryNumber }: EntrySummary,
  register: QuotaRegister,
) => register.held(releaseKey(filerCode, entryNumber), lineNumber, quota);

/** Lines under a quota (dictionary, Q03 to Q25). Without quotas nothing is found. */
export const QUOTA_RULES = [
  {
    ...onLine,
    code: 'Q03',
    text: 'QUOTA FILLED',
    remedy: 'Enter the goods under their over-quota number, into a warehouse, or in the next period.',
    page: DICTIONARY,
    found: ofSubject(
      (subject, line, summary, register) =>
        !subject.expired &&
        subject.quota.status === 'filled' &&
        heldBy(subject, line, summary, register) === undefined &&
        named(subject),
    ),
  },
  {
    ...onLine,
    code: 'Q04',
    text: 'QUOTA FILLED OR EXPIRED',
    remedy: 'Enter the goods under their over-quota number: the period of the quota is over.',
    page: DICTIONARY,
    found: ofSubject((subject) => subject.expired && named(subject)),
  },
  {
    ...onLine,
    code: 'Q05',
    text: 'BANNED IMPORT',
    remedy: 'Such goods of this country are not entered.',
    page: DICTIONARY,
    found: withStatus('banned'),
  },
  {
    ...onLine,
    code: 'Q06',
    text: 'QUOTA ON HOLD',
    remedy: 'Nothing to do: the line is counted when the hold is over.',
    page: DICTIONARY,
    severity: 'information',
    found: withStatus('on hold'),
  },
  {
    ...onLine,
    code: 'Q07',
    text: 'QUOTA POTENTIALLY FILLED',
    remedy: 'Nothing to do: the line is counted in its turn, and may get less than it claims.',
    page: DICTIONARY,
    severity: 'information',
    found: withStatus('potentially filled'),
  },
  {
    ...onLine,
    code: 'Q08',
    text: 'QUOTA PROCESS PENDING',
    remedy: 'Nothing to do: quotas are processed after the close of business.',
    page: DICTIONARY,
    severity: 'information',
    found: ofSubject(({ expired, quota: { status } }) => !expired && !['filled', 'banned'].includes(status)),
  },
  {
    record: '10',
    grouping: 'SUMMRY',
    code: 'Q09',
    text: 'QUOTA NOT ALLOWED FOR ENTRY TYPE',
    remedy: 'File type 02, 07, 12, 32 or 38, or the over-quota number of the goods.',
    page: DICTIONARY,
    mend: [
      { do: 'set', at: '/entryType', to: ({ entryType }: EntrySummary) => QUOTA_TYPE_OF[entryType ?? ''] ?? '02' },
    ],
    found: (summary, context) => {
      if (context.quotas === undefined || QUOTA_TYPE_OF[summary.entryType ?? ''] === undefined) return [];
      const lines = summary.lines.filter((line) => {
        const subject = subjectOf(line, summary, context);
        return subject !== undefined && !subject.expired;
      });
      if (lines.length === 0) return [];
      const detail = `Lines ${lines
        .map(({ lineNumber }) => lineNumber)
        .slice(0, 5)
        .join(', ')}.`;
      return [{ ...inHeader(summary, '10', 'entryType'), detail }];
    },
  },
  {
    ...onLine,
    code: 'Q10',
    text: 'LINE SUBJECT QUOTA',
    remedy: 'Nothing to do: numbers and country are those of a quota.',
    page: DICTIONARY,
    severity: 'information',
    found: ofSubject((subject) => !subject.expired && named(subject)),
  },
  {
    record: '10',
    grouping: 'SUMMRY',
    code: 'Q11',
    text: 'QUOTA NOT SCHEDULED PENDING PAYMENT',
    remedy: 'Pay: lines of a summary that is paid individually are counted when it is paid.',
    page: DICTIONARY,
    severity: 'information',
    found: ofHeader(
      '10',
      'paymentType',
      (summary, context) =>
        summary.paymentType === '1' &&
        isQuotaType(summary) &&
        summary.lines.some((line) => subjectOf(line, summary, context)?.expired === false),
    ),
  },
  {
    ...onLine,
    code: 'Q12',
    text: 'QUOTA NOT SCHEDULED PENDING ARRIVAL',
    remedy: 'Nothing to do: the line is counted once its goods have arrived.',
    page: DICTIONARY,
    severity: 'information',
    found: (summary, context) =>
      context.arrived === false ? ofSubject(({ expired }) => !expired)(summary, context) : [],
  },
  {
    ...onLine,
    code: 'Q13',
    text: 'QUOTA REQUESTED EXCEEDS RESERVE',
    remedy: 'Claim no more than is reserved, and enter the rest under the over-quota number.',
    page: DICTIONARY,
    found: ofSubject((subject, line, summary, register) => {
      const held = heldBy(subject, line, summary, register);
      if (!held || !subject.claimed || subject.claimed.compare(held) <= 0) return false;
      return `Reserved: ${held} ${subject.quota.unit}.`;
    }),
  },
  {
    ...onLine,
    code: 'Q14',
    text: 'LINE SUBJECT TO ABSOLUTE QUOTA',
    remedy: 'Nothing to do: more than the quota is not entered at any rate.',
    page: DICTIONARY,
    severity: 'information',
    found: ofSubject(({ expired, quota: { kind } }) => !expired && kind === 'absolute'),
  },
  {
    ...onLine,
    code: 'Q16',
    text: 'QUOTA HTS 1/HTS 2 MISMATCH',
    remedy: 'Report the number of chapter 98 or 99 beside a number that its quota counts.',
    page: DICTIONARY,
    found: ofLines('tariffs', (line, summary, { quotas }) => isQuotaType(summary) && quotas?.mismatched(line) === true),
  },
  {
    record: '10',
    grouping: 'SUMMRY',
    code: 'Q25',
    text: 'NO LINES ON ES SUBJECT TO QTA',
    remedy: 'Nothing to do where a visa is why the type was chosen.',
    page: DICTIONARY,
    severity: 'information',
    found: ofHeader(
      '10',
      'entryType',
      (summary, context) =>
        context.quotas !== undefined &&
        !context.quotas.isEmpty &&
        isQuotaType(summary) &&
        summary.lines.every((line) => subjectOf(line, summary, context) === undefined),
    ),
  },
] as const satisfies readonly SummaryRule[];
