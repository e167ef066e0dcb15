import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccountChangedConsumer } from './account-changed.consumer';
import { AdmittedGuard } from './admission';
import { KEEPING, type Keeping, KeyHolders, KnownAccounts } from './known-accounts';
import { Looks } from './looks';

/** For a service that lets accounts in by the copy of them that it keeps. */
@Global()
@Module({})
export class AccessModule {
  static of(keeping: Keeping): DynamicModule {
    return {
      module: AccessModule,
      controllers: [AccountChangedConsumer],
      providers: [
        KnownAccounts,
        AdmittedGuard,
        Looks,
        { provide: KEEPING, useValue: keeping },
        { provide: KeyHolders, useExisting: KnownAccounts },
      ],
      exports: [KnownAccounts, KeyHolders, AdmittedGuard, Looks],
    };
  }
}
