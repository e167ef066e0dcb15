import { Module } from '@nestjs/common';
import { FlowBook } from './flow/flow-book';
import { FlowController } from './flow/flow.controller';
import { ComponentHistory } from './history/component-history';
import { HistoryController } from './history/history.controller';
import { SummaryBoard } from './summary/summary.board';
import { SummaryController } from './summary/summary.controller';
import { ComponentStatesController } from './watch/component-states.controller';
import { ComponentWatch } from './watch/component-watch';

/** What the components' states are and were. */
@Module({
  controllers: [SummaryController, FlowController, HistoryController, ComponentStatesController],
  providers: [SummaryBoard, FlowBook, ComponentHistory, ComponentWatch],
  exports: [SummaryBoard, FlowBook, ComponentHistory, ComponentWatch],
})
export class ComponentWatchModule {}
