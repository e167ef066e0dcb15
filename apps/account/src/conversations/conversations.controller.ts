import type { OutgoingHttpHeaders } from 'node:http';
import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Asker, type Asking, Does, Door, For } from '#access';
import { instantAsked, Line, Problem, Problems, Sends, TakesBody, tooMany, WholeNumber } from '#service';
import { OwnLooks } from '../activity-log/own-looks';
import { callerChannel, callerName } from '../documents/log/document-caller';
import { DocumentRegister } from '../documents/register/document-register';
import { isFileName } from '../documents/register/each-document';
import { SealedPieces } from '../documents/storage/sealed-pieces';
import { withoutAddresses } from './answer-address.rules';
import type { Side } from './answer-owed.rules';
import { conversationStates } from './conversation.states';
import type { Kept } from './conversation.repository';
import { GRANT_ROLES, type GrantRole } from './conversation-sight.rules';
import { ConversationStreams } from './conversation-streams';
import { ConversationWriter } from './conversation-writer';
import { type ConversationView, Conversations, type WholeConversationView } from './conversations';
import { MOST_TEXT } from './mail-answer.rules';
import type { DocumentOfMessage, MessageView, NoteView } from './message';

const SIDES: readonly Side[] = ['CBP', 'trade'];
/** Text of several lines: letters, signs, line ends and tabs. */
const TEXT = /^(?=.*\S)(?:\P{C}|[\n\t\u200d])*$/su;

const withLineEnds = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value;

export class ConversationOpened {
  /** Made by who sends it: the same again is the same conversation. */
  @IsUUID()
  id: string;

  /** What it is about: `entry:B76-03245278`, `request:RI2600000017`, `case:FP-2026-2704-000017` or `account:` with its id. */
  @IsString()
  @Length(6, 60)
  subject: string;

  @Line(120)
  title: string;

  /** By CBP, about a case that is not known here: the account that the conversation is with. */
  @IsOptional()
  @IsUUID()
  accountId: string | null = null;

  /** Offices of CBP that take part beside those that the record concerns: `port 2704`, `Center CEE009`, `FP&F 2704`, `drawback office CEE009`. */
  @IsArray()
  @ArrayMaxSize(12)
  @IsString({ each: true })
  @MaxLength(30, { each: true })
  offices: string[] = [];
}

const flag = ({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value);

export class ConversationsQuery {
  @IsOptional()
  @IsString()
  @Length(6, 60)
  subject: string | null = null;

  @IsOptional()
  @IsIn([...conversationStates.states])
  state: string | null = null;

  /** Those in which this side owes an answer. */
  @IsOptional()
  @IsIn([...SIDES])
  owedBy: Side | null = null;

  /** Those in which an answer is late. */
  @Transform(flag)
  @IsBoolean()
  late = false;

  /** Those with messages that who asks has not read. */
  @Transform(flag)
  @IsBoolean()
  unread = false;

  /** Those in which this office takes part. */
  @IsOptional()
  @IsString()
  @Length(6, 30)
  office: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, 80)
  after: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

export class MessagesQuery {
  /** Number of the last message already read. */
  @WholeNumber(0, 2_147_483_647)
  after = 0;

  @WholeNumber(1, 500)
  limit = 100;
}

export class MessageSearch {
  /** Words that are all in the message. */
  @Line(200)
  contains: string;

  @WholeNumber(1, 200)
  limit = 50;
}

export class MessageWritten {
  /** Made by who sends it: the same again is the same message. */
  @IsUUID()
  id: string;

  @Transform(withLineEnds)
  @IsString()
  @Length(1, MOST_TEXT)
  @Matches(TEXT, { message: 'text must be plain text with something in it' })
  text: string;

  /** Whether the other side is to answer. */
  @IsBoolean()
  wantsAnswer = true;

  /** By the trade: the office of CBP that is asked, of those that take part; all where it is left out. */
  @IsOptional()
  @IsString()
  @Length(6, 30)
  asksOffice: string | null = null;

  /** Ids of people who take part: they are told. */
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  mentions: string[] = [];

  /** Ids of documents that were handed in and checked: whoever takes part may open them here. */
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  documents: string[] = [];
}

export class NoteWritten {
  /** Made by who sends it: the same again is the same note. */
  @IsUUID()
  id: string;

  @Transform(withLineEnds)
  @IsString()
  @Length(1, MOST_TEXT)
  @Matches(TEXT, { message: 'text must be plain text with something in it' })
  text: string;

  /** Ids of people of CBP who see the conversation: they are told. */
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  mentions: string[] = [];
}

export class NotesQuery {
  /** Position of the last note already read. */
  @Matches(/^\d{1,18}$/)
  after = '0';

  @WholeNumber(1, 500)
  limit = 100;
}

export class ReadUpTo {
  /** Number of the last message that was read. */
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  upTo: number;
}

export class ConversationMove {
  @Line(300)
  why: string;
}

export class OfficeBroughtIn extends ConversationMove {
  /** `port 2704`, `Center CEE009`, `FP&F 2704`, `drawback office CEE009`. */
  @IsString()
  @Length(6, 30)
  office: string;
}

export class ConversationGrant extends ConversationMove {
  /** Made by who sends it: the same again is the same grant. */
  @IsUUID()
  id: string;

  @IsIn([...GRANT_ROLES])
  role: GrantRole;

  /** Filer code of a broker, surety code of a surety, id of the account of counsel or an importer. */
  @IsString()
  @Length(3, 36)
  @ApiProperty({ examples: ['B76'] })
  code: string;

  /** The instant with which it ends; null for no end but revocation. */
  @IsOptional()
  @IsISO8601({ strict: true })
  until: string | null = null;
}

export class ConversationDocument {
  /** File name, with its ending. */
  @IsString()
  @Length(1, 200)
  name: string;
}

export class FollowQuery {
  /** One conversation; all that who asks takes part in where it is left out. */
  @IsOptional()
  @IsUUID()
  conversationId: string | null = null;

  /** For programs that cannot send `Last-Event-ID`. */
  @IsOptional()
  @IsString()
  @Length(1, 40)
  lastEventId?: string;
}

const BYTES = 'application/octet-stream';

/** Where account holders, those they let take part, and offices of CBP talk about a case, an entry, a request or an account. */
@Controller('conversations')
@For('see', 'conversation')
export class ConversationsController {
  constructor(
    private readonly conversations: Conversations,
    private readonly writer: ConversationWriter,
    private readonly streams: ConversationStreams,
    private readonly register: DocumentRegister,
    private readonly pieces: SealedPieces,
    private readonly source: DataSource,
    private readonly door: Door,
    private readonly looks: OwnLooks,
  ) {}

  /** Conversations that who asks takes part in, the one with the newest message first. */
  @Get()
  list(
    @Asker() asking: Asking,
    @Query() query: ConversationsQuery,
  ): Promise<{ conversations: ConversationView[]; next: string | null }> {
    return this.conversations.list(asking, query);
  }

  /** Messages with all of these words in conversations that who asks takes part in, the newest first. */
  @Get('found-messages')
  async search(
    @Asker() asking: Asking,
    @Query() { contains, limit }: MessageSearch,
  ): Promise<{ messages: MessageView[] }> {
    return { messages: await this.conversations.search(asking, contains, limit) };
  }

  /** Server-sent events: messages, read receipts and changes as they happen. Who comes back with the id of the last event is told what it missed, or `behind` where it reads anew. */
  @Get('live')
  @Sends('text/event-stream')
  @Problems('look-up-unavailable', 'too-many-requests')
  async follow(
    @Asker() asking: Asking,
    @Query() { conversationId, lastEventId }: FollowQuery,
    @Headers('last-event-id') last: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (conversationId !== null) await this.conversations.shown(asking, conversationId);
    if (!this.streams.hasRoom)
      throw new Problem(
        'look-up-unavailable',
        'As many readers as this process serves follow conversations live. Reading and writing are open to you all the same.',
        [],
        30,
      );
    const place = this.streams.takePlace(asking);
    if (place === null) throw tooMany('You follow conversations live in as many places as one may do so.', 30);
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    await this.streams.add(reply.raw, place, asking, conversationId, last ?? lastEventId, () =>
      this.door.askingStill(request),
    );
  }

  /** Opens the conversation about a subject. There is one about each: where it is there, that one is answered (200). */
  @Post()
  @Does('change', 'conversation')
  @ApiCreatedResponse({ description: 'It was opened' })
  @ApiOkResponse({ description: 'It was there' })
  async open(
    @Asker() asking: Asking,
    @Body() order: ConversationOpened,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WholeConversationView> {
    const { fresh, conversation } = await this.conversations.open(asking, order);
    void reply.status(fresh ? 201 : 200);
    return conversation;
  }

  /** One conversation, with who takes part and how far each has read. */
  @Get(':id')
  async read(@Asker() asking: Asking, @Param('id', ParseUUIDPipe) id: string): Promise<WholeConversationView> {
    await this.looked(asking, id);
    return this.conversations.read(asking, id);
  }

  /** Messages in the order in which they were written. */
  @Get(':id/messages')
  async messages(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { after, limit }: MessagesQuery,
  ): Promise<{ messages: MessageView[]; next: number | null }> {
    await this.looked(asking, id);
    const messages = await this.conversations.messages(asking, id, after, limit);
    return { messages, next: messages.length === limit ? messages.at(-1)!.number : null };
  }

  /** Writes a message. The same again is the same one (200). */
  @Post(':id/messages')
  @Does('change', 'conversation')
  @ApiCreatedResponse({ description: 'It was written' })
  @ApiOkResponse({ description: 'It was there' })
  async write(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() order: MessageWritten,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageView> {
    const { fresh, message } = await this.writer.write(asking, id, { ...order, channel: 'page', original: null });
    void reply.status(fresh ? 201 : 200);
    return message;
  }

  /** Hands in a document to be named in a message: the body is the file. The same content again is the same document (200). */
  @Post(':id/documents')
  @Does('change', 'conversation')
  @TakesBody('document')
  @ApiConsumes(BYTES)
  @ApiBody({
    description: 'The file itself',
    schema: { type: 'string', format: 'binary', examples: ['%PDF-1.7'] } as object,
  })
  @ApiCreatedResponse({ description: 'It was received' })
  @ApiOkResponse({ description: 'The account had handed it in before' })
  async handIn(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { name }: ConversationDocument,
    @Body() content: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentOfMessage & { state: string }> {
    if (!Buffer.isBuffer(content)) throw new Problem('wrong-content-type', `Send the file itself, as ${BYTES}.`);
    if (!isFileName(name))
      throw new Problem('not-valid', 'A document has a name.', [{ at: '/name', text: 'is no name of a file' }]);
    const asking = await this.door.askingStill(request);
    await this.conversations.shown(asking, id);
    const { repeated, document } = await this.register.receive({
      ...{ accountId: asking.account.accountId, by: callerName(asking), channel: callerChannel(asking) },
      ...{ name, declared: null, content, subjects: [] },
    });
    void reply.status(repeated ? 200 : 201);
    return { id: document.id, name: document.name, kind: document.kind, bytes: document.bytes, state: document.state };
  }

  /** A document of a message, for everybody who takes part. Who opens it is in the log of the account that handed it in. */
  @Get(':id/documents/:documentId/content')
  @Sends('application/pdf')
  @ApiOkResponse({ description: 'The file, by its own media type' })
  async openDocument(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.conversations.shown(asking, id);
    const [named] = await this.source.query(
      'SELECT 1 FROM conversation_document WHERE conversation_id = $1 AND document_id = $2 LIMIT 1',
      [id, documentId],
    );
    if (!named) throw new Problem('not-found', `There is no document ${documentId} in the conversation.`);
    const { document, content } = await this.register.open(documentId, callerName(asking), callerChannel(asking));
    void reply
      .header('content-type', document.mediaType)
      .header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(document.name).replace(/['()*]/g, '_')}`,
      )
      .send(content);
  }

  /** The e-mail by which a message came, with what was cut from its text, without the address that it was sent to: that is for its writer alone. */
  @Get(':id/messages/:messageId/original')
  @Sends('message/rfc822')
  @ApiOkResponse({ description: 'The e-mail' })
  async original(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.looked(asking, id);
    const [kept] = await this.source.query(
      'SELECT 1 FROM conversation_message WHERE conversation_id = $1 AND id = $2 AND original',
      [id, messageId],
    );
    if (!kept) throw new Problem('not-found', `No e-mail is kept of a message ${messageId} of the conversation.`);
    const content = withoutAddresses(await this.pieces.read(messageId));
    void reply
      .header('content-type', 'message/rfc822')
      .header('content-disposition', `attachment; filename="${messageId}.eml"`)
      .send(content);
  }

  /** Notes how far who asks has read; everybody who takes part sees it. */
  @Post(':id/read')
  @HttpCode(200)
  markRead(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { upTo }: ReadUpTo,
  ): Promise<{ readNumber: number }> {
    return this.conversations.markRead(asking, id, upTo);
  }

  /** Closes a conversation: it is read and searched, and nothing is written into it. By CBP. */
  @Post(':id/close')
  @Does('change', 'closing of a conversation')
  @HttpCode(200)
  close(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { why }: ConversationMove,
  ): Promise<WholeConversationView> {
    return this.conversations.move(asking, id, 'closed', why);
  }

  /** Reopens one that was closed. */
  @Post(':id/reopen')
  @Does('change', 'conversation')
  @HttpCode(200)
  reopen(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { why }: ConversationMove,
  ): Promise<WholeConversationView> {
    return this.conversations.move(asking, id, 'reopened', why);
  }

  /** Brings an office of CBP in. */
  @Post(':id/offices')
  @Does('change', 'conversation')
  @HttpCode(200)
  bringIn(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { office, why }: OfficeBroughtIn,
  ): Promise<WholeConversationView> {
    return this.conversations.bringIn(asking, id, office, why);
  }

  /** Lets a broker, counsel, a surety or an importer take part. By the owner of the account that the conversation is with. */
  @Post(':id/grants')
  @Does('change', 'grant in a conversation')
  @HttpCode(200)
  grant(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { until, ...order }: ConversationGrant,
  ): Promise<WholeConversationView> {
    return this.conversations.grant(asking, id, {
      ...order,
      until: until === null ? null : new Date(instantAsked('until', until)!),
    });
  }

  /** Ends a grant: from this moment on whoever had it sees nothing of the conversation. */
  @Post(':id/grants/:grantId/revoke')
  @Does('change', 'grant in a conversation')
  @HttpCode(200)
  revoke(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('grantId', ParseUUIDPipe) grantId: string,
    @Body() { why }: ConversationMove,
  ): Promise<WholeConversationView> {
    return this.conversations.revoke(asking, id, grantId, why);
  }

  /** Internal notes of CBP, in the order in which they were written. Nobody outside CBP is told of them, nor how many there are. */
  @Get(':id/notes')
  @Does('see', 'internal note')
  async notes(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { after, limit }: NotesQuery,
  ): Promise<{ notes: NoteView[]; next: string | null }> {
    const notes = await this.conversations.notes(asking, id, after, limit);
    return { notes, next: notes.length === limit ? notes.at(-1)!.position : null };
  }

  /** Writes an internal note. The same again is the same one (200). */
  @Post(':id/notes')
  @Does('change', 'internal note')
  @ApiCreatedResponse({ description: 'It was written' })
  @ApiOkResponse({ description: 'It was there' })
  async note(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() order: NoteWritten,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoteView> {
    const { fresh, note } = await this.conversations.note(asking, id, order);
    void reply.status(fresh ? 201 : 200);
    return note;
  }

  /** Somebody of CBP who opens a conversation is in the log of the account that it is with. */
  private async looked(asking: Asking, id: string): Promise<Kept> {
    const kept = await this.conversations.shown(asking, id);
    await this.looks.tell(asking, `conversation ${kept.number}`, [
      { accountIds: [kept.accountId], kind: 'conversation', subject: kept.subject },
    ]);
    return kept;
  }
}
