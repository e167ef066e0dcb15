import { Body, Controller, Get, Post, Query, UseGuards } from '@nestjs/common';
import { IsISO8601, IsOptional } from 'class-validator';
import { OperationsGuard, Takes } from '#service';
import { type Deployment, DeploymentLog, deploymentReport } from './deployment-log';

export class DeploymentsQuery {
  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;
}

/** The deployment log, for operators and their pipelines. */
@Controller('operations/deployments')
@UseGuards(OperationsGuard)
export class DeploymentsController {
  constructor(private readonly log: DeploymentLog) {}

  /** What was deployed, the newest first. */
  @Get()
  async list(@Query() { since }: DeploymentsQuery): Promise<{ deployments: Deployment[] }> {
    return { deployments: await this.log.since(since ?? '1970-01-01T00:00:00Z') };
  }

  /** Records a deployment. */
  @Post()
  @Takes(deploymentReport.schema, 'What was deployed')
  record(@Body() body: unknown): Promise<Deployment> {
    return this.log.record(deploymentReport.read(body));
  }
}
