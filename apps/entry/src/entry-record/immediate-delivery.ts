import type { DowntimeChanged, EntryOnFile } from '#contracts';
import type { CustomsDate } from '#kernel';
import { running } from '#reference';
import { reliefsFor } from '../deadlines/deadline.rules';
import type { ReleaseContent } from '../release/release.model';
import { asksForImmediateDelivery } from '../release/warehouse.rules';

type ImmediateDelivery = NonNullable<NonNullable<EntryOnFile['release']>['immediateDelivery']>;

/** Release in parts is asked for under the same procedure (Cargo Release guide v40, p. SE-35 note 8). */
const IN_PARTS = '2';

interface Delivered {
  readonly content: Pick<ReleaseContent, 'immediateDelivery' | 'splitShipment' | 'modeOfTransport'>;
  readonly accountId: string;
  readonly portOfEntry: string | null;
  readonly releaseDate: CustomsDate | null;
  /** Null while no summary is on file. */
  readonly summary: { readonly filedOn: CustomsDate; readonly timeliness: 'on time' | 'late' | 'relieved' } | null;
}

/**
 * Immediate delivery of an entry as it is shown: who asked for it, and the time for the summary from the release on, until one is on file
 * (19 CFR 142.21-142.29); null where nobody asked.
 */
export function immediateDeliveryOf(
  { content, accountId, portOfEntry, releaseDate, summary }: Delivered,
  downtimes: readonly DowntimeChanged[],
  today: CustomsDate,
  now: Date,
): ImmediateDelivery | null {
  const asked = asksForImmediateDelivery(content);
  if (!asked && content.splitShipment !== IN_PARTS) return null;
  const facts = { accountId, portOfEntry, modeOfTransport: content.modeOfTransport };
  return {
    askedBy: asked ? 'indicator' : 'split shipment',
    releasedOn: releaseDate,
    summaryDue:
      releaseDate === null || summary !== null
        ? null
        : running(
            'summary after immediate delivery',
            { start: releaseDate, reliefs: reliefsFor(facts, downtimes, now) },
            today,
          ),
    summaryFiledOn: summary?.filedOn ?? null,
    timeliness: summary?.timeliness ?? null,
  };
}
