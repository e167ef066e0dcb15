import { Module } from '@nestjs/common';
import { DowntimeModule } from './downtime/downtime.module';
import { NumbersGoOn } from './numbers-go-on';
import { OfficersModule } from './officers/officers.module';
import { PortDeskModule } from './port-desk/port-desk.module';
import { PublicPageModule } from './public-page/public-page.module';
import { ComponentWatchModule } from './watch/component-watch.module';

@Module({
  imports: [ComponentWatchModule, OfficersModule, DowntimeModule, PortDeskModule, PublicPageModule],
  providers: [NumbersGoOn],
})
export class StatusModule {}
