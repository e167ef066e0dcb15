import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { Asker, type Asking, KnownAccounts, Looks, may, type Relation } from '#access';
import {
  BondFiled,
  kindOf,
  type BondOnFile,
  BondRequest,
  BondsRequest,
  type BondShown,
  type BondsOnFile,
  bondSubject,
} from '#contracts';
import { parseImporterNumber } from '#kernel';
import { AnswersOk, Problem, Problems, WholeNumber } from '#service';
import { ForAccounts } from '../edge/for-accounts';
import { Owners } from '../questions/owners';

const STATES = ['active', 'termination scheduled', 'terminated', 'void', 'substituted', 'superseded'];

class BondsQuery {
  @ApiPropertyOptional({ description: 'Code of a surety, three digits' })
  @IsOptional()
  @Matches(/^\d{3}$/)
  surety?: string;

  @ApiPropertyOptional({ description: 'Entry: filer code and number without hyphens' })
  @IsOptional()
  @Matches(/^[0-9A-Z]{3}\d{8}$/)
  entry?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^[0-9A-Z]{9}$/)
  after?: string;

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @WholeNumber(1, 200)
  limit = 50;
}

const normal = (number: string): string => {
  const parsed = parseImporterNumber(number);
  return parsed.ok ? parsed.value.text : number;
};

/** How a bond stands to who asks: `own`, of one of its sureties, or of the agent that filed it; `granted`, of whoever is on it as principal or user, or files the entry that it secures. */
const relationTo = (
  asking: Asking,
  bond: Pick<BondShown, 'sureties' | 'parties' | 'transaction'> & { readonly accountId?: string },
): Relation | null => {
  const { accountId, suretyCodes = [], importerNumbers, filerCodes } = asking.account;
  const numbers = importerNumbers.map(normal);
  const stands: Readonly<Record<Relation, boolean>> = {
    own: bond.accountId === accountId || bond.sureties.some(({ code }) => suretyCodes.includes(code)),
    granted:
      bond.parties.some(({ number }) => numbers.includes(number)) ||
      (bond.transaction?.type === '1' && filerCodes.includes(bond.transaction.id.slice(0, 3))),
    any: true,
  };
  return (['own', 'any', 'granted'] as const).find((one) => stands[one] && may(asking, 'see', 'bond', one)) ?? null;
};

/** Who is on a bond is shown to its sureties and CBP; others see their own numbers among them. */
const shownTo = <B extends Pick<BondShown, 'parties'>>(asking: Asking, relation: Relation, bond: B): B => {
  if (relation !== 'granted') return bond;
  const numbers = asking.account.importerNumbers.map(normal);
  const isPrincipal = bond.parties.some(({ role, number }) => role === 'principal' && numbers.includes(number));
  return isPrincipal ? bond : { ...bond, parties: bond.parties.filter(({ number }) => numbers.includes(number)) };
};

/** The register of bonds, answered by the entry service that keeps it. */
@ApiTags('Look-ups')
@Controller('bonds')
export class BondsController {
  constructor(
    private readonly owners: Owners,
    private readonly looks: Looks,
    private readonly accounts: KnownAccounts,
  ) {}

  @Get()
  @ForAccounts('see', 'bond')
  @ApiOperation({
    summary: 'Bonds of a surety with what it is liable for, of an entry, or of your importer numbers',
    operationId: 'listBonds',
  })
  @AnswersOk(
    'A page of bonds, by number. Without a choice: those of your surety codes or importer numbers.',
    BondsRequest.answer,
  )
  @Problems('not-authenticated', 'not-valid', 'look-up-unavailable')
  async list(@Query() query: BondsQuery, @Asker() asking: Asking): Promise<BondsOnFile> {
    const { surety, entry, state, after, limit } = query;
    const { suretyCodes = [], importerNumbers } = asking.account;
    const isAny = may(asking, 'see', 'bond', 'any');
    const nothing: BondsOnFile = { bonds: [], next: null, liability: [] };
    const named = surety !== undefined || entry !== undefined;
    const sureties = surety !== undefined ? [surety] : named || isAny ? [] : suretyCodes;
    const importers = named || isAny || sureties.length > 0 ? [] : importerNumbers;
    if (!named && !isAny && sureties.length === 0 && importers.length === 0) return nothing;
    const page = await this.owners.ask('entry', BondsRequest, {
      parameters: {},
      body: {
        ...(sureties.length > 0 && { sureties }),
        ...(importers.length > 0 && { importers }),
        ...(entry !== undefined && { entry }),
        ...(state !== undefined && { state: state as never }),
        ...(after !== undefined && { after }),
        limit,
      },
    });
    if (!page) return nothing;
    const bonds = page.bonds.flatMap((bond) => {
      const relation = relationTo(asking, bond);
      return relation === null ? [] : [shownTo(asking, relation, bond)];
    });
    await this.looks.tell(asking, `bonds${surety ? ` of surety ${surety}` : ''}`, () => this.ofWhom(bonds));
    const mine = (code: string): boolean => isAny || suretyCodes.includes(code);
    return { ...page, bonds, liability: page.liability.filter(({ code }) => mine(code)) };
  }

  @Get(':number')
  @ForAccounts('see', 'bond')
  @ApiParam({ name: 'number', description: 'Number of the bond, `268000001`' })
  @ApiOperation({
    summary: 'A bond: for its sureties, its principals and users, the filer of the entry that it secures, and CBP',
    operationId: 'readBond',
  })
  @AnswersOk('The bond and, for its sureties and CBP, each of its versions.', BondRequest.answer)
  @Problems('not-authenticated', 'not-found', 'look-up-unavailable')
  async read(@Param('number') number: string, @Asker() asking: Asking): Promise<BondOnFile> {
    const nothing = new Problem('not-found', `No bond ${number} of this account is known.`);
    if (!/^\d{2}[89][0-9A-Z]{6}$/.test(number)) throw nothing;
    const bond = await this.owners.ask('entry', BondRequest, { parameters: { number } });
    const relation = bond && relationTo(asking, bond);
    if (!bond || relation === null) throw nothing;
    await this.looks.tell(asking, `bond ${number}`, () => this.ofWhom([bond]));
    return { ...shownTo(asking, relation, bond), history: relation === 'granted' ? [] : bond.history };
  }

  /** Whose activity log hears that CBP looked. */
  private async ofWhom(bonds: readonly BondShown[]) {
    const looked = [];
    for (const { number, parties } of bonds)
      looked.push({
        accountIds: await this.accounts.idsOf({ importerNumbers: parties.map((party) => party.number) }),
        ...{ kind: kindOf(BondFiled).kind, subject: bondSubject(number) },
      });
    return looked;
  }
}
