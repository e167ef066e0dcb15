import { applyDecorators, createParamDecorator, ExecutionContext, UseInterceptors } from '@nestjs/common';
import { type Act, type Admitted, For, type RecordKind } from '#access';
import { BodyHeld } from '#service';
import type { Account } from '../account/account';
import { InTurn } from './account-turns';

/** For partners: the address needs an API key with the right to do this, and is answered when it is the account's turn. */
export const ForAccounts = (act: Act, record: RecordKind): MethodDecorator & ClassDecorator =>
  applyDecorators(For(act, record), UseInterceptors(BodyHeld, InTurn));

/** The account that sent the request. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Account => context.switchToHttp().getRequest<Admitted>().asking!.account,
);
