import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { LOG, type Log, Metrics, RecurringWork } from '#service';
import { AccountConfig } from '../../config/account.config';
import { damagedCount, forgetContent, leastVerified, nextUnused, noteVerified } from './content.repository';
import { DocumentVault } from './document-vault';
import { Damaged } from './sealed-content';

const LOOK_EVERY_MS = 60_000;
const AT_ONCE = 20;
const DAY_MS = 86_400_000;
/** Of the days within which all must have been read: the rest is for a service that was down. */
const BEGIN_AFTER = 0.8;

/** Reads every stored document again and again, compares it with its checksum and seals it with the key in use; removes what no document has any more. */
@Injectable()
export class DocumentScrubber {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly vault: DocumentVault,
    private readonly config: AccountConfig,
    @Inject(LOG) private readonly log: Log,
    metrics: Metrics,
    work: RecurringWork,
  ) {
    const options = { by: 'one replica', when: vault.isOpen } as const;
    work.every(LOOK_EVERY_MS, 'comparing documents with their checksums', () => this.scrub(), options);
    work.every(LOOK_EVERY_MS, 'removing content that no document has', () => this.removeUnused(), options);
    new Gauge({
      name: 'portway_documents_damaged',
      help: 'Stored documents that are missing or not what was stored',
      registers: [metrics.registry],
      async collect() {
        const damaged = source.isInitialized ? await damagedCount(source.manager).catch(() => null) : null;
        if (damaged === null) this.remove();
        else this.set(damaged);
      },
    });
  }

  /** @returns whether there are more */
  async scrub(now = new Date()): Promise<boolean> {
    const before = new Date(now.getTime() - BEGIN_AFTER * this.config.DOCUMENT_SCRUB_DAYS * DAY_MS);
    const due = await leastVerified(this.source.manager, before, AT_ONCE);
    for (const sha256 of due) await this.verify(sha256, now);
    return due.length === AT_ONCE;
  }

  /** @returns whether there are more */
  async removeUnused(): Promise<boolean> {
    return this.transactions.run(async ({ manager }) => {
      const sha256 = await nextUnused(manager);
      if (!sha256) return false;
      await forgetContent(manager, sha256);
      await this.vault.remove(sha256);
      return true;
    });
  }

  private async verify(sha256: string, now: Date): Promise<void> {
    let damage: string | null = null;
    try {
      const { content, keyId } = await this.vault.read(sha256);
      if (keyId !== this.vault.keyId) await this.vault.keep(content, sha256);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      damage = error.message;
      this.log.error({ sha256, reason: damage }, 'the content of a document is damaged');
    }
    await noteVerified(this.source.manager, sha256, now, damage);
  }
}
