import { Injectable } from '@nestjs/common';
import type { ServiceName } from '#contracts';
import { Colleagues, Problem } from '#service';
import { GatewayConfig } from '../config/gateway.config';

const TIMEOUT_MS = 2_000;

/** Asks the service that owns the data. While it is away the rest of the platform goes on, and the answer says so. */
@Injectable()
export class Owners {
  constructor(
    private readonly config: GatewayConfig,
    private readonly colleagues: Colleagues,
  ) {}

  /** The document, or null when the owner knows nothing under this address. @throws Problem `look-up-unavailable` */
  async ask(owner: ServiceName, path: string): Promise<unknown> {
    const base = this.config.SERVICE_URLS[owner];
    if (!base) throw this.away(owner);
    let response: Response;
    try {
      const url = new URL(`${base}${path}`);
      response = await fetch(url, {
        headers: this.colleagues.headersFor(owner, 'GET', url),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (response.ok) return await response.json();
      await response.body?.cancel();
    } catch {
      throw this.away(owner);
    }
    throw this.away(owner);
  }

  private away(owner: ServiceName): Problem {
    return new Problem(
      'look-up-unavailable',
      `The ${owner} service does not answer at this moment. Filing, answers and the mailbox go on; only this look-up has to wait.`,
      [],
      10,
    );
  }
}
