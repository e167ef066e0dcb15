import { connect, type ChannelModel } from 'amqplib';

/**
 * Seconds. RabbitMQ gives up a peer after two to three of them: the queues of a frozen consumer go to another one within 15 s. amqplib
 * reads it from the address only; without it the server's minute counts.
 */
const HEARTBEAT_SECONDS = 5;

const withHeartbeat = (url: string): string => {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat')) address.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return address.toString();
};

/**
 * A connection to RabbitMQ.
 *
 * @param name by which the broker lists it
 * @param ca certificates (PEM) of those who may vouch for the broker; empty, those that Node trusts
 */
export const connectTo = (url: string, name: string, ca: string): Promise<ChannelModel> =>
  connect(withHeartbeat(url), {
    // Without noDelay every acknowledgement waits for Nagle's algorithm, which costs 40 ms a message.
    noDelay: true,
    keepAlive: true,
    keepAliveDelay: 5_000,
    timeout: 5_000,
    // For amqps alone: whatever the environment says, nobody is believed without a certificate for his name.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca && { ca }),
    clientProperties: { connection_name: name },
  } as object);
