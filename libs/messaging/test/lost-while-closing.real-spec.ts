import { connect } from 'amqplib';
import { realServers } from '../../../test/support';
import { startTcpProxy } from '../../../test/support/tcp-proxy';
import { closed } from '../src/closed';

/** As a module is frozen and goes on: it closes a channel in the moment in which its connection is found dead. */
test('a channel is closed when its connection is lost before the broker confirms: whoever waits for it goes on', async () => {
  const broker = new URL(await realServers().amqpUrl());
  const proxy = await startTcpProxy({ port: Number(broker.port) });
  broker.port = String(proxy.port);
  const model = await connect(broker.href);
  model.on('error', () => undefined);
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  proxy.mode = 'swallow';
  const waiting = closed(channel);
  proxy.mode = 'cut';
  await waiting;
  // One that is closed already is closed.
  await closed(channel);
  await proxy.close();
});
