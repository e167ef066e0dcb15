/** A service of the platform as the supervisor sees it. */
export interface ServiceEntry {
  name: string;
  /** Where it listens on loopback unless the port is taken, counted from the gateway's. */
  offset: number;
  /** By how much others go first where processors are wanted: 0 to 19, as `nice`. */
  givesWay?: number;
}

/** What takes filings, and what says how the platform is, goes before what works on filings: those can wait. */
const WORKS_ON_FILINGS = { givesWay: 10 };

/** The gateway's port where nothing is said; every other part counts from the gateway's. */
export const FIRST_PORT = 8080;

/** What the platform runs beside its services. `names` and `nodes` are RabbitMQ's own: its name service, and where its nodes would meet. */
export const SERVER_OFFSETS = { database: 6, broker: 7, names: 8, nodes: 9 } as const;

/** Where the account service takes e-mails with documents. */
export const MAIL_OFFSET = 11;

/** Second and further replicas keep clear of the ten of the first. */
const REPLICA_STEP = 100;

/** The gateway comes first: its port is the one people know. */
export const SERVICES: readonly ServiceEntry[] = [
  { name: 'gateway', offset: 0 },
  { name: 'status', offset: 1 },
  { name: 'account', offset: 2, ...WORKS_ON_FILINGS },
  { name: 'manifest', offset: 3, ...WORKS_ON_FILINGS },
  { name: 'entry', offset: 4, ...WORKS_ON_FILINGS },
  { name: 'cee', offset: 5, ...WORKS_ON_FILINGS },
  // Behind what the platform runs beside its services.
  { name: 'port', offset: 10, ...WORKS_ON_FILINGS },
  { name: 'enforcement', offset: 12, ...WORKS_ON_FILINGS },
];

/** The pages: it stands in front of the services, has neither database nor broker, and nobody asks it. */
export const PORTAL: ServiceEntry = { name: 'portal', offset: 13 };

/** One process of a service. A service with one replica lends it its plain name. */
export interface ReplicaPlan {
  service: string;
  /** `entry`, or `entry-2` where there are several. */
  name: string;
  /** Unique among all processes, and the same after every start: `entry-1`. */
  instance: string;
  /** Of the port it wishes for, from the gateway's. */
  offset: number;
  givesWay: number;
}

/**
 * Reads `entry=2,manifest=3`.
 *
 * @throws RangeError naming the part that is wrong
 */
export function parseReplicas(text: string, known: readonly string[]): Record<string, number> {
  const replicas: Record<string, number> = {};
  for (const part of text
    .split(',')
    .map((piece) => piece.trim())
    .filter(Boolean)) {
    const [name = '', count = ''] = part.split('=').map((piece) => piece.trim());
    if (!known.includes(name))
      throw new RangeError(`REPLICAS names "${name}", which is no service; there are: ${known.join(', ')}.`);
    if (!/^[1-9]\d?$/.test(count))
      throw new RangeError(`REPLICAS says "${part}": write a number from 1 to 99, for example ${name}=2.`);
    replicas[name] = Number(count);
  }
  return replicas;
}

export function planReplicas(services: readonly ServiceEntry[], replicas: Record<string, number>): ReplicaPlan[] {
  return services.flatMap(({ name, offset, givesWay = 0 }) => {
    const count = replicas[name] ?? 1;
    return Array.from({ length: count }, (_, index) => ({
      service: name,
      name: count === 1 ? name : `${name}-${index + 1}`,
      instance: `${name}-${index + 1}`,
      offset: offset + index * REPLICA_STEP,
      givesWay,
    }));
  });
}
