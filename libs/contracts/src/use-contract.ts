import { type Static, Type } from '@sinclair/typebox';
import { type Contract, contract, type ServiceName } from './contract';
import { exampleOrigin } from './examples';
import { Instant, Uuid } from './shapes';

const Use = Type.Object({
  accountId: Uuid,
  /** The last one by anybody of the account. */
  lastUsedAt: Instant,
  /** Keys that were used, by their SHA-256 in hex, or tokens that were issued for them. */
  keys: Type.Array(Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }), lastUsedAt: Instant })),
});
/** That somebody was let in for an account. */
export type AccountUse = Static<typeof Use>;

/** That an account was used at a service, told some minutes later and once for all uses of those minutes: each service that lets people in tells of its own. */
export const useContract = <N extends ServiceName>(owner: N): Contract<typeof Use> =>
  contract({
    type: `${owner}.account-used`,
    version: 1,
    owner,
    describes: `Somebody was let in for an account at the ${owner} service within the last minutes`,
    subject: 'the account',
    schema: Use,
    example: {
      accountId: exampleOrigin.accountId,
      lastUsedAt: exampleOrigin.receivedAt,
      keys: [
        {
          hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          lastUsedAt: exampleOrigin.receivedAt,
        },
      ],
    },
  }) as never;
