import {
  applyDecorators,
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { filingSubject } from '#contracts';
import { ONE_LINE } from '#kernel';
import { Asker, type Asking, Does, Door, For, type Shown } from '#access';
import { OperationsGuard, Problem, Sends, TakesBody, WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { documentSubject } from './log/document-activity';
import { callerChannel, callerName, mayWith, ordering } from './log/document-caller';
import { damagedContents, type DamagedContent } from './storage/content.repository';
import { DOCUMENT_KINDS } from './checks/document-kinds';
import { faultOfSubjects, MOST_LINKS } from './register/document-subject.rules';
import type { DocumentHoldView, DocumentView } from './register/document.repository';
import { documentShown, documentSight } from './register/document-sight';
import { DocumentRegister, type ReceivedDocument } from './register/document-register';

const BYTES = 'application/octet-stream';
/** Media types of bodies that are documents. */
export const DOCUMENT_BODIES = [...DOCUMENT_KINDS.map(({ mediaType }) => mediaType), BYTES];

const OneLine = (least: number, most: number): PropertyDecorator =>
  applyDecorators(
    IsString(),
    Length(least, most),
    Matches(ONE_LINE, { message: '$property must be one line of text' }),
  ) as PropertyDecorator;

const Subjects = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(MOST_LINKS), IsString({ each: true })) as PropertyDecorator;

export class DocumentUpload {
  /** Name of the file, with the ending of its kind. */
  @OneLine(1, 200)
  @Matches(/^[^/\\]*$/, { message: 'name must be without folders' })
  name: string;

  /** Records that it belongs to: `entry:B76-03245278`, `bill:MAEU260000101`, `filing:ID`, `request:ACTION NUMBER`, `case:NUMBER`; several with commas between them. */
  @IsString()
  @Length(0, 2_000)
  subjects = '';
}

export class DocumentQuery {
  /** Documents of this account only. */
  @IsOptional()
  @IsUUID()
  accountId?: string;

  /** Documents that are linked to this record. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  subject?: string;

  /** Documents that are linked to this filing, and so to what was wrong with it. */
  @IsOptional()
  @IsUUID()
  filingId?: string;

  /** Words of the name, or of the text of a PDF. */
  @IsOptional()
  @OneLine(1, 200)
  contains?: string;

  /** Id of the last document already read. */
  @IsOptional()
  @IsUUID()
  after?: string;

  @WholeNumber(1, 1_000)
  limit = 100;
}

export class LinkOrder {
  /** Records that it belongs to. */
  @Subjects()
  subjects: string[];
}

export class HoldOrder {
  /** Why. */
  @OneLine(1, 500)
  reason: string;
}

const requireSubjects = (at: string, subjects: readonly string[]): void => {
  const fault = faultOfSubjects(subjects, at);
  if (fault) throw new Problem('not-valid', 'A document is linked to a record by its subject.', [fault]);
};

/** Images of trade records: handed in, found, opened, linked, held and deleted. */
@Controller('documents')
@For('see', 'document')
export class DocumentsController {
  constructor(
    private readonly register: DocumentRegister,
    private readonly source: DataSource,
    private readonly door: Door,
    private readonly looks: OwnLooks,
  ) {}

  /** Hands in a document: the body is the file. The same content again is the same document (200). */
  @Post()
  @Does('change', 'document')
  @TakesBody('document')
  @ApiConsumes(...DOCUMENT_BODIES)
  @ApiBody({
    description: 'The file itself',
    schema: { type: 'string', format: 'binary', examples: ['%PDF-1.7'] } as object,
  })
  @ApiCreatedResponse({ description: 'It was received' })
  @ApiOkResponse({ description: 'The account had handed it in before' })
  async receive(
    @Query() { name, subjects: listed }: DocumentUpload,
    @Body() content: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceivedDocument> {
    const subjects = listed.split(',').filter((one) => one !== '');
    requireSubjects('/subjects', subjects);
    if (!Buffer.isBuffer(content))
      throw new Problem('wrong-content-type', `Send the file itself, as one of ${DOCUMENT_BODIES.join(', ')}.`);
    const asking = await this.door.askingStill(request);
    const mediaType = (request.headers['content-type'] ?? BYTES).split(';')[0]!.trim();
    const received = await this.register.receive({
      ...{ accountId: asking.account.accountId, name, content, subjects },
      ...{ by: callerName(asking), channel: callerChannel(asking) },
      declared: mediaType === BYTES ? null : mediaType,
    });
    void reply.status(received.repeated ? 200 : 201);
    return received;
  }

  /** By id, oldest first: of an account, of a record, with words. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Query() { filingId, ...query }: DocumentQuery,
  ): Promise<{ documents: DocumentView[]; next: string | null }> {
    const subject = filingId === undefined ? query.subject : filingSubject(filingId.toLowerCase());
    if (filingId !== undefined && query.subject !== undefined && query.subject !== subject)
      throw new Problem('not-valid', 'A filing and another record were asked for.', [
        { at: '/filingId', text: 'says another record than subject' },
      ]);
    const sight = await documentSight(this.source.manager, asking);
    const documents = await this.register.search({ ...query, subject, sight });
    const { accountId } = query;
    // Whether there is an account of which nothing is shown is not told.
    if (
      sight &&
      accountId !== undefined &&
      documents.length === 0 &&
      ![...sight.own, ...sight.granted].includes(accountId)
    )
      throw new Problem('not-found', `There is no account ${accountId}.`);
    await this.looks.tell(asking, 'a list of documents', documents.map(looked));
    return { documents, next: documents.length === query.limit ? documents.at(-1)!.id : null };
  }

  /** What is known of a document, with the records that it is linked to. */
  @Get(':id')
  async read(@Asker() asking: Asking, @Param('id', ParseUUIDPipe) id: string): Promise<DocumentView> {
    const document = await this.shown(asking, id);
    await this.looks.tell(asking, `what is known of document ${document.name}`, [looked(document)]);
    return document;
  }

  /** The file itself. Who opens it is in the account's activity log before it is answered. */
  @Get(':id/content')
  @Sends('application/pdf')
  @ApiOkResponse({ description: 'The file, by its own media type' })
  async open(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.shown(asking, id);
    const { document, content } = await this.register.open(id, callerName(asking), callerChannel(asking));
    const name = encodeURIComponent(document.name).replace(
      /['()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    void reply
      .header('content-type', document.mediaType)
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .header('etag', `"${document.sha256}"`)
      .send(content);
  }

  /** Links a document to records. */
  @Post(':id/links')
  @Does('change', 'document')
  @HttpCode(200)
  async link(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { subjects }: LinkOrder,
  ): Promise<DocumentView> {
    requireSubjects('/subjects', subjects);
    await this.changed(asking, id);
    return this.register.link(id, subjects, callerName(asking), callerChannel(asking));
  }

  /** Places a legal hold: nobody deletes the content until it is lifted. */
  @Post(':id/holds')
  @Does('change', 'legal hold')
  hold(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: HoldOrder,
  ): Promise<DocumentHoldView> {
    return this.register.placeHold(id, reason, ordering(asking));
  }

  /** Lifts a legal hold. */
  @Post(':id/holds/:holdId/lift')
  @Does('change', 'legal hold')
  @HttpCode(200)
  liftHold(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('holdId', ParseUUIDPipe) holdId: string,
    @Body() { reason }: HoldOrder,
  ): Promise<DocumentView> {
    return this.register.liftHold(id, holdId, reason, ordering(asking));
  }

  /** Deletes the content after its retention; what the document was stays on record. */
  @Post(':id/deletion')
  @Does('change', 'document')
  @HttpCode(200)
  async delete(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: HoldOrder,
  ): Promise<DocumentView> {
    await this.changed(asking, id);
    return this.register.delete(id, reason, callerName(asking));
  }

  /** To who may not see it a document does not exist. */
  private async shown(asking: Asking, id: string): Promise<DocumentView> {
    const document = documentShown(await this.register.read(id), await documentSight(this.source.manager, asking));
    if (!document) throw new Problem('not-found', `There is no document ${id}.`);
    return document;
  }

  private async changed(asking: Asking, id: string): Promise<void> {
    const { accountId } = await this.shown(asking, id);
    if (!(await mayWith(this.source.manager, asking, 'change', 'document', accountId)))
      throw new Problem('not-authorized', "Only the document's own account may change it.");
  }
}

const looked = ({ id, accountId }: DocumentView): Shown => ({
  accountIds: [accountId],
  kind: 'document',
  subject: documentSubject(id),
});

/** What operators see of stored content. */
@Controller('operations/damaged-documents')
@UseGuards(OperationsGuard)
export class DamagedDocumentsController {
  constructor(private readonly source: DataSource) {}

  /** Stored content that is missing or not what was stored, and the documents that have it. */
  @Get()
  async damaged(): Promise<{ contents: DamagedContent[] }> {
    return { contents: await damagedContents(this.source.manager, 1_000) };
  }
}
