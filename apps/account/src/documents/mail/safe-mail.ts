import { BadConfiguration, needed } from '#service';
import type { AccountConfig } from '../../config/account.config';

const THIS_MACHINE = ['127.0.0.1', '::1', 'localhost'];

/** Keys are shown where e-mails are taken: never over a line that others can read. @throws BadConfiguration */
export const requireSafeMail = (config: AccountConfig): void => {
  const { DOCUMENT_MAIL_PORT: port, DOCUMENT_MAIL_CERTIFICATE: certificate, DOCUMENT_MAIL_HOST: host } = config;
  if (port === 0) return;
  needed(config, 'DOCUMENT_STORE');
  if (certificate !== '') needed(config, 'DOCUMENT_MAIL_KEY');
  else if (!THIS_MACHINE.includes(host))
    throw new BadConfiguration(
      `The configuration is not usable:\n  DOCUMENT_MAIL_HOST is ${host}, which others reach: set DOCUMENT_MAIL_CERTIFICATE and DOCUMENT_MAIL_KEY too.`,
    );
};
