import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { AccountChangedConsumer } from './account-changed.consumer';
import { AdmittedGuard, Door } from './admission';
import { KEEPING, type Keeping, KeyHolders, KnownAccounts } from './known-accounts';
import { Looks } from './looks';
import { SessionsEndedConsumer } from './sessions-ended.consumer';
import { Tokens } from './tokens';

/** For a service that lets accounts in by the copy of them that it keeps. */
@Global()
@Module({})
export class AccessModule {
  /** @param accountsConsumer takes `account.account-changed` where the service keeps more of accounts than the door needs */
  static of(keeping: Keeping, accountsConsumer: Type<unknown> = AccountChangedConsumer): DynamicModule {
    return {
      module: AccessModule,
      controllers: [accountsConsumer, SessionsEndedConsumer],
      providers: [
        KnownAccounts,
        AdmittedGuard,
        Looks,
        Door,
        Tokens,
        { provide: KEEPING, useValue: keeping },
        { provide: KeyHolders, useExisting: KnownAccounts },
      ],
      exports: [KnownAccounts, KeyHolders, AdmittedGuard, Looks, Door, Tokens],
    };
  }
}
