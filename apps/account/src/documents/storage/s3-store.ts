import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { type ObjectStore, StoreUnavailable } from './object-store';

/** A bucket of any server that speaks S3. */
export interface S3Bucket {
  /** `https://HOST/BUCKET`, by path. */
  readonly address: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** For all tries together. */
const WITHIN_MS = 20_000;
const ATTEMPTS = 3;

/** Documents in a bucket. What is sent is signed with its checksum (AWS Signature Version 4), so that nothing else is stored. */
export class S3Store implements ObjectStore {
  private readonly client: AwsClient;

  constructor(private readonly bucket: S3Bucket) {
    const { accessKeyId, secretAccessKey, region } = bucket;
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 });
  }

  async put(name: string, bytes: Buffer): Promise<void> {
    await this.ask(name, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: {
        'content-type': 'application/octet-stream',
        'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex'),
      },
    });
  }

  async get(name: string): Promise<Buffer | null> {
    return this.ask(name, { method: 'GET' });
  }

  async remove(name: string): Promise<void> {
    await this.ask(name, { method: 'DELETE' });
  }

  /** What it answered; null for nothing there. Each of the three may be done twice. */
  private async ask(name: string, request: RequestInit): Promise<Buffer | null> {
    let fault = '';
    const signal = AbortSignal.timeout(WITHIN_MS);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        const answer = await this.client.fetch(`${this.bucket.address}/${name.slice(0, 2)}/${name}`, {
          ...request,
          signal,
          redirect: 'error',
        });
        const body = Buffer.from(await answer.arrayBuffer());
        if (answer.ok) return body;
        if (answer.status === 404 && request.method !== 'PUT' && !body.includes('NoSuchBucket')) return null;
        fault = `it answered ${answer.status}`;
        if (answer.status < 500 && answer.status !== 429) break;
      } catch (error) {
        fault = (error as Error).message;
        if (signal.aborted) break;
      }
    }
    throw new StoreUnavailable(`the bucket of documents: ${fault}`);
  }
}
