import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { RecurringWork } from '#service';
import type { ToldBook } from '../../told/told-book';
import { StatusConfig } from '../../config/status.config';
import { SummaryBoard } from '../../summary/summary.board';
import { EventStreams } from './event-streams';

test('a reader who went away before the stream began takes no place from others', () => {
  const streams = new EventStreams(
    new SummaryBoard(),
    {} as ToldBook,
    Object.assign(new StatusConfig(), { STATUS_STREAMS: 1, ADDRESS_STATUS_STREAMS: 1 }),
    new RecurringWork({} as never, { ownsLane: () => true }),
  );
  const gone = new PassThrough().destroy() as unknown as ServerResponse;
  expect(streams.takePlace('192.0.2.7')).toBe(true);
  streams.add(gone, '192.0.2.7', undefined);
  expect([streams.count, streams.hasRoom]).toEqual([0, true]);
  expect(streams.takePlace('192.0.2.7')).toBe(true);
  streams.add(new PassThrough() as unknown as ServerResponse, '192.0.2.7', undefined);
  expect([streams.count, streams.hasRoom]).toEqual([1, false]);
});

test('readers of one network have so many places, and leave them to others of it', () => {
  const streams = new EventStreams(
    new SummaryBoard(),
    {} as ToldBook,
    Object.assign(new StatusConfig(), { ADDRESS_STATUS_STREAMS: 2 }),
    new RecurringWork({} as never, { ownsLane: () => true }),
  );
  expect(['192.0.2.7', '192.0.2.7', '192.0.2.7', '192.0.2.8'].map((network) => streams.takePlace(network))).toEqual([
    true,
    true,
    false,
    true,
  ]);
  const reader = new PassThrough();
  streams.add(reader as unknown as ServerResponse, '192.0.2.7', undefined);
  reader.emit('close');
  expect(streams.takePlace('192.0.2.7')).toBe(true);
});
