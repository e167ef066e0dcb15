/** The reader: a process of its own that reads one address on many connections, as fast as it is answered. */
import * as http from 'node:http';
import type { ReadJob, ReadResult } from './job';

const read = (url: string, agent: http.Agent): Promise<boolean> =>
  new Promise((resolve) => {
    http
      .get(url, { agent }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode === 200));
        response.on('error', () => resolve(false));
      })
      .on('error', () => resolve(false));
  });

const run = async ({ url, connections, seconds }: ReadJob): Promise<ReadResult> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const answerMs: number[] = [];
  let failed = 0;
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1_000) {
      const sent = performance.now();
      if (await read(url, agent)) answerMs.push(performance.now() - sent);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { readsPerSecond: (answerMs.length * 1_000) / (performance.now() - began), failed, answerMs };
};

process.on('message', (job: ReadJob) => {
  void run(job).then((result) => process.send!(result, undefined, undefined, () => process.exit(0)));
});
