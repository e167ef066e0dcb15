import {
  applyDecorators,
  CanActivate,
  createParamDecorator,
  ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Called, CallerLimits, Problem, RouteNote } from '#service';
import { AccountsRepository } from './accounts.repository';
import { type Officer, officerOf, type OfficerRole } from './officer';

const LONGEST_KEY = 200;

/** What `ForOfficers` notes with a route: the roles that may use it, none for all. */
export interface OfficerRule {
  readonly officers?: readonly OfficerRole[];
}

type WithOfficer = Called & { officer?: Officer };

const keyOf = ({ headers }: WithOfficer): string | undefined => {
  const direct = headers['x-api-key'];
  return typeof direct === 'string' ? direct : /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
};

/** Lets in who sends the key of an officer's account, before any body is read. Needs nothing but the port service's own database. */
export const admitOfficers = (app: NestFastifyApplication): void => {
  const [accounts, limits] = [app.get(AccountsRepository), app.get(CallerLimits)];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const { officers: roles } = request.routeOptions.config as OfficerRule;
      if (!roles) return;
      const key = keyOf(request as never);
      if (!key) throw new Problem('not-authenticated', 'The request has no API key.');
      limits.admitKey(request as never, key);
      const holder = key.length <= LONGEST_KEY ? await accounts.ofKey(key) : null;
      if (!holder)
        return limits.refuseKey(
          request as never,
          key,
          'unknown key',
          'The API key is not known or not in force any more.',
        );
      limits.noteRightKey(key);
      const { account, person } = holder;
      const officer = officerOf(account, person);
      if (!officer || (roles.length > 0 && !roles.includes(officer.role))) {
        throw new Problem(
          'not-authorized',
          `Only these may do this: ${roles.length > 0 ? roles.join(', ') : 'officers'}.`,
        );
      }
      Object.assign(request, { officer, caller: account.accountId } satisfies Partial<WithOfficer>);
    });
};

/** Who was not let in before the body was read gets no further, whatever became of the rule of the route. */
@Injectable()
export class OfficerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<WithOfficer>().officer) return true;
    throw new Problem('not-authenticated', 'The request has no API key.');
  }
}

/** For officers, of these roles where any are named. */
export const ForOfficers = (...roles: OfficerRole[]): MethodDecorator & ClassDecorator =>
  applyDecorators(RouteNote({ officers: roles } satisfies OfficerRule), UseGuards(OfficerGuard));

/** The officer who sent the request. */
export const ActingOfficer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Officer => context.switchToHttp().getRequest<WithOfficer>().officer!,
);
