import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Asking, may, type RecordKind } from '#access';
import { masked } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { noteAsUsed } from '../account-use/account-uses';
import { CapabilityRegister } from '../capabilities/capabilities';
import { People, relationTo, requireSight, whoIs } from '../people/people';
import { sideOf } from '../trade-account/role.rules';
import { type Held, heldAccount, noteInLog, tellChange } from '../trade-account/held-account';
import { withMerged } from '../activity-log/merged-logs';
import {
  type Identifier,
  type IdentifierKind,
  IDENTIFIER_KINDS,
  identifierOf,
  kindsOfNumbers,
  type NewNumber,
  numberFaults,
  type NumberNamed,
} from '../trade-account/identifier.rules';
import { IdentifierEntity, TradeAccountEntity } from '../trade-account/trade-account.entity';
import { standingFaults } from '../trade-account/trusted-standing.rules';
import { type AccountView, TradeAccounts } from '../trade-account/trade-accounts';
import { type AccountEvent, type AccountState, accountStates } from './account.states';
import { grantOpen } from './reactivations-on-file';

export interface SplitOrder {
  readonly name: string;
  readonly numbers: readonly NumberNamed[];
  readonly owner: { readonly name: string; readonly email: string };
  readonly why: string;
}

/** What people of the trade add and end by themselves; all other numbers are added through CBP. */
const OWN_NUMBERS: readonly IdentifierKind[] = ['importer number'];
const OVERLAP = '23P01';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * A page of accounts that go on, behind an id: those of such a name are read as far as the page needs, by name or by id, whichever leads there sooner; those that had
 * the number, or into which one of that name or number was merged, are few.
 */
const SEARCH = `WITH RECURSIVE led_here AS (
    SELECT id, merged_into FROM account WHERE merged_into IS NOT NULL AND name ILIKE $1
    UNION SELECT a.id, a.merged_into FROM account_identifier i JOIN account a ON a.id = i.account_id WHERE i.identity = ANY($2::text[])
    UNION SELECT a.id, a.merged_into FROM account a JOIN led_here l ON a.id = l.merged_into
  ), by_name AS (
    SELECT id FROM account WHERE merged_into IS NULL AND name ILIKE $1 AND id > $4 AND ($3::uuid IS NULL OR id = $3) ORDER BY id LIMIT $5
  ) SELECT id FROM by_name
    UNION SELECT id FROM led_here WHERE merged_into IS NULL AND id > $4 AND ($3::uuid IS NULL OR id = $3) ORDER BY id LIMIT $5`;

/** Of a social security number the last four digits: the whole one is shown by `reveal` alone. */
const withMaskedNumbers = (view: AccountView): AccountView => ({
  ...view,
  importerNumbers: view.importerNumbers.map(masked),
  identifiers: view.identifiers.map((identifier) => ({ ...identifier, value: masked(identifier.value) })),
});

/** An account from its numbers to its end: they come, move and go, it is split, merged, suspended, reactivated and deactivated, and nothing of its history is lost. */
@Injectable()
export class AccountLife {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly accounts: TradeAccounts,
    private readonly people: People,
    private readonly capabilities: CapabilityRegister,
  ) {}

  /** What may be seen: for the trade the own account, for CBP any. */
  async read(asking: Asking, accountId: string): Promise<AccountView & { mergedFrom: string[] }> {
    requireSight(asking, accountId);
    const parts = await withMerged(this.source.manager, accountId);
    return { ...(await this.shown(accountId)), mergedFrom: parts.filter((id) => id !== accountId) };
  }

  /**
   * Accounts by name or number, also by one that they or an account merged into them had before; the account that goes on is found.
   *
   * @param text part of a name, or a whole number
   */
  async search(asking: Asking, text: string, after: string | null, limit: number): Promise<AccountView[]> {
    const everywhere = may(asking, 'see', 'account', 'any');
    const rows: { id: string }[] = await this.source.query(SEARCH, [
      `%${likeText(text)}%`,
      identitiesOf(text),
      everywhere ? null : asking.account.accountId,
      after ?? FIRST_ID,
      limit,
    ]);
    return (await this.accounts.readAll(rows.map(({ id }) => id))).map(withMaskedNumbers);
  }

  /**
   * Numbers of persons that the account has, in clear. Who was shown them, and why, is in the account's log before they are.
   *
   * @throws Problem `not-found` where it has none
   */
  async reveal(asking: Asking, accountId: string, why: string): Promise<string[]> {
    requireSight(asking, accountId);
    if (!may(asking, 'see', 'personal number', relationTo(asking, accountId)))
      throw new Problem(
        'not-authorized',
        'Numbers of persons are shown in clear to owners of the account and few of CBP.',
      );
    return this.transactions.run(async (unit) => {
      const { identifiers } = await heldAccount(unit.manager, accountId, false);
      const numbers = identifiers.map(({ value }) => value).filter((value) => masked(value) !== value);
      if (numbers.length === 0) throw new Problem('not-found', 'The account has no number of a person.');
      const by = whoIs(asking);
      await noteInLog(unit, accountId, {
        kind: 'personal number shown',
        summary: `${numbers.join(', ')} in clear to ${by}: ${why}`,
        channel: 'account',
        person: by,
      });
      return numbers;
    });
  }

  /** Adds a number to the account, for the sub-accounts named. @throws Problem `state-conflict` where another active account has it */
  async addNumber(asking: Asking, accountId: string, named: NewNumber): Promise<AccountView> {
    const number = readNumber(named);
    await this.changing(asking, [accountId], 'account', async (unit, [held], by) => {
      this.requireNumberRight(asking, accountId, number.kind);
      if (held!.identifiers.some((i) => i.kind === number.kind && i.identity === number.identity)) return;
      const added = await begin(unit, accountId, [number], [...named.subAccounts]);
      await tellChange(
        unit,
        { ...held!, identifiers: [...held!.identifiers, ...added] },
        { kind: 'number added', summary: `${by} added ${number.kind} ${number.value}`, channel: 'account' },
      );
    });
    return this.shown(accountId);
  }

  /** Ends a number of the account. */
  async endNumber(asking: Asking, accountId: string, named: NumberNamed, why: string): Promise<AccountView> {
    const number = readNumber(named);
    await this.changing(asking, [accountId], 'account', async (unit, [held], by) => {
      this.requireNumberRight(asking, accountId, number.kind);
      const found = numberIn(held!, number);
      await end(unit, [found]);
      await tellChange(
        unit,
        { ...held!, identifiers: held!.identifiers.filter((i) => i !== found) },
        { kind: 'number ended', summary: `${by} ended ${number.kind} ${number.value}: ${why}`, channel: 'account' },
      );
    });
    return this.shown(accountId);
  }

  /** Moves a number to another account in one instant. By CBP. Its history stays with the number: from then on the other account sees it. */
  async moveNumber(asking: Asking, accountId: string, named: NumberNamed, to: string, why: string): Promise<void> {
    const number = readNumber(named);
    requireCbp(asking);
    if (to === accountId)
      throw new Problem('not-valid', 'The number is there already.', [{ at: '/to', text: 'is the same account' }]);
    await this.changing(asking, [accountId, to], 'account', async (unit, [from, target], by) => {
      requireActive(target!);
      const found = numberIn(from!, number);
      const words = `${number.kind} ${number.value}`;
      await this.move(unit, from!, target!, [found], {
        left: { kind: 'number moved away', summary: `${by} moved ${words} to ${target!.account.name} (${to}): ${why}` },
        came: {
          kind: 'number moved here',
          summary: `${by} moved ${words} here from ${from!.account.name} (${accountId}): ${why}`,
        },
      });
    });
  }

  /** Opens an account with some of the numbers of another one. By the owner or CBP. */
  async split(asking: Asking, accountId: string, order: SplitOrder): Promise<AccountView> {
    const numbers = order.numbers.map(readNumber);
    const id = randomUUID();
    await this.changing(asking, [accountId], 'merger', async (unit, [held], by) => {
      requireActive(held!);
      const found = numbers.map((number) => numberIn(held!, number));
      if (found.length === 0 || found.length === held!.identifiers.length)
        throw new Problem('not-valid', 'A split leaves both accounts a number.', [
          {
            at: '/numbers',
            text: found.length === 0 ? 'is empty' : 'are all that the account has: hand it over instead',
          },
        ]);
      await unit.manager.query(
        `INSERT INTO account (id, name, kinds, ports, active, version, opened_at, changed_at) VALUES ($1, $2, $3, '{}', true, 1, $4, $4)`,
        [
          id,
          order.name,
          kindsOfNumbers(found.map(({ kind }) => kind)).filter((kind) => held!.account.kinds.includes(kind)),
          unit.now,
        ],
      );
      const fresh = await heldAccount(unit.manager, id);
      await this.move(
        unit,
        held!,
        fresh,
        found,
        {
          left: {
            kind: 'account split',
            summary: `${by} split ${wordsOf(found)} off to ${order.name} (${id}): ${order.why}`,
          },
          came: {
            kind: 'account opened',
            summary: `${by} split it off ${held!.account.name} (${accountId}) with ${wordsOf(found)}: ${order.why}`,
          },
        },
        true,
      );
      await this.people.makeFirstOwner(unit, id, order.owner, by, order.why);
    });
    return this.shown(id);
  }

  /**
   * Merges an account into another, for good: its numbers, and what is trusted of it, go over; its people and keys end; its history is found with the
   * other. By somebody who owns both, or CBP.
   */
  async merge(asking: Asking, accountId: string, into: string, why: string): Promise<AccountView> {
    if (into === accountId)
      throw new Problem('not-valid', 'An account is not merged into itself.', [
        { at: '/into', text: 'is the same account' },
      ]);
    await this.changing(asking, [accountId, into], 'merger', async (unit, [held, target], by) => {
      requireActive(target!);
      if (sideOf(held!.account.kinds) !== sideOf(target!.account.kinds))
        throw new Problem('state-conflict', 'Offices of CBP and accounts of the trade are not merged with each other.');
      const { account } = held!;
      nextState(account, 'merged');
      await unit.manager.query(
        `UPDATE person_role SET valid_to = greatest($2, valid_from), ended_by = $3, end_why = $4 WHERE account_id = $1 AND (valid_to IS NULL OR valid_to > $2)`,
        [accountId, unit.now, by, `the account was merged: ${why}`],
      );
      const abi = { site: account.abiSite, id: account.abiId, hash: account.abiPasswordHash };
      const gone: Partial<TradeAccountEntity> = {
        active: false,
        leftAs: 'merged',
        leftWhy: why,
        mergedInto: into,
        abiSite: null,
        abiId: null,
        abiPasswordHash: null,
      };
      Object.assign(account, gone);
      const takesAbi = abi.site !== null && target!.account.abiSite === null;
      if (takesAbi) Object.assign(target!.account, { abiSite: abi.site, abiId: abi.id, abiPasswordHash: abi.hash });
      const trusted = account.trusted.filter((one) => standingFaults([...target!.account.trusted, one]).length === 0);
      Object.assign(target!.account, {
        kinds: [...new Set([...target!.account.kinds, ...account.kinds])].sort(),
        trusted: [...target!.account.trusted, ...trusted],
      });
      await this.capabilities.follow(unit, accountId, into, by);
      const words = wordsOf(held!.identifiers) || 'no numbers';
      await this.move(unit, { ...held!, roles: [] }, target!, [...held!.identifiers], {
        left: { kind: 'account merged', summary: `${by} merged it into ${target!.account.name} (${into}): ${why}` },
        came: {
          kind: 'account merged',
          summary: `${by} merged ${account.name} (${accountId}) into it, with ${words}${abi.site !== null && !takesAbi ? '; its ABI sender ended' : ''}: ${why}`,
        },
      });
    });
    return this.shown(into);
  }

  /** Suspends, reactivates or deactivates an account. By CBP, with a reason. Its numbers stay its own meanwhile: nobody else can claim them. */
  async decide(
    asking: Asking,
    accountId: string,
    event: 'suspended' | 'reactivated' | 'deactivated',
    why: string,
  ): Promise<AccountView> {
    requireCbp(asking);
    await this.changing(asking, [accountId], 'account', async (unit, [held], by) => {
      leftBy(held!.account, event, why);
      if (event === 'reactivated') {
        await noteAsUsed(unit.manager, accountId, unit.now);
        await grantOpen(unit, accountId, by, why);
      }
      await tellChange(unit, held!, { kind: `account ${event}`, summary: `${by}: ${why}`, channel: 'account' });
    });
    return this.shown(accountId);
  }

  /** Locks the accounts, in one order for everybody, and lets numbers change for one change at a time. */
  private async shown(accountId: string): Promise<AccountView> {
    return withMaskedNumbers(await this.accounts.read(accountId));
  }

  private async changing(
    asking: Asking,
    accountIds: readonly string[],
    kind: RecordKind,
    work: (unit: UnitOfWork, held: Held[], by: string) => Promise<void>,
  ): Promise<void> {
    for (const id of accountIds) {
      const own = id !== asking.account.accountId && (await this.ownsToo(asking, id));
      if (!own) requireSight(asking, id);
      if (!may(asking, 'change', kind, own ? 'own' : relationTo(asking, id)))
        throw new Problem('not-authorized', "Only the account's owner, and CBP, may do this.");
    }
    await this.transactions.run(async (unit) => {
      await unit.manager.query('LOCK TABLE account_identifier IN SHARE ROW EXCLUSIVE MODE');
      const held = new Map<string, Held>();
      for (const id of [...accountIds].sort()) held.set(id, await heldAccount(unit.manager, id));
      try {
        await work(
          unit,
          accountIds.map((id) => held.get(id)!),
          whoIs(asking),
        );
      } catch (error) {
        if ((error as { code?: string }).code !== OVERLAP) throw error;
        throw new Problem('state-conflict', 'An identifier may be in only one active account.');
      }
    });
  }

  /** Whether the person who asks in one account owns another one as well. */
  private async ownsToo({ personId }: Asking, accountId: string): Promise<boolean> {
    if (personId === null) return false;
    const [row] = await this.source.query(
      `SELECT 1 FROM person_role WHERE person_id = $1 AND account_id = $2 AND role = 'owner' AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now())`,
      [personId, accountId],
    );
    return row !== undefined;
  }

  private async move(
    unit: UnitOfWork,
    from: Held,
    to: Held,
    numbers: readonly IdentifierEntity[],
    told: { left: { kind: string; summary: string }; came: { kind: string; summary: string } },
    isNew = false,
  ): Promise<void> {
    await end(unit, numbers);
    const came: IdentifierEntity[] = [];
    for (const number of numbers) came.push(...(await begin(unit, to.account.id, [number], number.roles)));
    const rest = from.identifiers.filter((i) => !numbers.includes(i));
    await tellChange(unit, { ...from, identifiers: rest }, { ...told.left, channel: 'account' });
    await tellChange(
      unit,
      { ...to, identifiers: [...to.identifiers, ...came] },
      { ...told.came, channel: 'account' },
      isNew,
    );
  }

  private requireNumberRight(asking: Asking, accountId: string, kind: IdentifierKind): void {
    if (OWN_NUMBERS.includes(kind) || relationTo(asking, accountId) === 'any') return;
    throw new Problem('not-authorized', `A ${kind} is added and ended through CBP: ask your account manager.`);
  }
}

const requireCbp = (asking: Asking): void => {
  if (!may(asking, 'change', 'account', 'any'))
    throw new Problem('not-authorized', 'Only an account manager or headquarters decides this.');
};

const requireActive = ({ account }: Held): void => {
  if (!account.active)
    throw new Problem('state-conflict', `Account ${account.id} is ${account.leftAs ?? 'not active'}.`);
};

const stateOfAccount = ({ active, leftAs }: TradeAccountEntity): AccountState =>
  active ? 'active' : (leftAs ?? 'deactivated');

/** @throws Problem `state-conflict` naming state and event */
const nextState = (account: TradeAccountEntity, event: AccountEvent): AccountState => {
  const next = accountStates.next(stateOfAccount(account), event);
  if (next.ok) return next.value;
  throw new Problem('state-conflict', `Account ${account.id}: ${next.problem}.`);
};

/** Suspends, reactivates or deactivates, where its life allows that. @throws Problem `state-conflict` */
export const leftBy = (
  account: TradeAccountEntity,
  event: 'suspended' | 'reactivated' | 'deactivated',
  why: string,
): void => {
  const state = nextState(account, event);
  const isActive = state === 'active';
  Object.assign(account, { active: isActive, leftAs: isActive ? null : state, leftWhy: isActive ? null : why });
};

/** @throws Problem `not-valid` */
const readNumber = (named: NumberNamed & Partial<NewNumber>): Identifier => {
  const faults = numberFaults({ subAccounts: [], ...named });
  if (faults.length > 0) throw new Problem('not-valid', 'There is no such number.', faults);
  return identifierOf(named.kind as IdentifierKind, named.value)!;
};

const numberIn = (held: Held, { kind, identity, value }: Identifier): IdentifierEntity => {
  const found = held.identifiers.find((i) => i.kind === kind && i.identity === identity);
  if (!found) throw new Problem('not-found', `Account ${held.account.id} has no ${kind} ${value}.`);
  return found;
};

const begin = async (
  unit: UnitOfWork,
  accountId: string,
  numbers: readonly Identifier[],
  roles: string[],
): Promise<IdentifierEntity[]> => {
  const rows: IdentifierEntity[] = [];
  for (const { kind, value, identity } of numbers) {
    await requireFree(unit.manager, accountId, { kind, value, identity });
    const row = unit.manager.create(IdentifierEntity, {
      accountId,
      kind,
      value,
      identity,
      roles,
      validFrom: unit.now,
      validTo: null,
    });
    rows.push(await unit.manager.save(IdentifierEntity, row));
  }
  return rows;
};

const requireFree = async (
  manager: EntityManager,
  accountId: string,
  { kind, value, identity }: Identifier,
): Promise<void> => {
  const [taken] = await manager.query(
    'SELECT 1 FROM account_identifier WHERE kind = $1 AND identity = $2 AND valid_to IS NULL AND account_id <> $3',
    [kind, identity, accountId],
  );
  if (taken)
    throw new Problem('state-conflict', 'An identifier may be in only one active account.', [
      { at: '/value', text: `${kind} ${value} belongs to another active account`, remedy: 'Ask CBP to move it.' },
    ]);
};

const end = async (unit: UnitOfWork, numbers: readonly IdentifierEntity[]): Promise<void> => {
  if (numbers.length > 0)
    await unit.manager.update(IdentifierEntity, { id: In(numbers.map(({ id }) => id)) }, { validTo: unit.now });
};

const wordsOf = (numbers: readonly IdentifierEntity[]): string =>
  numbers.map(({ kind, value }) => `${kind} ${value}`).join(', ');

const likeText = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** The normal forms that a text may be of any kind of number. */
const identitiesOf = (text: string): string[] =>
  IDENTIFIER_KINDS.flatMap(({ kind }) => identifierOf(kind, text)?.identity ?? []);
