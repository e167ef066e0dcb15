import { Module } from '@nestjs/common';
import { DowntimeModule } from './downtime.module';
import { NumbersGoOn } from './numbers-go-on';
import { OfficersModule } from './officers/officers.module';
import { PortDeskModule } from './port-desk.module';

@Module({ imports: [OfficersModule, DowntimeModule, PortDeskModule], providers: [NumbersGoOn] })
export class PortModule {}
