import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { Line } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import type { SuretyAgent } from '../trade-account/surety-agent.rules';
import { SuretyAgents } from './surety-agents';

export class SuretyAgentNamed implements SuretyAgent {
  /** The number that the surety gave it: XXX-XX-XXXX, letters or digits. */
  @Matches(/^[A-Z0-9]{3}-[A-Z0-9]{2}-[A-Z0-9]{4}$/)
  agent: string;

  /** A filer code of the account that files. */
  @Matches(/^[A-Z0-9]{3}$/)
  filerCode: string;

  /** Whole dollars that the surety is liable for in one bond, at the most; left out for no limit. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9_999_999_999)
  limitDollars: number | null = null;

  @IsString()
  @MaxLength(10)
  from: string;

  /** The last day. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  to: string | null = null;
}

export class SuretyAgentsNamed {
  /** All of them: who is left out is agent no more. */
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => SuretyAgentNamed)
  agents: SuretyAgentNamed[];

  @Line(300)
  why: string;
}

/** Who may file bonds for a surety. */
@Controller('accounts/:accountId/surety-agents')
@For('see', 'surety agent')
export class SuretyAgentsController {
  constructor(
    private readonly agents: SuretyAgents,
    private readonly looks: OwnLooks,
  ) {}

  /** Agents of the account, a surety: who may file bonds for it. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ agents: SuretyAgent[] }> {
    const agents = await this.agents.of(asking, accountId);
    await this.looks.atAccount(asking, accountId, 'agents of the surety');
    return { agents };
  }

  /** Names all agents of the account, a surety. From then on a bond with an agent that is none of them is refused (S54). */
  @Post()
  @HttpCode(200)
  @Does('change', 'surety agent')
  async name(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { agents, why }: SuretyAgentsNamed,
  ): Promise<{ agents: SuretyAgent[] }> {
    return { agents: await this.agents.name(asking, accountId, agents, why) };
  }
}
