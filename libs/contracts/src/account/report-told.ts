import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What became of a report that was ordered or scheduled; the gateway puts it into the account's mailbox. It has where the result is, never what stands in it. */
export const ReportTold = contract({
  type: 'account.report-told',
  version: 1,
  owner: 'account',
  describes: 'A report of an account is ready, could not be made, or is not made any more',
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    about: OneOf('report ready', 'report failed', 'schedule stopped'),
    report: Type.String(),
    /** The run; null where the schedule stopped before there was one. */
    runId: Nullable(Uuid),
    scheduleId: Nullable(Uuid),
    /** Who ordered or scheduled it. */
    orderedBy: Type.String(),
    format: OneOf('csv', 'xlsx', 'json'),
    /** Lines of a report that is ready. */
    rows: Nullable(Type.Integer()),
    /** Where it is fetched, at the account service. */
    result: Nullable(Type.String()),
    keptUntil: Nullable(Instant),
    /** What must be known of it: that it comes late, why it failed, why it stopped. */
    notes: Type.Array(Type.String()),
  }),
  example: {
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
    about: 'report ready',
    report: 'Entries by port',
    runId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2c10',
    scheduleId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2c11',
    orderedBy: 'Kwame Osei',
    format: 'xlsx',
    rows: 42,
    result: '/accounts/0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10/report-runs/0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2c10/result',
    keptUntil: '2026-12-31T12:00:00.000Z',
    notes: [],
  },
});
export type ReportTold = DataOf<typeof ReportTold>;
