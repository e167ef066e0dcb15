import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { EntryOnFile } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { EntryRecordReader } from './entry-record.reader';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is on file under an entry number, for the gateway and for operators. */
@ApiExcludeController()
@Controller('operations/entries')
@UseGuards(OperationsGuard)
export class EntryRecordController {
  constructor(private readonly reader: EntryRecordReader) {}

  @Get(':filer/:number')
  async read(
    @Param('filer') filer: string,
    @Param('number') number: string,
    @Query('accountId') accountId?: string,
  ): Promise<EntryOnFile> {
    if (accountId !== undefined && !UUID.test(accountId))
      throw new Problem('not-valid', 'accountId must be a UUID.', [{ at: '/accountId', text: 'is not a UUID' }]);
    const record = await this.reader.read(filer, number, accountId ?? null);
    if (!record) throw new Problem('not-found', `Nothing is on file under entry ${filer}-${number}.`);
    return record;
  }
}
