import type { EntityManager } from 'typeorm';

/** Importers that are placed together: the numbers of one account, and those that CBP found to be associated. */
export interface Together {
  /** In the order of their numbers, those on record only. */
  readonly importers: readonly {
    readonly identity: string;
    readonly number: string;
    readonly firstMonth: string | null;
  }[];
  readonly accounts: readonly string[];
  readonly associated: boolean;
}

interface Link {
  readonly identity: string;
  readonly kind: 'account' | 'factor';
  readonly id: string;
}

const LINKS = `
  SELECT importer_identity AS identity, 'account' AS kind, account_id AS id FROM importer_account WHERE importer_identity = ANY($1::text[])
  UNION ALL
  SELECT i.importer_identity, 'factor', f.id FROM assignment_factor_importer i JOIN assignment_factor f ON f.id = i.factor_id
  WHERE i.importer_identity = ANY($1::text[]) AND f.kind = 'associated parties' AND f.ended_at IS NULL`;
const MEMBERS = `
  SELECT importer_identity AS identity, 'account' AS kind, account_id AS id FROM importer_account WHERE account_id = ANY($1::uuid[])
  UNION ALL
  SELECT importer_identity, 'factor', factor_id FROM assignment_factor_importer WHERE factor_id = ANY($2::uuid[])`;

/** For each of these importers that is the first of those it is placed with: all of them. Whoever asks for every importer gets each group once. */
export const placedTogether = async (manager: EntityManager, identities: readonly string[]): Promise<Together[]> => {
  const links: Link[] = [];
  const seen = new Set<string>(identities);
  const groups = new Set<string>();
  // From importers to their accounts and findings, from these to their other importers, until nothing is new.
  for (let fresh = [...identities]; fresh.length > 0; ) {
    const found: Link[] = await manager.query(LINKS, [fresh]);
    const open = found.filter(({ kind, id }) => !groups.has(`${kind} ${id}`));
    for (const { kind, id } of open) groups.add(`${kind} ${id}`);
    const idsOf = (wanted: Link['kind']): string[] => [
      ...new Set(open.filter(({ kind }) => kind === wanted).map(({ id }) => id)),
    ];
    const members: Link[] = open.length === 0 ? [] : await manager.query(MEMBERS, [idsOf('account'), idsOf('factor')]);
    links.push(...members);
    fresh = [...new Set(members.map(({ identity }) => identity))].filter((identity) => !seen.has(identity));
    for (const identity of fresh) seen.add(identity);
  }
  const onRecord: { identity: string; number: string; first: string | null }[] = await manager.query(
    'SELECT importer_identity AS identity, importer_number AS number, first_month::text AS first FROM importer_on_record WHERE importer_identity = ANY($1::text[])',
    [[...seen]],
  );
  return grouped(identities, links, new Map(onRecord.map((one) => [one.identity, one])));
};

const grouped = (
  identities: readonly string[],
  links: readonly Link[],
  onRecord: ReadonlyMap<string, { identity: string; number: string; first: string | null }>,
): Together[] => {
  const neighbours = new Map<string, string[]>();
  const join = (one: string, other: string): void => void neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  const ofGroup = new Map<string, string[]>();
  for (const { identity, kind, id } of links) {
    const group = ofGroup.get(`${kind} ${id}`);
    if (group) group.push(identity);
    else ofGroup.set(`${kind} ${id}`, [identity]);
    join(identity, `${kind} ${id}`);
  }
  const done = new Set<string>();
  const asked = new Set(identities);
  return identities.flatMap((start): Together[] => {
    if (done.has(start)) return [];
    const members = new Set([start]);
    const reached = new Set<string>();
    for (const identity of members)
      for (const group of neighbours.get(identity) ?? []) {
        if (reached.has(group)) continue;
        reached.add(group);
        for (const other of ofGroup.get(group) ?? []) members.add(other);
      }
    for (const member of members) done.add(member);
    const importers = [...members]
      .flatMap((identity) => onRecord.get(identity) ?? [])
      .sort((a, b) => (a.identity < b.identity ? -1 : 1))
      .map(({ identity, number, first }) => ({ identity, number, firstMonth: first }));
    if (importers.length === 0 || !asked.has(importers[0]!.identity)) return [];
    const idsOf = (kind: string): string[] =>
      [...reached]
        .filter((group) => group.startsWith(`${kind} `))
        .map((group) => group.slice(kind.length + 1))
        .sort();
    return [{ importers, accounts: idsOf('account'), associated: idsOf('factor').length > 0 }];
  });
};
