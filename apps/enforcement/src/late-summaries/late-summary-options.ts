import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import type { CaseParty, CaseRow } from '../cases/case-row';
import { dollars } from '../cases/case.rules';
import { edgeOf } from '../cases/case.states';
import { PETITION_CLOCKS } from '../clocks/case-clock.rules';
import { clockRows, dueWith } from '../clocks/case-clocks';
import { reliefsOf } from '../downtimes/downtimes';
import type { Computation } from '../guidelines/guideline';
import { lateSummary } from '../guidelines/liquidated-damages.rules';

/** What a summary that came too late withheld, and for how long. */
export interface LateSummaryFacts {
  /** Its revision. */
  readonly version: number;
  /** Duties, taxes, fees and cash deposits that it declares: what is paid with it. */
  readonly withheldCents: number;
  /** Calendar days after its last day, the relief of downtimes counted in. */
  readonly daysLate: number;
}

/** Where the summary of a case stands with a revision. */
export interface SummaryNow {
  readonly version: number;
  readonly onFile: boolean;
  /** Null where the revision has no content of its own: what is known stays. */
  readonly withheldCents: number | null;
  /** Null of a replacement: the days are those of the filing that it replaces. */
  readonly daysLate: number | null;
}

/** The reduced amount that settles a claim for a late summary without a petition (T.D. 94-38, T.D. 02-20). */
export interface LateSummaryOption {
  readonly amountCents: number;
  /** The last day on which it is taken: that to petition; null before the notice was mailed. */
  readonly optionUntil: CustomsDate | null;
  readonly computation: Computation;
}

/** Kept with the case of a late summary, whether that is new or was opened because no summary had come. What is known already changes by its revisions alone. */
export const keepLateSummary = (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  { version, withheldCents, daysLate }: LateSummaryFacts,
): Promise<unknown> =>
  manager.query(
    'INSERT INTO late_summary_option (case_id, withheld_cents, days_late, summary_version) VALUES ($1, $2, $3, $4) ON CONFLICT (case_id) DO NOTHING',
    [caseId, withheldCents, daysLate, version],
  );

/** Cases with the facts of a late summary, by the key of their event. */
export const casesOfLateSummaries = async (
  manager: Pick<EntityManager, 'query'>,
  eventKeys: readonly string[],
): Promise<Map<string, string>> => {
  const rows: { key: string; id: string }[] = await manager.query(
    'SELECT c.event_key AS key, c.id FROM late_summary_option o JOIN enforcement_case c ON c.id = o.case_id WHERE c.event_key = ANY($1::text[])',
    [eventKeys],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
};

export const computedOption = async (
  manager: Pick<EntityManager, 'query'>,
  row: CaseRow,
): Promise<Computation | null> => {
  const [facts] = await manager.query(
    'SELECT withheld_cents AS "withheldCents", days_late AS "daysLate" FROM late_summary_option WHERE case_id = $1 AND on_file',
    [row.id],
  );
  return facts
    ? lateSummary(
        {
          ...{ withheldCents: BigInt(facts.withheldCents), daysLate: facts.daysLate },
          assessedCents: BigInt(row.assessedCents),
        },
        row.violationOn,
      )
    : null;
};

export const centsOf = ({ suggested }: Computation): number => Number(suggested.replace('.', ''));

/** What a demand says of it, a paragraph; none where there is no option. */
export const optionToOffer = async (manager: Pick<EntityManager, 'query'>, row: CaseRow): Promise<string[]> => {
  const computation = await computedOption(manager, row);
  if (computation === null) return [];
  const parts = computation.steps.map(({ what, amount }) => `${what}: USD ${amount}`).join('; ');
  return [
    `Without a petition this claim is settled by payment of USD ${dollars(centsOf(computation))} within the time to petition (T.D. 94-38, T.D. 02-20): ${parts}. Who takes this option does not petition.`,
  ];
};

/**
 * The option as a party has it: as long as nobody petitioned, nothing was decided, and a summary is on file. Whether a payment came in its time is judged by the day on which it came in, so it is
 * there also where the claim was found due before anybody entered the payment.
 */
export const optionOf = async (
  manager: Pick<EntityManager, 'query'>,
  row: CaseRow,
  { place, accountId }: Pick<CaseParty, 'place' | 'accountId'>,
  now: Date,
): Promise<LateSummaryOption | null> => {
  if (!edgeOf(row.kind, row.state, 'take option')) return null;
  const computation = await computedOption(manager, row);
  if (computation === null) return null;
  const [{ n }] = await manager.query('SELECT count(*)::int AS n FROM petition_decision WHERE case_id = $1', [row.id]);
  if (n > 0) return null;
  const clocks = await clockRows(
    manager,
    'WHERE k.case_id = $1 AND k.place = $2 AND k.clock = ANY($3::text[]) ORDER BY k.id DESC LIMIT 1',
    [...[row.id, place, PETITION_CLOCKS.filter((clock) => clock !== 'petition of a surety')]],
  );
  const [clock] = clocks;
  const optionUntil = clock
    ? dueWith(clock, accountId, row.port, await reliefsOf(manager as EntityManager, now)).due
    : null;
  return { amountCents: centsOf(computation), optionUntil, computation };
};
