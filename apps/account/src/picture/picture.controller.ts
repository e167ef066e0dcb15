import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { IsIn, IsOptional, IsString, Length, Matches, ValidateBy } from 'class-validator';
import { Asker, type Asking, For, may } from '#access';
import { isCustomsDate } from '#kernel';
import { Problem, WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { relationTo } from '../people/people';
import { noAccount, type Role } from './identifiers-held';
import { PAPER_KINDS, type PaperKind, type PaperPage, Papers, rightOfPaper } from './papers';
import { type AccountPicture, PictureReader } from './picture.reader';
import { type RecordPage, RecordSearch, type Wanted } from './record-search';
import { RECORD_KINDS } from './trade-record.rules';

/** 2026-02-29 does not. */
const Exists = (): PropertyDecorator =>
  ValidateBy({
    name: 'exists',
    validator: {
      validate: (day: unknown) => typeof day === 'string' && isCustomsDate(day),
      defaultMessage: () => '$property must be a day that exists',
    },
  });
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;
const MONTH = /^[12]\d{3}-(0[1-9]|1[0-2])$/;

export class PictureQuery {
  /** First month, YYYY-MM; all where it is left out. */
  @IsOptional()
  @Matches(MONTH, { message: 'firstMonth must be a month, YYYY-MM' })
  firstMonth?: string;

  /** Last month, YYYY-MM. */
  @IsOptional()
  @Matches(MONTH, { message: 'lastMonth must be a month, YYYY-MM' })
  lastMonth?: string;
}

export class WholePictureQuery extends PictureQuery {
  /** Whether documents and requests are divided by port, mode and Center of what they are about. */
  @IsOptional()
  @IsIn(['true', 'false'])
  papersByPlace?: 'true' | 'false';
}

export class RecordFilters implements Wanted {
  /** Only what the account has in this role. */
  @IsOptional()
  @IsIn(['importer', 'filer', 'carrier'])
  as?: Role;

  @IsOptional()
  @IsIn(RECORD_KINDS)
  kind?: string;

  /** As people write it: an entry number, a bill's SCAC and number. */
  @IsOptional()
  @IsString()
  @Length(1, 80)
  reference?: string;

  /** Of the release or the bill; of a rejected filing its outcome. */
  @IsOptional()
  @IsString()
  @Length(0, 40)
  state?: string;

  @IsOptional()
  @IsIn(['accepted', 'rejected', 'deleted'])
  summaryState?: string;

  @IsOptional()
  @IsIn(['on time', 'relieved', 'late'])
  timeliness?: string;

  /** Four digits; empty for those whose port is not known. */
  @IsOptional()
  @Matches(/^(\d{4})?$/)
  port?: string;

  /** Two digits of the mode of transport; empty for those whose mode is not known. */
  @IsOptional()
  @Matches(/^(\d{2})?$/)
  mode?: string;

  /** CEE001 to CEE010; empty for those without a Center. */
  @IsOptional()
  @Matches(/^[A-Z0-9]{0,6}$/)
  center?: string;

  /** Two digits. */
  @IsOptional()
  @Matches(/^\d{2}$/)
  chapter?: string;

  /** Country of origin, two letters; empty for goods without one. */
  @IsOptional()
  @Matches(/^([A-Z]{2})?$/)
  country?: string;

  /** Three digits of the surety of a bond that it names; empty for bonds without one. */
  @IsOptional()
  @Matches(/^[A-Z0-9]{0,3}$/)
  surety?: string;

  /** 8 continuous, 9 single transaction, 0 none required or waived: of the same bond. */
  @IsOptional()
  @Matches(/^[A-Z0-9]$/)
  bondType?: string;

  /** B basic, A additional, U substitution, E superseding; empty where the filing names none: of the same bond. */
  @IsOptional()
  @Matches(/^[A-Z0-9]?$/)
  bondDesignation?: string;

  /** YYYY-MM. */
  @IsOptional()
  @Matches(MONTH, { message: 'month must be a month, YYYY-MM' })
  month?: string;

  /** First day, YYYY-MM-DD. */
  @IsOptional()
  @Matches(DAY, { message: 'firstDay must be a day, YYYY-MM-DD' })
  @Exists()
  firstDay?: string;

  /** Last day, YYYY-MM-DD. */
  @IsOptional()
  @Matches(DAY, { message: 'lastDay must be a day, YYYY-MM-DD' })
  @Exists()
  lastDay?: string;

  /** Which day must lie in the month, or between first and last day. */
  @IsIn(['filing', 'release', 'examination', 'summary'])
  monthOf: Wanted['monthOf'] = 'filing';
}

export class RecordQuery extends RecordFilters {
  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  after?: string;

  @WholeNumber(1, 500)
  limit = 50;
}

export class PaperQuery extends PictureQuery {
  @IsIn(PAPER_KINDS)
  kind: PaperKind;

  @IsOptional()
  @IsString()
  @Length(1, 40)
  state?: string;

  /** Only those that are open, or only those that are not. */
  @IsOptional()
  @IsIn(['true', 'false'])
  open?: 'true' | 'false';

  /** Port of an entry or bill that it is about, four digits; empty for those about none whose port is known. Of documents and requests. */
  @IsOptional()
  @Matches(/^(\d{4})?$/)
  port?: string;

  /** Its mode of transport, two digits. */
  @IsOptional()
  @Matches(/^(\d{2})?$/)
  mode?: string;

  /** Its Center, CEE001 to CEE010. */
  @IsOptional()
  @Matches(/^[A-Z0-9]{0,6}$/)
  center?: string;

  /** `next` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  after?: string;

  @WholeNumber(1, 500)
  limit = 50;
}

@Controller('accounts/:accountId')
@For('see', 'picture')
export class PictureController {
  constructor(
    private readonly pictures: PictureReader,
    private readonly search: RecordSearch,
    private readonly papers: Papers,
    private readonly looks: OwnLooks,
  ) {}

  /** What an account does, across all ports and services: in each role, by month, port, mode, Center, chapter and country of origin. */
  @Get('picture')
  async read(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { firstMonth, lastMonth, papersByPlace }: WholePictureQuery,
  ): Promise<AccountPicture> {
    requireSight(asking, accountId);
    const picture = await this.pictures.read(
      accountId,
      firstMonth ?? null,
      lastMonth ?? null,
      papersByPlace === 'true',
    );
    await this.looks.atAccount(asking, accountId, 'picture');
    return picture;
  }

  /** The records behind the picture, the newest first, found by the words of the picture. */
  @Get('records')
  async records(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { after, limit, ...wanted }: RecordQuery,
  ): Promise<RecordPage> {
    requireSight(asking, accountId);
    const page = await this.search.page(accountId, wanted, after ?? null, limit);
    await this.looks.atAccount(asking, accountId, 'records of the picture');
    return page;
  }

  /** The papers behind the picture, the newest first: documents, requests for them, messages, or powers of attorney. */
  @Get('papers')
  async listPapers(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { after, limit, open, ...wanted }: PaperQuery,
  ): Promise<PaperPage> {
    requireSight(asking, accountId);
    if (!may(asking, 'see', rightOfPaper(wanted.kind), relationTo(asking, accountId)))
      throw new Problem('not-authorized', `You may see how many there are, and not each ${wanted.kind}.`);
    const only = open === undefined ? {} : { open: open === 'true' };
    const page = await this.papers.page(accountId, { ...wanted, ...only }, after ?? null, limit, new Date());
    await this.looks.atAccount(asking, accountId, 'papers of the picture');
    return page;
  }
}

/** @throws Problem `not-found` for another's account: it does not exist for who asks */
const requireSight = (asking: Asking, accountId: string): void => {
  if (!may(asking, 'see', 'picture', relationTo(asking, accountId))) throw noAccount(accountId);
};
