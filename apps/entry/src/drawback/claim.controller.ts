import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { DrawbackClaimOnFile } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { ClaimReader } from './claim.reader';

/** A drawback claim, for the gateway and for operators. */
@ApiExcludeController()
@Controller('operations/drawback-claims')
@UseGuards(OperationsGuard)
export class ClaimController {
  constructor(private readonly reader: ClaimReader) {}

  @Get(':filer/:number')
  async read(@Param('filer') filer: string, @Param('number') number: string): Promise<DrawbackClaimOnFile> {
    const claim = await this.reader.read(filer, number);
    if (!claim) throw new Problem('not-found', `No drawback claim ${filer}-${number} is on file.`);
    return claim;
  }
}
