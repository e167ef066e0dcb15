import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import { Problem, Sends, WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { relationTo } from '../people/people';
import { Line } from '../people/people.controller';
import { RecordFilters } from '../picture/picture.controller';
import { MEDIA_TYPES, REPORT_FORMATS, type ReportFormat, writtenAs } from './report-file';
import { type RunView, ReportRuns } from './report-runs';
import { ReportSchedules, type ScheduleOrder, type ScheduleView } from './report-schedules';
import { Reports, type ReportView } from './reports';
import { COVERED, type Covered, type Interval, INTERVALS } from './schedule.rules';

export class ReportOrder {
  @Line(100)
  name: string;

  /** Which records: the words of the picture. */
  @ValidateNested()
  @Type(() => RecordFilters)
  filters: RecordFilters = new RecordFilters();

  /** What lines are grouped by; empty for a line a record. */
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  groupBy: string[] = [];

  /** What stands in a line, in this order. */
  @IsArray()
  @ArrayMaxSize(40)
  @IsString({ each: true })
  columns: string[];
}

export class FormatQuery {
  /** XLSX has money in dollars with two decimals, CSV and JSON in whole cents. */
  @IsIn(REPORT_FORMATS)
  format: ReportFormat = 'csv';
}

/** Saved reports over the records of an account. */
@Controller('accounts/:accountId/reports')
@For('see', 'report')
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly looks: OwnLooks,
  ) {}

  /** Reports that people of the account saved, by name. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ reports: ReportView[] }> {
    requireReports(asking, 'see', accountId);
    await this.looks.atAccount(asking, accountId, 'saved reports');
    return { reports: await this.reports.list(accountId) };
  }

  /** Saves a report for all of the account. */
  @Post()
  @Does('change', 'report')
  save(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { name, filters, groupBy, columns }: ReportOrder,
  ): Promise<ReportView> {
    requireReports(asking, 'change', accountId);
    return this.reports.save(accountId, name, nameOf(asking), { filters, groupBy, columns });
  }

  /** Removes a saved report. */
  @Delete(':reportId')
  @Does('change', 'report')
  @HttpCode(204)
  remove(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
  ): Promise<void> {
    requireReports(asking, 'change', accountId);
    return this.reports.remove(accountId, reportId);
  }

  /** Runs a report now: a CSV, XLSX or JSON file, written as it is read. */
  @Sends(MEDIA_TYPES.csv.split(';')[0]!)
  @Get(':reportId/result')
  async run(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
    @Query() { format }: FormatQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireReports(asking, 'see', accountId);
    const report = await this.reports.run(accountId, reportId, nameOf(asking), format);
    await reply
      .type(MEDIA_TYPES[format])
      .header('content-disposition', `attachment; filename="report-${reportId}.${format}"`)
      .send(writtenAs(report, format));
  }
}

export class ScheduleOrdered implements ScheduleOrder {
  /** Daily is every business day of customs. */
  @IsIn(INTERVALS)
  every: Interval;

  /** Which business day of the week, month or quarter: 1 for the first, its last where it has fewer. */
  @WholeNumber(1, 66)
  businessDay = 1;

  /** HH:MM by the clock of `timeZone`. */
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'timeOfDay must be a time of day, HH:MM' })
  timeOfDay = '06:00';

  /** Such as `America/Chicago`; that of the account's ports where it is left out, Eastern where it has none or several. */
  @IsOptional()
  @IsString()
  @Length(1, 60)
  timeZone: string | null = null;

  /** The whole week, month or quarter before, or the days since the business day before; or whatever the report selects. */
  @IsIn(COVERED)
  covers: Covered = 'the period before';

  @IsIn(REPORT_FORMATS)
  format: ReportFormat = 'csv';
}

/** Reports that are made aside: at once, or again and again. */
@Controller('accounts/:accountId')
@For('see', 'report')
export class ReportRunsController {
  constructor(
    private readonly runs: ReportRuns,
    private readonly schedules: ReportSchedules,
    private readonly looks: OwnLooks,
  ) {}

  /** Has a report made aside; the account's mailbox tells when it is ready. */
  @Post('reports/:reportId/runs')
  @Does('change', 'report')
  @HttpCode(202)
  order(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
    @Body() { format }: FormatQuery,
  ): Promise<RunView> {
    requireReports(asking, 'change', accountId);
    return this.runs.order(asking, reportId, format);
  }

  /** Has a report made again and again, by the rights that who asks has each time. */
  @Post('reports/:reportId/schedules')
  @Does('change', 'report')
  schedule(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
    @Body() order: ScheduleOrdered,
  ): Promise<ScheduleView> {
    requireReports(asking, 'change', accountId);
    return this.schedules.make(asking, reportId, order);
  }

  /** Schedules of the account's reports, those that stopped too. */
  @Get('report-schedules')
  async listSchedules(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ schedules: ScheduleView[] }> {
    requireReports(asking, 'see', accountId);
    await this.looks.atAccount(asking, accountId, 'schedules of reports');
    return { schedules: await this.schedules.list(accountId) };
  }

  /** Removes a schedule; what it made so far stays for its days. */
  @Delete('report-schedules/:scheduleId')
  @Does('change', 'report')
  @HttpCode(204)
  removeSchedule(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('scheduleId', ParseUUIDPipe) scheduleId: string,
  ): Promise<void> {
    requireReports(asking, 'change', accountId);
    return this.schedules.remove(accountId, scheduleId);
  }

  /** The latest hundred reports that were made aside, are being made or wait, the newest first. */
  @Get('report-runs')
  async listRuns(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ runs: RunView[] }> {
    requireReports(asking, 'see', accountId);
    await this.looks.atAccount(asking, accountId, 'runs of reports');
    return { runs: await this.runs.list(accountId) };
  }

  /** How far one is: its state, and the lines so far. */
  @Get('report-runs/:runId')
  async one(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('runId', ParseUUIDPipe) runId: string,
  ): Promise<RunView> {
    requireReports(asking, 'see', accountId);
    await this.looks.atAccount(asking, accountId, 'runs of reports');
    return this.runs.one(accountId, runId);
  }

  /** What it came to, in the format in which it was made. */
  @Sends(MEDIA_TYPES.csv.split(';')[0]!)
  @Get('report-runs/:runId/result')
  async result(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('runId', ParseUUIDPipe) runId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireReports(asking, 'see', accountId);
    const { format, bytes, content } = await this.runs.result(accountId, runId, nameOf(asking));
    await reply
      .type(MEDIA_TYPES[format])
      .header('content-length', bytes)
      .header('content-disposition', `attachment; filename="report-${runId}.${format}"`)
      .send(Readable.from(content, { objectMode: false }));
  }
}

const nameOf = ({ person, account }: Asking): string => person ?? account.name;

/** What may not be seen is not there. */
const requireReports = (asking: Asking, act: 'see' | 'change', accountId: string): void => {
  if (!may(asking, act, 'report', relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};
