/** A service of the platform as the supervisor sees it. */
export interface ServiceEntry {
  name: string;
  /** Where it listens on loopback unless the port is taken. */
  port: number;
}

/** The gateway comes first: its port is the one people know. */
export const SERVICES: readonly ServiceEntry[] = [
  { name: 'gateway', port: 8080 },
  { name: 'status', port: 8081 },
  { name: 'account', port: 8082 },
  { name: 'manifest', port: 8083 },
  { name: 'entry', port: 8084 },
  { name: 'cee', port: 8085 },
];

/** One process of a service. A service with one replica lends it its plain name. */
export interface ReplicaPlan {
  service: string;
  /** `entry`, or `entry-2` where there are several. */
  name: string;
  /** Unique among all processes, and the same after every start: `entry-1`. */
  instance: string;
  /** Wished for; only the first replica has one. */
  port: number | undefined;
}

/**
 * Reads `entry=2,manifest=3`.
 *
 * @throws RangeError naming the part that is wrong
 */
export function parseReplicas(text: string, known: readonly string[]): Record<string, number> {
  const replicas: Record<string, number> = {};
  for (const part of text.split(',').map((piece) => piece.trim()).filter(Boolean)) {
    const [name = '', count = ''] = part.split('=').map((piece) => piece.trim());
    if (!known.includes(name)) throw new RangeError(`REPLICAS names "${name}", which is no service; there are: ${known.join(', ')}.`);
    if (!/^[1-9]\d?$/.test(count)) throw new RangeError(`REPLICAS says "${part}": write a number from 1 to 99, for example ${name}=2.`);
    replicas[name] = Number(count);
  }
  return replicas;
}

export function planReplicas(services: readonly ServiceEntry[], replicas: Record<string, number>): ReplicaPlan[] {
  return services.flatMap(({ name, port }) => {
    const count = replicas[name] ?? 1;
    return Array.from({ length: count }, (_, index) => ({
      service: name,
      name: count === 1 ? name : `${name}-${index + 1}`,
      instance: `${name}-${index + 1}`,
      port: index === 0 ? port : undefined,
    }));
  });
}
