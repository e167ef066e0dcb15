import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayConfig } from '../config/gateway.config';
import { IN_LINE } from './account-turns';

const guide = readFileSync(join(__dirname, '../../../../docs/partners/README.md'), 'utf8');
const row = (what: string): string =>
  guide.split('\n').find((line) => line.startsWith(`| ${what}`)) ?? `no row "${what}"`;
const n = (value: number): string => value.toLocaleString('en-US');
const config = new GatewayConfig();

test.each([
  ['requests |', [config.ACCOUNT_REQUESTS_PER_SECOND, config.ADDRESS_REQUESTS_PER_SECOND]],
  ['requests worked on', [config.ACCOUNT_AT_ONCE, config.ACCOUNT_AT_ONCE * IN_LINE]],
  ['keys that are not known', [config.WRONG_KEYS_PER_MINUTE]],
  ['filings that are worked before', [config.BULK_FROM - 1, config.BULK_FROM]],
  ['filings without an answer', [config.ACCOUNT_BACKLOG_LIMIT]],
  ['readers of the live status', [config.ADDRESS_STATUS_STREAMS]],
])('the guide for partners tells the share that holds: %s', (what, numbers) => {
  for (const number of numbers) expect(row(what)).toMatch(new RegExp(`(^|[^\\d,])${n(number)}($|[^\\d,])`));
});
