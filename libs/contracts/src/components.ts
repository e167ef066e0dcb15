/** Every service, in the order of a filing's road. */
export const SERVICE_NAMES = [
  'gateway',
  'manifest',
  'entry',
  'cee',
  'account',
  'status',
  'port',
  'enforcement',
] as const;

/** What the status service tells the state of. */
export const COMPONENTS: readonly string[] = [
  ...SERVICE_NAMES,
  'broker',
  ...SERVICE_NAMES.map((service) => `${service}-database`),
];
