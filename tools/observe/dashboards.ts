import { type Dashboard, DASHBOARDS, type Panel } from './dashboards.table';

/** Columns of a Grafana page, and of a panel on it. */
const [PAGE_WIDTH, WIDTH, HEIGHT] = [24, 8, 8];
const SOURCE = { type: 'prometheus', uid: '$datasource' };

const panelOf = ({ title, unit, lines, isNow }: Panel, index: number): object => ({
  id: index + 1,
  type: isNow ? 'stat' : 'timeseries',
  title,
  datasource: SOURCE,
  gridPos: {
    x: (index * WIDTH) % PAGE_WIDTH,
    y: Math.floor((index * WIDTH) / PAGE_WIDTH) * HEIGHT,
    w: WIDTH,
    h: HEIGHT,
  },
  fieldConfig: { defaults: { unit, min: 0, ...(isNow ? {} : { custom: { spanNulls: false } }) }, overrides: [] },
  options: isNow
    ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'none', textMode: 'value_and_name' }
    : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
  targets: Object.entries(lines).map(([expr, legendFormat], line) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + line),
    datasource: SOURCE,
    expr,
    legendFormat,
    instant: isNow === true,
    range: isNow !== true,
    // A dot on the chart leads to the trace of a filing.
    ...(expr.includes('_bucket') && !isNow ? { exemplar: true } : {}),
  })),
});

const dashboardFile = ({ file, title, answers, panels }: Dashboard): string => {
  const jobs = {
    name: 'job',
    label: 'Service',
    type: 'query',
    datasource: SOURCE,
    query: { query: 'label_values(process_start_time_seconds, job)', refId: 'job' },
    refresh: 2,
    includeAll: true,
    multi: true,
    current: { text: 'All', value: '$__all' },
  };
  const source = { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' };
  const asksForJob = panels.some(({ lines }) => Object.keys(lines).some((line) => line.includes('$job')));
  const page = {
    uid: `portway-${file}`,
    title,
    description: answers,
    tags: ['portway'],
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [source, ...(asksForJob ? [jobs] : [])] },
    links: [{ type: 'dashboards', tags: ['portway'], title: 'Portway', asDropdown: true, keepTime: true }],
    panels: panels.map(panelOf),
  };
  return `${JSON.stringify(page, null, 1)}\n`;
};

/** Path to content. */
export const dashboardFiles = (): Record<string, () => string> =>
  Object.fromEntries(
    DASHBOARDS.map((dashboard) => [`observe/grafana/${dashboard.file}.json`, () => dashboardFile(dashboard)]),
  );
