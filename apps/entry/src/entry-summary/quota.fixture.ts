import { Decimal } from '#kernel';
import { type Quota, QuotaRegister } from '../quotas/quota';
import type { BookCode } from './rule-book';
import { type DraftSummary, type Fixture, formal } from './summary.fixture';

/** A tariff-rate quota on laptops of Germany in 2026, with a number that it counts and one that must stand beside it where `paired` says so. */
const QUOTA: Quota = {
  ...{ id: 1, name: 'Laptops of Germany', kind: 'tariff rate', headings: ['84713001'], paired: null },
  ...{ countries: ['DE'], unit: 'NO', quantity: '1000.0000', allotted: '0.0000', status: 'open' },
  ...{ opensAt: new Date('2026-01-02T17:00:00Z'), from: '2026-01-01', to: '2026-12-31' },
};
const quotas = (change: Partial<Quota> = {}, reserved?: string): QuotaRegister =>
  new QuotaRegister(
    [{ ...QUOTA, ...change }],
    new Map(reserved ? [['B7603245278 001', { quotaId: 1, allotted: Decimal.of(reserved) }]] : []),
  );
/** Laptops that claim it. */
const claiming = (): DraftSummary => ({ ...formal(), entryType: '02' });
const at = (when: string, change: Partial<Quota>, also: string[] = [], more: Partial<Fixture> = {}): Fixture => ({
  when,
  from: claiming,
  context: { quotas: quotas(change) },
  also,
  ...more,
});

/** Of each rule about quotas, a summary that meets it. */
export const QUOTA_FIXTURES: Readonly<Partial<Record<BookCode, Fixture>>> = {
  Q03: at('the quota is filled', { status: 'filled' }, ['Q10']),
  Q04: at('the period of the quota is over', { to: '2026-02-28' }),
  Q05: at('the goods are banned', { status: 'banned' }, ['Q10']),
  Q06: at('the quota is on hold', { status: 'on hold' }, ['Q08', 'Q10']),
  Q07: at('the quota may be filled', { status: 'potentially filled' }, ['Q08', 'Q10']),
  Q08: at('the quota is open', {}, ['Q10']),
  Q09: { when: 'goods under a quota are entered as type 01', from: formal, context: { quotas: quotas() } },
  Q10: at('the numbers are those of a quota', {}, ['Q08']),
  Q11: at('a summary under a quota is paid individually', {}, ['Q08', 'Q10'], {
    change: (s) => {
      Object.assign(s, { paymentType: '1', statementDate: null, indicators: { electronicSignature: 'X' } });
    },
  }),
  Q12: {
    ...at('the goods have not arrived', {}, ['Q08', 'Q10']),
    context: { quotas: quotas(), arrived: false },
  },
  Q13: {
    ...at('nine pieces are claimed of the four that are reserved', {}, ['Q08', 'Q10']),
    context: { quotas: quotas({}, '4') },
  },
  Q14: at('the quota is absolute', { kind: 'absolute' }, ['Q08', 'Q10']),
  Q16: at('the number beside it is of another quota', { headings: ['1701'], paired: '99030303' }, ['Q25'], {
    change: (s) =>
      s.lines[0]!.tariffs.unshift({ ...s.lines[0]!.tariffs[0]!, hts: '9903030300', valueDollars: 0, quantities: [] }),
  }),
  Q25: at('no goods are under a quota', { countries: ['FR'] }),
};
