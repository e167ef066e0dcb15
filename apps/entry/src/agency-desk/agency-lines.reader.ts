import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AgencyLines } from '#contracts';
import { formatEntryNumber, parseImporterNumber } from '#kernel';
import { agencyDataIn } from '../agency-data/agency-lines';
import { storedContent, storedReviews } from '../release/stored-release';

export interface AgencyLinesAsked {
  readonly agency: string;
  /** `open`: entries of which the agency has not let all proceed. */
  readonly state: 'open' | 'all';
  readonly entry: string | null;
  /** `FILED_AT ENTRY_KEY` of the last entry of the page before. */
  readonly after: { readonly filedAt: string; readonly key: string } | null;
  readonly limit: number;
}

/** What waits for a partner agency, and what it decided. */
@Injectable()
export class AgencyLinesReader {
  constructor(private readonly source: DataSource) {}

  async read({ agency, state, entry, after, limit }: AgencyLinesAsked): Promise<AgencyLines> {
    const which =
      state === 'open'
        ? `agencies_open IS NOT NULL AND string_to_array(agencies_open, ' ') @> ARRAY[$1::text]`
        : `agencies IS NOT NULL AND agencies @> jsonb_build_object('reviews', jsonb_build_array(jsonb_build_object('agency', $1::text)))`;
    const rows: any[] = await this.source.query(
      `SELECT entry_key, account_id, state, filed_at, port_of_entry, content, agencies FROM cargo_release
        WHERE ${which} AND ($2::text IS NULL OR entry_key = $2) AND ($3::timestamptz IS NULL OR (filed_at, entry_key) > ($3, $4))
        ORDER BY filed_at, entry_key LIMIT $5`,
      [agency, entry, after?.filedAt ?? null, after?.key ?? '', limit + 1],
    );
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      entries: shown.map((row) => entryOf(row, agency)),
      next: last ? `${last.filed_at.toISOString()} ${last.entry_key}` : null,
      asOf: new Date().toISOString(),
    };
  }
}

/** The number of a person is nobody's business at an agency. */
const numberOfCompany = (number: string | null | undefined): string | null => {
  const parsed = number ? parseImporterNumber(number) : null;
  return parsed?.ok && parsed.value.qualifier !== '34' ? number! : null;
};

const entryOf = (row: any, agency: string): AgencyLines['entries'][number] => {
  const content = storedContent.read(row.content);
  const data = agencyDataIn(content.lines).flatMap(({ records, lines }) =>
    lines.map((line) => ({ line, description: records.find(({ record }) => record === 'OI') })),
  );
  return {
    entry: formatEntryNumber(content.filerCode, content.entryNumber),
    entryType: content.entryType,
    port: row.port_of_entry ?? content.plannedPortOfEntry,
    modeOfTransport: content.modeOfTransport,
    estimatedArrival: content.bills.flatMap(({ arrivals }) => arrivals)[0]?.arrivalDate ?? null,
    importerNumber: numberOfCompany(content.importer?.number),
    accountId: row.account_id,
    releaseState: row.state,
    filedAt: row.filed_at.toISOString(),
    lines: storedReviews
      .read(row.agencies)
      .reviews.filter((review) => review.agency === agency)
      .map(({ line, tariff, pgaLine, program, processing, disclaimer, state, since, by, note, documentType }) => {
        const filed = data.find(
          (one) =>
            one.line.agency === agency &&
            one.line.line === line &&
            one.line.tariff === tariff &&
            Number(one.line.pgaLine) === pgaLine,
        );
        const of = content.lines[line - 1];
        return {
          ...{ line, tariff, pgaLine, program, processing, disclaimer, state, since, by, note, documentType },
          hts: of?.tariffs[tariff - 1]?.hts ?? null,
          countryOfOrigin: of?.countryOfOrigin ?? null,
          records: filed
            ? [...(filed.description ? [filed.description] : []), filed.line.head, ...filed.line.records].map(
                ({ record, recordIndex, fields }) => ({ record, recordIndex, fields }),
              )
            : [],
        };
      }),
  };
};
