import type { Capabilities, Participant } from '#access';
import { type CapabilityCode, type EntrySummaryFiled, SummaryReported } from '#contracts';
import { parseImporterNumber } from '#kernel';

/** A capability that a summary needs, and who must have it. */
export interface Needed {
  readonly code: CapabilityCode;
  readonly by: Participant;
}

/** A capability that a summary needs and its filer or importer has not, and why. */
export interface MissingCapability {
  readonly code: CapabilityCode;
  readonly why: string;
}

export const SUMMARY_CAPABILITIES: readonly CapabilityCode[] = ['periodic-statement', 'json-summary'];

/** A periodic statement by filer is the filer's; one by importer, with or without its suffix, the importer's (entry summary guide, usage note (y)). */
const STATEMENT_OF: Readonly<Record<string, 'filer' | 'importer'>> = { '6': 'filer', '7': 'importer', '8': 'importer' };

/**
 * What a summary needs. A deletion needs nothing: it only takes back.
 *
 * @param accountsOf the accounts that hold an importer number, in its full form
 */
export const capabilitiesNeeded = (
  { action, origin, paymentType, filerCode, importerNumber }: EntrySummaryFiled,
  accountsOf: (importerNumber: string) => readonly string[],
): Needed[] => {
  if (action === 'D') return [];
  const filer: Participant = { accounts: [origin.accountId], identities: [filerCode] };
  const needed: Needed[] = origin.channel === 'json' ? [{ code: 'json-summary', by: filer }] : [];
  const payer = STATEMENT_OF[paymentType ?? ''];
  if (payer === 'filer') needed.push({ code: 'periodic-statement', by: filer });
  if (payer === 'importer') {
    const number = parseImporterNumber(importerNumber ?? '');
    const by = number.ok
      ? { accounts: accountsOf(number.value.text), identities: [number.value.text] }
      : { accounts: [], identities: [] };
    needed.push({ code: 'periodic-statement', by });
  }
  return needed;
};

/** Of what a summary needs: what was open when it was received, and what was not. */
export const judgeCapabilities = (
  capabilities: Capabilities,
  needed: readonly Needed[],
  receivedAt: Date,
): { missing: MissingCapability[]; used: NonNullable<SummaryReported['capabilities']> } => {
  const judged = needed.map(({ code, by }) => ({ code, ...capabilities.allows(code, by, receivedAt) }));
  return {
    missing: judged.flatMap(({ code, why }) => (why === null ? [] : [{ code, why }])),
    used: judged.flatMap(({ code, allowed, admissionId }) => (allowed ? [{ code, admissionId }] : [])),
  };
};
