import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ActingOfficer, ForOfficers } from '../../officers/officer.guard';
import type { Officer } from '../../officers/officer';
import { refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import type { Downtime } from '../model/records';
import { declaration, extension, revocation, scopeChange } from './declaration';
import { DowntimeDeclarations, type DowntimeResult } from './downtime-declarations';

/** Downtimes, for officers. */
@Controller('downtime/downtimes')
@ForOfficers()
export class DowntimesController {
  constructor(
    private readonly declarations: DowntimeDeclarations,
    private readonly book: DowntimeBook,
  ) {}

  @Get()
  async inForce(): Promise<{ downtimes: Downtime[] }> {
    return { downtimes: await this.book.downtimesInForce() };
  }

  /** As it is, and every version it had. */
  @Get(':number')
  async one(@Param('number') number: string): Promise<{ downtime: Downtime; versions: Downtime[] }> {
    const downtime = await this.book.downtime(number);
    refuseIf([!downtime && { rule: 'KNOWN NUMBER', at: '', detail: number }]);
    return { downtime: downtime!, versions: await this.book.downtimeVersions(number) };
  }

  @Post()
  invoke(@ActingOfficer() officer: Officer, @Body() body: unknown): Promise<DowntimeResult> {
    return this.declarations.invoke(officer, declaration.read(body));
  }

  @Post(':number/widen')
  @HttpCode(200)
  widen(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.widen(officer, number, scopeChange.read(body));
  }

  @Post(':number/narrow')
  @HttpCode(200)
  narrow(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.narrow(officer, number, scopeChange.read(body));
  }

  @Post(':number/extend')
  @HttpCode(200)
  extend(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.extend(officer, number, extension.read(body));
  }

  @Post(':number/revoke')
  @HttpCode(200)
  revoke(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.revoke(officer, number, revocation.read(body));
  }
}
