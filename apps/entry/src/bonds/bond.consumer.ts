import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BondChanged, BondFiled, bondSubject, called, type Condition, type EntryFilingAnswered } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { suretyName } from '#reference';
import { EntryConfig } from '../config/entry.config';
import { publishAnswer } from '../filing/filing-answer';
import { judgedAsRead } from '../filing/reading.rules';
import { fullImporterNumber, ImporterRepository } from '../importer/importer.repository';
import { type BondAction, BOND_FINALS, REJECTED } from './bond-conditions';
import {
  bondClock,
  type BondChange,
  type BondContent,
  type BondPartyKept,
  type BondSuretyKept,
  type StoredBond,
} from './bond.model';
import { BondRepository } from './bond.repository';
import { asChapterSays, judgeBond } from './bond.rules';
import { standingsOf } from './surety-standing';
import { type BondEvent, bondStates, type KeptState } from './bond.states';

/** Bonds as filed: judged by the chapter and kept. What they cover is asked of the register by whoever needs it, in this database. */
@Controller()
export class BondConsumer {
  constructor(
    private readonly config: EntryConfig,
    private readonly importers: ImporterRepository,
    private readonly bonds: BondRepository,
  ) {}

  @EventPattern<string>(BondFiled.type, { batch: true })
  async take(@Payload() messages: Received<BondFiled>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const { manager, now } = unit;
    const importers = messages.flatMap(({ data }) => partiesOf(data).map(({ number }) => number));
    const transactions = messages.flatMap(({ data }) => data.transactions.flatMap(({ id }) => id ?? []));
    const numbers = messages.flatMap(({ data }) => data.number ?? []);
    const found = await this.bonds.lock(manager, { numbers, transactions, importers });
    const onFile = new Map(found.map((bond) => [bond.number, bond]));
    const entries = await this.bonds.entries(manager, [
      ...transactions,
      ...found.flatMap(({ transaction }) => (transaction?.type === '1' ? [transaction.id] : [])),
    ]);
    const standings = await this.importers.standings(manager, importers);
    const named = messages.flatMap(({ data }) => [...data.sureties, ...data.coSureties, ...data.reinsurers]);
    const agents = await this.bonds.agents(
      manager,
      [...named.map(({ code }) => code), ...found.flatMap(({ sureties }) => sureties.map(({ code }) => code))],
      named.flatMap(({ agent }) => agent ?? []),
    );
    const standingsOfSureties = await standingsOf(
      manager,
      named.map(({ code }) => code),
    );
    const notified = messages.flatMap(({ data }) =>
      data.notify.flatMap(({ codes }) => codes.map((code) => code.slice(4, 7))),
    );
    const filers = await this.importers.filersOnFile(manager, notified);
    const parties = [...importers, ...found.flatMap((bond) => bond.parties.map((party) => party.number))];
    const names = await this.bonds.names(manager, parties);
    const holders = await this.importers.holders(manager, parties);
    const changes: BondChange[] = [];
    for (const message of messages) {
      const { data } = message;
      const today = bondClock(new Date(data.origin.receivedAt));
      const [transaction] = data.transactions;
      const all = [...onFile.values()];
      const ofTransaction = all.filter(
        (bond) =>
          bond.state === 'active' &&
          bond.transaction !== null &&
          bond.transaction.type === transaction?.type &&
          bond.transaction.id === transaction.id,
      );
      const existing = (data.number !== null && onFile.get(data.number)) || null;
      const conditions = judgedAsRead(asChapterSays(data.reading ?? []), () =>
        judgeBond(data, {
          ...{ today, existing, ofTransaction, continuous: all.filter(({ type }) => type === '8') },
          checkDigitOffset: (filerCode) => this.config.CHECK_DIGIT_OFFSETS[filerCode] ?? 0,
          standing: (number) => standings.get(number),
          entry: (key) => entries.get(key),
          agents,
          standings: standingsOfSureties,
          filerOnFile: (code) => filers.has(code),
        }),
      );
      const accepted = !conditions.some(({ severity }) => severity === 'fatal');
      let number: string | null = null;
      if (accepted) {
        const made = existing
          ? [changed(existing, data)]
          : [
              filed(await this.bonds.newNumber(manager, data.type, today.slice(0, 4)), data),
              ...replaced(data, ofTransaction),
            ];
        for (const change of made) {
          changes.push(change);
          onFile.set(change.after.number, change.after);
        }
        number = made[0]!.after.number;
        for (const change of made)
          unit.publish(BondChanged, bondSubject(change.after.number), tellOf(change, names, holders, now), message);
      }
      publishAnswer(unit, answerOf(data, conditions, accepted, number, names), message);
    }
    await this.bonds.save(manager, changes, now);
  }
}

const partiesOf = ({ principals, coPrincipals, users }: BondFiled): BondPartyKept[] => [
  ...principals.map(partyOf('principal')),
  ...coPrincipals.map(partyOf('co-principal')),
  ...users.map((user) => ({ ...partyOf('user')(user), from: user.addOn })),
];
const partyOf =
  (role: BondPartyKept['role']) =>
  ({ id, idType }: { id: string; idType: string }): BondPartyKept => ({
    ...{ role, number: fullImporterNumber(id), idType, from: null, until: null },
  });

const suretiesOf = ({ sureties, coSureties, reinsurers }: BondFiled): BondSuretyKept[] => {
  const of = (role: BondSuretyKept['role']) => (one: BondFiled['sureties'][number]) => ({
    ...{ role, code: one.code, agent: one.agent, liabilityDollars: one.liabilityDollars },
  });
  return [...sureties.map(of('surety')), ...coSureties.map(of('co-surety')), ...reinsurers.map(of('reinsurer'))];
};

const contentOf = ({
  origin: _origin,
  accountFilerCodes: _filers,
  accountSuretyCodes: _sureties,
  accountImporterNumbers: _importers,
  reading: _reading,
  ...content
}: BondFiled): BondContent => content;

const changeOf = (filing: BondFiled, after: StoredBond, event: BondEvent): BondChange => ({
  ...{ after, event, filingId: filing.origin.filingId, accountId: filing.origin.accountId },
  content: contentOf(filing),
});

const ASKED_FOR: Partial<Readonly<Record<BondEvent, BondAction>>> = {
  ...{ voided: 'V', adjusted: 'C', terminated: 'T', rider: 'R', substituted: 'U', superseded: 'E' },
};

/** What is told of a change to whom it concerns. */
const tellOf = (
  { after, event }: BondChange,
  names: ReadonlyMap<string, string>,
  holders: ReadonlyMap<string, readonly string[]>,
  now: Date,
): BondChanged => {
  const { parties, sureties, transaction, notify } = after;
  const principals = parties.filter(({ role }) => role !== 'user');
  const { number, idType } = principals[0]!;
  const [finalCode, finalText] = BOND_FINALS[ASKED_FOR[event] ?? (after.designation as BondAction)];
  return {
    ...{ accountId: after.accountId, number: after.number, version: after.version, event, state: after.state },
    ...{ type: after.type, designation: after.designation, activityCode: after.activityCode },
    ...{ amountDollars: after.amountDollars, executedOn: after.executedOn, effectiveOn: after.effectiveOn },
    ...{ terminatesOn: after.terminatesOn, transaction },
    sureties: sureties.map(({ role, code, liabilityDollars }) => ({ role, code, liabilityDollars })),
    principal: { idType, number, name: names.get(number) ?? null },
    principalAccounts: [...new Set(principals.flatMap((party) => holders.get(party.number) ?? []))],
    ...{ notify: [...notify], occurredAt: now.toISOString(), finalCode, finalText },
  };
};

const next = (from: KeptState | 'not on file', event: BondEvent): KeptState => {
  const state = bondStates.next(from, event);
  if (!state.ok) throw new Error(`bond: ${state.problem}`);
  return state.value as KeptState;
};

const filed = (number: string, filing: BondFiled): BondChange => {
  const [transaction] = filing.transactions;
  return changeOf(
    filing,
    {
      ...{ number, type: filing.type as '8' | '9', designation: filing.action, activityCode: filing.activityCode! },
      ...{ amountDollars: filing.amountDollars!, state: next('not on file', 'filed'), version: 1 },
      ...{ accountId: filing.origin.accountId, suretyReference: filing.suretyReference },
      ...{ executedOn: filing.executedOn!, effectiveOn: filing.effectiveOn, terminatesOn: null },
      ...{ reconciliation: false, virginIslands: false, sureties: suretiesOf(filing), parties: partiesOf(filing) },
      notify: filing.notify.flatMap(({ codes }) => codes),
      foundInsufficient: [],
      transaction: transaction
        ? { type: transaction.type, id: transaction.id!, entryType: transaction.entryType }
        : null,
    },
    'filed',
  );
};

/** Substituting and superseding bonds take the place of the one that was there. */
const replaced = (filing: BondFiled, ofTransaction: readonly StoredBond[]): BondChange[] => {
  const event = filing.action === 'U' ? 'substituted' : filing.action === 'E' ? 'superseded' : null;
  if (event === null) return [];
  return ofTransaction
    .filter(({ designation, activityCode }) => designation !== 'A' && activityCode === filing.activityCode)
    .map((bond) => changeOf(filing, { ...bond, state: next(bond.state, event), version: bond.version + 1 }, event));
};

const EVENTS = { V: 'voided', C: 'adjusted', T: 'terminated', R: 'rider' } as const;

const changed = (bond: StoredBond, filing: BondFiled): BondChange => {
  const event = EVENTS[filing.action as keyof typeof EVENTS];
  const after: StoredBond = { ...bond, state: next(bond.state, event), version: bond.version + 1 };
  if (event === 'voided') return changeOf(filing, after, event);
  if (event === 'terminated') return changeOf(filing, { ...after, terminatesOn: filing.terminatesOn }, event);
  if (event === 'adjusted')
    return changeOf(filing, { ...after, amountDollars: filing.amountDollars!, sureties: suretiesOf(filing) }, event);
  const { reconciliationFlag, usviFlag, users } = filing;
  const leaving = new Map(
    users.flatMap(({ action, id, deleteOn }) => (action === 'D' ? [[fullImporterNumber(id), deleteOn]] : [])),
  );
  const staying = bond.parties.map((party) =>
    party.until === null && leaving.has(party.number) ? { ...party, until: leaving.get(party.number)! } : party,
  );
  const joining = users
    .filter(({ action }) => action === 'A')
    .map((user) => ({ ...partyOf('user')(user), from: user.addOn }));
  return changeOf(
    filing,
    {
      ...after,
      reconciliation: reconciliationFlag === null ? bond.reconciliation : reconciliationFlag === 'Y',
      virginIslands: bond.virginIslands || usviFlag === 'Y',
      parties: [...staying, ...joining],
    },
    event,
  );
};

const answerOf = (
  filing: BondFiled,
  conditions: readonly Condition[],
  accepted: boolean,
  number: string | null,
  names: ReadonlyMap<string, string>,
): EntryFilingAnswered => {
  const [finalCode, finalText] = accepted ? BOND_FINALS[filing.action as BondAction] : REJECTED;
  const named = [
    ...[...filing.principals, ...filing.coPrincipals, ...filing.users].map(({ id, recordIndex }) => ({
      recordIndex,
      name: names.get(fullImporterNumber(id)),
    })),
    ...[...filing.sureties, ...filing.coSureties, ...filing.reinsurers].map(({ code, recordIndex }) => ({
      recordIndex,
      name: suretyName(code),
    })),
  ];
  return {
    origin: filing.origin,
    ...called(BondFiled, filing),
    outcome: accepted ? 'accepted' : 'rejected',
    conditions: [...conditions],
    entrySummary: {
      ...{ teamNumber: null, centerId: null, version: null, computed: null, finalCode, finalText },
      bond: {
        number: accepted ? number : null,
        names: accepted ? named.flatMap(({ recordIndex, name }) => (name ? [{ recordIndex, name }] : [])) : [],
      },
    },
  };
};
