import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '#service';
import type { StatusConfig } from '../status.config';

/** The network that asks. What the gateway says of it is believed only with the operations token. */
export const askerOf = ({ headers, ip }: FastifyRequest, { OPERATIONS_TOKEN }: StatusConfig): string => {
  const [client, token] = [headers['x-portway-client'], Buffer.from(String(headers['x-portway-token'] ?? ''))];
  const own = Buffer.from(OPERATIONS_TOKEN);
  return networkOf(typeof client === 'string' && token.length === own.length && timingSafeEqual(token, own) ? client : ip);
};
