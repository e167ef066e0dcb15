import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Batch, batchFault, type Block, blockFault, type ControlFault } from '#catair';
import type { FilerSetUp } from '#contracts';
import { isPort } from '#reference';
import { ownWait, Refusals, verifyPassword } from '#service';
import { AbiPasswordLocks } from './abi-password-locks';
import type { Account } from '../../account/account';
import { FilerSetUps } from '../../filer-set-ups/filer-set-ups';
import { type BatchSender, setUpFaults } from './set-up.rules';

const REMEMBERED = 10_000;
/** Different passwords that are judged in one request; behind the last wrong one only such as were right before in it are taken. */
const JUDGED_PER_REQUEST = 3;

/** Judges who the batches of one transmission say they come from, one after the other. */
export type BatchJudge = (batch: Batch) => Promise<readonly ControlFault[]>;

type PasswordVerdict = 'right' | 'wrong' | { readonly lockedUntil: Date } | { readonly endedAt: string };

const FAULTS_KEPT = 100;

/**
 * Judges who a batch says it comes from (X09) and for whom each block files: by the account (X17), and by the set-up of the filer where one was told
 * (X18, X20, X27-X31, X43, X44). Source: Batch & Block Control v23, pp. B&B-13..17, 31..36.
 */
@Injectable()
export class AbiSender {
  /** Outcomes of password checks by digest: the check itself costs 50 ms on purpose. */
  private readonly checked = new Map<string, Promise<boolean>>();

  constructor(
    private readonly locks: AbiPasswordLocks,
    private readonly setUps: FilerSetUps,
    private readonly refusals: Refusals,
  ) {}

  /**
   * What speaks against each batch of a transmission, beside what its own text tells; nothing when its text is faulty already.
   *
   * @param refused of a transmission that is read again, without its passwords: the positions of the batches that were refused when it came
   */
  judgeOf(account: Account, refused?: readonly number[]): BatchJudge {
    if (!refused) {
      const verdictOf = this.passwordsOf(account);
      return (batch) => this.judge(batch, account, verdictOf);
    }
    return async (batch) => {
      if (!refused.includes(batch.position)) return [];
      const faults = await this.judge(batch, account, async () => 'right');
      return faults.length > 0 ? faults : this.judge(batch, account, async () => 'wrong');
    };
  }

  private async judge(
    batch: Batch,
    account: Account,
    verdictOf: (password: string) => Promise<PasswordVerdict>,
  ): Promise<readonly ControlFault[]> {
    if (batch.faults.some(({ level }) => level === 'batch') || !batch.envelope) return batch.faults;
    const { siteCode, idCode, officeCode, password } = batch.envelope;
    const { abi } = account;
    const isNamed = abi !== null && siteCode === abi.site && idCode === abi.id;
    const verdict = isNamed ? await verdictOf(password) : 'wrong';
    if (verdict === 'wrong')
      return [batchFault('X09', 'site, sender code or password are not those of the account', 'A')];
    if (verdict !== 'right') return ['endedAt' in verdict ? ended(verdict.endedAt) : locked(verdict.lockedUntil)];
    return this.judgeBlocks(batch, account, { site: siteCode, id: idCode, office: officeCode });
  }

  private async judgeBlocks(batch: Batch, account: Account, sender: BatchSender): Promise<readonly ControlFault[]> {
    const codes = new Set(batch.blocks.map(({ header }) => header.processingFilerCode));
    const setUps = await this.setUps.of([...codes].filter((code) => account.filerCodes.includes(code)));
    const now = new Date().toISOString();
    const atFault = new Set(batch.faults.flatMap(({ block }) => (block ? [block.position] : [])));
    // Of a block that is at fault already nothing more is asked: its codes may not be what was meant.
    const strangers = batch.blocks
      .filter(({ position }) => !atFault.has(position))
      .flatMap((block) => strangerFaults(block, account, sender, setUps.get(block.header.processingFilerCode), now));
    if (!batch.faults.some(({ level }) => level === 'block'))
      return strangers.length > 0 ? strangers.slice(0, FAULTS_KEPT) : batch.faults;
    return [...batch.faults, ...strangers]
      .sort((one, other) => one.block!.position - other.block!.position)
      .slice(0, FAULTS_KEPT);
  }

  /** Of one request: each password is judged once, and only a few wrong ones. */
  private passwordsOf(account: Account): (password: string) => Promise<PasswordVerdict> {
    const known = new Map<string, PasswordVerdict>();
    let wrong = 0;
    return async (password) => {
      const before = known.get(password);
      if (before) return before;
      if (wrong >= JUDGED_PER_REQUEST) return 'wrong';
      const verdict = await this.verdictOf(password, account);
      if (verdict !== 'right') wrong += 1;
      known.set(password, verdict);
      return verdict;
    };
  }

  private async verdictOf(password: string, account: Account): Promise<PasswordVerdict> {
    const until = this.locks.lockedUntil(account);
    if (until) {
      this.refusals.note('ABI password locked', account.accountId);
      return { lockedUntil: until };
    }
    const { passwordHash, until: endsAt } = account.abi!;
    const digest = createHash('sha256').update(passwordHash).update('\0').update(password).digest('base64');
    const before = this.checked.get(digest);
    const fits = await (before ?? this.check(password, passwordHash, digest));
    if (fits) return endsAt && endsAt <= new Date().toISOString() ? { endedAt: endsAt } : 'right';
    this.refusals.note('wrong ABI password', account.accountId);
    // The same one again is no further guess: a program with an old password does not lock its account.
    if (!before)
      await ownWait(
        this.locks.noteWrong(account),
        'The journal did not answer in time; nothing of this message was kept.',
      );
    return 'wrong';
  }

  private check(password: string, hash: string, digest: string): Promise<boolean> {
    if (this.checked.size >= REMEMBERED) this.checked.clear();
    const check = verifyPassword(password, hash);
    this.checked.set(digest, check);
    check.catch(() => this.checked.delete(digest));
    return check;
  }
}

/** Without a set-up the account alone decides: nobody is refused for what was never told. */
const strangerFaults = (
  block: Block,
  account: Account,
  sender: BatchSender,
  setUp: FilerSetUp | undefined,
  now: string,
): ControlFault[] => {
  const { header } = block;
  const { processingFilerCode: filer, processingPortCode: port } = header;
  if (filer !== '' && !account.filerCodes.includes(filer)) return [blockFault('X17', block, undefined, 'B')];
  if (setUp)
    return setUpFaults({ block: header, sender, setUp, now }).map((code) => blockFault(code, block, undefined, 'B'));
  return port !== '' && !isPort(port) ? [blockFault('X18', block, undefined, 'B')] : [];
};

const ended = (at: string): ControlFault => ({
  ...batchFault('X09', `the ABI password of the account ended ${at}`, 'A'),
  remedy:
    'The password is right and has ended: an owner of the account changes it (POST /accounts/{accountId}/abi-password). Then send the batch again with the new one.',
});

const locked = (until: Date): ControlFault => ({
  ...batchFault('X09', 'the ABI password of the account is locked after too many wrong ones', 'A'),
  remedy: `Too many wrong passwords were sent: none is taken until ${until.toISOString()}, the right one neither. Send the batch again after that, or have the password replaced.`,
});
