import { Module } from '@nestjs/common';
import { DowntimeModule } from '../downtime/downtime.module';
import { OfficersModule } from '../officers/officers.module';
import { ComponentWatchModule } from '../watch/component-watch.module';
import { CoveringDowntimes } from './decisions/covering-downtimes';
import { DecisionDesk } from './decisions/decision-desk';
import { DecisionFeedController } from './decisions/decision-feed.controller';
import { DecisionsController } from './decisions/decisions.controller';
import { DecisionsRepository } from './decisions/decisions.repository';
import { DeskFactsReader } from './decisions/desk-facts';
import { EntryClaim } from './decisions/entry-claim';
import { LaterFacts } from './decisions/later-facts';
import { DeskCases } from './desk/desk-case';
import { DeskSearch } from './desk/desk-search';
import { DeskController } from './desk/desk.controller';
import { ChainMatcher } from './matching/chain-matcher';
import { DeskAlarmsRepository } from './matching/desk-alarms.repository';
import { FollowUp } from './matching/follow-up';
import { MatchQueue } from './matching/match-queue';
import { MatchRepository } from './matching/match.repository';
import { MatchingTimer } from './matching/matching.timer';
import { Owners } from './matching/owners';
import { UnmatchedWork } from './matching/unmatched-work';
import { UnmatchedController } from './matching/unmatched.controller';
import { PictureConsumer } from './picture/picture.consumer';
import { PictureReader } from './picture/picture.reader';
import { PictureRepository } from './picture/picture.repository';
import { PlaybooksModule } from './playbook/playbooks.module';

@Module({
  imports: [OfficersModule, DowntimeModule, ComponentWatchModule, PlaybooksModule],
  controllers: [PictureConsumer, DeskController, DecisionsController, DecisionFeedController, UnmatchedController],
  providers: [
    PictureRepository,
    PictureReader,
    DecisionsRepository,
    DeskFactsReader,
    CoveringDowntimes,
    EntryClaim,
    DecisionDesk,
    LaterFacts,
    DeskSearch,
    DeskCases,
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
