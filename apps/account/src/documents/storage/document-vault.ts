import { Injectable } from '@nestjs/common';
import { contentHash } from '#kernel';
import { AccountConfig } from '../../config/account.config';
import { DirectoryStore } from './directory-store';
import { GuardedStore } from './guarded-store';
import type { ObjectStore } from './object-store';
import { S3Store } from './s3-store';
import { Damaged, documentKeys, type DocumentKeys, seal, unseal } from './sealed-content';

const FOLDER = /^directory:(.+)$/;

const storeOf = (config: AccountConfig): ObjectStore | null => {
  const { DOCUMENT_STORE, DOCUMENT_STORE_REGION, DOCUMENT_STORE_KEY_ID, DOCUMENT_STORE_SECRET } = config;
  if (DOCUMENT_STORE === '') return null;
  const [, folder] = FOLDER.exec(DOCUMENT_STORE) ?? [];
  if (folder !== undefined) return new DirectoryStore(folder);
  return new S3Store({
    address: DOCUMENT_STORE.replace(/\/$/, ''),
    region: DOCUMENT_STORE_REGION,
    accessKeyId: DOCUMENT_STORE_KEY_ID,
    secretAccessKey: DOCUMENT_STORE_SECRET,
  });
};

/** Content of documents by its SHA-256, sealed, wherever it is stored. */
@Injectable()
export class DocumentVault {
  /** Null where this installation keeps no documents. */
  private readonly at: { readonly store: ObjectStore; readonly keys: DocumentKeys } | null;

  constructor(config: AccountConfig) {
    const store = storeOf(config);
    this.at = store && {
      store: new GuardedStore(store, config.DOCUMENT_STORE_SECONDS * 1_000),
      keys: documentKeys(config.DOCUMENT_KEYS),
    };
  }

  get isOpen(): boolean {
    return this.at !== null;
  }

  /** The id of the key that seals what is new. */
  get keyId(): string {
    return this.opened.keys.current;
  }

  /** @throws StoreUnavailable when it is not kept */
  async keep(content: Buffer, sha256: string): Promise<void> {
    const { store, keys } = this.opened;
    await store.put(sha256, seal(content, sha256, keys));
  }

  /** @throws Damaged when it is not what was kept, StoreUnavailable when it cannot be read now */
  async read(sha256: string): Promise<{ content: Buffer; keyId: string }> {
    const { plain, keyId } = await this.unsealed(sha256);
    if (contentHash(plain) !== sha256) throw new Damaged('its checksum is another');
    return { content: plain, keyId };
  }

  /** What was kept under a name that is not its checksum. @throws as `read` */
  async open(name: string): Promise<Buffer> {
    return (await this.unsealed(name)).plain;
  }

  async remove(sha256: string): Promise<void> {
    await this.opened.store.remove(sha256);
  }

  private async unsealed(name: string): Promise<{ plain: Buffer; keyId: string }> {
    const { store, keys } = this.opened;
    const sealed = await store.get(name);
    if (!sealed) throw new Damaged('it is missing');
    return unseal(sealed, name, keys);
  }

  private get opened(): NonNullable<DocumentVault['at']> {
    if (!this.at) throw new Error('this installation keeps no documents');
    return this.at;
  }
}
