import { join, resolve } from 'node:path';

/** The project's folder, from its sources and from dist/ alike. */
export const ROOT = resolve(__dirname, '..', '..').replace(/[/\\]dist$/, '');

/** Where data, logs and secrets of the platform are: `.portway/`, or what PORTWAY_HOME says. */
export function homeFolder(): string {
  return resolve(process.env.PORTWAY_HOME || join(ROOT, '.portway'));
}
