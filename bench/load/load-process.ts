/** The sender of load: a process of its own, so that it shares no event loop with what is measured. */
import * as http from 'node:http';
import { bodyOf } from './filings';
import type { LoadJob, LoadResult } from './job';

interface Reply {
  readonly ok: boolean;
  readonly text: string;
}

const post = (job: LoadJob, agent: http.Agent, body: string): Promise<Reply> =>
  new Promise((resolve) => {
    const request = http.request(
      job.url,
      { method: 'POST', agent, headers: { ...job.headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ ok: (response.statusCode ?? 500) < 300, text: `${response.statusCode} ${text}` }),
        );
        response.on('error', (error) => resolve({ ok: false, text: error.message }));
      },
    );
    request.on('error', (error) => resolve({ ok: false, text: error.message }));
    request.end(body);
  });

const run = async (job: LoadJob): Promise<LoadResult> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: job.connections });
  const answerMs: number[] = [];
  let [serial, accepted, refused, refusal, lastAnsweredAt] = [job.firstSerial, 0, 0, '', 0];
  const next = (): string => {
    const body = bodyOf(job, serial);
    serial += job.filingsPerRequest;
    return body;
  };
  const send = async (dueAt: number): Promise<void> => {
    const reply = await post(job, agent, next());
    answerMs.push(performance.now() - dueAt);
    lastAnsweredAt = Date.now();
    if (reply.ok) accepted += job.filingsPerRequest;
    else {
      refused += job.filingsPerRequest;
      refusal ||= reply.text.slice(0, 300);
    }
  };
  const firstSentAt = Date.now();
  const began = performance.now();
  const end = began + job.seconds * 1_000;
  if (job.requestsPerSecond === undefined) {
    const worker = async (): Promise<void> => {
      while (performance.now() < end) await send(performance.now());
    };
    await Promise.all(Array.from({ length: job.connections }, worker));
  } else {
    const distance = 1_000 / job.requestsPerSecond;
    const open: Promise<void>[] = [];
    // A request that could not be sent when it was due is counted from then: waiting for a busy server is part of the answer time.
    for (let due = began; due < end; due += distance) {
      const wait = due - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      open.push(send(due));
    }
    await Promise.all(open);
  }
  agent.destroy();
  return { accepted, refused, refusal, firstSentAt, lastAnsweredAt, answerMs };
};

process.on('message', (job: LoadJob) => {
  void run(job).then((result) => process.send!(result, undefined, undefined, () => process.exit(0)));
});
