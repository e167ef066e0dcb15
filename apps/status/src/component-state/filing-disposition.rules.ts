import type { Disposition } from '#kernel';
import type { ComponentState } from './component-state.rules';

/** What a partner may expect for filings that need a component in its present state. */
export interface FilingForecast {
  readonly disposition: Disposition;
  readonly text: string;
}

type ByState = Readonly<Record<ComponentState, FilingForecast>>;

const GOES_ON = 'accepted, being processed';
const HELD = 'held, do not resend';
const RESEND = 'not processed, resend';

const processes = (what: string): ByState => ({
  operational: { disposition: GOES_ON, text: `${what} are accepted and answered as they come.` },
  slow: { disposition: GOES_ON, text: `${what} are accepted; answers take longer than usual. Do not resend.` },
  down: { disposition: HELD, text: `${what} are accepted and kept, and answered in the order received.` },
  unknown: {
    disposition: GOES_ON,
    text: `${what} are accepted and kept. Whether they are answered now is not known; nothing is lost. Do not resend.`,
  },
});

const aside = (text: Record<ComponentState, string>): ByState => ({
  operational: { disposition: GOES_ON, text: text.operational },
  slow: { disposition: GOES_ON, text: text.slow },
  down: { disposition: GOES_ON, text: text.down },
  unknown: { disposition: GOES_ON, text: text.unknown },
});

const KEEPS_ROAD = 'Filings go on as usual.';
const MANIFEST = processes('Manifests, arrivals and holds');
const ENTRY = processes('Cargo releases, entry summaries and reviews');
const EDGE: ByState = {
  operational: { disposition: GOES_ON, text: 'Filings are accepted.' },
  slow: {
    disposition: GOES_ON,
    text: 'Filings are accepted; acknowledgements take longer. What got no acknowledgement may be sent again: it takes effect once.',
  },
  down: {
    disposition: RESEND,
    text: 'No filing is accepted now. What was acknowledged is kept and needs no second sending; send anything else later.',
  },
  unknown: {
    disposition: GOES_ON,
    text: 'Whether filings are accepted now is not known from here. An acknowledgement means that the filing is kept.',
  },
};
const CEE = aside({
  operational: 'Entry summaries get their Center and team.',
  slow: 'Entry summaries are answered as usual; Center and team follow later.',
  down: 'Entry summaries are answered as usual; Center and team follow later.',
  unknown: 'Entry summaries are answered as usual; Center and team may follow later.',
});
const ACCOUNT = aside({
  operational: KEEPS_ROAD,
  slow: `${KEEPS_ROAD} Changes of accounts and keys take effect later.`,
  down: `${KEEPS_ROAD} Known keys stay valid; new accounts, keys and the activity log wait.`,
  unknown: `${KEEPS_ROAD} Known keys stay valid.`,
});
const STATUS = aside({ operational: KEEPS_ROAD, slow: KEEPS_ROAD, down: KEEPS_ROAD, unknown: KEEPS_ROAD });
const AS_LAST_TOLD = `${KEEPS_ROAD} Incidents and downtimes are told as they were last known.`;
const PORT = aside({ operational: KEEPS_ROAD, slow: KEEPS_ROAD, down: AS_LAST_TOLD, unknown: AS_LAST_TOLD });
const CASES_WAIT = `${KEEPS_ROAD} Cases of fines, penalties and forfeitures cannot be read or worked on; their clocks count from the same days.`;
const ENFORCEMENT = aside({ operational: KEEPS_ROAD, slow: KEEPS_ROAD, down: CASES_WAIT, unknown: KEEPS_ROAD });
const BROKER: ByState = {
  operational: { disposition: GOES_ON, text: KEEPS_ROAD },
  slow: { disposition: GOES_ON, text: 'Filings are accepted; some answers take longer. Do not resend.' },
  down: { disposition: HELD, text: 'Filings are accepted and kept, and processed in the order received.' },
  unknown: { disposition: GOES_ON, text: 'Filings are accepted and kept. Do not resend.' },
};

const FORECASTS: Readonly<Record<string, ByState>> = {
  gateway: EDGE,
  'gateway-database': EDGE,
  manifest: MANIFEST,
  'manifest-database': MANIFEST,
  entry: ENTRY,
  'entry-database': ENTRY,
  cee: CEE,
  'cee-database': CEE,
  account: ACCOUNT,
  'account-database': ACCOUNT,
  status: STATUS,
  'status-database': STATUS,
  port: PORT,
  'port-database': PORT,
  enforcement: ENFORCEMENT,
  'enforcement-database': ENFORCEMENT,
  broker: BROKER,
};

/** Whether the public is told how it is, and what that means for filings. */
export const isTold = (component: string): boolean => component in FORECASTS;

/** What happens to filings while `component` is in `state`. */
export const forecastOf = (component: string, state: ComponentState): FilingForecast =>
  (FORECASTS[component] ?? processes('Filings'))[state];
