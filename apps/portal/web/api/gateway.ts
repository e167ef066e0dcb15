/** Made from the OpenAPI document of gateway by `npm run generate`. */

import type { Operations as OfClient } from '../../../../clients/typescript/src/operations';
export type * from '../../../../clients/typescript/src/operations';

/** By method and address. */
export interface Operations extends OfClient {
  /** The public status pages, handed on by the status service */ 'GET /status': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Subscriptions to notices, handed on by the status service */ 'POST /status/subscriptions': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Subscriptions to notices, handed on by the status service */ 'POST /status/subscriptions/{rest}': {
    path: { readonly rest: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** The public status pages, handed on by the status service */ 'GET /status/{rest}': {
    path: { readonly rest: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
}
