import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { FieldError } from '#kernel';
import { LOG, type Log, Metrics, readOutside } from '#service';
import { AccountConfig } from '../config/account.config';

/** Somebody waits for the page. */
const WITHIN_MS = 3_000;
/** A range has some thousand lines of forty bytes. */
const MOST_BYTES = 1_000_000;
/** The rest of a digest, and how often the password was found; a line that only fills up says 0. */
const LINE = /^([0-9A-F]{35}):(\d+)$/;

/**
 * Passwords that were stolen elsewhere, asked of a service of ranges (Pwned Passwords, https://haveibeenpwned.com/API/v3#PwnedPasswords, or a copy of it): it is told
 * five hex digits of the password's SHA-1, and answers the rest of all digests that begin so. With Add-Padding the length of what it answers tells nothing either.
 */
@Injectable()
export class StolenPasswords {
  private readonly notCompared: Counter;

  constructor(
    private readonly config: AccountConfig,
    metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.notCompared = new Counter({
      name: 'portway_passwords_not_compared_total',
      help: 'New passwords that were taken although it could not be asked whether they were stolen elsewhere',
      registers: [metrics.registry],
    });
  }

  /** Why a password must not be taken; null when it may, also where nobody can be asked: an operator is told so then, and nobody is kept from signing in. */
  async fault(password: string): Promise<FieldError | null> {
    if (this.config.STOLEN_PASSWORDS_URL === '') return null;
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    const known = await this.startingWith(digest.slice(0, 5));
    if (typeof known === 'string') {
      this.notCompared.inc();
      this.log.warn({ reason: known }, 'a new password could not be compared with stolen ones, and was taken');
      return null;
    }
    return known.has(digest.slice(5))
      ? {
          at: '/password',
          text: 'was stolen somewhere else: it is in lists that are tried first',
          remedy: 'Take another one, here and wherever you use it, or let a password manager make one.',
        }
      : null;
  }

  /** The rest of digests, or why they are not known. */
  private async startingWith(digits: string): Promise<Set<string> | string> {
    const answer = await readOutside(
      `${this.config.STOLEN_PASSWORDS_URL}/${digits}`,
      { 'add-padding': 'true', accept: 'text/plain' },
      // The operator's own address, and not one that somebody outside gave: it may be a copy in his own network.
      { withinMs: WITHIN_MS, mostBytes: MOST_BYTES, privateAllowed: true },
    );
    if ('error' in answer) return answer.error;
    const lines = answer.text.split(/\r?\n/).filter((line) => line !== '');
    const found = lines.map((line) => LINE.exec(line.toUpperCase()));
    if (found.some((line) => line === null)) return 'answered what is no list of digests';
    return new Set(found.filter((line) => Number(line![2]) > 0).map((line) => line![1]!));
  }
}
