/** Files that are put beside the pages when they are built (tools/build-web.cjs). */
export const REFERENCE = '/reference';

/** Modules that people and their programs reach. */
export const MODULES = ['gateway', 'account', 'port', 'cee', 'enforcement', 'status'] as const;

export const openApiOf = (module: string): string => `${REFERENCE}/openapi/${module}.json`;
export const ASYNC_API = `${REFERENCE}/asyncapi.json`;
export const COLLECTION = `${REFERENCE}/portway.postman_collection.json`;

/** A file of JSON beside the pages. @throws Error where it is not there */
export const readReference = async <T>(address: string, signal?: AbortSignal): Promise<T> => {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
};
