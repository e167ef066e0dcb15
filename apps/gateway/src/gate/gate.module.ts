import { Module } from '@nestjs/common';
import { DowntimeChangedConsumer } from './downtime-changed.consumer';
import { DowntimeOrders } from './downtime-orders';
import { GateDesk } from './gate-desk';
import { GateKeeper } from './gate-keeper';
import { GateMetrics } from './gate.metrics';
import { GateOfficerController } from './gate-officer.controller';
import { GateOperationsController } from './gate-operations.controller';
import { GateQueue } from './gate-queue';
import { HeldTeller } from './held-teller';
import { Gates } from './gates';
import { GatesRepository } from './gates.repository';
import { ModuleProgress } from './module-progress';
import { ModuleWatch } from './module-watch';
import { TrialsRepository } from './trials.repository';

/** The gates to the modules: what may pass, who stops and opens them. */
@Module({
  controllers: [DowntimeChangedConsumer, GateOperationsController, GateOfficerController],
  providers: [
    Gates,
    GatesRepository,
    TrialsRepository,
    ModuleWatch,
    ModuleProgress,
    DowntimeOrders,
    GateKeeper,
    GateDesk,
    GateQueue,
    GateMetrics,
    HeldTeller,
  ],
  exports: [Gates, ModuleProgress, ModuleWatch],
})
export class GateModule {}
