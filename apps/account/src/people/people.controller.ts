import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsArray, IsEmail, IsISO8601, IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { instantAsked, Line } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { People, type RoleView } from './people';

export { Line };

export class PersonOfAccount {
  @Line(60)
  name: string;

  @IsEmail()
  @MaxLength(254)
  email: string;
}

export class PersonNamed extends PersonOfAccount {
  /** Why, in a sentence: it stays with the role and in the log. */
  @Line(300)
  why: string;
}

export class RoleGiven extends PersonNamed {
  @IsString()
  @MaxLength(40)
  role: string;

  /** For a user: `read` or `write` by function. */
  @IsOptional()
  @IsObject()
  leaves: Record<string, string> | null = null;

  /** For people of CBP: ports they serve, instead of the account's. */
  @IsArray()
  @Matches(/^\d{4}$/, { each: true })
  ports: string[] = [];

  /** For people of CBP: the Center they serve, such as `CEE009`. */
  @IsOptional()
  @Matches(/^CEE0(0[1-9]|10)$/)
  center: string | null = null;

  /** First instant; now where it is left out. */
  @IsOptional()
  @IsISO8601({ strict: true })
  from: string | null = null;

  /** The instant with which it ends; null for no end. */
  @IsOptional()
  @IsISO8601({ strict: true })
  to: string | null = null;
}

export class Ending {
  /** Why, in a sentence: it stays with the role and in the log. */
  @Line(300)
  why: string;
}

@Controller('accounts/:accountId')
@For('see', 'person')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly looks: OwnLooks,
  ) {}

  /** Who has a role in the account, and who had one. */
  @Get('people')
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ roles: RoleView[] }> {
    const roles = await this.people.list(asking, accountId);
    await this.looks.atAccount(asking, accountId, 'people');
    return { roles };
  }

  /** Gives a person a role in the account. */
  @Post('people')
  @Does('change', 'person')
  give(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { from, to, ...order }: RoleGiven,
  ): Promise<{ id: string; personId: string }> {
    return this.people.give(asking, accountId, {
      ...order,
      from: instantAsked('from', from ?? undefined) ?? new Date().toISOString(),
      to: instantAsked('to', to ?? undefined) ?? null,
    });
  }

  /** Ends a role at once. */
  @Post('people/:roleId/end')
  @Does('change', 'person')
  @HttpCode(204)
  end(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('roleId', ParseUUIDPipe) roleId: string,
    @Body() { why }: Ending,
  ): Promise<void> {
    return this.people.end(asking, accountId, roleId, why);
  }

  /** Makes somebody the owner of the account, in place of who was. */
  @Post('owner')
  @Does('change', 'proxy owner')
  @HttpCode(200)
  handOver(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() order: PersonNamed,
  ): Promise<{ id: string; personId: string }> {
    return this.people.handOver(asking, accountId, order);
  }
}
