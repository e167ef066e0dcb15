import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import type { Representative } from '../powers/representatives';
import { Representatives } from './representatives';

/** As what a representative acts; each may sign a petition (19 CFR 171.1(b), 172.2(b)). */
const CAPACITIES_TO_ACT = ['attorney-at-law', 'customs broker', 'other agent'];

export class RepresentativeOrder {
  /** Made by who sends it: the same again is the same one. */
  @IsUUID()
  id: string;

  /** Number of the party in the case; left out by who is one of its parties. */
  @IsOptional()
  @IsInt()
  @Min(1)
  place: number | null = null;

  /** The account that acts; it needs no filer code. */
  @IsUUID()
  accountId: string;

  @IsIn(CAPACITIES_TO_ACT)
  capacity: string;
}

/** Who acts for the parties of a case besides brokers with a power of attorney: counsel above all. */
@Controller('enforcement-cases/:caseId/representatives')
@For('see', 'representative in a case')
export class RepresentativesController {
  constructor(private readonly representatives: Representatives) {}

  /** Those that were named, ended ones too: for a party its own. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
  ): Promise<{ representatives: Representative[] }> {
    return { representatives: await this.representatives.ofCase(asking, caseId) };
  }

  /** A party has an account act for it: it sees the case as the party does, petitions, offers and asks. The same again is the same one. */
  @Post()
  @Does('change', 'representative in a case')
  @HttpCode(200)
  async name(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() order: RepresentativeOrder,
  ): Promise<{ representatives: Representative[] }> {
    return { representatives: await this.representatives.name(asking, caseId, order) };
  }

  /** It acts no more from now on. */
  @Post(':representativeId/end')
  @Does('change', 'representative in a case')
  @HttpCode(200)
  async end(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Param('representativeId', ParseUUIDPipe) id: string,
  ): Promise<{ representatives: Representative[] }> {
    return { representatives: await this.representatives.end(asking, caseId, id) };
  }
}
