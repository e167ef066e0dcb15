import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Door, For } from '#access';
import { Problem, TakesBody } from '#service';
import { AccountConfig } from '../../config/account.config';
import { callerChannel, callerName } from '../log/document-caller';
import { DocumentRegister } from '../register/document-register';
import { type DocumentResult, receiveEach } from '../register/each-document';
import type { FormFile } from './document-form';

/** Several documents in one form. */
@Controller('document-forms')
@For('change', 'document')
export class DocumentFormsController {
  constructor(
    private readonly register: DocumentRegister,
    private readonly door: Door,
    private readonly config: AccountConfig,
  ) {}

  /** Hands in the files of a form (multipart/form-data), each answered by itself. `subjects` counts for the files behind it, up to the next `subjects`. */
  @Post()
  @HttpCode(200)
  @TakesBody('form')
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    description: 'A form: files, and before them the records that they belong to',
    schema: {
      type: 'object',
      properties: {
        subjects: { type: 'string', examples: ['entry:B76-03245278'] },
        file: { type: 'string', format: 'binary', examples: ['%PDF-1.7'] },
      },
    } as object,
  })
  async receive(
    @Body() files: FormFile[] | undefined,
    @Req() request: FastifyRequest,
  ): Promise<{ documents: DocumentResult[] }> {
    if (!Array.isArray(files)) throw new Problem('wrong-content-type', 'Send a form: multipart/form-data.');
    if (files.length === 0)
      throw new Problem('not-valid', 'The form has no file in it.', [{ at: '/', text: 'has no file' }]);
    const asking = await this.door.askingStill(request);
    const from = { accountId: asking.account.accountId, by: callerName(asking), channel: callerChannel(asking) };
    return { documents: await receiveEach(this.register, from, files, this.config.DOCUMENT_MAX_BYTES) };
  }
}
