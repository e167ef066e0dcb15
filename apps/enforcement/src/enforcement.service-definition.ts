import { Module } from '@nestjs/common';
import { AccessModule, admitCallers } from '#access';
import { EnforcementAccountUsed, EnforcementInteractionRecorded } from '#contracts';
import type { ServiceDefinition } from '#service';
import { keepOfAccounts } from './accounts/accounts-kept';
import { EnforcementCases } from './cases/enforcement-cases';
import { EnforcementCasesController } from './cases/enforcement-cases.controller';
import { Custody } from './custody/custody';
import { CustodyController } from './custody/custody.controller';
import { OpeningEventsConsumer } from './events/opening-events.consumer';
import { NoticesAndCustody1765200301000 } from './migrations/1765200301000-notices-and-custody';
import { CaseNotices } from './notices/case-notices';
import { CaseNoticesController } from './notices/case-notices.controller';
import { CenterInputConsumer } from './center-input/center-input.consumer';
import { CaseClocksController } from './case-time/case-clocks.controller';
import { ClockOrders } from './case-time/clock-orders';
import { ClockSweep } from './clocks/clock-sweep';
import { EnforcementConfig } from './config/enforcement.config';
import { EnforcementCases1765200300000 } from './migrations/1765200300000-enforcement-cases';
import { PetitionDecisions } from './deciding/petition-decisions';
import { DowntimeConsumer } from './downtimes/downtime.consumer';
import { Petitions1765200400000 } from './migrations/1765200400000-petitions';
import { Offers } from './money/offers';
import { CaseMoneyController, OffersController } from './money/money.controller';
import { Payments } from './money/payments';
import { Petitions } from './petitions/petitions';
import { CasePetitionsController, PetitionsController } from './deciding/petitions.controller';
import { PowerOfAttorneyConsumer } from './powers/power-of-attorney.consumer';
import { StandingConsumer } from './standing/standing.consumer';
import { ReferralsConsumer } from './referrals/referrals.consumer';

/** Officers and parties are let in with nothing but this service's own database. */
const Accounts = AccessModule.of({
  cacheSeconds: () => 0,
  passwords: false,
  tells: EnforcementInteractionRecorded,
  tellsUse: EnforcementAccountUsed,
  also: keepOfAccounts,
});

@Module({
  imports: [Accounts],
  controllers: [
    EnforcementCasesController,
    CaseNoticesController,
    CustodyController,
    ReferralsConsumer,
    OpeningEventsConsumer,
    CasePetitionsController,
    PetitionsController,
    CaseMoneyController,
    OffersController,
    CaseClocksController,
    DowntimeConsumer,
    StandingConsumer,
    PowerOfAttorneyConsumer,
    CenterInputConsumer,
  ],
  providers: [
    ...[EnforcementCases, CaseNotices, Custody],
    ...[Petitions, PetitionDecisions, Offers, Payments, ClockOrders, ClockSweep],
  ],
})
export class EnforcementModule {}

export const enforcementService: ServiceDefinition<EnforcementConfig> = {
  name: 'enforcement',
  config: EnforcementConfig,
  module: EnforcementModule,
  entities: [],
  migrations: [EnforcementCases1765200300000, NoticesAndCustody1765200301000, Petitions1765200400000],
  appendOnly: ['enforcement_case_event', 'custody_transfer', 'petition_event', 'petition_decision', 'case_payment'],
  prepare: (app) => admitCallers(app),
};
