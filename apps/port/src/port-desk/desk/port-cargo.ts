import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BillChanged, TransportMode } from '#contracts';
import { ComponentSightings } from '../../sightings/component-sightings';
import { entryText } from '../picture/entry-key';
import { PictureReader } from '../picture/picture.reader';
import { modeOfCode } from './desk-case.rules';
import { MODULES_OF_THE_PICTURE, type PictureAge } from './desk-search';
import { lastHeard } from './age';

/** A bill of the port in short: what decides whether it may go, and nothing of whose it is. */
export interface CargoInShort {
  readonly billKey: string;
  readonly mode: TransportMode | null;
  readonly conveyance: string;
  readonly estimatedArrival: string;
  readonly arrivedAt: string | null;
  /** The movement that takes it from the port where it is unladen to another one, with the day on which it came there. */
  readonly inBond: {
    readonly number: string | null;
    readonly destinationPort: string | null;
    readonly arrivedOn: string | null;
  } | null;
  readonly quantity: number;
  readonly unit: string | null;
  readonly masterBill: string | null;
  readonly holds: readonly { readonly code: string; readonly reason: string }[];
  /** Entries that name the bill, each with the state of its release. */
  readonly entries: readonly {
    readonly entry: string;
    readonly state: string;
    readonly releasedBy: 'electronic' | 'paper' | null;
  }[];
  readonly heardAt: string;
}

export interface PortCargo {
  readonly port: string;
  readonly at: string;
  readonly picture: PictureAge;
  /** The latest heard first. */
  readonly cargo: readonly CargoInShort[];
  /** Whether there is more than is told here: search finds all. */
  readonly more: boolean;
}

const TOLD_AT_MOST = 1_000;
type Row = { data: BillChanged; heard_at: Date };

/** What is unladen at the port ($1), and what comes to it in bond: at most so many ($2), the latest heard first. */
export const BILLS_OF_PORT = `
  SELECT data, heard_at FROM (
    (SELECT data, heard_at, bill_key FROM picture_bill WHERE port_code = $1 ORDER BY heard_at DESC, bill_key LIMIT $2)
    UNION ALL
    (SELECT data, heard_at, bill_key FROM picture_bill WHERE data -> 'inBond' ->> 'destinationPort' = $1 AND port_code <> $1
      ORDER BY heard_at DESC, bill_key LIMIT $2)) b
  ORDER BY heard_at DESC, bill_key LIMIT $2`;

/** The last known picture of one port in short, for a desk that is to go on without a network. */
@Injectable()
export class PortCargoReader {
  constructor(
    private readonly source: DataSource,
    private readonly reader: PictureReader,
    private readonly seen: ComponentSightings,
  ) {}

  async of(port: string, now: Date): Promise<PortCargo> {
    const rows: Row[] = await this.source.query(BILLS_OF_PORT, [port, TOLD_AT_MOST + 1]);
    const shown = rows.slice(0, TOLD_AT_MOST).filter(({ data }) => !data.deleted);
    const { releases } = await this.reader.slice(
      shown.map(({ data }) => data.billKey),
      [],
    );
    const entries = new Map<string, CargoInShort['entries'][number][]>();
    for (const { data } of releases)
      for (const { billKey } of data.bills)
        entries.set(billKey, [
          ...(entries.get(billKey) ?? []),
          {
            entry: entryText(data.filerCode + data.entryNumber),
            state: data.state,
            releasedBy: data.release?.path ?? null,
          },
        ]);
    const heardAt = shown.map(({ heard_at }) => heard_at.toISOString());
    const oldest = heardAt.at(-1);
    return {
      port,
      at: now.toISOString(),
      picture: {
        asOf: heardAt[0] ?? null,
        oldest: oldest === undefined ? null : { heardAt: oldest, age: lastHeard(oldest, now) },
        modulesAsOf: this.seen.asOf,
        modules: this.seen.components
          .filter(({ name }) => MODULES_OF_THE_PICTURE.includes(name))
          .map(({ name, state, since }) => ({ name, state, since })),
      },
      cargo: shown.map(({ data, heard_at }) => ({
        billKey: data.billKey,
        mode: modeOfCode(data.conveyance.modeOfTransport),
        conveyance: `${data.conveyance.scac}-${data.conveyance.voyage}`,
        estimatedArrival: data.estimatedArrival,
        arrivedAt: data.arrivedAt,
        inBond: data.inBond
          ? {
              number: data.inBond.number,
              destinationPort: data.inBond.destinationPort,
              arrivedOn: data.inBond.arrivedOn,
            }
          : null,
        ...{ quantity: data.quantity, unit: data.unit, masterBill: data.masterBill },
        holds: data.holds.map(({ code, reason }) => ({ code, reason })),
        entries: entries.get(data.billKey) ?? [],
        heardAt: heard_at.toISOString(),
      })),
      more: rows.length > TOLD_AT_MOST,
    };
  }
}
