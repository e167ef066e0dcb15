import { Module } from '@nestjs/common';
import { DowntimeModule } from './downtime.module';
import { CoveringDowntimes } from './port-desk/decisions/covering-downtimes';
import { DecisionActivity } from './port-desk/decisions/decision-activity';
import { DecisionDesk } from './port-desk/decisions/decision-desk';
import { DecisionFeedController } from './port-desk/decisions/decision-feed.controller';
import { DecisionsController } from './port-desk/desk/decisions.controller';
import { DecisionsRepository } from './port-desk/decisions/decisions.repository';
import { DeskFactsReader } from './port-desk/decisions/desk-facts';
import { EntryClaim } from './port-desk/decisions/entry-claim';
import { LaterFacts } from './port-desk/decisions/later-facts';
import { DeskCases } from './port-desk/desk/desk-case';
import { DeskLooks } from './port-desk/desk/desk-looks';
import { DeskSearch } from './port-desk/desk/desk-search';
import { DeskController } from './port-desk/desk/desk.controller';
import { ChainMatcher } from './port-desk/matching/chain-matcher';
import { DeskAlarmsRepository } from './port-desk/matching/desk-alarms.repository';
import { FollowUp } from './port-desk/matching/follow-up';
import { MatchQueue } from './port-desk/storage/match-queue';
import { MatchRepository } from './port-desk/matching/match.repository';
import { MatchingTimer } from './port-desk/matching/matching.timer';
import { Owners } from './port-desk/matching/owners';
import { UnmatchedWork } from './port-desk/matching/unmatched-work';
import { UnmatchedController } from './port-desk/matching/unmatched.controller';
import { PortCargoReader } from './port-desk/desk/port-cargo';
import { Examinations } from './port-desk/examinations/examinations';
import { ExaminationsConsumer } from './port-desk/examinations/examinations.consumer';
import { ExaminationsController } from './port-desk/examinations/examinations.controller';
import { StandingConsumer } from './port-desk/examinations/standing.consumer';
import { PictureConsumer } from './port-desk/picture/picture.consumer';
import { PictureReader } from './port-desk/picture/picture.reader';
import { PictureRepository } from './port-desk/picture/picture.repository';
import { PlaybooksModule } from './playbooks.module';

@Module({
  imports: [DowntimeModule, PlaybooksModule],
  controllers: [
    ExaminationsConsumer,
    ExaminationsController,
    StandingConsumer,
    PictureConsumer,
    DeskController,
    DecisionsController,
    DecisionFeedController,
    UnmatchedController,
  ],
  providers: [
    PictureRepository,
    PictureReader,
    Examinations,
    PortCargoReader,
    DecisionActivity,
    DecisionsRepository,
    DeskFactsReader,
    CoveringDowntimes,
    EntryClaim,
    DecisionDesk,
    LaterFacts,
    DeskSearch,
    DeskCases,
    DeskLooks,
    MatchQueue,
    MatchRepository,
    DeskAlarmsRepository,
    ChainMatcher,
    Owners,
    UnmatchedWork,
    FollowUp,
    MatchingTimer,
  ],
})
export class PortDeskModule {}
