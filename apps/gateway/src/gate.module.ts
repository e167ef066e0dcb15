import { Module } from '@nestjs/common';
import { DowntimeChangedConsumer } from './gate/downtime-changed.consumer';
import { DowntimeOrders } from './gate/downtime-orders';
import { GateDesk } from './reception/gate-desk';
import { GateKeeper } from './gate/gate-keeper';
import { GateMetrics } from './gate/gate.metrics';
import { GateOfficerController } from './reception/gate-officer.controller';
import { GateOperationsController } from './reception/gate-operations.controller';
import { GateQueue } from './gate/gate-queue';
import { HeldTeller } from './gate/held-teller';
import { Gates } from './gate/gates';
import { GatesRepository } from './gate/gates.repository';
import { ModuleProgress } from './gate/module-progress';
import { ModuleWatch } from './gate/module-watch';
import { StandingConsumer } from './gate/standing.consumer';
import { TrialsRepository } from './gate/trials.repository';

/** The gates to the modules: what may pass, who stops and opens them. */
@Module({
  controllers: [StandingConsumer, DowntimeChangedConsumer, GateOperationsController, GateOfficerController],
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
