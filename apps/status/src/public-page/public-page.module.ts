import { Module } from '@nestjs/common';
import { DowntimeModule } from '../downtime/downtime.module';
import { ComponentWatchModule } from '../watch/component-watch.module';
import { AssetsController } from './assets/assets.controller';
import { BadgesController } from './badges/badges.controller';
import { BulletinBoard } from './bulletin/bulletin-board';
import { EventStreams } from './events/event-streams';
import { EventsController } from './events/events.controller';
import { FeedController } from './feed/feed.controller';
import { PageController } from './page/page.controller';
import { Announcer } from './subscriptions/announcer';
import { AnnouncementsRepository } from './subscriptions/announcements.repository';
import { Mailer } from './subscriptions/mailer';
import { SubscriptionsController } from './subscriptions/subscriptions.controller';
import { SubscriptionsRepository } from './subscriptions/subscriptions.repository';
import { UptimeBook } from './uptime/uptime-book';
import { UptimeController } from './uptime/uptime.controller';
import { UptimeRepository } from './uptime/uptime.repository';

/** What everybody may read and be told of: pages, events, feed, badges, uptime, e-mails and webhooks. */
@Module({
  imports: [ComponentWatchModule, DowntimeModule],
  controllers: [
    PageController,
    EventsController,
    FeedController,
    BadgesController,
    UptimeController,
    SubscriptionsController,
    AssetsController,
  ],
  providers: [
    BulletinBoard,
    EventStreams,
    UptimeRepository,
    UptimeBook,
    SubscriptionsRepository,
    AnnouncementsRepository,
    Mailer,
    Announcer,
  ],
})
export class PublicPageModule {}
