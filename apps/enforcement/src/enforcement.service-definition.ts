import { Module } from '@nestjs/common';
import { AccessModule, admitCallers, asksForCertificates } from '#access';
import { EnforcementAccountUsed, EnforcementInteractionRecorded } from '#contracts';
import type { ServiceDefinition } from '#service';
import { keepOfAccounts } from './cases/accounts-kept';
import { joinCases } from './cases/parties-joined';
import { EnforcementCases } from './cases/enforcement-cases';
import { EnforcementCasesController } from './cases/enforcement-cases.controller';
import { Custody } from './custody/custody';
import { CustodyController } from './custody/custody.controller';
import { OpeningEventsConsumer } from './events/opening-events.consumer';
import { NoticesAndCustody1765200301000 } from './migrations/1765200301000-notices-and-custody';
import { CaseNotices } from './notices/case-notices';
import { CaseNoticesController } from './notices/case-notices.controller';
import { CenterInputConsumer } from './center-input/center-input.consumer';
import { CaseClocksController, DueListController } from './case-time/case-clocks.controller';
import { ClockOrders } from './case-time/clock-orders';
import { DueList } from './case-time/due-list';
import { Representatives } from './representatives/representatives';
import { RepresentativesController } from './representatives/representatives.controller';
import { ClockSweep } from './clocks/clock-sweep';
import { EnforcementConfig } from './config/enforcement.config';
import { EnforcementCases1765200300000 } from './migrations/1765200300000-enforcement-cases';
import { PetitionDecisions } from './deciding/petition-decisions';
import { DowntimeConsumer } from './downtimes/downtime.consumer';
import { ContentSentOnce1765201002000 } from './migrations/1765201002000-content-sent-once';
import { Petitions1765200400000 } from './migrations/1765200400000-petitions';
import { Offers } from './money/offers';
import { CaseMoneyController, OffersController } from './money/money.controller';
import { Payments } from './money/payments';
import { Forwarding } from './petitions/forwarding';
import { Petitions } from './petitions/petitions';
import { PetitionsForJustice1765203400000 } from './migrations/1765203400000-petitions-for-justice';
import { CasePetitionsController, PetitionsController } from './deciding/petitions.controller';
import { PowerOfAttorneyConsumer } from './powers/power-of-attorney.consumer';
import { DelinquentSureties } from './sureties/delinquent-sureties';
import { CaseSuretyDemandsController, SuretiesController } from './surety-desk/sureties.controller';
import { SuretyDemands } from './surety-desk/surety-demands';
import { AccountsOfSureties1765202300003 } from './migrations/1765202300003-accounts-of-sureties';
import { BondsConsumer } from './bonds/bonds.consumer';
import { BondsOnFile1765202501000 } from './migrations/1765202501000-bonds-on-file';
import { RevisionsOfLateSummaries1765203000000 } from './migrations/1765203000000-revisions-of-late-summaries';
import { CasesByBond1765203000001 } from './migrations/1765203000001-cases-by-bond';
import { Sureties1765201102000 } from './migrations/1765201102000-sureties';
import { PartiesByThemselves1765202200000 } from './migrations/1765202200000-parties-by-themselves';
import { PrincipalsOfBonds1765203000002 } from './migrations/1765203000002-principals-of-bonds';
import { SettingsController } from './settings/settings.controller';
import { SettingsFile } from './settings/settings-file';
import { StandingConsumer } from './standing/standing.consumer';
import { ReferralsConsumer } from './referrals/referrals.consumer';

/** Officers and parties are let in with nothing but this service's own database. */
const Accounts = AccessModule.of({
  cacheSeconds: () => 0,
  passwords: false,
  tells: EnforcementInteractionRecorded,
  tellsUse: EnforcementAccountUsed,
  also: async (unit, told) => joinCases(unit, await keepOfAccounts(unit, told)),
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
    DueListController,
    RepresentativesController,
    CaseSuretyDemandsController,
    SuretiesController,
    BondsConsumer,
    DowntimeConsumer,
    StandingConsumer,
    PowerOfAttorneyConsumer,
    CenterInputConsumer,
    SettingsController,
  ],
  providers: [
    ...[EnforcementCases, CaseNotices, Custody],
    ...[Petitions, Forwarding, PetitionDecisions, Offers, Payments, ClockOrders, ClockSweep],
    ...[SuretyDemands, DelinquentSureties, Representatives, DueList, SettingsFile],
  ],
})
export class EnforcementModule {}

export const enforcementService: ServiceDefinition<EnforcementConfig> = {
  name: 'enforcement',
  config: EnforcementConfig,
  module: EnforcementModule,
  entities: [],
  migrations: [
    EnforcementCases1765200300000,
    NoticesAndCustody1765200301000,
    Petitions1765200400000,
    ContentSentOnce1765201002000,
    Sureties1765201102000,
    PartiesByThemselves1765202200000,
    AccountsOfSureties1765202300003,
    BondsOnFile1765202501000,
    RevisionsOfLateSummaries1765203000000,
    CasesByBond1765203000001,
    PrincipalsOfBonds1765203000002,
    PetitionsForJustice1765203400000,
  ],
  appendOnly: [
    ...['enforcement_case_event', 'custody_transfer', 'petition_event', 'petition_decision', 'case_payment'],
    ...['limitation_waiver', 'petition_forwarding'],
  ],
  clientCertificates: asksForCertificates,
  prepare: (app) => admitCallers(app),
};
