import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { AgencyLines } from '#contracts';
import { OperationsGuard, WholeNumber } from '#service';
import { AgencyLinesReader } from './agency-lines.reader';

class AgencyLinesQuery {
  @Matches(/^[A-Z0-9]{3}$/, { message: 'agency must be a code of Appendix V, such as FDA' })
  agency: string;

  @IsOptional()
  @IsIn(['open', 'all'])
  state: 'open' | 'all' = 'open';

  @IsOptional()
  @Matches(/^[A-Z0-9]{3}\d{8}$/, { message: 'entry must be filer code and entry number, eleven characters' })
  entry?: string;

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z [A-Z0-9]{3}\d{8}$/, {
    message: 'after must be the `next` of the page before',
  })
  after?: string;

  @WholeNumber(1, 200)
  limit = 50;
}

/** The worklist of a partner agency, for the gateway and for operators. */
@ApiExcludeController()
@Controller('operations/agency-lines')
@UseGuards(OperationsGuard)
export class AgencyLinesController {
  constructor(private readonly reader: AgencyLinesReader) {}

  @Get()
  read(@Query() { agency, state, entry, after, limit }: AgencyLinesQuery): Promise<AgencyLines> {
    const [filedAt, key] = (after ?? '').split(' ');
    return this.reader.read({
      ...{ agency, state, entry: entry ?? null, limit },
      after: filedAt && key ? { filedAt, key } : null,
    });
  }
}
