import { Module } from '@nestjs/common';
import { ComponentHistory } from './history/component-history';
import { HistoryController } from './history/history.controller';
import { SummaryBoard } from './summary/summary.board';
import { SummaryController } from './summary/summary.controller';
import { ComponentWatch } from './watch/component-watch';

@Module({
  controllers: [SummaryController, HistoryController],
  providers: [SummaryBoard, ComponentHistory, ComponentWatch],
})
export class StatusModule {}
