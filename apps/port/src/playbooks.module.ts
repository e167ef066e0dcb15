import { Module } from '@nestjs/common';
import { DowntimeModule } from './downtime.module';
import { SheetsController } from './port-desk/sheets/sheets.controller';
import { PlaybookShelf } from './port-desk/playbook/playbook-shelf';
import { PlaybooksController } from './port-desk/playbook/playbooks.controller';
import { PlaybooksRepository } from './port-desk/playbook/playbooks.repository';

@Module({
  imports: [DowntimeModule],
  controllers: [PlaybooksController, SheetsController],
  providers: [PlaybookShelf, PlaybooksRepository],
  exports: [PlaybookShelf],
})
export class PlaybooksModule {}
