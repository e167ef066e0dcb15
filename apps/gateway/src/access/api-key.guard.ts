import { applyDecorators, CanActivate, createParamDecorator, ExecutionContext, Injectable, SetMetadata, UseGuards } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#service';
import type { Account, AccountKind } from './account';
import { Accounts } from './accounts';

const KINDS = 'account kinds';

type Admitted = FastifyRequest & { account?: Account };

const keyOf = ({ headers }: FastifyRequest): string | undefined => {
  const direct = headers['x-api-key'];
  if (typeof direct === 'string' && direct !== '') return direct;
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
};

/** Lets in who sends the key of an active account, and of the right kind where the address asks for one. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly accounts: Accounts,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Admitted>();
    const key = keyOf(request);
    const account = key && key.length <= 200 ? await this.accounts.ofKey(key) : null;
    if (!account) throw new Problem('not-authenticated', key ? 'The API key is not known or not in force any more.' : 'The request has no API key.');
    const kinds = this.reflector.getAllAndOverride<AccountKind[] | undefined>(KINDS, [context.getHandler(), context.getClass()]);
    if (kinds && !kinds.some((kind) => account.kinds.includes(kind))) {
      throw new Problem('not-authorized', `Only accounts of these kinds may do this: ${kinds.join(', ')}.`);
    }
    request.account = account;
    return true;
  }
}

/** For partners: the address needs an API key, of an account of one of these kinds where any are named. */
export const ForAccounts = (...kinds: AccountKind[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    UseGuards(ApiKeyGuard),
    ApiBearerAuth('key'),
    ApiSecurity('header key'),
    ...(kinds.length > 0 ? [SetMetadata(KINDS, kinds)] : []),
  );

/** The account that sent the request. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Account => context.switchToHttp().getRequest<Admitted>().account!);
