import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Asking, KnownAccounts } from '#access';
import type { DrawbackClaimChanged } from '#contracts';
import { type CustomsDate, formatEntryNumber, isCustomsDate } from '#kernel';
import { storedShape } from '#persistence';
import { running, type RunningClock } from '#reference';
import { Problem } from '#service';
import { today as dayOf } from '../days/customs-days';
import { importerIdentity } from '../importer/importer-identity';
import { isOfCbp } from '../people/asking-person';

export const storedDrawbackClaim = storedShape<Omit<DrawbackClaimChanged, 'claimantNumber'>>({
  name: 'drawback_claim.data',
  version: 1,
});

export interface DrawbackClaimView {
  /** As people write it; the whole claim is at the gateway, `GET /drawback-claims/FILER/NUMBER`. */
  readonly claimNumber: string;
  readonly state: string;
  readonly provision: string;
  readonly filingPort: string;
  readonly filedOn: CustomsDate;
  readonly centerId: string | null;
  readonly acceleratedPayment: string;
  readonly claimed: DrawbackClaimChanged['claimed'];
  /** Import lines that it designates, and how many of them are not on file here. */
  readonly lines: number;
  readonly linesNotOnFile: number;
  /** The time to claim for the goods that were imported first, of those on file. */
  readonly clock: RunningClock | null;
}

interface Asked {
  readonly center: string | null;
  readonly account: string | null;
  readonly state: string | null;
  readonly after: string | null;
  readonly limit: number;
}

/** Claims after which a page begins, `YYYY-MM-DD.FFFNNNNNNNN`. */
const AFTER = /^(\d{4}-\d{2}-\d{2})\.([A-Z0-9]{3})(\d{8})$/;

/** Drawback claims as they are seen: by their filers and claimants, by the Center of the claimant, and by the drawback offices. */
@Injectable()
export class DrawbackClaims {
  constructor(
    private readonly source: DataSource,
    private readonly accounts: KnownAccounts,
  ) {}

  /**
   * Newest first, page by page.
   *
   * @throws Problem `not-found` for an account that is not the own one, `not-valid` for what is no page
   */
  async list(
    asking: Asking,
    { center, account, state, after, limit }: Asked,
  ): Promise<{ claims: DrawbackClaimView[]; next: string | null }> {
    const ofWhom = await this.accountOf(asking, account);
    const [, day = null, filer = null, number = null] = AFTER.exec(after ?? '') ?? [];
    if (after !== null && (day === null || !isCustomsDate(day)))
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/after', text: 'is not the `next` of a page' }]);
    const rows: { filed_on: CustomsDate; filer_code: string; claim_number: string; data: unknown }[] =
      await this.source.query(
        `SELECT filed_on::text AS filed_on, filer_code, claim_number, data FROM drawback_claim
          WHERE ($1::uuid IS NULL OR account_id = $1 OR claimant_identity = ANY($2::text[]))
            AND ($3::text IS NULL OR center_id = $3) AND ($4::text IS NULL OR state = $4)
            AND ($5::date IS NULL OR (filed_on, filer_code, claim_number) < ($5::date, $6::text, $7::text))
          ORDER BY filed_on DESC, filer_code DESC, claim_number DESC LIMIT $8`,
        [ofWhom?.id ?? null, ofWhom?.identities ?? [], center, state, day, filer, number, limit],
      );
    const today = dayOf(new Date());
    const last = rows.length === limit ? rows.at(-1)! : null;
    return {
      claims: rows.map(({ data }) => viewOf(storedDrawbackClaim.read(data), today)),
      next: last && `${last.filed_on}.${last.filer_code}${last.claim_number}`,
    };
  }

  /** Whose claims are listed; null for CBP, which sees all of them. */
  private async accountOf(
    asking: Asking,
    account: string | null,
  ): Promise<{ id: string; identities: readonly string[] } | null> {
    const own = asking.account;
    if (!isOfCbp(asking)) {
      if (account !== null && account !== own.accountId)
        throw new Problem('not-found', `There is no account ${account} of yours.`);
      return { id: own.accountId, identities: own.importerNumbers.map(importerIdentity) };
    }
    if (account === null) return null;
    const found = await this.accounts.byId(account);
    if (!found) throw new Problem('not-found', `There is no account ${account}.`);
    return { id: account, identities: found.importerNumbers.map(importerIdentity) };
  }
}

const viewOf = (claim: Omit<DrawbackClaimChanged, 'claimantNumber'>, today: CustomsDate): DrawbackClaimView => {
  const { filerCode, entryNumber, state, provision, filingPort, filedOn, centerId, designated } = claim;
  const [first] = designated.flatMap(({ importedOn }) => importedOn ?? []).sort();
  return {
    ...{ claimNumber: formatEntryNumber(filerCode, entryNumber), state, provision, filingPort, filedOn, centerId },
    ...{ acceleratedPayment: claim.acceleratedPayment, claimed: claim.claimed, lines: designated.length },
    linesNotOnFile: designated.filter(({ onFile }) => !onFile).length,
    clock: first === undefined ? null : running('time for a drawback claim', { start: first }, today),
  };
};
