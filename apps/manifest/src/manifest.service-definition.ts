import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '#service';
import { ArrivalsConsumer } from './arrivals/arrivals.consumer';
import { BillsOfController } from './bills/bills-of.controller';
import { BillsThatBelongTogether1765201620000 } from './migrations/1765201620000-bills-that-belong-together';
import { BillsController } from './bills/bills.controller';
import { AccountsConsumer } from './carriers/accounts.consumer';
import { ReleasesConsumer } from './carrier-status/releases.consumer';
import { ConveyancesController } from './conveyances/conveyances.controller';
import { DiscardedFilings } from './discarded-filings';
import { HoldRequestsConsumer } from './holds/hold-requests.consumer';
import { HoldsConsumer } from './holds/holds.consumer';
import { ManifestsConsumer } from './manifest-filing/manifests.consumer';
import { InBondWatch } from './in-bond/in-bond-watch';
import { ManifestConfig } from './config/manifest.config';
import { Bills1763703000000 } from './migrations/1763703000000-bills';
import { Carried1764600400000 } from './migrations/1764600400000-carried';
import { CarrierCodes1764300300000 } from './migrations/1764300300000-carrier-codes';
import { HeldMovements1765202300000 } from './migrations/1765202300000-held-movements';
import { InBondMovements1765201100000 } from './migrations/1765201100000-in-bond-movements';
import { TenDigitQuantities1763703000001 } from './migrations/1763703000001-ten-digit-quantities';

@Module({
  controllers: [
    AccountsConsumer,
    ManifestsConsumer,
    ArrivalsConsumer,
    HoldsConsumer,
    HoldRequestsConsumer,
    ReleasesConsumer,
    BillsController,
    BillsOfController,
    ConveyancesController,
  ],
  providers: [DiscardedFilings, InBondWatch],
})
export class ManifestModule {}

export const manifest: ServiceDefinition<ManifestConfig> = {
  name: 'manifest',
  config: ManifestConfig,
  module: ManifestModule,
  entities: [],
  migrations: [
    Bills1763703000000,
    TenDigitQuantities1763703000001,
    CarrierCodes1764300300000,
    Carried1764600400000,
    InBondMovements1765201100000,
    BillsThatBelongTogether1765201620000,
    HeldMovements1765202300000,
  ],
};
