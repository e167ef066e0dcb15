import { applyDecorators, CanActivate, createParamDecorator, ExecutionContext, Injectable, SetMetadata, UseGuards } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#service';
import { AccountsRepository } from './accounts.repository';
import { type Officer, officerOf, type OfficerRole } from './officer';

/** Where it is noted with a route which roles may use it, none for all. */
export const ROLES = 'officer roles';
type WithOfficer = FastifyRequest & { officer?: Officer };

/** Lets in who sends the key of an officer's account. Needs nothing but the status service's own database. */
@Injectable()
export class OfficerGuard implements CanActivate {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WithOfficer>();
    const direct = request.headers['x-api-key'];
    const key = typeof direct === 'string' ? direct : /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const account = key && key.length <= 200 ? await this.accounts.ofKey(key) : null;
    if (!account) throw new Problem('not-authenticated', key ? 'The API key is not known or not in force any more.' : 'The request has no API key.');
    const officer = officerOf(account);
    const roles = this.reflector.getAllAndOverride<OfficerRole[]>(ROLES, [context.getHandler(), context.getClass()]) ?? [];
    if (!officer || (roles.length > 0 && !roles.includes(officer.role))) {
      throw new Problem('not-authorized', `Only these may do this: ${roles.length > 0 ? roles.join(', ') : 'officers'}.`);
    }
    request.officer = officer;
    return true;
  }
}

/** For officers, of these roles where any are named. */
export const ForOfficers = (...roles: OfficerRole[]): MethodDecorator & ClassDecorator => applyDecorators(SetMetadata(ROLES, roles), UseGuards(OfficerGuard));

/** The officer who sent the request. */
export const ActingOfficer = createParamDecorator((_: unknown, context: ExecutionContext): Officer => context.switchToHttp().getRequest<WithOfficer>().officer!);
