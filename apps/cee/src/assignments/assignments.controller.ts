import { Body, Controller, Get, HttpCode, Param, Post, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { isCustomsDate, parseImporterNumber } from '#kernel';
import { OperationsGuard, Problem } from '#service';
import { ImporterAssignments, type AssignmentView } from './importer-assignments';

export class AssignmentOrder {
  /** Importer of record number. */
  @IsString()
  importer: string;

  @Matches(/^CEE\d{3}$/)
  center: string;

  @Matches(/^\d{3}$/)
  team: string;

  /** First day, `YYYY-MM-DD`. */
  @IsString()
  from: string;

  /** Why: predominant goods, appeal, associated parties, … */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  source: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  actor: string;
}

export class AssignmentSearch {
  /** Importer of record number. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(20)
  importer: string;
}

@Controller('operations/assignments')
@UseGuards(OperationsGuard)
export class AssignmentsController {
  constructor(private readonly assignments: ImporterAssignments) {}

  /** 201 when the assignment is new, 200 when it was there. */
  @Post()
  @ApiCreatedResponse({ description: 'The assignment is new' })
  @ApiOkResponse({ description: 'It was there' })
  async assign(
    @Body() order: AssignmentOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentView> {
    const number = parseImporterNumber(order.importer);
    const errors = [
      ...(number.ok ? [] : [{ at: '/importer', text: number.problem }]),
      ...(isCustomsDate(order.from) ? [] : [{ at: '/from', text: `'${order.from}' is not a day, YYYY-MM-DD` }]),
    ];
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    const { created, assignment } = await this.assignments.assign({
      ...order,
      importer: order.importer.trim().toUpperCase(),
    });
    void reply.status(created ? 201 : 200);
    return assignment;
  }

  /** As `GET`, for any importer: the number of a person does not stand in an address. */
  @Post('search')
  @HttpCode(200)
  search(@Body() { importer }: AssignmentSearch): Promise<{ importer: string; assignments: AssignmentView[] }> {
    return this.history(importer);
  }

  /** An importer's assignments to a Center, past ones included. */
  @Get(':importer')
  async history(@Param('importer') importer: string): Promise<{ importer: string; assignments: AssignmentView[] }> {
    return { importer, assignments: await this.assignments.history(importer) };
  }
}
