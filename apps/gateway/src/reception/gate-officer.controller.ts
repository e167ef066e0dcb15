import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Asker, type Asking, Does } from '#access';
import { actingPerson, AnswersOk, Problems, Takes } from '#service';
import { ForAccounts } from '../edge/for-accounts';
import { GateQueue, type Queue, QueueQuery, QueueSchema } from '../gate/gate-queue';
import { GateDesk, type GateDocument, GateSchema, GatesSchema, OfficerOrder, officerOrder } from './gate-desk';

/** For headquarters: the gates, and the orders to stop and to resume. */
@ApiTags('Headquarters')
@Controller('officer/gates')
@ForAccounts('see', 'gate')
@Problems('not-authenticated', 'not-authorized')
export class GateOfficerController {
  constructor(
    private readonly desk: GateDesk,
    private readonly queue: GateQueue,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The gates to the modules and what waits behind them', operationId: 'readGates' })
  @AnswersOk('Every gate with its history.', GatesSchema)
  @Problems('look-up-unavailable')
  list(): Promise<{ gates: GateDocument[] }> {
    return this.desk.list();
  }

  @Get(':module/:direction/held')
  @ApiOperation({ summary: 'What waits behind a gate, in the order received', operationId: 'readHeld' })
  @AnswersOk('How much by kind, and a page of it.', QueueSchema)
  @Problems('not-found', 'not-valid', 'look-up-unavailable')
  held(
    @Param('module') module: string,
    @Param('direction') direction: string,
    @Query() { after }: QueueQuery,
  ): Promise<Queue> {
    return this.queue.read(this.desk.named(module, direction), after);
  }

  @Post()
  @Does('change', 'gate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop a gate, or resume: then it opens through a trial', operationId: 'orderGate' })
  @Takes(OfficerOrder, 'The order')
  @AnswersOk('The gate as it is now.', GateSchema)
  @Problems('not-valid', 'state-conflict', 'unavailable')
  order(@Body() body: unknown, @Asker() { account, person }: Asking): Promise<GateDocument> {
    const { module, direction, order, officer, ...more } = officerOrder.read(body);
    return this.desk.order({ module, direction }, order, `${actingPerson(person, officer)}, ${account.name}`, more);
  }
}
