import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Options,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Asker, type Asking, Does, Door, For } from '#access';
import { Problem, TakesBody } from '#service';
import { AccountConfig } from '../../config/account.config';
import { callerChannel, callerName } from '../log/document-caller';
import { DocumentUploads, type DocumentUploadView } from './document-uploads';
import { announcedBy, bytesOf, checksumOf, TUS } from './upload-headers.rules';

export const PIECE = 'application/offset+octet-stream';

/** A body that is read while it comes. */
export class Incoming {
  readonly #stream: Readable;

  constructor(stream: Readable) {
    this.#stream = stream;
    // Who reads it hears of it too; where nobody does, nothing is left to be done.
    stream.on('error', () => {});
  }

  get stream(): Readable {
    return this.#stream;
  }
}

/** Documents in pieces, by the protocol that libraries for browsers and machines know (tus 1.0.0). */
@Controller('document-uploads')
@For('see', 'document')
export class DocumentUploadsController {
  constructor(
    private readonly uploads: DocumentUploads,
    private readonly door: Door,
    private readonly config: AccountConfig,
  ) {}

  /** What of the protocol is spoken here. */
  @Options()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'In Tus-Version, Tus-Extension, Tus-Max-Size and Tus-Checksum-Algorithm' })
  spoken(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers({
      'tus-resumable': TUS.version,
      'tus-version': TUS.version,
      'tus-extension': TUS.extensions,
      'tus-max-size': String(this.config.DOCUMENT_MAX_BYTES),
      'tus-checksum-algorithm': TUS.checksums.join(','),
    });
  }

  /** Begins an upload: Upload-Length, and Upload-Metadata with `filename`, `filetype` and `subjects`. Where to send it is in Location. */
  @Post()
  @Does('change', 'document')
  async begin(
    @Asker() asking: Asking,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentUploadView> {
    speak(request, reply);
    const said = announcedBy(request.headers);
    if ('errors' in said) throw new Problem('not-valid', 'The upload cannot be begun.', said.errors);
    const upload = await this.uploads.begin(said.announced, {
      accountId: asking.account.accountId,
      keyHash: await this.door.keyDigestOf(request),
      ...{ by: callerName(asking), channel: callerChannel(asking) },
    });
    void reply.header('location', `/document-uploads/${upload.id}`);
    return shown(upload, reply);
  }

  /** How far it has come, by HEAD in Upload-Offset and Upload-Length, by GET also what became of it. */
  @Get(':id')
  async read(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentUploadView> {
    if (request.method === 'HEAD') speak(request, reply);
    return shown(await this.uploads.read(id, asking.account.accountId), reply);
  }

  /** The next piece, from Upload-Offset on. The last one hands the document in: what is wrong with it is answered then. */
  @Patch(':id')
  @Does('change', 'document')
  @HttpCode(204)
  @TakesBody('piece')
  @ApiConsumes(PIECE)
  @ApiBody({
    description: 'Bytes of the document',
    schema: { type: 'string', format: 'binary', examples: ['%PDF-1.7'] } as object,
  })
  @ApiNoContentResponse({
    description: 'How far it has come is in Upload-Offset; the id of the document, once it is one, in Document-Id',
  })
  async append(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    speak(request, reply);
    if (request.headers['content-type'] !== PIECE) throw new Problem('wrong-content-type', `Send pieces as ${PIECE}.`);
    const offset = bytesOf(request.headers['upload-offset']);
    if (offset === null)
      throw new Problem('not-valid', 'A piece has a place.', [
        { at: '/Upload-Offset', text: 'must be the number of bytes that came before' },
      ]);
    const checksum = checksumOf(request.headers['upload-checksum']);
    if (checksum === 'wrong')
      throw new Problem(
        'not-readable',
        `Upload-Checksum must be one of ${TUS.checksums.join(', ')}, a space, and the digest in base64.`,
      );
    const content = body instanceof Incoming ? body.stream : Readable.from([]);
    const upload = await this.uploads.append(id, asking.account.accountId, offset, content, checksum, () =>
      this.door.askingStill(request),
    );
    shown(upload, reply);
  }

  /** Ends an upload; what came of it goes. A document that it became stays. */
  @Delete(':id')
  @Does('change', 'document')
  @HttpCode(204)
  async end(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    speak(request, reply);
    await this.uploads.end(id, asking.account.accountId);
  }
}

/** Whoever speaks another version of it is told which is spoken here. */
const speak = (request: FastifyRequest, reply: FastifyReply): void => {
  void reply.header('tus-resumable', TUS.version);
  if (request.headers['tus-resumable'] === TUS.version) return;
  void reply.header('tus-version', TUS.version);
  throw new Problem(
    'wrong-protocol-version',
    `Uploads are spoken of in tus ${TUS.version}: send \`Tus-Resumable: ${TUS.version}\`.`,
  );
};

const shown = (upload: DocumentUploadView, reply: FastifyReply): DocumentUploadView => {
  void reply.headers({
    'upload-offset': String(upload.received),
    'upload-length': String(upload.length),
    'upload-expires': upload.expiresAt.toUTCString(),
    ...(upload.documentId && { 'document-id': upload.documentId }),
  });
  return upload;
};
