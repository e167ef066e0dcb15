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
import { EnforcementConfig } from './config/enforcement.config';
import { EnforcementCases1765200300000 } from './migrations/1765200300000-enforcement-cases';
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
  ],
  providers: [EnforcementCases, CaseNotices, Custody],
})
export class EnforcementModule {}

export const enforcementService: ServiceDefinition<EnforcementConfig> = {
  name: 'enforcement',
  config: EnforcementConfig,
  module: EnforcementModule,
  entities: [],
  migrations: [EnforcementCases1765200300000, NoticesAndCustody1765200301000],
  appendOnly: ['enforcement_case_event', 'custody_transfer'],
  prepare: (app) => admitCallers(app),
};
