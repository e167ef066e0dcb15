import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ImporterBonds } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { BondReader } from './bond.reader';

const AT_MOST = 60;

/** Continuous bonds of importers, for the importer and bond query. Numbers come in the body: one may be a person's. */
@ApiExcludeController()
@Controller('operations/importer-bonds')
@UseGuards(OperationsGuard)
export class ImporterBondsController {
  constructor(private readonly reader: BondReader) {}

  /** Continuous bonds of importers, in force or to come. */
  @Post()
  @HttpCode(200)
  async read(@Body() body: unknown): Promise<{ importers: ImporterBonds[] }> {
    const numbers = (body as { importerNumbers?: unknown } | null)?.importerNumbers;
    const isList = Array.isArray(numbers) && numbers.length > 0 && numbers.length <= AT_MOST;
    if (!isList || !numbers.every((number) => typeof number === 'string'))
      throw new Problem('not-valid', `Name one to ${AT_MOST} importer numbers.`, [
        { at: '/importerNumbers', text: `A list of one to ${AT_MOST} numbers.` },
      ]);
    return { importers: await this.reader.ofImporters(numbers) };
  }
}
