import { Module } from '@nestjs/common';
import { DowntimeModule } from './downtime.module';
import { DrillOrders } from './platform/drill-orders';
import { DrillsController } from './platform/drills.controller';
import { ModuleViews } from './platform/module-views';
import { PlatformController } from './platform/platform.controller';
import { PlatformDesk } from './platform/platform-desk';

/** What people see and order who run the platform: all modules, with the right of who signed in. */
@Module({
  imports: [DowntimeModule],
  controllers: [PlatformController, DrillsController],
  providers: [ModuleViews, PlatformDesk, DrillOrders],
})
export class PlatformModule {}
