import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DrawbackClaimOnFile } from '#contracts';
import { formatEntryNumber } from '#kernel';
import { DRAWBACK_PROVISIONS } from '#reference';
import { filersWhoSee } from '../powers-of-attorney/power-of-attorney.rules';
import { powersOfImporter } from '../powers-of-attorney/powers-on-file';
import { releaseKey } from '../release/release.model';
import { officeDay, storedClaim } from './claim.model';
import { fromClaimRow } from './claim.repository';

@Injectable()
export class ClaimReader {
  constructor(private readonly source: DataSource) {}

  async read(filerCode: string, entryNumber: string): Promise<DrawbackClaimOnFile | null> {
    const key = releaseKey(filerCode, entryNumber);
    const [row] = await this.source.query('SELECT * FROM drawback_claim WHERE claim_key = $1', [key]);
    if (!row) return null;
    const { accountId, state, version, claimantNumber, standing } = fromClaimRow(row);
    const history: any[] = await this.source.query(
      'SELECT * FROM drawback_claim_version WHERE claim_key = $1 ORDER BY revision',
      [key],
    );
    const receivedAt = new Date();
    const { filingPort, provision, ...rest } = standing;
    const seenBy = filersWhoSee(await powersOfImporter(this.source.manager, claimantNumber), {
      ...{ port: filingPort, receivedAt, day: officeDay(filingPort, receivedAt) },
    });
    return {
      claimNumber: formatEntryNumber(filerCode, entryNumber),
      ...{ accountId, state, version, claimantNumber, ...rest, filingPort },
      ...(seenBy.length > 0 && { seenBy }),
      provision: { code: provision, name: DRAWBACK_PROVISIONS.get(provision)?.name ?? '' },
      history: history.map(({ revision, event, at, filing_id, content }) => ({
        ...{ revision, event, at: at.toISOString(), filingId: filing_id },
        filed: content && storedClaim.read(content),
      })),
      refund: 'kept as a record: no refund is computed or paid here',
    };
  }
}
