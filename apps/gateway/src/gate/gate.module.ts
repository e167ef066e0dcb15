import { Module } from '@nestjs/common';
import { DowntimeChangedConsumer } from './downtime-changed.consumer';
import { DowntimeOrders } from './downtime-orders';
import { GateKeeper } from './gate-keeper';
import { Gates } from './gates';
import { GatesRepository } from './gates.repository';
import { ModuleWatch } from './module-watch';
import { TrialsRepository } from './trials.repository';

/** The gates to the modules: what may pass, who stops and opens them. */
@Module({
  controllers: [DowntimeChangedConsumer],
  providers: [Gates, GatesRepository, TrialsRepository, ModuleWatch, DowntimeOrders, GateKeeper],
  exports: [Gates],
})
export class GateModule {}
