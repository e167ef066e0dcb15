import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Batch, batchFault, blockFault, type ControlFault } from '#catair';
import { isPort } from '#reference';
import { verifyPassword } from '#service';
import type { Account } from './account';

const REMEMBERED = 10_000;

/** Judges who a batch says it comes from (X09) and for whom each block files (X17, X18; Batch & Block Control v23, pp. B&B-34..36). */
@Injectable()
export class AbiSender {
  /** Outcomes of password checks by digest: the check itself costs 50 ms on purpose. */
  private readonly checked = new Map<string, Promise<boolean>>();

  /**
   * What speaks against the batch, beside what its own text tells; nothing when its text is faulty already.
   *
   * @param refused of a transmission that is read again, without its passwords: the positions of the batches that were refused when it came
   */
  async faultsOf(batch: Batch, account: Account, refused?: readonly number[]): Promise<readonly ControlFault[]> {
    if (!refused) return this.judge(batch, account, (password, hash) => this.passwordFits(password, hash));
    if (!refused.includes(batch.position)) return [];
    const faults = await this.judge(batch, account, async () => true);
    return faults.length > 0 ? faults : this.judge(batch, account, async () => false);
  }

  private async judge(batch: Batch, account: Account, passwordFits: (password: string, hash: string) => Promise<boolean>): Promise<readonly ControlFault[]> {
    if (batch.faults.some(({ level }) => level === 'batch') || !batch.envelope) return batch.faults;
    const { siteCode, idCode, password } = batch.envelope;
    const { abi } = account;
    const known = abi !== null && siteCode === abi.site && idCode === abi.id && (await passwordFits(password, abi.passwordHash));
    if (!known) return [batchFault('X09', 'site, sender code or password are not those of the account', 'A')];
    const strangers = batch.blocks.flatMap((block) => {
      const { processingFilerCode, processingPortCode } = block.header;
      if (processingFilerCode !== '' && !account.filerCodes.includes(processingFilerCode)) return [blockFault('X17', block, undefined, 'B')];
      return processingPortCode !== '' && !isPort(processingPortCode) ? [blockFault('X18', block, undefined, 'B')] : [];
    });
    if (batch.faults.some(({ level }) => level === 'block')) return [...batch.faults, ...strangers].slice(0, 100);
    return strangers.length > 0 ? strangers.slice(0, 100) : batch.faults;
  }

  private passwordFits(password: string, hash: string): Promise<boolean> {
    const digest = createHash('sha256').update(hash).update('\0').update(password).digest('base64');
    let check = this.checked.get(digest);
    if (!check) {
      if (this.checked.size >= REMEMBERED) this.checked.clear();
      check = verifyPassword(password, hash);
      this.checked.set(digest, check);
      check.catch(() => this.checked.delete(digest));
    }
    return check;
  }
}
