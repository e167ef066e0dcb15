import {
  applyDecorators,
  CanActivate,
  createParamDecorator,
  ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Called, CallerLimits, Problem, RouteNote } from '#service';
import { type Asking, askingWith, type Refusal } from './asking';
import { KeyHolders } from './known-accounts';
import { type Act, may, viewersWho } from './rights';
import type { RecordKind } from './rights.table';

const LONGEST_KEY = 200;

/** What `For` notes with a route: what is done there to which kind of record. */
export interface AdmissionRule {
  readonly act?: Act;
  readonly record?: RecordKind;
}

/** A request, with who asks once that is known. */
export type Admitted = Called & { asking?: Asking };

/** The key that a request shows. */
export const keyShown = ({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined => {
  const direct = headers['x-api-key'];
  if (typeof direct === 'string' && direct !== '') return direct;
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
};

const REFUSALS: Readonly<Record<Exclude<Refusal, 'not in force'>, string>> = {
  'not from here': 'This API key may not be used from your network address.',
  merged: 'The account of this API key was merged into another one: ask the owner of that for a key.',
  'no role any more': 'The person of this API key has no role in the account any more.',
};

/** Who asks with a key at this moment, or why it opens nothing. */
export const askingNow = async (holders: KeyHolders, key: string, address: string): Promise<Asking | Refusal> => {
  const holder = key.length <= LONGEST_KEY ? await holders.ofKey(key) : null;
  return holder ? askingWith(holder.account, holder.terms, new Date().toISOString(), address) : 'not in force';
};

/**
 * Judges again who was let in, once all of a long message has come: what ended meanwhile opens nothing any more.
 *
 * @throws Problem `not-authenticated` or `not-authorized`, as at the door
 */
export const admitAgain = async (holders: KeyHolders, request: FastifyRequest): Promise<Asking> => {
  const { act, record } = request.routeOptions.config as AdmissionRule;
  const asking = await askingNow(holders, keyShown(request) ?? '', request.ip);
  if (asking === 'not in force')
    throw new Problem('not-authenticated', 'The API key ended while the message came; nothing of it was kept.');
  if (typeof asking === 'string') throw new Problem('not-authorized', REFUSALS[asking]);
  requireRight(asking, act!, record!);
  return asking;
};

/**
 * Lets in who sends the key of an active account, and may do at the address what is done there, before any body is read. After too many wrong keys from a
 * network address only those that were right at this process are looked at.
 *
 * @param alsoAsk judges who was let in by the service's own limits
 */
export const admitByKey = (app: NestFastifyApplication, alsoAsk: (asking: Asking) => void = () => {}): void => {
  const [holders, limits] = [app.get(KeyHolders), app.get(CallerLimits)];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const { act, record } = request.routeOptions.config as AdmissionRule;
      if (!act || !record) return;
      const key = keyShown(request);
      if (!key) throw new Problem('not-authenticated', 'The request has no API key.');
      limits.admitKey(request as never, key);
      const asking = await askingNow(holders, key, request.ip);
      if (asking === 'not in force')
        return limits.refuseKey(
          request as never,
          key,
          'unknown key',
          'The API key is not known or not in force any more.',
        );
      limits.noteRightKey(key);
      if (typeof asking === 'string') throw new Problem('not-authorized', REFUSALS[asking]);
      requireRight(asking, act, record);
      alsoAsk(asking);
      Object.assign(request, { asking, caller: asking.account.accountId } satisfies Partial<Admitted>);
    });
};

const requireRight = (asking: Asking, act: Act, record: RecordKind): void => {
  if (may(asking, act, record)) return;
  const viewers = viewersWho(act, record);
  throw new Problem(
    'not-authorized',
    asking.leaves !== null && may({ ...asking, leaves: null }, act, record)
      ? `Your leave does not reach so far: ${act} ${record}. An owner of the account can give it.`
      : `Only these may do this (${act} ${record}): ${viewers.join(', ')}.`,
  );
};

/** Who was not let in before the body was read gets no further, whatever became of the rule of the route. */
@Injectable()
export class AdmittedGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<Admitted>().asking) return true;
    throw new Problem('not-authenticated', 'The request has no API key.');
  }
}

/** The address is for those who may do this to records of the kind (`rights.table.ts`), in whichever relation: the one at hand is judged where the record is known. */
export const For = (act: Act, record: RecordKind): MethodDecorator & ClassDecorator =>
  applyDecorators(
    RouteNote({ act, record } satisfies AdmissionRule),
    UseGuards(AdmittedGuard),
    ApiBearerAuth('key'),
    ApiSecurity('header key'),
  );

/** Where one method of a class that is `For` something does something else. */
export const Does = (act: Act, record: RecordKind): MethodDecorator =>
  RouteNote({ act, record } satisfies AdmissionRule);

/** Who asks. */
export const Asker = createParamDecorator(
  (_: unknown, context: ExecutionContext): Asking => context.switchToHttp().getRequest<Admitted>().asking!,
);
