import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, KnownAccounts, may } from '#access';
import { masked } from '#kernel';
import { Problem } from '#service';
import { ImportProjections, type ImportProjectionView } from '../imports/import-projections';
import { actingFor, isOfCbp, relationTo } from '../people/asking-person';
import { type AccountProposalView, AssignmentProposals } from '../proposals/assignment-proposals';
import { type AssignmentView, ImporterAssignments } from '../assignments/importer-assignments';

export class ProjectedHeading {
  /** Heading of the tariff. */
  @Matches(/^\d{4}$/)
  heading: string;

  /** Entry lines in a year. */
  @IsInt()
  @Min(1)
  @Max(100_000_000)
  lines: number;

  /** Whole dollars in a year. */
  @IsInt()
  @Min(0)
  @Max(999_999_999_999)
  valueDollars: number;
}

export class ImportProjectionOrder {
  /** Made by who sends it: the same again is the same projection. */
  @IsUUID()
  id: string;

  /** Importer of record number of the account. */
  @IsString()
  @MaxLength(20)
  importer: string;

  /** What is expected in a year. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_300)
  @ValidateNested({ each: true })
  @Type(() => ProjectedHeading)
  projected: ProjectedHeading[];
}

@Controller('accounts/:accountId')
@For('see', 'assignment')
export class AccountAssignmentsController {
  constructor(
    private readonly accounts: KnownAccounts,
    private readonly assignments: ImporterAssignments,
    private readonly proposals: AssignmentProposals,
    private readonly projections: ImportProjections,
  ) {}

  /** Centers of the account's importer numbers, past ones included, and what was last proposed for it: by which rule, with the runner-up and the margin. */
  @Get('assignments')
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ assignments: AssignmentView[]; proposal: AccountProposalView | null }> {
    const account = await this.accounts.byId(accountId);
    if (!account || !may(asking, 'see', 'assignment', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    const histories = await Promise.all(account.importerNumbers.map((number) => this.assignments.history(number)));
    const proposal = await this.proposals.newestOf(account.importerNumbers, isOfCbp(asking));
    return {
      assignments: histories.flat().map((one) => ({ ...one, importerNumber: masked(one.importerNumber) })),
      proposal,
    };
  }

  /** Says what a new importer expects to import in a year. The same again is the same one (200). */
  @Post('import-projections')
  @Does('change', 'assignment appeal')
  @ApiCreatedResponse({ description: 'It was kept' })
  @ApiOkResponse({ description: 'It was there' })
  async project(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() order: ImportProjectionOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportProjectionView> {
    if (relationTo(asking, accountId) !== 'own' || !may(asking, 'change', 'assignment appeal', 'own'))
      throw new Problem('not-found', `There is no account ${accountId} of yours.`);
    const { fresh, projection } = await this.projections.file(asking, order, actingFor(asking));
    void reply.status(fresh ? 201 : 200);
    return projection;
  }
}
