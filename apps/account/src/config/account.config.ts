import { Transform, Type } from 'class-transformer';
import { IsInt, IsObject, IsString, Matches, Max, Min, ValidateBy, type ValidationArguments } from 'class-validator';
import { PUBLIC_KEYS_FORM, SIGNING_KEY_FORM } from '#contracts';
import { AccessConfig, isTokenSigningKey } from '#access';
import { Knob } from '#service';

/** 32 bytes in base64, separated by commas. */
const DOCUMENT_KEYS_FORM = /^([A-Za-z0-9+/]{43}=(,(?!$)|$))*$/;

const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

const SigningKeys = (): PropertyDecorator =>
  ValidateBy({
    name: 'signingKeys',
    validator: {
      validate: (text: unknown, args?: ValidationArguments) => {
        if (text === '') return true;
        const { SIGN_IN_ISSUER, SIGN_IN_SECRETS } = args!.object as AccountConfig;
        return SIGN_IN_ISSUER !== '' && SIGN_IN_SECRETS !== '' && String(text).split(',').every(isTokenSigningKey);
      },
      defaultMessage: () =>
        'SIGN_IN_SIGNING_KEY must be EC keys on P-256, PKCS#8 (DER) in base64, and needs SIGN_IN_ISSUER and SIGN_IN_SECRETS beside it',
    },
  }) as PropertyDecorator;

export class AccountConfig extends AccessConfig {
  @Knob(
    'Private key that signs how far each activity log reaches: Ed25519, PKCS#8 (DER) in base64. Kept outside the database; who has it and the database can rewrite a log that nobody kept a head of. `migrate` does without it.',
  )
  @Matches(SIGNING_KEY_FORM, { message: 'ACTIVITY_SIGNING_KEY must be an Ed25519 private key, PKCS#8 (DER) in base64' })
  ACTIVITY_SIGNING_KEY = '';

  @Knob(
    'Public keys of earlier ACTIVITY_SIGNING_KEYs, whose signatures still hold: Ed25519, SPKI (DER) in base64, separated by commas.',
  )
  @Matches(PUBLIC_KEYS_FORM, {
    message: 'ACTIVITY_PUBLIC_KEYS must be Ed25519 public keys, SPKI (DER) in base64, separated by commas',
  })
  ACTIVITY_PUBLIC_KEYS = '';

  @Knob('Days for which an ABI password is taken; 0 for no end. Its account is told 14, 7 and 1 days before.')
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(3_650)
  ABI_PASSWORD_DAYS = 90;

  @Knob(
    'Private keys that the embedded provider signs tokens with: EC on P-256, PKCS#8 (DER) in base64, separated by commas, the one in use first. Not set: there is no embedded provider, and people sign in where SIGN_IN_ISSUER is.',
  )
  @SigningKeys()
  SIGN_IN_SIGNING_KEY = '';

  @Knob(
    'Secrets of the embedded provider: 32 random bytes in base64 each, separated by commas. The first signs cookies and seals the secrets of authenticator apps; the others are good for what was made before. Lost, everybody sets up anew how to sign in.',
  )
  @Matches(DOCUMENT_KEYS_FORM, {
    message: 'SIGN_IN_SECRETS must be secrets of 32 bytes in base64, separated by commas',
  })
  SIGN_IN_SECRETS = '';

  @Knob(
    'Programs that people may sign in to, as JSON: {"name":["https://where/the/browser/goes/back"]}. An address on the own machine, `http://127.0.0.1/…`, is good at any port.',
  )
  @Transform(({ value }) => (typeof value === 'string' ? parsed(value) : value))
  @IsObject()
  SIGN_IN_CLIENTS: Record<string, string[]> = {};

  @Knob(
    'Hours for which somebody is signed in. Within them nothing is asked of the provider, and roles are judged at every request; longer means that people sign in less often, and that a stolen token is good for longer.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(24)
  SIGN_IN_HOURS = 8;

  @Knob(
    'Where it is asked whether a new password was stolen elsewhere, before five hex digits of its SHA-1: `https://api.pwnedpasswords.com/range`, or a copy of it. Nobody is told the password. While it does not answer, passwords are taken. Not set: nobody is asked.',
  )
  @Matches(/^(https:\/\/[^\s?#]*[^\s?#/]|http:\/\/(127\.0\.0\.1|localhost)(:\d{1,5})?(\/[^\s?#]*[^\s?#/])?)?$/, {
    message: 'STOLEN_PASSWORDS_URL must look like https://host/range, without a stroke at its end',
  })
  STOLEN_PASSWORDS_URL = '';

  @Knob(
    'Address at which people reach the pages of this service, to which links in e-mails lead. Not set: where the embedded sign-in provider is.',
  )
  @Matches(/^(https?:\/\/[^\s/]+)?$/, { message: 'PEOPLE_URL must look like https://host' })
  PEOPLE_URL = '';

  @Knob('Sender of e-mails to people of accounts.')
  @Matches(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, { message: 'MAIL_FROM must name an e-mail address' })
  MAIL_FROM = 'Portway accounts <accounts@localhost>';

  @Knob('Days within which an invitation into an account can be accepted.')
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(90)
  INVITATION_DAYS = 14;

  @Knob(
    'Domain that passkeys are of (relying party id): the host of SIGN_IN_ISSUER or a domain above it. Changed, nobody can use a passkey of before. Not set: the host of SIGN_IN_ISSUER; where that is a network address, nobody has passkeys, because browsers know them for names only.',
  )
  @Matches(/^([a-z0-9-]+(\.[a-z0-9-]+)*)?$/, { message: 'PASSKEY_DOMAIN must be a domain such as portway.example' })
  PASSKEY_DOMAIN = '';

  @Knob(
    'Origins of pages on which passkeys are used, separated by commas: `https://account.portway.example`. Not set: that of SIGN_IN_ISSUER.',
  )
  @Matches(/^(https?:\/\/[^\s/,]+(,(?!$)|$))*$/, {
    message: 'PASSKEY_ORIGINS must be origins such as https://host, separated by commas',
  })
  PASSKEY_ORIGINS = '';

  @Knob('Applications for an account that one network address may hand in within an hour; the next is answered 429.')
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  APPLICATIONS_PER_HOUR = 20;

  @Knob(
    'Seconds after which a log that grew is signed again. What is younger than the last signature can be changed by whoever owns the database without being found out. Less signs more often, one row at the gateway each time.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_600)
  ACTIVITY_HEAD_SECONDS = 600;

  @Knob(
    'Years after which entries of activity logs lose their content, by kind: `*=15, viewed by CBP=6`, where `*` stands for all kinds not named. Five at least (19 CFR 163.4). Their hashes stay, so that every proof holds. Not set: nothing is ever removed.',
  )
  @Matches(/^([^=,]+=([5-9]|[1-9]\d{1,2})(, *(?!$)|$))*$/, {
    message: 'ACTIVITY_RETENTION_YEARS must look like *=15, viewed by CBP=6 with five years at least',
  })
  ACTIVITY_RETENTION_YEARS = '';

  @Knob(
    'Seconds after which the tree over all activity logs is signed again, where it grew; once a day in any case. Each signed head is told to the gateway, which publishes it.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  ACTIVITY_TREE_SECONDS = 3_600;

  @Knob(
    'Where images of trade records are kept: `directory:/var/lib/portway/documents`, a folder that all replicas share, or a bucket of a server that speaks S3, `https://HOST/BUCKET`. Not set: this installation takes no documents.',
  )
  @Matches(/^(directory:\/.+|https?:\/\/[^/]+\/[^/]+\/?)?$/, {
    message: 'DOCUMENT_STORE must look like directory:/a/folder or https://host/bucket',
  })
  DOCUMENT_STORE = '';

  @Knob(
    'Seconds that the store of documents is waited for. Whoever hands in or opens a document is told after that time that it cannot be done now; until the store answers again everybody is told so at once.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  DOCUMENT_STORE_SECONDS = 15;

  @Knob('Region of the bucket of DOCUMENT_STORE, as its server names it.')
  @IsString()
  DOCUMENT_STORE_REGION = 'us-east-1';

  @Knob('Id of the key by which the bucket of DOCUMENT_STORE is used.')
  @IsString()
  DOCUMENT_STORE_KEY_ID = '';

  @Knob('Secret of DOCUMENT_STORE_KEY_ID.')
  @IsString()
  DOCUMENT_STORE_SECRET = '';

  @Knob(
    'Keys that documents are encrypted with: 32 random bytes in base64 each, separated by commas. The first seals what is new; the others open what was sealed before. Lost keys are lost documents.',
  )
  @Matches(DOCUMENT_KEYS_FORM, { message: 'DOCUMENT_KEYS must be keys of 32 bytes in base64, separated by commas' })
  DOCUMENT_KEYS = '';

  @Knob('Bytes of a document. More takes larger scans, and three times as much memory while each is received.')
  @Type(() => Number)
  @IsInt()
  @Min(1_024)
  @Max(100_000_000)
  DOCUMENT_MAX_BYTES = 10_000_000;

  @Knob(
    'Bytes of a form or an e-mail with several documents in it. More takes more at once, and twice as much memory while each is received.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1_024)
  @Max(300_000_000)
  DOCUMENT_MESSAGE_BYTES = 30_000_000;

  @Knob(
    'Hours after which an upload in pieces that is not finished is removed. More lets who is cut off for longer go on, and keeps what is abandoned longer.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(720)
  DOCUMENT_UPLOAD_HOURS = 24;

  @Knob(
    'Port at which e-mails with documents are taken (SMTP); -1 for whichever is free, 0 for none. Who sends signs in with the id of its account and an API key of it.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(-1)
  @Max(65_535)
  DOCUMENT_MAIL_PORT = 0;

  @Knob(
    'Network address at which e-mails with documents are taken. Another one than of this machine needs DOCUMENT_MAIL_CERTIFICATE: keys are shown here.',
  )
  @IsString()
  DOCUMENT_MAIL_HOST = '127.0.0.1';

  @Knob('Address that e-mails with documents are sent to, and answered from. Nothing for any other one is taken.')
  @Matches(/^[^\s@<>]+@[^\s@<>]+$/, { message: 'DOCUMENT_MAIL_ADDRESS must be an e-mail address' })
  DOCUMENT_MAIL_ADDRESS = 'documents@localhost';

  @Knob(
    'File with the certificate (PEM) of DOCUMENT_MAIL_PORT. Set, nobody signs in before the line is encrypted (STARTTLS).',
  )
  @IsString()
  DOCUMENT_MAIL_CERTIFICATE = '';

  @Knob('File with the private key (PEM) of DOCUMENT_MAIL_CERTIFICATE.')
  @IsString()
  DOCUMENT_MAIL_KEY = '';

  @Knob(
    'Mail server by which people of accounts are written to, and senders of documents are answered, smtp://user:password@host:587 or smtps://…:465. A server on another machine that does not encrypt is told nothing, unless `?requireTLS=false` stands behind the address. Without it e-mails are written into MAIL_OUTBOX.',
  )
  @Matches(/^(smtps?:\/\/\S+)?$/, { message: 'SMTP_URL must look like smtp://user:password@host:port' })
  SMTP_URL = '';

  @Knob(
    'Folder into which e-mails are written, one .eml file each, while there is no SMTP_URL. A relative one begins where the process was started.',
  )
  @IsString()
  MAIL_OUTBOX = '.portway/mail';

  @Knob(
    'Days for which the results of reports that were ordered or scheduled are kept. More keeps more in the database.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(400)
  REPORT_RESULT_DAYS = 30;

  @Knob(
    'Bytes that a DOCX or XLSX file, or the packed objects of a PDF, may unpack to. More lets larger files through and takes more memory for each.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1_024)
  @Max(1_000_000_000)
  DOCUMENT_UNPACKED_BYTES = 100_000_000;

  @Knob('Seconds that looking into one document may take; one that takes longer is refused.')
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(120)
  DOCUMENT_CHECK_SECONDS = 20;

  @Knob(
    'Days within which every document is read and compared with its checksum. Less finds damage earlier and reads more.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  DOCUMENT_SCRUB_DAYS = 30;

  @Knob(
    'Years from the last link of a document to a record until the account may have its content deleted (19 CFR 163.4: five years from entry). What is kept of an e-mail with documents, sender, subject and answer, is removed after as many.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  DOCUMENT_RETENTION_YEARS = 5;

  @Knob(
    'Virus scanner, clamd at `host:port` (INSTREAM). Set, nothing can be opened that it has not passed; while it is away documents wait as "being checked". Not set: nobody looks for viruses.',
  )
  @Matches(/^([^:\s]+:\d{1,5})?$/, { message: 'CLAMD must look like host:port' })
  CLAMD = '';

  @Knob(
    'Business days that a filer has for documents that CBP asks for, where the request does not say another number.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(250)
  DOCUMENT_REQUEST_DAYS = 10;

  @Knob('Business days after which an answer that is owed in a conversation is late, and whoever owes it is reminded.')
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(250)
  CONVERSATION_ANSWER_DAYS = 5;

  @Knob(
    'Seconds after a message until who takes part in the conversation and has not read it is told by e-mail that there is something. More writes fewer e-mails to people who read live.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  CONVERSATION_NOTICE_SECONDS = 120;

  @Knob(
    'Seconds between two e-mails to the people of an office of CBP that answers are waited for in conversations: each tells how many. More writes fewer e-mails.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(604_800)
  CONVERSATION_OFFICE_SECONDS = 3_600;

  @Knob(
    'Days for which an e-mail of a conversation can be answered by e-mail: the address to answer to is signed, and good for its reader and conversation alone. Where DOCUMENT_MAIL_PORT is 0 no e-mail can be answered.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  CONVERSATION_MAIL_DAYS = 30;

  @Knob('Readers who follow conversations live at one process. More takes some 52 kB of memory each.')
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  CONVERSATION_STREAMS = 10_000;
}

/** Where people reach the pages of the service; empty where nobody said so. */
export const peopleUrl = ({
  PEOPLE_URL,
  SIGN_IN_SIGNING_KEY,
  SIGN_IN_ISSUER,
}: Pick<AccountConfig, 'PEOPLE_URL' | 'SIGN_IN_SIGNING_KEY' | 'SIGN_IN_ISSUER'>): string =>
  PEOPLE_URL || (SIGN_IN_SIGNING_KEY === '' ? '' : new URL(SIGN_IN_ISSUER).origin);
