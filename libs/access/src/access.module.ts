import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccountChangedConsumer } from './account-changed.consumer';
import { AdmittedGuard, Door } from './admission';
import { ClientCertificates } from './client-certificates';
import { KEEPING, type Keeping, KeyHolders, KnownAccounts } from './known-accounts';
import { Looks } from './looks';
import { SessionsEndedConsumer } from './sessions-ended.consumer';
import { Tokens } from './tokens';
import { ToldUses, UseBook, Uses } from './uses';

/** For a service that lets accounts in by the copy of them that it keeps. */
@Global()
@Module({})
export class AccessModule {
  static of(keeping: Keeping): DynamicModule {
    return {
      module: AccessModule,
      controllers: [AccountChangedConsumer, SessionsEndedConsumer],
      providers: [
        KnownAccounts,
        AdmittedGuard,
        Looks,
        ClientCertificates,
        Door,
        Tokens,
        Uses,
        { provide: UseBook, useClass: ToldUses },
        { provide: KEEPING, useValue: keeping },
        { provide: KeyHolders, useExisting: KnownAccounts },
      ],
      exports: [KnownAccounts, KeyHolders, AdmittedGuard, Looks, Door, Tokens],
    };
  }
}
