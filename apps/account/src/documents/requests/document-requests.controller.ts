import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Asker, type Asking, Does, For, may, type Shown } from '#access';
import { DataSource } from 'typeorm';
import { Problem, WholeNumber } from '#service';
import { OwnLooks } from '../../activity-log/own-looks';
import { accountAsked, mayWith, ordering } from '../log/document-caller';
import { REQUEST_KINDS, type RequestKind } from './document-request.rules';
import { documentRequestStates } from './document-request.states';
import { DocumentRequests, type DocumentRequestView, type RequestDecision } from './document-requests';

const KINDS = REQUEST_KINDS.map(({ kind }) => kind);
const DECISIONS: readonly RequestDecision['decision'][] = ['accepted', 'found insufficient', 'withdrawn', 'closed'];
/** E3: at most seven, of which one names the day. */
const MOST_REMARKS = 6;
const REMARK = /^[\x20-\x7e]{1,78}$/;

class Step {
  /** Lines of at most 78 printable characters, for the filer. */
  @IsArray()
  @ArrayMaxSize(MOST_REMARKS)
  @Matches(REMARK, { each: true, message: 'each of remarks must be one line of 1 to 78 printable ASCII characters' })
  remarks: string[] = [];

  /** Business days that the filer has from now on; the platform's own number where it is left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(250)
  businessDays: number | null = null;
}

export class DocumentRequestOrder extends Step {
  /** UC1 invoice, UC2 entry summary package, UC3 specific documents. */
  @IsIn(KINDS)
  kind: RequestKind;

  /** Filer code, number and check digit, as people write them: `B76-0324527-8`. */
  @Matches(/^[A-Z0-9]{3}-?\d{7}-?\d$/)
  entryNumber: string;

  /** Ten digits. */
  @IsOptional()
  @Matches(/^\d{10}$/)
  phone: string | null = null;
}

export class DocumentRequestDecision extends Step {
  @IsIn(DECISIONS)
  decision: RequestDecision['decision'];
}

export class DocumentRequestQuery {
  /** Requests to this account only. */
  @IsOptional()
  @IsUUID()
  accountId?: string;

  @IsOptional()
  @IsIn(documentRequestStates.states)
  state?: string;

  /** The last action number already read. */
  @IsOptional()
  @IsString()
  @Length(1, 12)
  after?: string;

  @WholeNumber(1, 1_000)
  limit = 100;
}

/** What CBP asks filers for. */
@Controller('document-requests')
@For('see', 'document request')
export class DocumentRequestsController {
  constructor(
    private readonly requests: DocumentRequests,
    private readonly source: DataSource,
    private readonly looks: OwnLooks,
  ) {}

  /** Asks the filer of an entry for documents; it is told by UC or JSON, with the action number. */
  @Post()
  @Does('change', 'document request')
  ask(@Asker() asking: Asking, @Body() order: DocumentRequestOrder): Promise<DocumentRequestView> {
    requireCbp(asking);
    const printed = order.entryNumber.replaceAll('-', '');
    return this.requests.ask({
      ...order,
      actor: ordering(asking),
      filerCode: printed.slice(0, 3),
      entryNumber: printed.slice(3),
    });
  }

  /** By action number. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Query() query: DocumentRequestQuery,
  ): Promise<{ requests: DocumentRequestView[]; next: string | null }> {
    const accountId = accountAsked(asking, 'document request', query.accountId);
    const requests = await this.requests.search({ ...query, accountId });
    await this.looks.tell(asking, 'a list of document requests', requests.map(looked));
    return { requests, next: requests.length === query.limit ? requests.at(-1)!.actionNumber : null };
  }

  /** One request, with the documents that were handed in for it. */
  @Get(':actionNumber')
  async read(@Asker() asking: Asking, @Param('actionNumber') actionNumber: string): Promise<DocumentRequestView> {
    const request = await this.requests.read(actionNumber);
    if (!(await mayWith(this.source.manager, asking, 'see', 'document request', request.accountId)))
      throw new Problem('not-found', `There is no request ${actionNumber}.`);
    await this.looks.tell(asking, `document request ${actionNumber}`, [looked(request)]);
    return request;
  }

  /** Accepts what was handed in, finds it insufficient, withdraws the request, or closes one that was accepted. */
  @Post(':actionNumber/decisions')
  @Does('change', 'document request')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('actionNumber') actionNumber: string,
    @Body() decision: DocumentRequestDecision,
  ): Promise<DocumentRequestView> {
    requireCbp(asking);
    return this.requests.decide(actionNumber, { ...decision, actor: ordering(asking) });
  }
}

const looked = ({ accountId, actionNumber }: DocumentRequestView): Shown => ({
  accountIds: [accountId],
  kind: 'document request',
  subject: `document-request:${actionNumber}`,
});

/** An account changes a request by handing in documents, and by nothing else. */
const requireCbp = (asking: Asking): void => {
  if (!may(asking, 'change', 'document request', 'any'))
    throw new Problem('not-authorized', 'CBP asks and decides; an account answers by handing in documents.');
};
