import type { FastifyReply } from 'fastify';
import type { Allowances } from './allowances';

/**
 * Tells who asks what is left of a share, in `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10): a member of both
 * lists for each share that the request takes of, `"account";q=6000;w=2` and `"account";r=5999;t=1`.
 */
export const tellShare = (
  reply: FastifyReply,
  name: 'address' | 'account',
  allowances: Allowances,
  caller: string,
): void => {
  const { quota, windowSeconds, left, fullInSeconds } = allowances.shareOf(caller);
  add(reply, 'ratelimit-policy', `"${name}";q=${quota};w=${windowSeconds}`);
  add(reply, 'ratelimit', `"${name}";r=${left};t=${fullInSeconds}`);
};

const add = (reply: FastifyReply, header: string, member: string): void => {
  const before = reply.getHeader(header);
  void reply.header(header, before === undefined ? member : `${String(before)}, ${member}`);
};
