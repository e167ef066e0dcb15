import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { OperationsGuard } from '#service';
import { GateDesk, type GateDocument, operatorOrder } from './gate-desk';
import { GateQueue, type Queue } from '../gate/gate-queue';

class QueueQuery {
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: 'after must be the `next` of the page before' })
  after = '0';
}

/** For operators: the gates, what waits behind them, and the orders to stop and to resume. */
@ApiExcludeController()
@Controller('operations/gates')
@UseGuards(OperationsGuard)
export class GateOperationsController {
  constructor(
    private readonly desk: GateDesk,
    private readonly queue: GateQueue,
  ) {}

  @Get()
  list(): Promise<{ gates: GateDocument[] }> {
    return this.desk.list();
  }

  @Get(':module/:direction/held')
  held(
    @Param('module') module: string,
    @Param('direction') direction: string,
    @Query() { after }: QueueQuery,
  ): Promise<Queue> {
    return this.queue.read(this.desk.named(module, direction), after);
  }

  @Post(':module/:direction/stop')
  @HttpCode(200)
  stop(
    @Param('module') module: string,
    @Param('direction') direction: string,
    @Body() body: unknown,
  ): Promise<GateDocument> {
    const { actor, ...order } = operatorOrder.read(body);
    return this.desk.order(this.desk.named(module, direction), 'stop', actor, order);
  }

  @Post(':module/:direction/resume')
  @HttpCode(200)
  resume(
    @Param('module') module: string,
    @Param('direction') direction: string,
    @Body() body: unknown,
  ): Promise<GateDocument> {
    const { actor, ...order } = operatorOrder.read(body);
    return this.desk.order(this.desk.named(module, direction), 'resume', actor, order);
  }
}
