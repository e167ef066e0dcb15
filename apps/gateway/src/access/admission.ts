import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#service';
import type { Account, AccountKind } from './account';
import { Accounts } from './accounts';

export type Admitted = FastifyRequest & { account?: Account };

/** What `ForAccounts` notes with a route: the kinds that may use it, none for all. */
export interface AdmissionRule {
  readonly accounts?: readonly AccountKind[];
}

const keyOf = ({ headers }: FastifyRequest): string | undefined => {
  const direct = headers['x-api-key'];
  if (typeof direct === 'string' && direct !== '') return direct;
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
};

/** Lets in who sends the key of an active account, and of the right kind where the address asks for one, before any body is read. */
export const admitByKey = (app: NestFastifyApplication): void => {
  const accounts = app.get(Accounts);
  app.getHttpAdapter().getInstance().addHook('onRequest', async (request) => {
    const { accounts: kinds } = request.routeOptions.config as AdmissionRule;
    if (!kinds) return;
    const key = keyOf(request as never);
    const account = key && key.length <= 200 ? await accounts.ofKey(key) : null;
    if (!account) throw new Problem('not-authenticated', key ? 'The API key is not known or not in force any more.' : 'The request has no API key.');
    if (kinds.length > 0 && !kinds.some((kind) => account.kinds.includes(kind))) {
      throw new Problem('not-authorized', `Only accounts of these kinds may do this: ${kinds.join(', ')}.`);
    }
    (request as unknown as Admitted).account = account;
  });
};
