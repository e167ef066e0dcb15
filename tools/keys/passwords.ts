import type { Secrets } from '../infrastructure/secrets';

/** In secrets.json while servers have been given the next passwords, and those of before are not taken away yet. */
const GIVEN = 'next passwords are given to servers';
const nextOf = (login: string): string => `${login}, next`;

export type Step = 'begin' | 'change' | 'end';

/**
 * Passwords by which services enter database and broker. One is exchanged in three steps, between any two of which whoever has what was written is let in:
 *
 * | | services enter by | servers take |
 * |---|---|---|
 * | `begin` | the present one, or the next | the present one |
 * | `change` | the next one, or the present | the next one, as soon as they read it |
 * | `end` | the next one | the next one |
 */
export class Passwords {
  constructor(
    private readonly secrets: Secrets,
    /** Such as `database entry`. */
    private readonly logins: readonly string[],
  ) {}

  /** The first is tried first. */
  ofService(login: string): string[] {
    const [present, next] = [this.secrets.get(login), this.secrets.known(nextOf(login))];
    if (next === undefined) return [present];
    return this.areGiven ? [next, present] : [present, next];
  }

  ofServer(login: string): string {
    return (this.areGiven ? this.secrets.known(nextOf(login)) : undefined) ?? this.secrets.get(login);
  }

  /** Each may be done again, after it was interrupted too. @returns what is wrong, and nothing was done */
  step(step: Step): string | null {
    if (step === 'begin') {
      for (const login of this.logins) this.secrets.get(nextOf(login));
      return null;
    }
    if (step === 'change') {
      if (!this.areGiven && this.logins.some((login) => this.secrets.known(nextOf(login)) === undefined))
        return 'Nothing was begun: services would not know what servers take. First `--exchange begin`.';
      this.secrets.get(GIVEN, () => 'yes');
      return null;
    }
    if (!this.areGiven) return 'Servers were given no next passwords: first `--exchange change`.';
    for (const login of this.logins) this.secrets.replace(login, nextOf(login));
    this.secrets.forget(GIVEN);
    return null;
  }

  private get areGiven(): boolean {
    return this.secrets.known(GIVEN) !== undefined;
  }
}
