import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import { Problem, Sends } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { relationTo } from '../people/people';
import { Line } from '../people/people.controller';
import { RecordFilters } from '../picture/picture.controller';
import { Reports, type ReportView } from './reports';

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
    const owner = asking.person ?? asking.account.name;
    return this.reports.save(accountId, name, owner, { filters, groupBy, columns });
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

  /** Runs a report now: a CSV file, written as it is read. */
  @Sends('text/csv')
  @Get(':reportId/result')
  async run(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('reportId', ParseUUIDPipe) reportId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireReports(asking, 'see', accountId);
    const lines = await this.reports.run(accountId, reportId, asking.person ?? asking.account.name);
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="report-${reportId}.csv"`)
      .send(Readable.from(lines));
  }
}

/** What may not be seen is not there. */
const requireReports = (asking: Asking, act: 'see' | 'change', accountId: string): void => {
  if (!may(asking, act, 'report', relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};
