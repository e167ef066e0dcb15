import { ENTRY_KIND_RULES } from './entry-kind.rules';
import { SECURITY_FILING_RULES } from './security-filing.rules';
import { WAREHOUSE_RULES } from './warehouse.rules';
import { ZONE_RULES } from './zone.rules';

/** Rules by the kind of entry: warehouse and immediate delivery, zone, temporary importation and quota, and the security filing that comes with it. */
export const KIND_RULES = [...WAREHOUSE_RULES, ...ZONE_RULES, ...ENTRY_KIND_RULES, ...SECURITY_FILING_RULES] as const;

export type KindCode = (typeof KIND_RULES)[number]['code'];
