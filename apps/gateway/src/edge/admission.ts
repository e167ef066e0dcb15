import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { CallerLimits, Problem } from '#service';
import type { AccountKind } from '../account/account';
import type { Admitted } from './admitted';
import { AccountShares } from './account-turns';
import { Accounts } from '../account/accounts';

const LONGEST_KEY = 200;

/** What `ForAccounts` notes with a route: the kinds that may use it, none for all. */
export interface AdmissionRule {
  readonly accounts?: readonly AccountKind[];
}

const keyOf = ({ headers }: FastifyRequest): string | undefined => {
  const direct = headers['x-api-key'];
  if (typeof direct === 'string' && direct !== '') return direct;
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
};

/**
 * Lets in who sends the key of an active account, and of the right kind where the address asks for one, before any body is read. After
 * too many wrong keys from a network address only those that were right at this process are looked at.
 */
export const admitByKey = (app: NestFastifyApplication): void => {
  const [accounts, limits, shares] = [app.get(Accounts), app.get(CallerLimits), app.get(AccountShares)];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const { accounts: kinds } = request.routeOptions.config as AdmissionRule;
      if (!kinds) return;
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
      const { account, person } = holder;
      if (kinds.length > 0 && !kinds.some((kind) => account.kinds.includes(kind))) {
        throw new Problem('not-authorized', `Only accounts of these kinds may do this: ${kinds.join(', ')}.`);
      }
      limits.noteRightKey(key);
      shares.admit(account);
      Object.assign(request, { account, person, caller: account.accountId } satisfies Partial<Admitted>);
    });
};
