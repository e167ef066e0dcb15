import type { EntityManager } from 'typeorm';
import { formatEntryNumber } from '#kernel';
import { PORTS } from '#reference';
import { type CaseRow, partiesOf, referencesOf } from '../cases/case-row';
import { dollars, owedOf } from '../cases/case.rules';
import { lawOf } from '../cases/laws.data';
import { LABEL, WIDTH, wrapped } from '../printed/lines';
import type { PetitionRow } from './petition.repository';

/** What the Department of Justice is sent of a petition: the petition as it was filed, and the record of its case. Plain text, 78 characters a line. */
export const petitionRecord = async (
  manager: Pick<EntityManager, 'query'>,
  row: CaseRow,
  petition: PetitionRow,
): Promise<string> => {
  const { contents } = petition;
  const parties = await partiesOf(manager, [row.id]);
  const references = await referencesOf(manager, [row.id]);
  const lines = async (sql: string): Promise<string[]> =>
    (await manager.query(sql, [row.id])).map(({ line }: { line: string }) => line);
  const petitioner = parties.find(({ place }) => place === petition.place);
  const field = (label: string, value: string | null): string[] =>
    value === null
      ? []
      : wrapped(value, WIDTH - LABEL).map((line, at) => `${(at === 0 ? label : '').padEnd(LABEL)}${line}`);
  const section = (title: string, paragraphs: readonly string[]): string[] =>
    paragraphs.length === 0
      ? []
      : ['', title.toUpperCase(), '-'.repeat(WIDTH), ...paragraphs.flatMap((one) => wrapped(one, WIDTH))];
  const of = (kind: 'entry' | 'bill'): string[] =>
    references.filter((one) => one.kind === kind).map(({ reference }) => reference);
  const entries = of('entry').map((entry) => formatEntryNumber(entry.slice(0, 3), entry.slice(3)));
  const usd = (cents: number | null): string | null => (cents === null ? null : `USD ${dollars(cents)}`);
  return [
    '='.repeat(WIDTH),
    ...['PETITION FOR RELIEF AND RECORD OF ITS CASE', 'To the Department of Justice (19 CFR 171.13(a), 172.13(a))'],
    '='.repeat(WIDTH),
    ...field('Petition', `${petition.number}, ${petition.kind}`),
    ...field('Of', petitioner ? `${petitioner.name}, ${petitioner.role}` : null),
    ...field('Received', petition.receivedOn),
    ...field('In time until', petition.due),
    ...field('Signed by', `${contents.signedBy}, ${contents.capacity}`),
    ...field('Violation', `${contents.happenedOn}, ${contents.happenedAt}`),
    ...field('Property', contents.property),
    ...field('Interest in it', contents.interest),
    ...field('Waives limitation', contents.waivedUntil ? `until ${contents.waivedUntil}` : null),
    ...section('Facts and circumstances relied upon', [contents.facts]),
    ...['', `CASE ${row.number}`, '-'.repeat(WIDTH)],
    ...field('Law', `${row.law}: ${lawOf(row.law)?.about ?? row.law}`),
    ...field('Port', `${row.port} ${PORTS.get(row.port)?.name ?? ''}`.trim()),
    ...field('Subject', row.subject),
    ...field('Culpability', row.culpability),
    ...field('Violated, discovered', `${row.violationOn}, ${row.discoveredOn}`),
    ...field('Limitation ends', row.limitationOn),
    ...field('Value of the goods', usd(row.valueCents)),
    ...field('Assessed', usd(row.assessedCents)),
    ...field('Mitigated to', usd(row.mitigatedCents)),
    ...field('Paid', usd(row.paidCents)),
    ...field('Owed', usd(owedOf(row))),
    ...field('Entries', entries.join(', ') || null),
    ...field('Bills of lading', of('bill').join(', ') || null),
    ...section('Facts found by CBP', [row.facts]),
    ...section(
      'Parties',
      parties.map(
        ({ name, role, address, bondNumber, suretyCode, limitationOn }) =>
          `${name}, ${role}${address === null ? '' : `, ${address}`}${bondNumber === null ? '' : `, bond ${bondNumber}`}${
            suretyCode === null ? '' : `, surety ${suretyCode}`
          }; limitation ${limitationOn}`,
      ),
    ),
    ...section(
      'Notices and their mailing',
      await lines(
        `SELECT n.number || ' ' || n.form || ' to party ' || n.party_place || ', issued ' || n.issued_on ||
           coalesce(', mailed ' || n.mailed_on || ' by ' || n.mailed_how || ' (' || n.mailed_reference || ')', ', not mailed') AS line
           FROM case_notice n WHERE n.case_id = $1 ORDER BY n.place`,
      ),
    ),
    ...section(
      'Petitions and decisions',
      await lines(
        `SELECT p.number || ' ' || p.kind || ' of party ' || p.place || ', received ' || p.received_on || ': ' || p.state ||
           coalesce('; ' || d.outcome || ' on ' || d.decided_on || ' at USD ' || to_char(d.amount_cents / 100.0, 'FM999999999990.00') || ': ' || d.reasons, '') AS line
           FROM petition p LEFT JOIN petition_decision d ON d.petition_id = p.id WHERE p.case_id = $1 ORDER BY p.filed_at, p.id`,
      ),
    ),
    ...section(
      'Money',
      await lines(
        `SELECT received_on || ' ' || kind || ' USD ' || to_char(amount_cents / 100.0, 'FM999999999990.00') || ' of party ' || place || ', ' || reference AS line
           FROM case_payment WHERE case_id = $1 ORDER BY recorded_at, id`,
      ),
    ),
    ...section(
      'History',
      await lines(
        `SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC ' || step || ' -> ' || state || ', ' || by_name || ': ' || reason AS line
           FROM enforcement_case_event WHERE case_id = $1 ORDER BY version`,
      ),
    ),
    ...['='.repeat(WIDTH), ''],
  ].join('\n');
};
