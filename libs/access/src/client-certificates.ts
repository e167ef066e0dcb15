import { createHash, X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CallerLimits, Problem, Refusals, ServiceConfig } from '#service';
import type { AccessConfig } from './access.config';

/** A certificate in DER and base64, between colons (RFC 9440, 2.1). */
const CLIENT_CERT = /^:([A-Za-z0-9+/]+={0,2}):$/;

/** Whether the service asks for client certificates where it ends TLS itself: it needs them. */
export const asksForCertificates = ({ CLIENT_CERTIFICATES }: AccessConfig): boolean =>
  Object.keys(CLIENT_CERTIFICATES).length > 0;

/** The certificates by which programs of an account prove themselves, beside their key or token. */
@Injectable()
export class ClientCertificates {
  constructor(
    @Inject(ServiceConfig) private readonly config: AccessConfig,
    private readonly limits: CallerLimits,
    private readonly refusals: Refusals,
  ) {}

  /** @throws Problem `not-authorized` where the account is bound to certificates and the request came with none of them */
  require(accountId: string, request: FastifyRequest): void {
    const bound = this.config.CLIENT_CERTIFICATES[accountId];
    if (!bound) return;
    const fault = faultOf(this.shownBy(request), bound);
    if (!fault) return;
    this.refusals.note('no client certificate', accountId);
    throw new Problem('not-authorized', `Keys of this account are taken with a client certificate only: ${fault}.`);
  }

  /** What a proxy says is believed of a trusted one only; behind it, it is the one whom the other side proved itself to. */
  private shownBy({ headers, socket }: FastifyRequest): X509Certificate | null {
    if (this.limits.isTrusted(socket.remoteAddress ?? ''))
      return certificateIn(CLIENT_CERT.exec(String(headers['client-cert'] ?? ''))?.[1]);
    return (socket instanceof TLSSocket && socket.getPeerX509Certificate()) || null;
  }
}

const certificateIn = (base64: string | undefined): X509Certificate | null => {
  try {
    return base64 === undefined ? null : new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return null;
  }
};

const faultOf = (shown: X509Certificate | null, bound: readonly string[]): string | null => {
  if (!shown) return 'the request came with none';
  const fingerprint = createHash('sha256').update(shown.raw).digest('hex');
  if (!bound.some((one) => one.replaceAll(':', '').toLowerCase() === fingerprint))
    return `the one with the SHA-256 fingerprint ${fingerprint} is not among those that you gave`;
  const now = Date.now();
  return now < Date.parse(shown.validFrom) || now > Date.parse(shown.validTo)
    ? `it is good from ${shown.validFrom} to ${shown.validTo}`
    : null;
};
