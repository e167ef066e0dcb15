import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Does, For } from '#access';
import { Takes } from '#service';
import { ActingOfficer } from '../../officers/acting-officer';
import type { Officer } from '../../officers/officer';
import { refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import type { Downtime } from '../model/records';
import { declaration, extension, revocation, scopeChange } from './declaration';
import { DowntimeDeclarations, type DowntimeResult } from './downtime-declarations';

/** Downtimes, for officers. */
@Controller('downtime/downtimes')
@For('see', 'downtime')
export class DowntimesController {
  constructor(
    private readonly declarations: DowntimeDeclarations,
    private readonly book: DowntimeBook,
  ) {}

  /** Downtimes in force. */
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

  /** Declares a downtime. */
  @Post()
  @Does('change', 'downtime')
  @Takes(declaration.schema, 'The downtime')
  invoke(@ActingOfficer() officer: Officer, @Body() body: unknown): Promise<DowntimeResult> {
    return this.declarations.invoke(officer, declaration.read(body));
  }

  /** Makes a downtime hold for more. */
  @Post(':number/widen')
  @Does('change', 'downtime')
  @HttpCode(200)
  @Takes(scopeChange.schema, 'The wider scope')
  widen(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.widen(officer, number, scopeChange.read(body));
  }

  /** Makes a downtime hold for less. */
  @Post(':number/narrow')
  @Does('change', 'downtime')
  @HttpCode(200)
  @Takes(scopeChange.schema, 'The narrower scope')
  narrow(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.narrow(officer, number, scopeChange.read(body));
  }

  /** Puts off the expected end of a downtime. */
  @Post(':number/extend')
  @Does('change', 'downtime')
  @HttpCode(200)
  @Takes(extension.schema, 'The new end')
  extend(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.extend(officer, number, extension.read(body));
  }

  /** Ends a downtime. */
  @Post(':number/revoke')
  @Does('change', 'downtime')
  @HttpCode(200)
  @Takes(revocation.schema, 'Why')
  revoke(
    @ActingOfficer() officer: Officer,
    @Param('number') number: string,
    @Body() body: unknown,
  ): Promise<DowntimeResult> {
    return this.declarations.revoke(officer, number, revocation.read(body));
  }
}
