import { Module } from '@nestjs/common';
import { ActivityTreeController } from './activity-tree/activity-tree.controller';
import { TreeHeadsRepository } from './activity-tree/tree-heads.repository';
import { TreeListener } from './activity-tree/tree-listener';
import { ComponentWatchModule } from './component-watch.module';
import { AssetsController } from './public-page/assets/assets.controller';
import { BadgesController } from './public-page/badges/badges.controller';
import { BulletinBoard } from './bulletin/bulletin-board';
import { EventStreams } from './public-page/events/event-streams';
import { EventsController } from './public-page/events/events.controller';
import { FeedController } from './public-page/feed/feed.controller';
import { PageController } from './public-page/page/page.controller';
import { PublicRecordsController } from './public-page/records/public-records.controller';
import { CopyWriter } from './public-page/static-copy/copy-writer';
import { Announcer } from './public-page/subscriptions/announcer';
import { AnnouncementsRepository } from './public-page/subscriptions/announcements.repository';
import { Mailer } from './public-page/subscriptions/mailer';
import { SubscriptionsController } from './public-page/subscriptions/subscriptions.controller';
import { SubscriptionsRepository } from './public-page/subscriptions/subscriptions.repository';
import { OutagesController } from './public-page/uptime/outages.controller';
import { UptimeBook } from './public-page/uptime/uptime-book';
import { UptimeController } from './public-page/uptime/uptime.controller';
import { UptimeRepository } from './public-page/uptime/uptime.repository';
import { PortListener } from './told/port-listener';
import { ToldBook } from './told/told-book';
import { ToldRepository } from './told/told.repository';

/** What everybody may read and be told of: pages, events, feed, badges, uptime, e-mails and webhooks. */
@Module({
  imports: [ComponentWatchModule],
  controllers: [
    ActivityTreeController,
    PublicRecordsController,
    PageController,
    EventsController,
    FeedController,
    BadgesController,
    UptimeController,
    OutagesController,
    SubscriptionsController,
    AssetsController,
  ],
  providers: [
    TreeHeadsRepository,
    TreeListener,
    ToldRepository,
    ToldBook,
    PortListener,
    BulletinBoard,
    EventStreams,
    UptimeRepository,
    UptimeBook,
    SubscriptionsRepository,
    AnnouncementsRepository,
    CopyWriter,
    Mailer,
    Announcer,
  ],
})
export class PublicPageModule {}
