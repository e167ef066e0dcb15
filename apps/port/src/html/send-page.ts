import type { FastifyReply } from 'fastify';

/** No script, nothing from elsewhere, nobody's frame: a page is what the service wrote, and only its own style. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Sends a whole page that is looked at or printed as it is. */
export const sendPage = (reply: FastifyReply, page: string): void => {
  void reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page);
};
