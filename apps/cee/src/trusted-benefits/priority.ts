import type { EntityManager } from 'typeorm';
import { ANYWHERE, type Standing as StandingOnFile, standingOn } from '#access';
import type { CustomsDate } from '#kernel';

type Reader = Pick<EntityManager, 'query'>;

/** Where something of an importer is to be decided; `ANYWHERE` for what is of no port. */
export interface Place {
  readonly port: string | null;
  readonly mode: string | null;
}

/** How an importer stands as a trusted trader somewhere on a day. */
export interface TrustedOn {
  /** Whether the benefit `priority` is in force there. */
  readonly priority: boolean;
  /** Program and tier, and what becomes of its priority, for a person: `CTPAT tier 2, priority at port 2704`. */
  readonly why: string;
}

const NOWHERE: Place = { port: ANYWHERE, mode: ANYWHERE };

/**
 * By importer, in normal form, how the accounts that have its number stand on a day: each queue of the Centers asks here, of what was told to all services with
 * `cee.standing-changed`.
 */
export const trustedImporters = async (
  manager: Reader,
  identities: readonly (string | null)[],
  day: CustomsDate,
): Promise<(identity: string | null, place?: Place) => TrustedOn | null> => {
  const asked = [...new Set(identities.filter((identity) => identity !== null))];
  const rows: { identity: string; content: StandingOnFile }[] =
    asked.length === 0
      ? []
      : await manager.query(
          `SELECT i.importer_identity AS identity, s.content FROM importer_account i JOIN account_standing s USING (account_id)
            WHERE i.importer_identity = ANY($1::text[]) AND s.content IS NOT NULL ORDER BY s.account_id`,
          [asked],
        );
  const standings = new Map<string, StandingOnFile[]>();
  for (const { identity, content } of rows) standings.set(identity, [...(standings.get(identity) ?? []), content]);
  return (identity, place = NOWHERE) => {
    const known = (identity !== null && standings.get(identity)) || [];
    const standing = standingOn(known, { day, ...place });
    if (standing === null) return null;
    const as = known
      .flatMap(({ programs }) => programs)
      .filter(({ from, to }) => from <= day && (to === null || day <= to))
      .map(({ program, tier }) => (tier === null ? program : `${program} tier ${tier}`));
    const programs = [...new Set(as)].join(', ');
    const priority = standing.benefits.get('priority');
    if (!priority) return { priority: false, why: programs };
    if (!priority.given) return { priority: false, why: `${programs}; priority: ${priority.reason}` };
    return { priority: true, why: `${programs}, priority${where(place)}` };
  };
};

const where = ({ port }: Place): string => (port === null || port === ANYWHERE ? '' : ` at port ${port}`);
