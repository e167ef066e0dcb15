import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { refused, type Result } from '#kernel';
import { AccountConfig } from '../../config/account.config';
import { AtOnce } from '../storage/at-once';
import type { DocumentFault } from './document-faults.table';
import type { InspectedDocument, Inspection } from './document-check.worker';
import type { DocumentLimits, OfferedDocument } from './document-check.rules';

/** Sources that are run as they stand need what this process was started with; what is built needs nothing, and threads refuse some of it. */
const THREAD = extname(__filename) === '.ts' ? { execArgv: process.execArgv } : {};
const WORKER = join(__dirname, `document-check.worker${extname(__filename)}`);
const AT_ONCE = 2;
const MOST_RATIO = 200;
const MOST_PARTS = 5_000;
const HEAP_MB = 192;

/** Looks into documents, each in a thread of its own with a limit of time and memory: whatever a document does to its reader, the service goes on. */
@Injectable()
export class DocumentInspector {
  private readonly limits: DocumentLimits;
  private readonly threads = new AtOnce(AT_ONCE);

  constructor(private readonly config: AccountConfig) {
    this.limits = {
      documentBytes: config.DOCUMENT_MAX_BYTES,
      bytes: config.DOCUMENT_UNPACKED_BYTES,
      ratio: MOST_RATIO,
      parts: MOST_PARTS,
    };
  }

  async inspect(offered: OfferedDocument): Promise<Result<InspectedDocument, DocumentFault>> {
    return this.threads.do(() => this.inThread({ offered, limits: this.limits }));
  }

  private async inThread(inspection: Inspection): Promise<Result<InspectedDocument, DocumentFault>> {
    const { DOCUMENT_CHECK_SECONDS: seconds } = this.config;
    const worker = new Worker(WORKER, {
      workerData: inspection,
      env: {},
      ...THREAD,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        const tooMuch = (found: string): void => resolve(refused({ code: 'DOC18', found }));
        timer = setTimeout(() => tooMuch(`it was not read within ${seconds} s`), seconds * 1_000);
        worker.once('message', resolve);
        worker.once('error', (error: NodeJS.ErrnoException) =>
          error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(`it takes more than ${HEAP_MB} MB`) : reject(error),
        );
        worker.once('exit', () => tooMuch('reading it ended before its time'));
      });
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  }
}
