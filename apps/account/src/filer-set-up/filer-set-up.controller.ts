import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import type { FilerSetUp } from '#contracts';
import { Line, OperationsGuard, Problem, WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { relationTo, whoIs } from '../people/people';
import { AbiPasswords } from './abi-passwords';
import { FilerSetUps, type SetUpChangeView, type SetUpsOfAccount, type SetUpView } from './filer-set-ups';
import { SET_UP_DECISIONS, setUpChangeStates, type SetUpDecision } from './set-up-change.states';

const FILER_CODE = /^[A-Z0-9]{3}$/;

export class SetUpOrder {
  @Matches(FILER_CODE)
  filerCode: string;

  /** The whole set-up that the filer shall have. */
  @IsObject()
  setUp: FilerSetUp;

  /** Leave a set-up that is there already as it is. */
  @IsBoolean()
  onlyIfNew = false;
}

export class SetUpChangeAsked {
  /** Made by who asks: the same again is the same change. */
  @IsUUID()
  id: string;

  /** The whole set-up that the filer shall have. */
  @IsObject()
  setUp: FilerSetUp;

  @Line(300)
  why: string;
}

export class SetUpChangeDecided {
  @IsIn([...SET_UP_DECISIONS])
  decision: SetUpDecision;

  /** What the account is told. */
  @Line(300)
  reason: string;
}

export class SetUpChangeWithdrawn {
  @Line(300)
  why: string;
}

export class SetUpChangesQuery {
  @IsOptional()
  @IsIn([...setUpChangeStates.states])
  state: string | null = null;

  /** The `next` of the page before. */
  @Matches(/^\d{1,18}$/)
  after = '0';

  @WholeNumber(1, 500)
  limit = 100;
}

export class PasswordChange {
  @IsString()
  @Length(1, 64)
  current: string;

  /** Six capital letters or digits, as columns 9-14 of the A record hold. */
  @Matches(/^[A-Z0-9]{6}$/)
  wanted: string;
}

/** How a filer is set up for ABI: seen by its people and by CBP, changed with CBP's approval. */
@Controller('accounts/:accountId')
@For('see', 'filer set-up')
export class FilerSetUpController {
  constructor(
    private readonly setUps: FilerSetUps,
    private readonly passwords: AbiPasswords,
    private readonly looks: OwnLooks,
  ) {}

  /** Set-ups of the account's filer codes, what it asked to have changed, and when its ABI password ends. */
  @Get('filer-set-ups')
  async list(@Asker() asking: Asking, @Param('accountId', ParseUUIDPipe) accountId: string): Promise<SetUpsOfAccount> {
    requireSight(asking, accountId);
    await this.looks.atAccount(asking, accountId, 'filer set-ups');
    return this.setUps.ofAccount(accountId);
  }

  /** Asks for a change. The same again is the same one (200). */
  @Post('filer-set-ups/:filerCode/changes')
  @Does('change', 'filer set-up')
  @ApiCreatedResponse({ description: 'It was asked for' })
  @ApiOkResponse({ description: 'It was there' })
  async ask(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('filerCode') filerCode: string,
    @Body() order: SetUpChangeAsked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SetUpChangeView> {
    requireOwn(asking, accountId, 'filer set-up');
    const { fresh, change } = await this.setUps.ask(accountId, filerCode, order, whoIs(asking));
    void reply.status(fresh ? 201 : 200);
    return change;
  }

  /** Takes back what was asked for and is not decided. */
  @Post('filer-set-up-changes/:changeId/withdraw')
  @Does('change', 'filer set-up')
  @HttpCode(200)
  async withdraw(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Body() { why }: SetUpChangeWithdrawn,
  ): Promise<SetUpChangeView> {
    requireOwn(asking, accountId, 'filer set-up');
    return this.setUps.withdraw(accountId, changeId, whoIs(asking), why);
  }

  /** Changes the ABI password of the account. The one before is taken until the gateway was told, which takes seconds. */
  @Post('abi-password')
  @Does('change', 'ABI password')
  @HttpCode(200)
  async password(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { current, wanted }: PasswordChange,
  ): Promise<{ until: Date | null }> {
    requireOwn(asking, accountId, 'ABI password');
    return this.passwords.change(accountId, current, wanted, whoIs(asking));
  }
}

/** For CBP: what filers asked to have changed. */
@Controller('filer-set-up-changes')
@For('see', 'decision on a filer set-up')
export class SetUpChangesController {
  constructor(private readonly setUps: FilerSetUps) {}

  /** Changes in the order in which they were asked for. */
  @Get()
  list(
    @Query() { state, after, limit }: SetUpChangesQuery,
  ): Promise<{ changes: SetUpChangeView[]; next: string | null }> {
    return this.setUps.changes(state, after, limit);
  }

  /** Decides on a change; an approved one is the set-up from then on. The account is told. */
  @Post(':changeId/decide')
  @Does('change', 'decision on a filer set-up')
  @HttpCode(200)
  async decide(
    @Asker() asking: Asking,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Body() { decision, reason }: SetUpChangeDecided,
  ): Promise<SetUpChangeView> {
    if (!may(asking, 'change', 'decision on a filer set-up', 'any'))
      throw new Problem('not-authorized', 'An account manager or headquarters decides on set-ups.');
    return this.setUps.decide(changeId, decision, whoIs(asking), reason);
  }
}

@Controller('operations/filer-set-ups')
@UseGuards(OperationsGuard)
export class FilerSetUpOperationsController {
  constructor(private readonly setUps: FilerSetUps) {}

  /** Brings a filer's set-up to what is ordered. The same order again changes nothing. */
  @Post()
  @HttpCode(200)
  order(@Body() { filerCode, setUp, onlyIfNew }: SetUpOrder): Promise<SetUpView> {
    return this.setUps.bringTo(filerCode, setUp, 'operations', onlyIfNew);
  }

  /** Tells every set-up again as it stands, for a service that began to listen later. */
  @Post('announce')
  @HttpCode(200)
  async announce(): Promise<{ announced: number }> {
    return { announced: await this.setUps.announceAll() };
  }
}

/** What may not be seen is not there. @throws Problem `not-found` */
const requireSight = (asking: Asking, accountId: string): void => {
  if (!may(asking, 'see', 'filer set-up', relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};

const requireOwn = (asking: Asking, accountId: string, record: 'filer set-up' | 'ABI password'): void => {
  requireSight(asking, accountId);
  if (relationTo(asking, accountId) !== 'own' || !may(asking, 'change', record, 'own'))
    throw new Problem('not-authorized', 'This is done by the owners of the account.');
};
