import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DrawbackClaimChanged, entrySubject } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { insertRows } from '#persistence';
import { importerIdentity } from '../importer/importer-identity';
import { storedDrawbackClaim } from './drawback-claims';

/** Keeps where drawback claims stand, and which entries they are on, as the entry service tells it. */
@Controller()
export class DrawbackClaimConsumer {
  @EventPattern<string>(DrawbackClaimChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<DrawbackClaimChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const newest = new Map<string, DrawbackClaimChanged>();
    for (const { data } of messages)
      if ((newest.get(entrySubject(data))?.version ?? 0) < data.version) newest.set(entrySubject(data), data);
    const told = [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
    // An older version never replaces a newer one.
    const kept: { filer_code: string; claim_number: string }[] = await insertRows(
      unit.manager,
      'drawback_claim',
      {
        ...{ filer_code: 'text', claim_number: 'text', version: 'int', account_id: 'uuid', claimant_identity: 'text' },
        ...{ center_id: 'text', state: 'text', filed_on: 'date', data: 'json' },
      },
      told.map(({ claimantNumber, ...claim }) => ({
        ...{ filer_code: claim.filerCode, claim_number: claim.entryNumber, version: claim.version },
        ...{ account_id: claim.accountId, claimant_identity: importerIdentity(claimantNumber) },
        ...{ center_id: claim.centerId, state: claim.state, filed_on: claim.filedOn },
        data: storedDrawbackClaim.write(claim),
      })),
      `ON CONFLICT (filer_code, claim_number) DO UPDATE SET version = excluded.version, account_id = excluded.account_id, claimant_identity = excluded.claimant_identity,
         center_id = excluded.center_id, state = excluded.state, filed_on = excluded.filed_on, data = excluded.data
       WHERE drawback_claim.version < excluded.version RETURNING filer_code, claim_number`,
    );
    const fresh = new Set(kept.map(({ filer_code, claim_number }) => `${filer_code}${claim_number}`));
    const changed = told.filter(({ filerCode, entryNumber }) => fresh.has(`${filerCode}${entryNumber}`));
    await unit.manager.query(
      `DELETE FROM drawback_claim_entry e USING unnest($1::text[], $2::text[]) AS u (filer, number) WHERE e.claim_filer = u.filer AND e.claim_number = u.number`,
      [changed.map(({ filerCode }) => filerCode), changed.map(({ entryNumber }) => entryNumber)],
    );
    await insertRows(
      unit.manager,
      'drawback_claim_entry',
      { claim_filer: 'text', claim_number: 'text', filer_code: 'text', entry_number: 'text' },
      changed
        .filter(({ state }) => state === 'on file')
        .flatMap(({ filerCode, entryNumber, designated }) =>
          [...new Set(designated.map((line) => `${line.filerCode}${line.entryNumber}`))]
            .filter((key) => key !== '')
            .map((key) => ({
              ...{ claim_filer: filerCode, claim_number: entryNumber },
              ...{ filer_code: key.slice(0, 3), entry_number: key.slice(3) },
            })),
        ),
    );
  }
}
