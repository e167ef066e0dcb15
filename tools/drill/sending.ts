import type { DemoAccount } from '../platform/accounts';
import type { Message } from './consignment';
import type { Sending } from './ledger';

const WITHIN_MS = 10_000;
/** A refusal is kept so far: what it tells the filer to do stands at its beginning. */
const REFUSAL_LENGTH = 600;

/** Sends a message once, as a partner's software does, and notes what was said to it. Never throws: no answer is an outcome too. */
export const sendMessage = async (
  gateway: string,
  { apiKey }: Pick<DemoAccount, 'apiKey'>,
  { path, type, body, key }: Message,
  onPurpose: boolean,
): Promise<Sending> => {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': type,
    accept: 'application/json',
    ...(key ? { 'idempotency-key': key } : {}),
  };
  const at = Date.now();
  const silence = { http: null, disposition: null, transmissionId: null, repeats: null, refusal: 'no connection' };
  const said = await fetch(gateway + path, { method: 'POST', headers, body, signal: AbortSignal.timeout(WITHIN_MS) })
    .then(async (response) => {
      const text = await response.text();
      const {
        id = null,
        disposition = null,
        repeats = null,
      } = (text.startsWith('{') ? JSON.parse(text) : {}) as { id?: string; disposition?: string; repeats?: string };
      const acknowledged = response.status === 202;
      return {
        http: response.status,
        disposition,
        transmissionId: acknowledged ? id : null,
        repeats,
        refusal: acknowledged ? '' : text.slice(0, REFUSAL_LENGTH),
      };
    })
    .catch(() => silence);
  return { at, saidAt: Date.now(), onPurpose, ...said };
};
