import { Module } from '@nestjs/common';
import { ComponentHistory } from './history/component-history';
import { HistoryController } from './history/history.controller';
import { SummaryBoard } from './summary/summary.board';
import { SummaryController } from './summary/summary.controller';
import { ComponentStatesController } from './watch/component-states.controller';
import { ComponentWatch } from './watch/component-watch';

/** What the components' states are and were. */
@Module({
  controllers: [SummaryController, HistoryController, ComponentStatesController],
  providers: [SummaryBoard, ComponentHistory, ComponentWatch],
  exports: [SummaryBoard, ComponentHistory, ComponentWatch],
})
export class ComponentWatchModule {}
