/** Mode of transportation codes of the 10 record. Source: entry summary guide; appendix B. */
export const MODES_OF_TRANSPORT: ReadonlyMap<string, string> = new Map([
  ['10', 'Vessel, not in containers'],
  ['11', 'Vessel, in containers'],
  ['12', 'Border waterborne (Canada and Mexico only)'],
  ['20', 'Rail, not in containers'],
  ['21', 'Rail, in containers'],
  ['30', 'Truck, not in containers'],
  ['31', 'Truck, in containers'],
  ['32', 'Automobile'],
  ['33', 'Pedestrian'],
  ['34', 'Road, other'],
  ['40', 'Air, not in containers'],
  ['41', 'Air, in containers'],
  ['50', 'Mail'],
  ['60', 'Passenger, hand carried'],
  ['70', 'Fixed installation (pipeline, power line)'],
]);

/** Modes by which the harbor maintenance fee may be due: entry summary guide, usage note (o). */
export const isVessel = (mode: string): boolean => mode === '10' || mode === '11' || mode === '12';
export const isFixedTransport = (mode: string): boolean => mode === '70';
