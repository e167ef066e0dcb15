import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OperationsGuard, Takes } from '#service';
import { GateDesk, type GateDocument, OperatorOrder, operatorOrder } from './gate-desk';
import { GateQueue, type Queue, QueueQuery } from '../gate/gate-queue';

/** For operators: the gates, what waits behind them, and the orders to stop and to resume. */
@ApiExcludeController()
@Controller('operations/gates')
@UseGuards(OperationsGuard)
export class GateOperationsController {
  constructor(
    private readonly desk: GateDesk,
    private readonly queue: GateQueue,
  ) {}

  /** The gates to the modules and what waits behind them. */
  @Get()
  list(): Promise<{ gates: GateDocument[] }> {
    return this.desk.list();
  }

  /** What waits behind a gate, in the order received. */
  @Get(':module/:direction/held')
  held(
    @Param('module') module: string,
    @Param('direction') direction: string,
    @Query() { after }: QueueQuery,
  ): Promise<Queue> {
    return this.queue.read(this.desk.named(module, direction), after);
  }

  /** Stops a gate: what is filed for the module waits behind it. */
  @Post(':module/:direction/stop')
  @HttpCode(200)
  @Takes(OperatorOrder, 'The order')
  stop(
    @Param('module') module: string,
    @Param('direction') direction: string,
    @Body() body: unknown,
  ): Promise<GateDocument> {
    const { actor, ...order } = operatorOrder.read(body);
    return this.desk.order(this.desk.named(module, direction), 'stop', actor, order);
  }

  /** Opens a gate through a trial. */
  @Post(':module/:direction/resume')
  @HttpCode(200)
  @Takes(OperatorOrder, 'The order')
  resume(
    @Param('module') module: string,
    @Param('direction') direction: string,
    @Body() body: unknown,
  ): Promise<GateDocument> {
    const { actor, ...order } = operatorOrder.read(body);
    return this.desk.order(this.desk.named(module, direction), 'resume', actor, order);
  }
}
