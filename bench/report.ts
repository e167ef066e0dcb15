import type { RoadFigures } from './figures';
import type { RabbitFloor } from './floor';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly at: string;
}

export interface BenchResult {
  readonly machine: Machine;
  readonly floor: {
    readonly postgresRowsPerSecond: { readonly oneConnection: number; readonly fourConnections: number };
    readonly rabbit: RabbitFloor;
  };
  readonly roads: RoadFigures[];
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
export const ms = (value: number): string => (value < 10 ? value.toFixed(1) : whole(value));

export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')}`,
    )
    .join('\n');
};

export const machineLine = ({ processor, cores, memoryGigabytes, system, node, postgres, at }: Machine): string =>
  `${processor}, ${cores} cores, ${memoryGigabytes} GB; ${system}; Node ${node}; PostgreSQL ${postgres}; ${at}`;

/** Everything on one screen, with the ratios that the goals speak of. */
export const report = ({ machine, floor, roads }: BenchResult): string => {
  const peer = roads.find((r) => r.road.startsWith('peer') && r.offered === 'full');
  const ratio = (value: number): string =>
    peer && peer.deliveredPerSecond > 0 ? `${(value / peer.deliveredPerSecond).toFixed(1)}x` : '-';
  const share = (value: number): string =>
    `${((value / floor.postgresRowsPerSecond.fourConnections) * 100).toFixed(1)}%`;
  const roadRow = (r: RoadFigures): string[] => [
    `${r.road}, ${r.offered === 'full' ? 'full speed' : `${whole(r.offered)}/s offered`}`,
    whole(r.acceptedPerSecond),
    whole(r.deliveredPerSecond),
    r.offered === 'full' ? ratio(r.deliveredPerSecond) : '',
    r.offered === 'full' ? share(r.deliveredPerSecond) : '',
    ms(r.acceptance.p50),
    ms(r.acceptance.p99),
    ms(r.delivery.p50),
    ms(r.delivery.p99),
    String(r.refused),
    String(r.missing),
  ];
  const memory = new Map<string, number>();
  for (const { memory: processes } of roads)
    for (const { name, megabytes } of processes) memory.set(name, Math.max(memory.get(name) ?? 0, megabytes));
  return [
    machineLine(machine),
    '',
    'Floor',
    table([
      ['PostgreSQL, rows/s in batches of 500, one connection', whole(floor.postgresRowsPerSecond.oneConnection)],
      ['PostgreSQL, rows/s in batches of 500, four connections', whole(floor.postgresRowsPerSecond.fourConnections)],
      ['RabbitMQ quorum queue, confirmed/s', whole(floor.rabbit.confirmedPerSecond)],
      ['RabbitMQ quorum queue, delivered and acknowledged/s', whole(floor.rabbit.deliveredPerSecond)],
    ]),
    '',
    'Roads (cargo releases; milliseconds from request to acknowledgement, from receipt to final answer)',
    table([
      [
        '',
        'accepted/s',
        'delivered/s',
        'of peer',
        'of floor',
        'acc p50',
        'acc p99',
        'del p50',
        'del p99',
        'refused',
        'missing',
      ],
      ...roads.map(roadRow),
    ]),
    '',
    'Memory (MB resident, most seen at the end of a run)',
    table([...memory].map(([name, megabytes]) => [name, whole(megabytes)])),
    '',
    ...goals(roads, peer),
  ].join('\n');
};

const goals = (roads: readonly RoadFigures[], peer: RoadFigures | undefined): string[] => {
  const said = (met: boolean, text: string): string => `  ${met ? 'met     ' : 'NOT MET '} ${text}`;
  const own = roads.filter((r) => r.road.startsWith('Portway'));
  return [
    'Goals',
    ...own
      .filter((r) => r.offered === 'full')
      .map((r) => {
        const times = peer ? r.deliveredPerSecond / peer.deliveredPerSecond : 0;
        return said(times >= 3, `${r.road}: ${times.toFixed(1)} times the peer delivered (goal: 3)`);
      }),
    ...own
      .filter((r) => r.offered !== 'full')
      .map((r) =>
        said(
          r.acceptance.p99 < 50,
          `${r.road}: acceptance p99 ${ms(r.acceptance.p99)} ms at half the peak (goal: under 50)`,
        ),
      ),
    said(
      roads.every((r) => r.missing === 0),
      'everything accepted got its final answer',
    ),
  ];
};
