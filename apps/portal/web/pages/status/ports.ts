import ports from '../../api/ports.json';

export interface PortOnMap {
  readonly code: string;
  readonly name: string;
  /** Postal code of its state, territory or province. */
  readonly state: string;
}

/** Every port, by name. */
export const PORTS: readonly PortOnMap[] = Object.entries(ports as Record<string, { name: string; state: string }>)
  .map(([code, { name, state }]) => ({ code, name, state }))
  .sort((a, b) => a.name.localeCompare(b.name));

const BY_CODE = new Map(PORTS.map((port) => [port.code, port]));
export const portText = (code: string): string => {
  const port = BY_CODE.get(code);
  return port ? `${port.name}, ${port.state} (${code})` : code;
};
export const portOf = (code: string): PortOnMap | undefined => BY_CODE.get(code);

/** Ports whose name or number begins with, or contains, what was typed. */
export const portsLike = (typed: string, atMost: number): PortOnMap[] => {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return [];
  return PORTS.filter(
    ({ code, name, state }) => code.startsWith(wanted) || `${name}, ${state}`.toLowerCase().includes(wanted),
  ).slice(0, atMost);
};
