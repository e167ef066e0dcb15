import { lift, type Lifts, requireEveryLift } from '#kernel';

/** What is written of a stored shape from its second version on, beside its own fields: the version. Nothing there means the first. */
const STORED = 'stored';

export interface StoredShapeSettings {
  /** Table and column, for people. */
  readonly name: string;
  /** Raised when a change would break this build's reading of what earlier builds wrote; then `lifts` says what becomes of that. */
  readonly version: number;
  readonly lifts?: Lifts;
  /** Why something read is not of this shape, or null; left out where looking costs more than it tells. */
  readonly faultOf?: (content: unknown) => string | null;
}

/**
 * An object that a service keeps as JSON and reads back, perhaps years and many builds later. The version is kept in the content itself, so
 * that whoever writes it, an older build in a rolling update too, says what it wrote.
 */
export interface StoredShape<T extends object> {
  readonly name: string;
  readonly version: number;
  /**
   * In the words of today, whatever build wrote it.
   *
   * @throws Error when a newer build wrote it, or it is not of this shape
   */
  read(content: unknown): T;
  /** As it is written. */
  write(content: T): T;
}

export const storedShape = <T extends object>(settings: StoredShapeSettings): StoredShape<T> => {
  const { name, version, lifts = {}, faultOf } = settings;
  const versioned = { name, version, lifts };
  requireEveryLift(versioned);
  return Object.freeze({
    name,
    version,
    read(content: unknown): T {
      const lifted = lift(versioned, ...told(content as Record<string, unknown>)) as T;
      const fault = faultOf?.(lifted) ?? null;
      if (fault) throw new Error(`${name} is not readable: ${fault}`);
      return lifted;
    },
    write: (content: T): T => (version === 1 ? content : { ...content, [STORED]: version }),
  });
};

/** The content without its version, and the version. */
const told = (content: Record<string, unknown>): [content: unknown, version: number] => {
  if (!(STORED in content)) return [content, 1];
  const { [STORED]: version, ...own } = content;
  return [own, version as number];
};
