import { Module } from '@nestjs/common';
import { AccessModule, admitCallers } from '#access';
import { EnforcementAccountUsed, EnforcementInteractionRecorded } from '#contracts';
import type { ServiceDefinition } from '#service';
import { keepOfAccounts } from './accounts/accounts-kept';
import { EnforcementCases } from './cases/enforcement-cases';
import { EnforcementCasesController } from './cases/enforcement-cases.controller';
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
  controllers: [EnforcementCasesController, ReferralsConsumer],
  providers: [EnforcementCases],
})
export class EnforcementModule {}

export const enforcementService: ServiceDefinition<EnforcementConfig> = {
  name: 'enforcement',
  config: EnforcementConfig,
  module: EnforcementModule,
  entities: [],
  migrations: [EnforcementCases1765200300000],
  appendOnly: ['enforcement_case_event'],
  prepare: (app) => admitCallers(app),
};
