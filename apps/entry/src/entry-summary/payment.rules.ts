import { addDays, type CustomsDate, daysBetween, FEDERAL_CALENDAR, isCustomsDate } from '#kernel';
import type { EntrySummary } from '../summary-on-file/summary.model';
import { ofHeader, type RuleContext, type SummaryRule } from './rule';

const PERIODIC = ['6', '7', '8'];
const INDIVIDUAL = '1';
/** A periodic statement that the filer pays. */
const OF_FILER = '6';
/** The working day of a month on which a periodic statement is made at the latest (19 CFR 24.25). */
const LATEST_WORKING_DAY = 11;

const DAYS_AHEAD = 90;

/** First day of the month that is named, the next one that comes: this one, or one of the next eleven. */
const monthNamed = (month: string, today: CustomsDate): CustomsDate => {
  const year = Number(today.slice(0, 4));
  return `${month < today.slice(5, 7) ? year + 1 : year}-${month}-01`;
};

/** The day on which the periodic statement of a month is made: on the filer's day where the filer pays (6); of an importer's no day is known, and the latest counts. */
const statementDayOf = (
  month: string,
  { paymentType }: Pick<EntrySummary, 'paymentType'>,
  { today, statements }: RuleContext,
): CustomsDate =>
  FEDERAL_CALENDAR.addBusinessDays(
    addDays(monthNamed(month, today), -1),
    (paymentType === OF_FILER ? statements?.periodicDay : null) ?? LATEST_WORKING_DAY,
  );

/** The month after that of the print date: its periodic statement is made later in any case. */
const monthAfter = ({ statementDate }: EntrySummary): string =>
  String((Number(statementDate!.slice(5, 7)) % 12) + 1).padStart(2, '0');

const onHeader = { record: '10', grouping: 'SUMMRY' } as const;
const isOnStatement = ({ paymentType }: EntrySummary): boolean => /^[2-8]$/.test(paymentType ?? '');

/** Statement and payment (usage note (y), pp. ESF-174..176) beside what header and dates say of them. */
export const PAYMENT_RULES = [
  {
    ...onHeader,
    code: '207',
    text: 'STATEMENT PROCESSING NOT AUTHORIZED',
    remedy:
      'Pay individually (1) without statement date, month and branch, or have your set-up for statements changed.',
    page: 174,
    fields: ['paymentTypeCode'],
    of: 'ordinary',
    mend: [
      { do: 'set', to: INDIVIDUAL },
      { do: 'remove', at: '/statementDate' },
      { do: 'remove', at: '/indicators/periodicStatementMonth' },
      { do: 'remove', at: '/indicators/statementClientBranchIdentifier' },
    ],
    found: ofHeader(
      '10',
      'paymentType',
      (summary, { statements }) => isOnStatement(summary) && statements?.authorised === false,
    ),
  },
  {
    ...onHeader,
    code: '219',
    text: 'STMT CLIENT BRANCH MISSING',
    remedy: 'Name the branch of your client in columns 60 and 61: your set-up groups statements by them.',
    page: 175,
    fields: ['statementClientBranchIdentifier'],
    of: 'ordinary',
    mend: [{ do: 'set', to: '01' }],
    found: ofHeader(
      '10',
      'indicators/statementClientBranchIdentifier',
      (summary, { statements }) =>
        isOnStatement(summary) &&
        statements?.clientBranches === true &&
        !summary.indicators?.statementClientBranchIdentifier,
    ),
  },
  {
    ...onHeader,
    code: '313',
    text: 'PMS DAY NOT FOUND IN BROKER PROFILE',
    remedy: 'Choose another payment type than 6, or have a day for your periodic statement set up.',
    page: 'ACE error dictionary, July 2026',
    fields: ['paymentTypeCode'],
    of: 'ordinary',
    mend: [{ do: 'set', to: '7' }],
    found: ofHeader(
      '10',
      'paymentType',
      ({ paymentType }, { statements }) =>
        paymentType === OF_FILER && statements?.authorised === true && statements.periodicDay === null,
    ),
  },
  {
    ...onHeader,
    code: '215',
    fields: ['preliminaryStatementPrintDate'],
    text: 'PRELIM STMT DAY > PERIODIC STMT DAY',
    remedy: 'Choose a print date before the day of the periodic statement, or the month after that of the print date.',
    page: 175,
    of: 'ordinary',
    mend: [{ do: 'set', at: '/indicators/periodicStatementMonth', to: (summary: EntrySummary) => monthAfter(summary) }],
    found: ofHeader('10', 'statementDate', (summary, context) => {
      const { paymentType, statementDate, indicators } = summary;
      const { today } = context;
      const month = indicators?.periodicStatementMonth ?? '';
      if (!PERIODIC.includes(paymentType ?? '') || !/^(0[1-9]|1[0-2])$/.test(month)) return false;
      // A date that is not ahead, or more than 90 days, is told as that (205, 206).
      if (statementDate === null || !isCustomsDate(statementDate) || statementDate <= today) return false;
      if (daysBetween(today, statementDate) > DAYS_AHEAD) return false;
      const day = statementDayOf(month, summary, context);
      return statementDate >= day ? `That day is ${day}.` : false;
    }),
  },
] as const satisfies readonly SummaryRule[];
