import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ArrayMaxSize, IsArray, IsISO8601, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { instantAsked } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { Line } from '../people/people.controller';
import { AccountKeys, type IssuedKey, type KeyView } from './account-keys';

export class KeyAsked {
  /** What it is for. */
  @Line(60)
  label: string;

  /** One of the account's people, whose roles it is then worth; null for a machine. */
  @IsOptional()
  @IsUUID()
  personId: string | null = null;

  /** `read` or `write` by function; null for all that its holder may. */
  @IsOptional()
  @IsObject()
  leaves: Record<string, string> | null = null;

  /** Its last instant; null for no end. */
  @IsOptional()
  @IsISO8601({ strict: true })
  until: string | null = null;

  /** Networks it may be used from, such as `192.0.2.0/24`; none for all. */
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  addresses: string[] = [];
}

@Controller('accounts/:accountId/keys')
@For('see', 'key')
export class AccountKeysController {
  constructor(
    private readonly keys: AccountKeys,
    private readonly looks: OwnLooks,
  ) {}

  /** Every key of the account, the newest first; none of them can be read again. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ keys: KeyView[] }> {
    const keys = await this.keys.list(asking, accountId);
    await this.looks.atAccount(asking, accountId, 'keys');
    return { keys };
  }

  /** Issues a key. It is in this answer and nowhere else. */
  @Post()
  @Does('change', 'key')
  issue(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { until, ...wanted }: KeyAsked,
  ): Promise<IssuedKey> {
    return this.keys.issue(asking, accountId, { ...wanted, until: instantAsked('until', until ?? undefined) ?? null });
  }

  /** Issues a key in place of another, with the same terms; the other one ends a day later. */
  @Post(':keyId/rotate')
  @Does('change', 'key')
  rotate(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<IssuedKey> {
    return this.keys.rotate(asking, accountId, keyId);
  }

  /** Ends a key at once. */
  @Post(':keyId/revoke')
  @Does('change', 'key')
  @HttpCode(204)
  revoke(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<void> {
    return this.keys.revoke(asking, accountId, keyId);
  }
}
