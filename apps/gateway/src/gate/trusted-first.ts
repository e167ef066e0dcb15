import type { EntityManager } from 'typeorm';
import { standingOn, standingsByNumber, STANDINGS_OF } from '#access';
import type { FilingHeld } from '#contracts';
import { type CustomsDate, parseImporterNumber } from '#kernel';
import { PORTS, portLocalDate } from '#reference';
import { putFirst } from '#messaging';

/** A filing that waits: its row of the outbox, oldest first, and what it is about. */
export interface HeldRow {
  readonly id: string;
  readonly held: Pick<FilingHeld, 'subject' | 'importerNumber' | 'portCode' | 'modeOfTransport'>;
}

const fullNumber = (text: string | null): string | null => {
  const parsed = text === null ? null : parseImporterNumber(text);
  return parsed?.ok ? parsed.value.text : null;
};
const dayAt = (port: string | null, now: Date): CustomsDate =>
  port !== null && PORTS.has(port) ? portLocalDate(now, port) : now.toISOString().slice(0, 10);

/**
 * Of filings that wait behind a gate, those of trusted traders go out first. All of a subject or nothing: one of which anything else waits that is not among these rows keeps its
 * place, so that nothing is overtaken by what came after it.
 */
export const putTrustedFirst = async (rows: readonly HeldRow[], now: Date, manager: EntityManager): Promise<void> => {
  const numbers = [...new Set(rows.flatMap(({ held }) => fullNumber(held.importerNumber) ?? []))];
  if (numbers.length === 0) return;
  const standings = standingsByNumber(
    await manager.query(`${STANDINGS_OF} WHERE i.importer_number = ANY($1)`, [numbers]),
  );
  if (standings.size === 0) return;
  const trusted = new Set(
    rows
      .filter(({ held: { importerNumber, portCode, modeOfTransport } }) => {
        const of = standings.get(fullNumber(importerNumber) ?? '') ?? [];
        const standing = standingOn(of, { day: dayAt(portCode, now), port: portCode, mode: modeOfTransport });
        return standing?.benefits.get('priority')?.given === true;
      })
      .map(({ held }) => held.subject),
  );
  if (trusted.size === 0) return;
  const unanswered: { subject: string; filings: number }[] = await manager.query(
    `SELECT subject, count(*)::int AS filings FROM filing WHERE subject = ANY($1) AND state = 'accepted' GROUP BY subject`,
    [[...trusted]],
  );
  const whole = new Set(
    unanswered
      .filter(({ subject, filings }) => rows.filter(({ held }) => held.subject === subject).length === filings)
      .map(({ subject }) => subject),
  );
  await putFirst(
    rows.filter(({ held }) => whole.has(held.subject)).map(({ id }) => id),
    manager,
  );
};
