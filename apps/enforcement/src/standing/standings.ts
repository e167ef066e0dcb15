import type { EntityManager } from 'typeorm';
import { StandingChanged } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows, storedShape } from '#persistence';

export const storedStanding = storedShape<StandingChanged>({
  name: 'account_standing.standing',
  version: StandingChanged.version,
  lifts: StandingChanged.lifts,
});

/** How an account stood on a day: programs in force, and whether a Center is asked when it petitions. */
export interface StandingOnDay {
  readonly day: CustomsDate;
  /** Of `cee.standing-changed`; null where none was told. */
  readonly revision: number | null;
  readonly programs: readonly { readonly program: string; readonly tier: number | null }[];
  readonly centerIsAsked: boolean;
}

/** Keeps every standing that is told, without the numbers of importers, which may be those of persons: nothing here is found by them. */
export const keepStandings = (manager: EntityManager, told: readonly StandingChanged[]): Promise<unknown> =>
  insertRows(
    manager,
    'account_standing',
    { account_id: 'uuid', revision: 'int', told_at: 'timestamptz', standing: 'jsonb' },
    told.map((data) => ({
      account_id: data.accountId,
      revision: data.revision,
      told_at: data.occurredAt,
      standing: storedStanding.write({ ...data, importerNumbers: [] }),
    })),
    'ON CONFLICT DO NOTHING',
  );

/** As far as it was told by then; what is told later of that day changes nothing. @param at the end of the day, or now */
export const standingOn = async (
  manager: Pick<EntityManager, 'query'>,
  accountId: string | null,
  day: CustomsDate,
  at: Date,
): Promise<StandingOnDay> => {
  const [row]: { standing: unknown }[] =
    accountId === null
      ? []
      : await manager.query(
          'SELECT standing FROM account_standing WHERE account_id = $1 AND told_at <= $2 ORDER BY revision DESC LIMIT 1',
          [accountId, at],
        );
  if (!row) return { day, revision: null, programs: [], centerIsAsked: false };
  const { revision, programs, benefits } = storedStanding.read(row.standing);
  const isIn = ({ from, to }: { from: CustomsDate; to: CustomsDate | null }): boolean =>
    from <= day && (to === null || day <= to);
  return {
    ...{ day, revision },
    programs: programs.filter(isIn).map(({ program, tier }) => ({ program, tier })),
    centerIsAsked: benefits.some((row) => row.benefit === 'penalty input' && isIn(row)),
  };
};
