import { Body, Controller, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { OperationsGuard, Takes } from '#service';
import { WHOLE_SCOPE } from '#statement';
import { filerDeclaration, filerRevocation } from './declaration';
import { DowntimeDeclarations, type DowntimeResult } from './downtime-declarations';

/** A filer's own outage, declared by the filer itself; the gateway knows who it is and calls this. */
@Controller('operations/filer-downtimes')
@UseGuards(OperationsGuard)
export class FilerDowntimesController {
  constructor(private readonly declarations: DowntimeDeclarations) {}

  /** Declares a filer's own outage. */
  @Post()
  @Takes(filerDeclaration.schema, 'The outage')
  declare(@Body() body: unknown): Promise<DowntimeResult> {
    const { accountId, scacs, conveyances, modes, ports, from, expectedEnd, reason, drill, officer } =
      filerDeclaration.read(body);
    return this.declarations.invokeForSelf({
      drill,
      incidentNumber: null,
      confirmed: { ...WHOLE_SCOPE, modes, ports },
      possible: null,
      filer: { accountId, scacs, conveyances },
      from,
      expectedEnd,
      reviewAt: null,
      procedure: null,
      gateOrders: [],
      treatments: [],
      relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
      reason,
      earlyReason: null,
      audience: ['ports'],
      officer,
    });
  }

  /** Ends a filer's own outage. */
  @Post(':number/revoke')
  @HttpCode(200)
  @Takes(filerRevocation.schema, 'Why')
  revoke(@Param('number') number: string, @Body() body: unknown): Promise<DowntimeResult> {
    const { accountId, reason } = filerRevocation.read(body);
    return this.declarations.revokeForSelf(accountId, number, reason);
  }
}
