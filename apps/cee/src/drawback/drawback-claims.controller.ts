import { Controller, Get, Query } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Asker, type Asking, For, Looks } from '#access';
import { accountSubject } from '#contracts';
import { WholeNumber } from '#service';
import { DrawbackClaims, type DrawbackClaimView } from './drawback-claims';

export class DrawbackClaimsQuery {
  @IsOptional()
  @Matches(/^CEE\d{3}$/)
  center: string | null = null;

  /** Of which account, as filer or claimant. */
  @IsOptional()
  @IsUUID()
  account: string | null = null;

  @IsOptional()
  @IsIn(['on file', 'withdrawn', 'deleted'])
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(30)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

/** Drawback claims, for claimants and their filers, Centers and drawback offices. */
@Controller('drawback-claims')
@For('see', 'claim for drawback')
export class DrawbackClaimsController {
  constructor(
    private readonly claims: DrawbackClaims,
    private readonly looks: Looks,
  ) {}

  /** Drawback claims that an account filed or that name it as claimant; for CBP all, of a Center or an account. Newest first. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Query() query: DrawbackClaimsQuery,
  ): Promise<{ claims: DrawbackClaimView[]; next: string | null }> {
    const page = await this.claims.list(asking, query);
    const { account } = query;
    if (account !== null)
      await this.looks.tell(asking, 'drawback claims', () => [
        { accountIds: [account], kind: 'claim for drawback', subject: accountSubject(account) },
      ]);
    return page;
  }
}
