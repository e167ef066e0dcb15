import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { postOutside, refusalOfAddress, type SendResult } from '#service';
import { GatewayConfig } from '../config/gateway.config';

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 with the webhook's secret over the seconds, a full stop and the body. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

/** Sends one signed message. */
@Injectable()
export class WebhookSender {
  constructor(private readonly config: GatewayConfig) {}

  /** Why a partner's address is not taken, or null. */
  refusalOf(url: string): string | null {
    return refusalOfAddress(url, this.config.WEBHOOK_PRIVATE_ADDRESSES);
  }

  send(url: string, secret: string, headers: Readonly<Record<string, string>>, body: string): Promise<SendResult> {
    const signature = signatureOf(secret, Math.floor(Date.now() / 1_000), body);
    return postOutside(
      url,
      { ...headers, 'portway-signature': signature },
      body,
      this.config.WEBHOOK_PRIVATE_ADDRESSES,
    );
  }
}
