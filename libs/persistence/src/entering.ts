import * as pg from 'pg';
import { type Login, type Logins, withLogin } from '#kernel';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: unknown) => void,
) => void;

/** PostgreSQL's invalid authorization: by this password, or under this name, nobody is let in. */
const isNotLetIn = (error: unknown): boolean => /^28/.test(String((error as { code?: unknown } | undefined)?.code));
const isSame = (one: Login, other: Login | undefined): boolean =>
  one.user === other?.user && one.password === other.password;

/**
 * pg, whose pool asks with each new connection as whom it enters. Where it is not let in as one of them, it tries the other before anybody hears of it.
 *
 * @param Client what else connections are told to do
 */
export const pgEnteringBy = (
  logins: Logins,
  Client: new (config?: string | pg.ClientConfig) => pg.Client,
): typeof pg => {
  let refused: Login | undefined;
  const present = (): Login => {
    const now = logins();
    return now.find((one) => !isSame(one, refused)) ?? now[0]!;
  };

  class EnteringClient extends Client {
    private readonly login: Login;

    constructor(config: pg.ClientConfig) {
      const login = present();
      super({ ...config, connectionString: withLogin(config.connectionString!, login) });
      this.login = login;
    }

    override connect(): Promise<this>;
    override connect(told: (error: Error) => void): void;
    override connect(told?: (error: Error) => void): unknown {
      if (!told) return super.connect().then(() => this);
      return super.connect((error: Error | null) => {
        if (isNotLetIn(error)) refused = this.login;
        told(error as Error);
      });
    }
  }

  class EnteringPool extends pg.Pool {
    constructor(config: pg.PoolConfig) {
      super({ ...config, Client: EnteringClient as never });
    }

    override connect(): Promise<pg.PoolClient>;
    override connect(told: Connected): void;
    override connect(told?: Connected): unknown {
      if (!told)
        return new Promise((resolve, reject) =>
          this.connect((error, client) => (error ? reject(error) : resolve(client!))),
        );
      const attempt = (left: number): void =>
        super.connect((error, client, release) =>
          isNotLetIn(error) && left > 0 ? attempt(left - 1) : told(error, client, release),
        );
      return attempt(logins().length);
    }
  }

  return { ...pg, Pool: EnteringPool as never };
};
