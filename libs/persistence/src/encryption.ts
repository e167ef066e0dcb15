import type { TlsOptions } from 'node:tls';

/** Whether the address of a database asks for TLS with a certificate that is checked, name and all: `sslmode=verify-full`, as PostgreSQL's own tools write it. */
export const isVerified = (url: string): boolean =>
  URL.canParse(url) && new URL(url).searchParams.get('sslmode') === 'verify-full';

/**
 * How the driver is told to go there. pg would read `sslmode` and its kin from the address over what it is given beside it: they are taken out.
 *
 * @param ca certificates (PEM) of those who may vouch for the server; empty, those that Node trusts
 */
export const encrypted = (url: string, ca: string): { readonly url: string; readonly ssl?: TlsOptions } => {
  if (!isVerified(url)) return { url };
  const address = new URL(url);
  for (const key of [...address.searchParams.keys()])
    if (/^(ssl|uselibpqcompat)/.test(key)) address.searchParams.delete(key);
  return { url: address.href, ssl: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca && { ca }) } };
};
