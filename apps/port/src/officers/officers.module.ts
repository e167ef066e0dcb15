import { Module } from '@nestjs/common';
import { AccountChangedConsumer } from './account-changed.consumer';
import { AccountsRepository } from './accounts.repository';
import { OfficerGuard } from './officer.guard';

@Module({
  controllers: [AccountChangedConsumer],
  providers: [AccountsRepository, OfficerGuard],
  exports: [AccountsRepository, OfficerGuard],
})
export class OfficersModule {}
