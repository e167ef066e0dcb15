import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { masked, NINE_DIGITS, SOCIAL_SECURITY_NUMBER } from '#kernel';
import { Unprocessable } from './lifting';

/**
 * Added to the version of a message whose content is encrypted. A build that knows nothing of it takes the message for one of a newer publisher: it tries
 * again, keeps what is behind it waiting, and sets it aside whole.
 */
const ENCRYPTED = 10_000;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** What is needed of a message to read it. */
interface Sent {
  readonly id: string;
  readonly type: string;
  /** The name that its contract had when it was sent, where that is another one today. */
  readonly sentAs?: string;
  readonly version: number;
  readonly data: unknown;
}

/** The content is encrypted and no key of this service opens it. It waits, and is no fault of the message. */
export class NoKey extends Error {}

interface MessageKey {
  /** First 32 bits of a digest under the key, in hex. */
  readonly id: string;
  readonly content: KeyObject;
  readonly iv: KeyObject;
}

/** @throws RangeError for a key that has not 32 bytes */
const derived = (secret: Buffer): MessageKey => {
  if (secret.length !== KEY_BYTES) throw new RangeError(`a key has ${secret.length} bytes, not ${KEY_BYTES}`);
  const digest = (use: string): Buffer => createHmac('sha256', secret).update(`portway message ${use}`).digest();
  return {
    id: digest('id').toString('hex', 0, 4),
    content: createSecretKey(digest('content')),
    iv: createSecretKey(digest('iv')),
  };
};

const EACH_NINE = new RegExp(NINE_DIGITS, 'g');

/**
 * Encrypts the content of messages in which the number of a person can stand (AES-256-GCM, over the message's id and type), so that it is in clear in no outbox, on no
 * line, in no queue and in nothing that is kept of messages; opens it for who handles them.
 *
 * The content becomes the text `KEY.BASE64`, which begins with the vector, made from all that is encrypted: the same message written again is the same text, so that
 * it is known again by its hash.
 */
export class Secrecy {
  private readonly keys: ReadonlyMap<string, MessageKey>;

  /** @param secrets of 32 bytes each, the one in use first; with none all is sent as it is, and nothing encrypted can be read */
  constructor(secrets: readonly Buffer[] = []) {
    this.keys = new Map(secrets.map(derived).map((key) => [key.id, key]));
  }

  /** The content as it is kept and travels, with the version that says which of the two it is. */
  closed(
    id: string,
    { type, version }: { type: string; version: number },
    text: string,
  ): { data: string; version: number } {
    const [key] = this.keys.values();
    if (!key || !(SOCIAL_SECURITY_NUMBER.test(text) || NINE_DIGITS.test(text))) return { data: text, version };
    const about = aboutOf(id, type);
    const iv = createHmac('sha256', key.iv).update(about).update(text).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.content, iv).setAAD(about);
    const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { data: JSON.stringify(`${key.id}.${body.toString('base64')}`), version: version + ENCRYPTED };
  }

  /**
   * The message as its sender wrote it.
   *
   * @throws NoKey when it is encrypted under a key that is not here
   * @throws Unprocessable when it is not what was encrypted
   */
  opened<M extends Sent>(message: M): M {
    if (message.version < ENCRYPTED) return message;
    const [, keyId, text] = /^([0-9a-f]{8})\.([A-Za-z0-9+/]+=*)$/.exec(String(message.data)) ?? [];
    if (keyId === undefined) throw new Unprocessable('it is not in the form of encrypted content');
    const key = this.keys.get(keyId);
    if (!key) throw new NoKey(`it is encrypted under key ${keyId}, which is not in messages.key of this service`);
    const body = Buffer.from(text!, 'base64');
    try {
      const opener = createDecipheriv('aes-256-gcm', key.content, body.subarray(0, IV_BYTES))
        .setAAD(aboutOf(message.id, message.sentAs ?? message.type))
        .setAuthTag(body.subarray(-TAG_BYTES));
      const clear = opener.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + opener.final('utf8');
      return { ...message, version: message.version - ENCRYPTED, data: JSON.parse(clear) };
    } catch {
      throw new Unprocessable('its encrypted content was changed, or belongs to another message');
    }
  }

  /** For people: numbers of persons masked; where no key opens it, as it is. */
  shown(message: Sent): unknown {
    let { data } = message;
    try {
      ({ data } = this.opened(message));
    } catch {
      // What cannot be opened is shown closed.
    }
    return JSON.parse(JSON.stringify(data), (name, value: unknown) => {
      if (typeof value !== 'string') return value;
      const hidden = masked(value);
      return name.endsWith('illNumber') ? hidden : hidden.replace(EACH_NINE, (number) => `*****${number.slice(-4)}`);
    });
  }
}

const aboutOf = (id: string, type: string): Buffer => Buffer.from(`${id}\0${type}\0`);
