/** What people subscribe to, in the order of a filing's road. */
export const FUNCTIONS = ['gateway', 'manifest', 'entry', 'cee', 'account', 'port', 'status'] as const;

export const MODES = ['truck', 'rail', 'vessel', 'air', 'air express'] as const;
/** The word for a mode of transport. */
export const modeWord = (mode: string) =>
  mode === 'air express' ? 'mode_airExpress' : (`mode_${mode as 'truck' | 'rail' | 'vessel' | 'air'}` as const);
