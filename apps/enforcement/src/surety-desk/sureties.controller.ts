import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, MaxLength, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Line, WholeNumber } from '#service';
import { requireDays } from '../fields/fields';
import { DelinquentSureties, type ShowCauseNotice } from '../sureties/delinquent-sureties';
import type { SuretyDemandView } from '../sureties/surety-demand.rows';
import { SURETY_DEMAND_STATES, type SuretyDemandState } from '../sureties/surety-demand.states';
import { SuretyDemands } from './surety-demands';

const CODE = /^[0-9A-Z]{3}$/;

export class SuretyDemandOrder {
  /** Number of the surety among the parties. */
  @IsInt()
  @Min(1)
  place: number;

  @IsString()
  @MaxLength(10)
  mailedOn: string;

  @Line(60)
  how = 'certified mail';

  /** What proves the mailing. */
  @IsOptional()
  @Line(60)
  reference: string | null = null;
}

export class SuretyDemandsQuery {
  @IsOptional()
  @Matches(CODE)
  suretyCode: string | null = null;

  @IsOptional()
  @IsIn(SURETY_DEMAND_STATES)
  state: SuretyDemandState | null = null;

  @IsOptional()
  @Matches(/^SD-\d\d-\d{6,}$/)
  afterDemand: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

export class ShowCauseOrder {
  /** Made by who sends it: the same again is the same notice. */
  @IsUUID()
  id: string;

  /** Three characters. */
  @Matches(CODE)
  suretyCode: string;

  @IsString()
  @MaxLength(10)
  issuedOn: string;

  @Line(2_000)
  why: string;
}

export class ShowCauseEnded {
  /** From this day on petitions are acted on again. */
  @IsString()
  @MaxLength(10)
  endedOn: string;

  @Line(2_000)
  why: string;
}

/** Demands on the sureties of a case. */
@Controller('enforcement-cases/:caseId')
@For('see', 'surety demand')
export class CaseSuretyDemandsController {
  constructor(private readonly demands: SuretyDemands) {}

  /** Demands for payment on sureties: for a party those on itself. */
  @Get('surety-demands')
  async list(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
  ): Promise<{ demands: SuretyDemandView[] }> {
    return { demands: await this.demands.ofCase(asking, caseId) };
  }

  /** A demand was mailed to a surety whose principal neither petitioned nor kept a decision in time: it has 60 days to pay or petition (19 CFR 172.4). The same again is the same. */
  @Post('surety-demands')
  @Does('change', 'surety demand')
  @HttpCode(200)
  async demand(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() order: SuretyDemandOrder,
  ): Promise<{ demands: SuretyDemandView[] }> {
    requireDays({ mailedOn: order.mailedOn });
    return { demands: await this.demands.demand(asking, caseId, order) };
  }
}

/** Sureties: what is demanded of them, and those that were told to show cause why their bonds should not be refused. */
@Controller('sureties')
@For('see', 'delinquent surety')
export class SuretiesController {
  constructor(
    private readonly demands: SuretyDemands,
    private readonly delinquent: DelinquentSureties,
  ) {}

  /** Demands by surety and state, in the order of their numbers. */
  @Get('demands')
  all(
    @Asker() asking: Asking,
    @Query() { afterDemand, ...asked }: SuretyDemandsQuery,
  ): Promise<{ demands: SuretyDemandView[]; next: string | null }> {
    return this.demands.list(asking, { ...asked, after: afterDemand });
  }

  /** Notices to show cause, those in force first. */
  @Get('show-cause-notices')
  async notices(): Promise<{ showCauseNotices: ShowCauseNotice[] }> {
    return { showCauseNotices: await this.delinquent.list() };
  }

  /** A notice to show cause was issued (19 CFR 113.38(c)(3)): on petitions of its principals and its own that come later no action is taken (172.13(b)). The same again is the same one (200). */
  @Post('show-cause-notices')
  @Does('change', 'delinquent surety')
  @ApiCreatedResponse({ description: 'It was recorded' })
  @ApiOkResponse({ description: 'It was there' })
  async issue(
    @Asker() asking: Asking,
    @Body() order: ShowCauseOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShowCauseNotice> {
    requireDays({ issuedOn: order.issuedOn });
    const { fresh, notice } = await this.delinquent.issue(asking, order);
    void reply.status(fresh ? 201 : 200);
    return notice;
  }

  /** It counts no more from a day on. */
  @Post('show-cause-notices/:id/end')
  @Does('change', 'delinquent surety')
  @HttpCode(200)
  end(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() order: ShowCauseEnded,
  ): Promise<ShowCauseNotice> {
    requireDays({ endedOn: order.endedOn });
    return this.delinquent.end(asking, id, order);
  }
}
