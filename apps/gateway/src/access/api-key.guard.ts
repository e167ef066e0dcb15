import { applyDecorators, CanActivate, createParamDecorator, ExecutionContext, Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import { Problem } from '#service';
import { BodyHeld } from '../intake/body-budget';
import type { Account, AccountKind } from './account';
import type { Admitted, AdmissionRule } from './admission';

/** Who was not let in before the body was read gets no further, whatever became of the rule of the route. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<Admitted>().account) return true;
    throw new Problem('not-authenticated', 'The request has no API key.');
  }
}

/** A route knows nothing of its class: what a class says is noted with each of its methods. */
const onEveryRoute = (rule: AdmissionRule): MethodDecorator & ClassDecorator => {
  const note = RouteConfig(rule);
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (key !== undefined && descriptor) return void note(target, key, descriptor);
    const { prototype } = target as { prototype: object };
    for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name !== 'constructor' && typeof method.value === 'function') note(prototype, name, method);
    }
  };
};

/** For partners: the address needs an API key, of an account of one of these kinds where any are named. */
export const ForAccounts = (...kinds: AccountKind[]): MethodDecorator & ClassDecorator =>
  applyDecorators(onEveryRoute({ accounts: kinds }), UseGuards(ApiKeyGuard), UseInterceptors(BodyHeld), ApiBearerAuth('key'), ApiSecurity('header key'));

/** The account that sent the request. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Account => context.switchToHttp().getRequest<Admitted>().account!);
