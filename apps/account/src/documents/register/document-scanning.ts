import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RecurringWork } from '#service';
import { VirusScanner } from '../checks/virus-scanner';
import { DocumentVault } from '../storage/document-vault';
import { DocumentRegister } from './document-register';

const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 20;

/** Has the scanner look at what was received while it was away. */
@Injectable()
export class DocumentScanning {
  constructor(
    private readonly source: DataSource,
    private readonly register: DocumentRegister,
    vault: DocumentVault,
    scanner: VirusScanner,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'looking for viruses in documents that wait', () => this.scan(), {
      by: 'one replica',
      when: vault.isOpen && scanner.isSet,
    });
  }

  /** @returns whether there are more */
  async scan(): Promise<boolean> {
    const waiting: { id: string }[] = await this.source.query(
      `SELECT d.id FROM document d JOIN document_content c USING (sha256)
        WHERE d.state = 'being checked' AND c.damaged_at IS NULL ORDER BY d.id LIMIT $1`,
      [AT_ONCE],
    );
    for (const { id } of waiting) if (!(await this.register.scanWaiting(id))) return false;
    return waiting.length === AT_ONCE;
  }
}
