import { Global, Module } from '@nestjs/common';
import { AccountShares } from './edge/account-turns';

/** What every address for accounts needs, in whichever module it is. */
@Global()
@Module({ providers: [AccountShares], exports: [AccountShares] })
export class SharesModule {}
