import { allContracts, listenersOf } from '#contracts';

/** Every message that crosses a wall, as AsyncAPI 3.0. */
export const asyncApiDocument = (): string => {
  const channels: Record<string, unknown> = {};
  const operations: Record<string, unknown> = {};
  const messages: Record<string, unknown> = {};
  for (const { type, version, owner, describes, subject, schema, example } of allContracts) {
    const channel = `#/channels/${type}`;
    channels[type] = {
      address: type,
      description: `Order is kept by subject: ${subject}.`,
      messages: { [type]: { $ref: `#/components/messages/${type}` } },
    };
    messages[type] = {
      name: type,
      title: describes,
      contentType: 'application/json',
      'x-version': version,
      'x-owner': owner,
      payload: schema,
      examples: [{ name: 'example', payload: example }],
    };
    operations[`${owner} sends ${type}`] = { action: 'send', channel: { $ref: channel } };
    for (const listener of listenersOf(type))
      operations[`${listener} receives ${type}`] = { action: 'receive', channel: { $ref: channel } };
  }
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Portway messages',
      version: '1.0.0',
      description:
        'Messages between the services of Portway. They travel in bundles over RabbitMQ through the outbox of the sender and the inbox of each listener, at least once, and take effect once.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels,
    operations,
    components: { messages },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};
