import { table } from '../documents/tables';
import { ALERTS } from './alerts.table';
import { DASHBOARDS } from './dashboards.table';
import type { Figure } from './figures';
import { OBJECTIVES } from './objectives.table';

/** A section for each alert; its heading is the anchor that the alert names. */
export const alertSections = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ALERTS).map(([group, alerts]) => [
      group,
      alerts
        .map(({ name, severity, summary, means, told, todo, expression, for: lasting }) =>
          [
            `### ${name}`,
            `*${severity}*${lasting === '0m' ? ', at once' : `, after ${lasting}`}: ${summary.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, '`$1`')}.`,
            `\`\`\`\n${expression}\n\`\`\``,
            `- **It means.** ${means}\n- **Partners are told.** ${told}\n- **Do.** ${todo}`,
          ].join('\n\n'),
        )
        .join('\n\n'),
    ]),
  );

export const objectivesTable = (): string =>
  table(
    ['of a month', 'promise', 'alerts'],
    OBJECTIVES.map(({ name, promise, share }) => [
      `${+(share * 100).toFixed(2)} of 100`,
      promise,
      `[fast](alerts.md#${name.toLowerCase()}burnsfast), [slowly](alerts.md#${name.toLowerCase()}burnsslowly)`,
    ]),
  );

export const figuresTable = (figures: readonly Figure[]): string =>
  table(
    ['figure', 'kind', 'labels', 'told by', 'is'],
    figures.map(({ name, kind, labels, help, service }) => [
      `\`${name}\``,
      kind,
      labels.map((label) => `\`${label}\``).join(', '),
      service ?? 'every service',
      help,
    ]),
  );

export const dashboardsTable = (): string =>
  table(
    ['dashboard', 'answers', 'file'],
    DASHBOARDS.map(({ title, answers, file }) => [title, answers, `\`observe/grafana/${file}.json\``]),
  );
