import type { DemoFile } from '../platform/launch';
import type { Consignment } from './consignment';
import { BROKER } from './traffic';

const AT_ONCE = 8;

/** Entries whose summary stands on file as late, as their broker reads it. */
export const lateSummaries = async (demo: DemoFile, consignments: readonly Consignment[]): Promise<string[]> => {
  const { apiKey } = demo.accounts.find(({ role }) => role === BROKER)!;
  const late: string[] = [];
  const left = [...consignments];
  const ask = async (): Promise<void> => {
    for (let cargo = left.pop(); cargo; cargo = left.pop()) {
      const { filerCode, entryNumber, reference } = cargo.ship;
      const response = await fetch(`${demo.gateway}/entries/${filerCode}/${entryNumber}`, {
        headers: { authorization: `Bearer ${apiKey}` },
        signal: AbortSignal.timeout(10_000),
      });
      const entry = (await response.json()) as { summary?: { deadline?: { timeliness?: string } | null } | null };
      if (entry.summary?.deadline?.timeliness === 'late') late.push(reference);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return late;
};
