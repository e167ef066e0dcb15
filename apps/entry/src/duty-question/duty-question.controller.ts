import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { type DutyComputed, EntrySummaryFiled } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { dutyOn } from './duty-question.rules';

const asked = TypeCompiler.Compile(Type.Object({ summary: EntrySummaryFiled.schema }));

/** What would be due on a summary that is not filed, for the gateway. */
@ApiExcludeController()
@Controller('operations/duty')
@UseGuards(OperationsGuard)
export class DutyQuestionController {
  /** Computes by the tariff in use and keeps nothing. */
  @Post()
  @HttpCode(200)
  compute(@Body() body: unknown): DutyComputed {
    if (!asked.Check(body)) {
      const fault = asked.Errors(body).First();
      throw new Problem('not-valid', 'What is asked for cannot be read.', [
        { at: fault?.path ?? '', text: fault?.message ?? 'cannot be read' },
      ]);
    }
    return dutyOn(body.summary, new Date());
  }
}
