import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { IsIn, IsISO8601, IsOptional, IsString, Length } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import type { ReplayedLanes, SetAsideInFull } from '#contracts';
import { actingPerson, Takes } from '#service';
import { type Deployment, DeploymentLog, deploymentReport } from '../downtime/deployments/deployment-log';
import { type ModuleOfPlatform, PlatformDesk, type WorklistOfModule } from './platform-desk';

export class MessageOrder {
  /** `retry` has it handled once more, `discard` gives it up. */
  @IsIn(['retry', 'discard'])
  order: 'retry' | 'discard';

  @IsString()
  @Length(3, 500)
  reason: string;
}

export class RoadOrder {
  /** Everything that left since this instant leaves again. */
  @IsISO8601({ strict: true, strictSeparator: true })
  since: string;

  @IsString()
  @Length(3, 500)
  reason: string;
}

export class DeploymentsSince {
  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;
}

const DAYS_SHOWN = 30;

/** For people who run the platform and signed in: what each module does, what waits in it, and what was deployed. */
@Controller('platform')
@For('see', 'running of the platform')
export class PlatformController {
  constructor(
    private readonly desk: PlatformDesk,
    private readonly deployments: DeploymentLog,
  ) {}

  /** Every module with what waits in it and on the roads from it. */
  @Get('modules')
  async modules(): Promise<{ at: string; modules: ModuleOfPlatform[] }> {
    return { at: new Date().toISOString(), modules: await this.desk.modules() };
  }

  /**
   * Has a module send another one everything again, in order, that left for it since an instant, as far as it is kept: after a database was put back, or where a queue
   * was lost. What the other has it recognises, so nothing happens twice.
   */
  @Post('modules/:module/roads/:destination/replays')
  @Does('change', 'running of the platform')
  @HttpCode(202)
  async sendAgain(
    @Asker() asking: Asking,
    @Param('module') module: string,
    @Param('destination') destination: string,
    @Body() order: RoadOrder,
  ): Promise<{ from: string; to: string; since: string; lanes: ReplayedLanes }> {
    const lanes = await this.desk.sendAgain(module, destination, order, asking);
    return { from: module, to: destination, since: order.since, lanes };
  }

  /** Messages of all modules that wait for a person, the oldest of each first. */
  @Get('worklist')
  @Does('see', 'set-aside message')
  async worklist(): Promise<{ at: string; modules: WorklistOfModule[] }> {
    return { at: new Date().toISOString(), modules: await this.desk.worklist() };
  }

  /** A message with what went wrong and what people did about it, whether it waits or not. */
  @Get('worklist/:module/:messageId')
  @Does('see', 'set-aside message')
  message(
    @Param('module') module: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
  ): Promise<SetAsideInFull> {
    return this.desk.message(module, messageId);
  }

  /** Has a message that was set aside handled once more, or gives it up: what was filed with it is then answered as not processed. */
  @Post('worklist/:module/:messageId')
  @Does('change', 'set-aside message')
  @HttpCode(200)
  order(
    @Asker() asking: Asking,
    @Param('module') module: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Body() order: MessageOrder,
  ): Promise<SetAsideInFull> {
    return this.desk.order(module, messageId, order, asking);
  }

  /** What was deployed, the newest first; of the last thirty days where nothing else is asked for. */
  @Get('deployments')
  @Does('see', 'deployment')
  async deployed(@Query() { since }: DeploymentsSince): Promise<{ deployments: Deployment[] }> {
    const from = since ?? new Date(Date.now() - DAYS_SHOWN * 86_400_000).toISOString();
    return { deployments: await this.deployments.since(from) };
  }

  /** Records a deployment, in the name of who signed in. */
  @Post('deployments')
  @Does('change', 'deployment')
  @Takes(deploymentReport.schema, 'What was deployed')
  record(@Asker() { person, account }: Asking, @Body() body: unknown): Promise<Deployment> {
    const report = deploymentReport.read(body);
    const by = `${actingPerson(person)} (${account.name})`;
    return this.deployments.record({ ...report, note: report.note ? `${report.note} (${by})`.slice(0, 500) : by });
  }
}
