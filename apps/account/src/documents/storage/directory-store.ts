import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ObjectStore, StoreUnavailable } from './object-store';

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/** Documents in a folder of a file system that all replicas share, spread over 256 folders by the first two digits of their names. */
export class DirectoryStore implements ObjectStore {
  constructor(private readonly folder: string) {}

  async put(name: string, bytes: Buffer): Promise<void> {
    const path = this.pathOf(name);
    const written = `${path}.${randomUUID()}.part`;
    await this.doing(async () => {
      const isNew = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        const file = await open(written, 'wx', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(written, path);
      } catch (error) {
        await rm(written, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
      if (isNew !== undefined) await syncFolder(this.folder);
    });
  }

  async get(name: string): Promise<Buffer | null> {
    return this.doing(async () => {
      try {
        return await readFile(this.pathOf(name));
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    });
  }

  async remove(name: string): Promise<void> {
    await this.doing(() => rm(this.pathOf(name), { force: true }));
  }

  private pathOf(name: string): string {
    return join(this.folder, name.slice(0, 2), name);
  }

  private async doing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new StoreUnavailable(`the folder of documents: ${(error as Error).message}`);
    }
  }
}

/** A name lives as long as its folder knows it. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
