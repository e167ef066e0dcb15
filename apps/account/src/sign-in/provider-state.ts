import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from '#persistence';

/** What goes when a grant goes. */
const OF_GRANTS = ['AccessToken', 'AuthorizationCode', 'RefreshToken'];
const CLIENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Keeps the state of the provider in the service's database, one row for each code, session, interaction and grant. Clients it does not keep: they are API keys of accounts. */
export class ProviderState implements Adapter {
  constructor(
    private readonly source: DataSource,
    private readonly model: string,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    await this.query(
      `INSERT INTO sign_in_state (model, id, payload, ends_at) VALUES ($1, $2, $3, now() + $4::float8 * interval '1 second')
       ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, ends_at = excluded.ends_at`,
      [this.model, id, payload, expiresIn ?? null],
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.model === 'Client') return this.client(id);
    return this.one('id = $2', id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.one("payload ->> 'uid' = $2", uid);
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Of two at the same moment one consumes it: the other finds it consumed. */
  async consume(id: string): Promise<void> {
    const [, consumed] = (await this.query(
      `UPDATE sign_in_state SET payload = payload || jsonb_build_object('consumed', floor(extract(epoch FROM now())))
       WHERE model = $1 AND id = $2 AND NOT payload ? 'consumed'`,
      [this.model, id],
    )) as [unknown, number];
    if (consumed === 0) throw new errors.InvalidGrant('it was used at the same moment');
  }

  async destroy(id: string): Promise<void> {
    await this.query('DELETE FROM sign_in_state WHERE model = $1 AND id = $2', [this.model, id]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.query(`DELETE FROM sign_in_state WHERE payload ->> 'grantId' = $1 AND model = ANY($2)`, [
      grantId,
      OF_GRANTS,
    ]);
  }

  private async one(condition: string, value: string): Promise<AdapterPayload | undefined> {
    const [row] = await this.query(
      `SELECT payload FROM sign_in_state WHERE model = $1 AND ${condition} AND (ends_at IS NULL OR ends_at > now())`,
      [this.model, value],
    );
    return row?.payload as AdapterPayload | undefined;
  }

  private async query(sql: string, values: unknown[]): Promise<any> {
    try {
      return await this.source.query(sql, values);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      const away = new errors.TemporarilyUnavailable('nobody can sign in at this moment: try again in a few seconds');
      throw Object.assign(away, { status: 503, statusCode: 503 });
    }
  }

  /** An API key in force, as a client: its id, and the key as secret, of which only the digest is known here. */
  private async client(id: string): Promise<AdapterPayload | undefined> {
    if (!CLIENT_ID.test(id)) return undefined;
    const [row] = await this.query(
      'SELECT hash, label FROM api_key WHERE id = $1 AND revoked_at IS NULL AND (valid_until IS NULL OR valid_until > now())',
      [id],
    );
    if (!row) return undefined;
    return {
      client_id: id,
      client_name: (row.label as string | null) ?? id,
      client_secret: row.hash as string,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_basic',
    } as AdapterPayload;
  }
}
