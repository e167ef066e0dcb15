import { Module } from '@nestjs/common';
import { DowntimeModule } from '../../downtime/downtime.module';
import { OfficersModule } from '../../officers/officers.module';
import { SheetsController } from '../sheets/sheets.controller';
import { PlaybookShelf } from './playbook-shelf';
import { PlaybooksController } from './playbooks.controller';
import { PlaybooksRepository } from './playbooks.repository';

@Module({
  imports: [OfficersModule, DowntimeModule],
  controllers: [PlaybooksController, SheetsController],
  providers: [PlaybookShelf, PlaybooksRepository],
  exports: [PlaybookShelf],
})
export class PlaybooksModule {}
