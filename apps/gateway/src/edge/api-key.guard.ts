import {
  applyDecorators,
  CanActivate,
  createParamDecorator,
  ExecutionContext,
  Injectable,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import { BodyHeld, Problem, RouteNote } from '#service';
import type { Account, AccountKind, KeyHolder } from '../account/account';
import { InTurn } from './account-turns';
import type { AdmissionRule } from './admission';
import type { Admitted } from './admitted';

/** Who was not let in before the body was read gets no further, whatever became of the rule of the route. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<Admitted>().account) return true;
    throw new Problem('not-authenticated', 'The request has no API key.');
  }
}

/** For partners: the address needs an API key, of an account of one of these kinds where any are named. */
export const ForAccounts = (...kinds: AccountKind[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    RouteNote({ accounts: kinds } satisfies AdmissionRule),
    UseGuards(ApiKeyGuard),
    UseInterceptors(BodyHeld, InTurn),
    ApiBearerAuth('key'),
    ApiSecurity('header key'),
  );

/** The account that sent the request. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Account => context.switchToHttp().getRequest<Admitted>().account!,
);

/** The account and the person of the key, for what is done in a person's name. */
export const Holder = createParamDecorator((_: unknown, context: ExecutionContext): KeyHolder => {
  const { account, person } = context.switchToHttp().getRequest<Admitted>();
  return { account: account!, person: person ?? null };
});
