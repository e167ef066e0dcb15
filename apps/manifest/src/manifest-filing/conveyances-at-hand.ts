import type { EntityManager } from 'typeorm';
import type { ManifestFiled } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import type { FiledConveyance } from '../bills/bill.model';
import type { PortCall } from './manifest.rules';

const COLUMNS = {
  scac: 'text',
  voyage: 'text',
  mode_of_transport: 'text',
  country: 'text',
  vessel_code: 'text',
  name: 'text',
  manifest_sequence: 'text',
  manifest_type: 'text',
  account_id: 'uuid',
  filed_at: 'timestamptz',
  carried: 'json',
};
const CALL_COLUMNS = {
  scac: 'text',
  voyage: 'text',
  port_code: 'text',
  estimated_arrival: 'date',
  arrived_at: 'timestamptz',
  carried: 'json',
};
/** What a filing carries nothing of stays as it was. */
const replacing = (table: string, columns: object, keys: string[]): string =>
  `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${Object.keys(columns)
    .filter((c) => !keys.includes(c))
    .map((c) => `${c} = ${c === 'carried' ? `coalesce(excluded.${c}, ${table}.${c})` : `excluded.${c}`}`)
    .join(', ')}`;

export interface VoyageKey {
  readonly scac: string;
  readonly voyage: string;
}

const keyOf = ({ scac, voyage }: VoyageKey): string => `${scac} ${voyage}`;

/**
 * The conveyances that a batch of messages is about, with their calls. All messages on one conveyance have one subject, so
 * nobody else changes them meanwhile.
 */
export class ConveyancesAtHand {
  private readonly conveyances = new Map<string, Record<keyof typeof COLUMNS, unknown>>();
  private readonly changedCalls = new Map<string, VoyageKey & PortCall>();

  private constructor(private readonly known: Map<string, Map<string, PortCall>>) {}

  static async read(manager: EntityManager, voyages: readonly VoyageKey[]): Promise<ConveyancesAtHand> {
    const rows: (VoyageKey & { port_code: string; estimated_arrival: string; arrived_at: Date | null })[] =
      await manager.query(
        `SELECT scac, voyage, port_code, estimated_arrival::text, arrived_at FROM port_call
       WHERE (scac, voyage) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
        [voyages.map((v) => v.scac), voyages.map((v) => v.voyage)],
      );
    const known = new Map<string, Map<string, PortCall>>();
    for (const row of rows) {
      const call = {
        portCode: row.port_code,
        estimatedArrival: row.estimated_arrival,
        arrivedAt: row.arrived_at?.toISOString() ?? null,
      };
      const calls = known.get(keyOf(row)) ?? new Map<string, PortCall>();
      known.set(keyOf(row), calls.set(call.portCode, call));
    }
    return new ConveyancesAtHand(known);
  }

  /** The conveyance's calls by port; null when no manifest of it is on file. */
  calls(voyage: VoyageKey): ReadonlyMap<string, PortCall> | null {
    return this.known.get(keyOf(voyage)) ?? null;
  }

  /** Puts a conveyance on file, or what is new about it. */
  put(
    conveyance: FiledConveyance,
    calls: readonly PortCall[],
    accountId: string,
    carried: ManifestFiled['carried'],
  ): void {
    const { scac, voyage, modeOfTransport, country, vesselCode, name, manifestSequence, manifestType } = conveyance;
    this.conveyances.set(keyOf(conveyance), {
      scac,
      voyage,
      mode_of_transport: modeOfTransport,
      country,
      vessel_code: vesselCode,
      name,
      manifest_sequence: manifestSequence,
      manifest_type: manifestType,
      account_id: accountId,
      filed_at: null,
      carried: carried ?? this.conveyances.get(keyOf(conveyance))?.carried ?? null,
    });
    for (const call of calls) this.putCall(conveyance, call);
  }

  putCall({ scac, voyage }: VoyageKey, call: PortCall): void {
    const calls = this.known.get(keyOf({ scac, voyage })) ?? new Map<string, PortCall>();
    this.known.set(keyOf({ scac, voyage }), calls.set(call.portCode, call));
    this.changedCalls.set(`${keyOf({ scac, voyage })} ${call.portCode}`, { scac, voyage, ...call });
  }

  async write({ manager, now }: UnitOfWork): Promise<void> {
    const conveyances = [...this.conveyances.values()].map((row) => ({ ...row, filed_at: now.toISOString() }));
    await insertRows(manager, 'conveyance', COLUMNS, conveyances, replacing('conveyance', COLUMNS, ['scac', 'voyage']));
    const calls = [...this.changedCalls.values()].map((call) => ({
      scac: call.scac,
      voyage: call.voyage,
      port_code: call.portCode,
      estimated_arrival: call.estimatedArrival,
      arrived_at: call.arrivedAt,
      carried: call.carried ?? null,
    }));
    await insertRows(
      manager,
      'port_call',
      CALL_COLUMNS,
      calls,
      replacing('port_call', CALL_COLUMNS, ['scac', 'voyage', 'port_code']),
    );
  }
}
