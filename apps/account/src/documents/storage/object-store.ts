/** Where sealed documents lie, by name: lower-case hex. */
export interface ObjectStore {
  /** Kept when it returns; whatever had this name is replaced as a whole. */
  put(name: string, bytes: Buffer): Promise<void>;
  /** Null where nothing has this name. */
  get(name: string): Promise<Buffer | null>;
  /** Nothing there is no error. */
  remove(name: string): Promise<void>;
}

/** The store does not do what it is asked at this moment. */
export class StoreUnavailable extends Error {}
