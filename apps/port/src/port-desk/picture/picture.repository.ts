import { Injectable } from '@nestjs/common';
import type { BillChanged, EntryFilingAnswered, FilingHeld, ReleaseStatusChanged } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';

/** The last known picture of cargo. An older version never replaces a newer one. */
@Injectable()
export class PictureRepository {
  async storeBills(unit: UnitOfWork, bills: readonly BillChanged[]): Promise<void> {
    await insertRows(
      unit.manager,
      'picture_bill',
      {
        bill_key: 'text',
        version: 'int',
        port_code: 'text',
        conveyance_scac: 'text',
        trip: 'text',
        data: 'jsonb',
        heard_at: 'timestamptz',
      },
      bills.map((bill) => ({
        bill_key: bill.billKey,
        version: bill.version,
        port_code: bill.portCode,
        conveyance_scac: bill.conveyance.scac,
        trip: bill.conveyance.voyage,
        data: bill,
        heard_at: unit.now.toISOString(),
      })),
      `ON CONFLICT (bill_key) DO UPDATE SET version = excluded.version, port_code = excluded.port_code, conveyance_scac = excluded.conveyance_scac,
         trip = excluded.trip, data = excluded.data, heard_at = excluded.heard_at WHERE picture_bill.version < excluded.version`,
    );
  }

  async storeReleases(unit: UnitOfWork, releases: readonly ReleaseStatusChanged[]): Promise<void> {
    await insertRows(
      unit.manager,
      'picture_release',
      { entry_key: 'text', version: 'int', bill_keys: 'jsonb', data: 'jsonb', heard_at: 'timestamptz' },
      releases.map((release) => ({
        entry_key: release.filerCode + release.entryNumber,
        version: release.version,
        bill_keys: release.bills.map(({ billKey }) => billKey),
        data: release,
        heard_at: unit.now.toISOString(),
      })),
      `ON CONFLICT (entry_key) DO UPDATE SET version = excluded.version, bill_keys = excluded.bill_keys, data = excluded.data, heard_at = excluded.heard_at
         WHERE picture_release.version < excluded.version`,
    );
  }

  async storeSummaries(unit: UnitOfWork, summaries: readonly (EntryFilingAnswered & { at: string })[]): Promise<void> {
    await insertRows(
      unit.manager,
      'picture_summary',
      { entry_key: 'text', accepted_at: 'timestamptz', data: 'jsonb' },
      summaries.map((summary) => ({
        entry_key: summary.reference.replaceAll('-', ''),
        accepted_at: summary.at,
        data: summary,
      })),
      `ON CONFLICT (entry_key) DO UPDATE SET accepted_at = excluded.accepted_at, data = excluded.data WHERE picture_summary.accepted_at < excluded.accepted_at`,
    );
  }

  async storeHeldFilings(unit: UnitOfWork, filings: readonly FilingHeld[]): Promise<void> {
    await insertRows(
      unit.manager,
      'picture_held_filing',
      { filing_id: 'uuid', reference: 'text', bill_keys: 'jsonb', data: 'jsonb', heard_at: 'timestamptz' },
      filings.map((filing) => ({
        filing_id: filing.filingId,
        reference: filing.reference,
        bill_keys: filing.billKeys,
        data: filing,
        heard_at: unit.now.toISOString(),
      })),
      'ON CONFLICT (filing_id) DO NOTHING',
    );
  }
}
