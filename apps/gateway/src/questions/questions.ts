import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Asking, KnownAccounts, Looks, may, type Relation } from '#access';
import {
  accountSubject,
  type AnswerOf,
  type AskedBy,
  type BillOnFile,
  BillRequest,
  BillsOfRequest,
  billSubject,
  type EntryOnFile,
  EntryRequest,
  entrySubject,
  type ImporterBonds,
  ImporterBondsRequest,
  type RequestContract,
  type ServiceName,
} from '#contracts';
import { parseImporterNumber } from '#kernel';
import { entryShown, relationTo } from './entry-sight.rules';
import { OwnersOrAway } from './owners-or-away';
import { LastAnswers } from './last-answers';
import { isPerson, withoutPersons } from './without-persons';

/** What is known to a question: now, or as its owner answered last. */
export interface Known<T> {
  readonly value: T;
  readonly asOf: Date;
  /** Its owner did not answer: this is what it answered before. */
  readonly isLastKnown: boolean;
}

/** `away`: the owner does not answer, and nothing was known before. `unknown`: nothing is on file, or not for who asks. */
export type Found<T> = Known<T> | 'away' | 'unknown';

export const isKnown = <T>(found: Found<T>): found is Known<T> => typeof found === 'object';

/** An importer as who asks may see it. */
export interface ImporterShown {
  readonly importerNumber: string;
  readonly name: string | null;
  readonly standing: ImporterBonds['standing'];
  readonly bonds: ImporterBonds['bonds'];
}

/** Entries are asked for as long after they were filed (ACMQ-12). */
const ENTRY_MONTHS = 6;

/** An importer as it was asked for. */
export interface AskedImporter {
  readonly asked: string;
  /** In normal form; null for what is no number. */
  readonly number: string | null;
  readonly everySuffix: boolean;
}

const IMPORTERS_AT_ONCE = 60;
/** `12-3456789`. */
const EMPLOYER_DIGITS = 10;
const SUFFIXES_SHOWN = 50;

/** Answers what partners ask of bills, in-bond movements, entries and importers: who may ask what is in the table of rights. */
@Injectable()
export class Questions {
  constructor(
    private readonly owners: OwnersOrAway,
    private readonly last: LastAnswers,
    private readonly accounts: KnownAccounts,
    private readonly looks: Looks,
    private readonly source: DataSource,
  ) {}

  async bill(asking: Asking, billKey: string): Promise<Found<BillOnFile>> {
    const found = await this.ask('manifest', BillRequest, billSubject(billKey), { parameters: { billKey } });
    if (!isKnown(found)) return found;
    const bill = found.value;
    if (!mayAsk(asking, 'question on a bill', relationToBill(asking, bill))) return 'unknown';
    await this.looks.tell(asking, `bill ${billKey}`, () => [
      { accountIds: [bill.accountId], kind: 'bill of lading', subject: billSubject(billKey) },
    ]);
    return found;
  }

  /** The master bill of a house bill, and the house bills of a master bill, as far as who asks may ask for them. */
  async related(asking: Asking, { billKey, masterBill }: BillOnFile): Promise<Known<BillOnFile>[]> {
    if (masterBill) return this.bills(asking, [masterBill]);
    const houses = await this.ask('manifest', BillsOfRequest, `houses:${billKey}`, {
      parameters: { whole: 'master', number: billKey },
    });
    return isKnown(houses) ? this.bills(asking, houses.value.billKeys) : [];
  }

  /** The bills that an in-bond movement carries. */
  async inBond(asking: Asking, number: string): Promise<Found<Known<BillOnFile>[]>> {
    const carried = await this.ask('manifest', BillsOfRequest, `in-bond:${number}`, {
      parameters: { whole: 'in-bond', number },
    });
    if (!isKnown(carried)) return carried;
    const bills = await this.bills(asking, carried.value.billKeys);
    return bills.length === 0 ? 'unknown' : { ...carried, value: bills };
  }

  async bills(asking: Asking, billKeys: readonly string[]): Promise<Known<BillOnFile>[]> {
    const found: Found<BillOnFile>[] = [];
    for (const billKey of billKeys) found.push(await this.bill(asking, billKey));
    return found.filter(isKnown);
  }

  /** An entry as it is shown to who asks; older ones are not asked for. */
  async entry(asking: Asking, filerCode: string, entryNumber: string, now = new Date()): Promise<Found<EntryOnFile>> {
    const subject = entrySubject({ filerCode, entryNumber });
    const found = await this.ask('entry', EntryRequest, subject, {
      parameters: { filer: filerCode, number: entryNumber },
    });
    if (!isKnown(found)) return found;
    const { release, summary } = found.value;
    const relation = relationTo(asking, filerCode, found.value);
    const filedAt = release?.filedAt;
    const oldest = new Date(now);
    oldest.setUTCMonth(oldest.getUTCMonth() - ENTRY_MONTHS);
    const isOld = filedAt !== undefined && Date.parse(filedAt) < oldest.getTime();
    if (isOld || relation === null || !mayAsk(asking, 'question on an entry', relation)) return 'unknown';
    await this.looks.tell(asking, `entry ${found.value.entry}`, async () => {
      const importerNumbers = [release?.filed.importer?.number, summary?.importerNumber].flatMap((one) => one ?? []);
      const filedBy = [release?.accountId, summary?.accountId].filter((id) => id !== undefined);
      const accountIds = [...filedBy, ...(await this.accounts.idsOf({ importerNumbers }))];
      return [{ accountIds, kind: 'entry', subject }];
    });
    return { ...found, value: entryShown(found.value, relation, now) };
  }

  /** By number in normal form; `unknown` for one that may not be asked for. */
  async importers(asking: Asking, numbers: readonly string[]): Promise<ReadonlyMap<string, Found<ImporterShown>>> {
    const allowed = numbers.filter((number) => mayAskOfImporter(asking, number));
    const found = new Map<string, Found<ImporterShown>>(numbers.map((number) => [number, 'unknown']));
    if (allowed.length === 0) return found;
    const names = new Map<string, string>();
    const holders = await this.accounts.holding('importerNumbers', allowed.flatMap(formsOf));
    for (const { importerNumbers, name } of holders)
      for (const number of importerNumbers) names.set(normal(number) ?? number, name);
    const asked = await this.askImporters(allowed);
    for (const number of allowed) {
      const answer = asked.get(number) ?? 'away';
      const name = names.get(number) ?? null;
      const shown = isKnown(answer) ? { ...answer, value: { ...answer.value, name } } : answer;
      const isNothing =
        isKnown(shown) && name === null && shown.value.standing === null && shown.value.bonds.length === 0;
      found.set(number, isNothing ? 'unknown' : shown);
    }
    await this.looks.tell(asking, `${allowed.length} importers`, () =>
      holders.map(({ accountId }) => ({
        accountIds: [accountId],
        kind: 'importer',
        subject: accountSubject(accountId),
      })),
    );
    return found;
  }

  /** The same by numbers as they were asked: every suffix on file where that was asked for. What is no number is not on file. */
  async importersAsked(
    asking: Asking,
    questions: readonly AskedImporter[],
  ): Promise<ReadonlyMap<string, readonly { readonly number: string; readonly found: Found<ImporterShown> }[]>> {
    const numbers = new Map<string, readonly string[]>();
    for (const { asked, number, everySuffix } of questions)
      numbers.set(asked, number === null ? [] : everySuffix ? await this.suffixesOf(number) : [number]);
    const found = new Map<string, Found<ImporterShown>>();
    const all = [...new Set([...numbers.values()].flat())];
    for (let at = 0; at < all.length; at += IMPORTERS_AT_ONCE)
      for (const [number, one] of await this.importers(asking, all.slice(at, at + IMPORTERS_AT_ONCE)))
        found.set(number, one);
    const unknown = 'unknown' as const;
    return new Map(
      [...numbers].map(([asked, of]) => [
        asked,
        of.length === 0
          ? [{ number: asked, found: unknown }]
          : of.map((number) => ({ number, found: found.get(number) ?? unknown })),
      ]),
    );
  }

  /** The number itself and every number of its firm that an account has. */
  private async suffixesOf(number: string): Promise<string[]> {
    if (isPerson(number) || !this.source.isInitialized) return [number];
    const rows: { number: string }[] = await this.source.query(
      `SELECT DISTINCT number FROM account, jsonb_array_elements_text(data -> 'importerNumbers') AS number
        WHERE active AND starts_with(number, $1) ORDER BY number LIMIT $2`,
      [number.slice(0, EMPLOYER_DIGITS), SUFFIXES_SHOWN],
    );
    const forms = rows.flatMap((row) => normal(row.number) ?? []);
    return [...new Set([number, ...forms])];
  }

  private async askImporters(numbers: readonly string[]): Promise<Map<string, Found<ImporterBonds>>> {
    const asOf = new Date();
    const answer = await this.owners.ask('entry', ImporterBondsRequest, {
      parameters: {},
      body: { importerNumbers: [...numbers] },
    });
    const found = new Map<string, Found<ImporterBonds>>();
    if (answer !== 'away' && answer !== null) {
      for (const importer of answer.importers) {
        found.set(importer.importerNumber, { value: importer, asOf, isLastKnown: false });
        if (!isPerson(importer.importerNumber))
          await this.last.keep(bondsOf(importer.importerNumber), asOf, () => importer);
      }
      return found;
    }
    for (const number of numbers) {
      const known = isPerson(number) ? null : await this.last.of(bondsOf(number));
      if (known) found.set(number, { value: known.data as ImporterBonds, asOf: known.asOf, isLastKnown: true });
    }
    return found;
  }

  private async ask<C extends RequestContract>(
    owner: ServiceName,
    contract: C,
    about: string,
    asked: Omit<AskedBy<C>, 'body'>,
  ): Promise<Found<AnswerOf<C>>> {
    const asOf = new Date();
    const answer = await this.owners.ask(owner, contract, asked);
    if (answer === null) return 'unknown';
    if (answer !== 'away') {
      await this.last.keep(about, asOf, () => withoutPersons(answer as object));
      return { value: answer, asOf, isLastKnown: false };
    }
    const known = await this.last.of(about);
    return known ? { value: known.data as AnswerOf<C>, asOf: known.asOf, isLastKnown: true } : 'away';
  }
}

type Question = 'question on a bill' | 'question on an entry' | 'question on an importer';

const mayAsk = (asking: Asking, question: Question, relation: Relation): boolean =>
  may(asking, 'see', question, relation) || may(asking, 'see', question, 'any');

/** `own`: of the carrier that filed it. `granted`: to who filed an entry for it, or whom the carrier named to be told. */
const relationToBill = (asking: Asking, bill: BillOnFile): Relation => {
  const { accountId, scacs, filerCodes } = asking.account;
  if (bill.accountId === accountId || scacs.includes(bill.issuerScac)) return 'own';
  const codes = [...filerCodes, ...scacs];
  const isNamed = (bill.details.secondaryNotify ?? []).some((party) => codes.includes(party));
  const filed = bill.entries.some(({ entryNumber }) => filerCodes.includes(entryNumber.slice(0, 3)));
  return isNamed || filed ? 'granted' : 'any';
};

const normal = (number: string): string | null => {
  const parsed = parseImporterNumber(number);
  return parsed.ok ? parsed.value.text : null;
};
/** A firm without branches writes its number without the two zeros. */
const formsOf = (number: string): string[] => [number, number.replace(/^(\d{2}-\d{7})00$/, '$1')];
const bondsOf = (number: string): string => `bonds of ${number}`;

/** A firm's number is asked for by whoever files entries; a person's by that person and by CBP alone. */
const mayAskOfImporter = (asking: Asking, number: string): boolean => {
  const isOwn = asking.account.importerNumbers.some((own) => normal(own) === number);
  if (isOwn && may(asking, 'see', 'question on an importer', 'own')) return true;
  if (
    asking.account.filerCodes.length > 0 &&
    !isPerson(number) &&
    may(asking, 'see', 'question on an importer', 'granted')
  )
    return true;
  return may(asking, 'see', isPerson(number) ? 'personal number' : 'question on an importer', 'any');
};
