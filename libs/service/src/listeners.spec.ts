import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { lookBeforeLettingGo } from './listeners';

const KEPT_MS = 50;
const REQUEST = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';

let server: Server;
let socket: Socket;
let answers = '';
beforeEach(async () => {
  answers = '';
  server = createServer({ keepAliveTimeout: KEPT_MS, keepAliveTimeoutBuffer: 0 }, (_, response) =>
    response.end('here'),
  );
  lookBeforeLettingGo(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined).on('data', (data) => (answers += data.toString()));
  socket.write(REQUEST);
  await once(socket, 'data');
});
afterEach(async () => {
  socket.destroy();
  await new Promise((done) => server.close(done));
});

/** Stands still, as a process that is frozen: what comes meanwhile is there when it goes on, and so is every clock that ran out. */
const standStill = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

test('a request that came on a kept connection while the process stood still is answered when it goes on', async () => {
  socket.write(REQUEST);
  standStill(4 * KEPT_MS);
  await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  expect(answers.match(/HTTP\/1.1 200/g)).toHaveLength(2);
});

test('a connection on which nothing comes any more is let go, also after the process stood still', async () => {
  standStill(4 * KEPT_MS);
  await once(socket, 'close');
  expect(answers.match(/HTTP\/1.1 200/g)).toHaveLength(1);
});
