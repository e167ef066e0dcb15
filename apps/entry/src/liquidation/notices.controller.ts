import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { LiquidationNotices } from '#contracts';
import { isCustomsDate } from '#kernel';
import { OperationsGuard, Problem } from '#service';
import { NoticesReader } from './notices.reader';

const AFTER = /^[A-Z0-9]{3}\d{8}-\d{1,9}$/;
const PORT = /^\d{4}$/;
const LIMIT = /^\d{1,4}$/;
const MOST = 1_000;

const notValid = (at: string, text: string): Problem =>
  new Problem('not-valid', `${at} ${text}.`, [{ at: `/${at}`, text }]);

/** The bulletin of liquidations, for the gateway, which shows it to everybody, and for operators. */
@ApiExcludeController()
@Controller('operations/liquidation-notices')
@UseGuards(OperationsGuard)
export class NoticesController {
  constructor(private readonly reader: NoticesReader) {}

  @Get()
  read(
    @Query('on') on?: string,
    @Query('port') port?: string,
    @Query('after') after?: string,
    @Query('limit') limit = '100',
  ): Promise<LiquidationNotices> {
    if (typeof on !== 'string' || !isCustomsDate(on)) throw notValid('on', 'is not a day, YYYY-MM-DD');
    if (port !== undefined && !PORT.test(port)) throw notValid('port', 'is not a port code of four digits');
    if (after !== undefined && !AFTER.test(after)) throw notValid('after', 'is not the next of a page');
    if (!LIMIT.test(limit) || Number(limit) < 1 || Number(limit) > MOST)
      throw notValid('limit', `is not a whole number from 1 to ${MOST}`);
    return this.reader.read(on, port ?? null, after ?? null, Number(limit));
  }
}
