import type { EntityManager } from 'typeorm';
import { type Viewer, VIEWERS } from '#access';
import { insertRows } from '#persistence';
import { sideOf } from '../trade-account/role.rules';
import type { Owed } from './answer-owed.rules';
import { isOfOffice, officesOf } from './conversation-sight.rules';

/** Where no office takes part by name: account managers are asked, accounts being theirs; where there are none, headquarters. */
export const NO_OFFICE = '';

/** A conversation whose answer was owed by `before` and is by `after`. */
export interface Asked {
  readonly id: string;
  readonly offices: readonly string[];
  readonly before: Owed;
  readonly after: Owed;
}

const isOfCbp = (owed: Owed): boolean => owed?.by === 'CBP';

/** The offices that owe an answer. */
const officesAsked = (owed: Owed, offices: readonly string[]): readonly string[] => {
  if (!isOfCbp(owed)) return [];
  if (owed!.office !== null) return [owed!.office];
  return offices.length > 0 ? offices : [NO_OFFICE];
};

/** Keeps which offices are to be told that an answer of theirs is waited for, from `noticeAt` on; what is answered is waited for no more. */
export const keepAsked = async (manager: EntityManager, asked: readonly Asked[], noticeAt: Date): Promise<void> => {
  const isSame = ({ before, after }: Asked): boolean => before?.since.getTime() === after?.since.getTime();
  const answered = asked.filter((one) => isOfCbp(one.before) && !isSame(one));
  if (answered.length > 0)
    await manager.query('DELETE FROM conversation_asked WHERE conversation_id = ANY($1::uuid[])', [
      answered.map(({ id }) => id),
    ]);
  await insertRows(
    manager,
    'conversation_asked',
    { conversation_id: 'uuid', office: 'text', notice_at: 'timestamptz' },
    asked
      .filter((one) => !isSame(one) || one.before?.office !== one.after?.office)
      .flatMap(({ id, offices, after }) =>
        officesAsked(after, offices).map((office) => ({
          ...{ conversation_id: id, office, notice_at: noticeAt.toISOString() },
        })),
      ),
    'ON CONFLICT DO NOTHING',
  );
};

export interface OfOffice {
  readonly personId: string;
  readonly email: string;
}

const ROLES: readonly Viewer[] = VIEWERS.filter(
  (viewer) => officesOf({ viewers: [viewer], ports: ['0000'], center: 'CEE001' }).length > 0,
);

/** People on file who are of an office now; of no office by name account managers, else headquarters. */
export const peopleOf = async (manager: EntityManager, office: string, now: Date): Promise<readonly OfOffice[]> => {
  const rows: {
    personId: string;
    email: string;
    role: Viewer;
    ports: string[];
    center: string | null;
    kinds: string[];
    accountPorts: string[];
  }[] = await manager.query(
    `SELECT p.id AS "personId", p.email, r.role, r.ports, r.center, a.kinds, a.ports AS "accountPorts"
       FROM person p JOIN person_role r ON r.person_id = p.id JOIN account a ON a.id = r.account_id
      WHERE a.active AND r.role = ANY($1) AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY p.id`,
    [office === NO_OFFICE ? ['account manager', 'headquarters'] : ROLES, now],
  );
  const ofCbp = rows.filter(({ kinds }) => sideOf(kinds) === 'CBP');
  const isOf = ({ role, ports, center, accountPorts }: (typeof rows)[number]): boolean =>
    isOfOffice(office, officesOf({ viewers: [role], ports: ports.length > 0 ? ports : accountPorts, center }));
  const managers = ofCbp.filter(({ role }) => role === 'account manager');
  const asked = office === NO_OFFICE ? (managers.length > 0 ? managers : ofCbp) : ofCbp.filter(isOf);
  return [...new Map(asked.map(({ personId, email }) => [personId, { personId, email }])).values()];
};
