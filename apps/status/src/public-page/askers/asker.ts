import type { FastifyRequest } from 'fastify';
import { type Colleagues, networkOf } from '#service';

/** The network that asks; what is said of it is believed of the gateway only. */
export const askerOf = (request: FastifyRequest, colleagues: Colleagues): string => {
  const client = request.headers['x-portway-client'];
  return networkOf(
    typeof client === 'string' && colleagues.callerOf(request, client) === 'gateway' ? client : request.ip,
  );
};
