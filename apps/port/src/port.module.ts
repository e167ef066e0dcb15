import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { PortAccountUsed, PortInteractionRecorded } from '#contracts';
import { DowntimeModule } from './downtime.module';
import { NumbersGoOn } from './numbers-go-on';
import { PlatformModule } from './platform.module';
import { PortDeskModule } from './port-desk.module';

/** Officers are let in with nothing but the port service's own database. */
const Accounts = AccessModule.of({
  cacheSeconds: () => 0,
  passwords: false,
  tells: PortInteractionRecorded,
  tellsUse: PortAccountUsed,
});

@Module({ imports: [Accounts, DowntimeModule, PlatformModule, PortDeskModule], providers: [NumbersGoOn] })
export class PortModule {}
