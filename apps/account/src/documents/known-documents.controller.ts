import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import type { AnswerOf, DocumentsKnownRequest } from '#contracts';
import { OperationsGuard } from '#service';
import { documentsShown } from './register/document-sight';

class DocumentsNamed {
  @IsUUID()
  accountId: string;

  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  documents: string[];
}

/** For services in whose answers accounts name documents. Nobody looks at a document by this: its log is not written. */
@ApiExcludeController()
@Controller('operations/known-documents')
@UseGuards(OperationsGuard)
export class KnownDocumentsController {
  constructor(private readonly source: DataSource) {}

  @Post()
  @HttpCode(200)
  async known(@Body() { accountId, documents }: DocumentsNamed): Promise<AnswerOf<typeof DocumentsKnownRequest>> {
    return { known: await documentsShown(this.source.manager, accountId, documents) };
  }
}
