import type { Condition } from '#contracts';
import { catalogue, catalogueTable } from '#kernel';

/** What the gateway itself answers in a downtime, beside the system failure that every module knows. */
export const DOWNTIME_CONDITIONS = catalogue([
  {
    code: 'PWO',
    text: 'PROCESSED OUTSIDE',
    severity: 'information',
    resend: false,
    source: 'Portway, downtime',
    remedy:
      'It was processed by hand under the reference that is named. Do not send it again; keep the reference with your file.',
  },
] as const);

const OUTSIDE = DOWNTIME_CONDITIONS.get('PWO');

/** @param reference under which it was processed, such as `MD-26-2704-000017` */
export const processedOutside = (reference: string, actor: string): Condition => ({
  code: OUTSIDE.code,
  text: `${OUTSIDE.text} ${reference}`,
  remedy: `${OUTSIDE.remedy} Noted by ${actor}.`,
  severity: OUTSIDE.severity,
  recordIndex: null,
  record: null,
  field: null,
  at: null,
  grouping: null,
});

/** The code that is told with a filing that was processed by hand. That it was is said by its outcome. */
export const PROCESSED_OUTSIDE: string = OUTSIDE.code;

/** The final disposition of an entry summary that was processed outside: nothing was added here. */
export const FINAL_OUTSIDE = { disposition: 'A', code: OUTSIDE.code, narrative: OUTSIDE.text } as const;

/** The tables of docs/partners/downtime.md. */
export const downtimePartnerTables = (): Record<'downtime conditions', string> => ({
  'downtime conditions': catalogueTable(DOWNTIME_CONDITIONS.all),
});
