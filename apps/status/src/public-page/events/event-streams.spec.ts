import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import type { DowntimeBook } from '../../downtime/book/downtime-book';
import { StatusConfig } from '../../status.config';
import { SummaryBoard } from '../../summary/summary.board';
import { EventStreams } from './event-streams';

test('a reader who went away before the stream began takes no place from others', () => {
  const streams = new EventStreams(new SummaryBoard(), {} as DowntimeBook, Object.assign(new StatusConfig(), { STATUS_STREAMS: 1 }), {} as never);
  const gone = new PassThrough().destroy() as unknown as ServerResponse;
  streams.add(gone, undefined);
  expect([streams.count, streams.hasRoom]).toEqual([0, true]);
  streams.add(new PassThrough() as unknown as ServerResponse, undefined);
  expect([streams.count, streams.hasRoom]).toEqual([1, false]);
});
