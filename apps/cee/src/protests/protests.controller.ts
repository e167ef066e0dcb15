import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, KnownAccounts, Looks, may } from '#access';
import { Line, Problem, WholeNumber } from '#service';
import { actingFor } from '../people/asking-person';
import { type ProtestView } from './protest.repository';
import { ProtestHistory, type ProtestHistoryView } from './protest-history';
import { protestStates } from './protest.states';
import { Protests } from './protests';

const RULING = /^(HQ|NY) [A-Z]?\d{6}$/;

export class PartyOfProtestOrder {
  @IsOptional()
  @Line(100)
  name: string | null = null;

  /** In one line. */
  @IsOptional()
  @Line(300)
  address: string | null = null;

  /** Importer of record number. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  importerNumber: string | null = null;
}

export class AgentOfProtestOrder extends PartyOfProtestOrder {
  /** Under which the agent acts, where the protestant does not keep its powers here: such as `CBP Form 5291 of 2025-01-02`. */
  @IsOptional()
  @Line(200)
  powerOfAttorney: string | null = null;
}

export class EntryProtestedOrder {
  /** Such as `B76-0324527-8`. */
  @IsString()
  @MaxLength(20)
  entryNumber: string;

  /** Date of entry, `YYYY-MM-DD`. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  enteredOn: string | null = null;

  /** Day of the notice of liquidation, or of the other decision. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  decidedOn: string | null = null;

  /** Day of importation, for a claim under section 520(d). */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  importedOn: string | null = null;

  /** Lines such as `001`; the whole entry where none is named. */
  @IsArray()
  @ArrayMaxSize(999)
  @Matches(/^\d{3}$/, { each: true })
  lines: string[] = [];
}

export class ObjectionOrder {
  /** What is objected to and claimed: `Classification in 3926.90; 3924.90 is claimed`. */
  @Line(1_000)
  claim: string;

  @IsOptional()
  @Line(4_000)
  justification: string | null = null;
}

export class EarlierProtestOrder {
  @Line(40)
  number: string;

  /** When it was received. */
  @IsString()
  @MaxLength(10)
  receivedOn: string;
}

export class FurtherReviewOrder {
  /** `inconsistent`, `not ruled upon`, `not considered`, `advice refused` (19 CFR 174.24). */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  criterion: string | null = null;

  /** Declares that there is no adverse decision on the same claim, and no request for one pending (19 CFR 174.25(b)(2)(i)). */
  @IsBoolean()
  noEarlierDecision = false;

  /** Declares that no court decided adversely on the same claim, and no action is pending (19 CFR 174.25(b)(2)(ii)). */
  @IsBoolean()
  noCourtAction = false;

  /** Facts and arguments that are relied on. */
  @IsOptional()
  @Line(4_000)
  statement: string | null = null;
}

/** What 19 CFR 174.13 asks for. What is missing is told by its field, all at once. */
export class ProtestOrder {
  /** Made by who sends it: the same again is the same protest. */
  @IsUUID()
  id: string;

  /** `514`, `520(c)`, `520(d)`, `181.115`. */
  @IsString()
  @MaxLength(10)
  type = '514';

  /** Who protests (19 CFR 174.12(a)): `importer`, `consignee`, `surety`, `payer`, `seeking entry`, `drawback claimant`, `exporter or producer`. */
  @IsOptional()
  @IsString()
  @MaxLength(30)
  capacity: string | null = null;

  @ValidateNested()
  @Type(() => PartyOfProtestOrder)
  protestant: PartyOfProtestOrder = new PartyOfProtestOrder();

  /** Who files for the protestant; left out by a protestant that files itself. */
  @IsOptional()
  @ValidateNested()
  @Type(() => AgentOfProtestOrder)
  agent: AgentOfProtestOrder | null = null;

  /** What is protested, of every entry the same: `liquidation`, `charge`, `exclusion`, `drawback`, `demand on the bond`, `refusal to reliquidate`. */
  @IsOptional()
  @IsString()
  @MaxLength(30)
  decision: string | null = null;

  /** Several where party, category of merchandise and decision are the same (19 CFR 174.13(b)). */
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => EntryProtestedOrder)
  entries: EntryProtestedOrder[] = [];

  /** Category of merchandise. */
  @IsOptional()
  @Line(100)
  category: string | null = null;

  /** Specific description of the merchandise. */
  @IsOptional()
  @Line(2_000)
  merchandise: string | null = null;

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ObjectionOrder)
  objections: ObjectionOrder[] = [];

  /** One with an application for further review whose disposition is to be followed. */
  @IsOptional()
  @ValidateNested()
  @Type(() => EarlierProtestOrder)
  earlierProtest: EarlierProtestOrder | null = null;

  /** A surety certifies that it does not file to give another more time. */
  @IsBoolean()
  notCollusive = false;

  /** Declaration: `none`, `subject of drawback`, `named on a certificate`. */
  @IsOptional()
  @IsString()
  @MaxLength(30)
  drawback: string | null = null;

  /** Asks for accelerated disposition at once (19 CFR 174.22). */
  @IsBoolean()
  accelerated = false;

  /** Applies for further review at once. */
  @IsOptional()
  @ValidateNested()
  @Type(() => FurtherReviewOrder)
  furtherReview: FurtherReviewOrder | null = null;

  /** Numbers of rulings that it cites, such as `HQ H301234`. */
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(RULING, { each: true })
  rulings: string[] = [];

  /** Ids of documents that were handed in. */
  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  documents: string[] = [];

  /** What was handed in as a sample, and where. */
  @IsOptional()
  @Line(500)
  samples: string | null = null;
}

export class ProtestAmendmentOrder {
  /** Made by who sends it. */
  @IsUUID()
  id: string;

  /** `amendment` claims more, in the time of a protest; `argument` supports what is claimed, until the decision. */
  @IsIn(['amendment', 'argument'])
  kind: 'amendment' | 'argument' = 'amendment';

  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ObjectionOrder)
  objections: ObjectionOrder[] = [];

  /** Of an argument. */
  @IsOptional()
  @Line(4_000)
  text: string | null = null;

  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  documents: string[] = [];

  @IsArray()
  @ArrayMaxSize(50)
  @Matches(RULING, { each: true })
  rulings: string[] = [];
}

export class ProtestWithdrawal {
  @Line(300)
  why: string;
}

export class ProtestsQuery {
  @IsOptional()
  @IsIn([...protestStates.states])
  state: string | null = null;

  /** Those that the account itself sees; for people of CBP. */
  @IsOptional()
  @IsUUID()
  account: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^PR-\d{2}-\d{6,9}$/)
  after: string | null = null;

  @WholeNumber(1, 100)
  limit = 50;
}

/** Protests, for those who protest and for everybody at CBP who reads them. */
@Controller('protests')
@For('see', 'protest')
export class ProtestsController {
  constructor(
    private readonly protests: Protests,
    private readonly histories: ProtestHistory,
    private readonly looks: Looks,
    private readonly accounts: KnownAccounts,
  ) {}

  /** Own protests, and those that were filed for own importer numbers; for CBP all. Newest first. Each account is told which of its own somebody of CBP read there. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Query() { account, ...asked }: ProtestsQuery,
  ): Promise<{ protests: ProtestView[]; next: string | null }> {
    const seesAll = may(asking, 'see', 'protest', 'any');
    const of = !seesAll ? asking.account : account === null ? null : await this.accounts.byId(account);
    if (of === null && account !== null) throw new Problem('not-found', `There is no account ${account}.`);
    const page = await this.protests.list(of, asked);
    await this.looks.tell(asking, 'protests', () => this.histories.shownInList(page.protests.map(({ id }) => id)));
    return page;
  }

  /** Protests. The same again is the same one (200). One that is late is kept, and told that it is untimely. */
  @Post()
  @Does('change', 'protest')
  @ApiCreatedResponse({ description: 'It was filed' })
  @ApiOkResponse({ description: 'It was there' })
  async file(
    @Asker() asking: Asking,
    @Body() { id, ...contents }: ProtestOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProtestView> {
    const { fresh, protest } = await this.protests.file(id, asking, contents, actingFor(asking));
    void reply.status(fresh ? 201 : 200);
    return protest;
  }

  /** A protest with its history, amendments and suspensions. */
  @Get(':protestId')
  async read(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
  ): Promise<{ protest: ProtestView; history: ProtestHistoryView }> {
    const row = await this.protests.find(asking, protestId);
    await this.looks.tell(asking, `protest ${row.number}`, () => this.histories.shown(row));
    return {
      protest: await this.protests.view(row),
      history: await this.histories.of(row, may(asking, 'see', 'protest', 'any')),
    };
  }

  /** Claims more, or adds an argument. */
  @Post(':protestId/amendments')
  @Does('change', 'protest')
  @HttpCode(200)
  amend(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() amendment: ProtestAmendmentOrder,
  ): Promise<ProtestView> {
    const { kind, objections, text, documents } = amendment;
    if (kind === 'amendment' && objections.length === 0)
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/objections', text: 'is missing: an amendment asserts a claim (19 CFR 174.14)' },
      ]);
    const faults = objections.flatMap(({ justification }, index) =>
      justification === null
        ? [
            {
              at: `/objections/${index}/justification`,
              text: 'is missing: the justification of it (19 CFR 174.13(a)(6))',
            },
          ]
        : [],
    );
    if (kind === 'argument' && objections.length > 0)
      faults.push({ at: '/objections', text: 'is for an amendment: an argument supports what is claimed' });
    if (kind === 'argument' && text === null && documents.length === 0)
      faults.push({ at: '/text', text: 'is missing: an argument is a text, or documents' });
    if (faults.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', faults);
    return this.protests.amend(asking, protestId, amendment, actingFor(asking));
  }

  /** Asks for accelerated disposition: decided within 30 days, or deemed denied. */
  @Post(':protestId/accelerations')
  @Does('change', 'protest')
  @HttpCode(200)
  accelerate(@Asker() asking: Asking, @Param('protestId', ParseUUIDPipe) protestId: string): Promise<ProtestView> {
    return this.protests.accelerate(asking, protestId, actingFor(asking));
  }

  /** Applies for further review by headquarters. */
  @Post(':protestId/further-review')
  @Does('change', 'protest')
  @HttpCode(200)
  furtherReview(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() asked: FurtherReviewOrder,
  ): Promise<ProtestView> {
    return this.protests.askFurtherReview(asking, protestId, asked, actingFor(asking));
  }

  /** Takes a protest back. */
  @Post(':protestId/withdrawal')
  @Does('change', 'protest')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('protestId', ParseUUIDPipe) protestId: string,
    @Body() { why }: ProtestWithdrawal,
  ): Promise<ProtestView> {
    return this.protests.withdraw(asking, protestId, why, actingFor(asking));
  }
}
