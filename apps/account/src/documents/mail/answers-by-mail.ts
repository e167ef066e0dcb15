/** Takes e-mails that answer something at a signed address of its own: who has the address needs no key. */
export abstract class AnswersByMail {
  /** Whether an address is one of those, whoever made it. */
  abstract isFor(address: string): boolean;

  /** @throws Problem where nothing is taken at it */
  abstract require(address: string): Promise<void>;

  /** @param content the e-mail as it came. @returns what its sender's mail server is told. @throws Problem */
  abstract receive(address: string, content: Buffer): Promise<string>;
}
