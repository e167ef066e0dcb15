/**
 * What becomes of content that an earlier version wrote: by the version that is lifted, to the next one, such as
 * `{ 1: (content) => content of version 2 }`. Pure, and never changes what it is given.
 */
export type Lifts = Readonly<Record<number, (content: never) => unknown>>;

/** Content that is told or kept, and how many versions of it there were. */
export interface Versioned {
  /** For people. */
  readonly name: string;
  /** From 1. */
  readonly version: number;
  readonly lifts: Lifts;
}

/** @throws Error naming the version from which nothing leads on: as the program starts, so that no build without it comes into use */
export const requireEveryLift = ({ name, version, lifts }: Versioned): void => {
  for (let from = 1; from < version; from += 1)
    if (!lifts[from])
      throw new Error(`${name} is at version ${version}, and nothing lifts its version ${from}: add it to its lifts`);
  for (const from of Object.keys(lifts).map(Number))
    if (from < 1 || from >= version)
      throw new Error(`${name} is at version ${version}, and lifts its version ${from}: raise its version`);
};

/**
 * Content of version `from` in the words of today's version, lifted step by step. `content` is left as it is.
 *
 * @throws Error for a version that is none or that is newer than this build
 */
export const lift = ({ name, version, lifts }: Versioned, content: unknown, from: number): unknown => {
  if (!Number.isInteger(from) || from < 1 || from > version)
    throw new Error(`version ${from} of ${name} is not known here, only 1 to ${version}`);
  let lifted = content;
  for (let at = from; at < version; at += 1) lifted = lifts[at]!(lifted as never);
  return lifted;
};
