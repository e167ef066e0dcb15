import { Transform } from 'class-transformer';
import { Matches, ValidateBy } from 'class-validator';
import { Knob, ServiceConfig } from '#service';
import { publicKeysIn } from './public-keys';

const PublicKeys = (): PropertyDecorator =>
  ValidateBy({
    name: 'publicKeys',
    validator: {
      validate: (text: unknown) => text === '' || publicKeysIn(String(text)) !== null,
      defaultMessage: () =>
        'SIGN_IN_KEYS must be a JSON Web Key Set of public keys: {"keys":[…]}, without private parts',
    },
  }) as PropertyDecorator;

const ACCOUNT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FINGERPRINT = /^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/;

const FingerprintsOfAccounts = (): PropertyDecorator =>
  ValidateBy({
    name: 'fingerprintsOfAccounts',
    validator: {
      validate: (bound: unknown) =>
        typeof bound === 'object' &&
        bound !== null &&
        Object.entries(bound).every(
          ([accountId, fingerprints]) =>
            ACCOUNT.test(accountId) &&
            Array.isArray(fingerprints) &&
            fingerprints.length > 0 &&
            fingerprints.every((one) => FINGERPRINT.test(String(one))),
        ),
      defaultMessage: () =>
        'CLIENT_CERTIFICATES must be JSON: {"id of an account":["SHA-256 of a certificate in hex"]}',
    },
  }) as PropertyDecorator;

const parsed = ({ value }: { value: unknown }): unknown => {
  try {
    return typeof value === 'string' ? JSON.parse(value || '{}') : value;
  } catch {
    return value;
  }
};

/** What a service is told that lets accounts in. */
export class AccessConfig extends ServiceConfig {
  @Knob(
    'Issuer of the tokens by which people and clients are let in (OpenID Connect), exactly as `iss` has it. The embedded provider of the account service: its address as people reach it, with `/oidc` behind it. Not set: only API keys are taken.',
  )
  @Matches(/^(https?:\/\/\S+)?$/, { message: 'SIGN_IN_ISSUER must look like https://host/path' })
  SIGN_IN_ISSUER = '';

  @Knob(
    'Public keys of SIGN_IN_ISSUER, a JSON Web Key Set; as a rule a file, SIGN_IN_KEYS_FILE. Tokens are checked with them and nothing is asked of anybody, so that a provider that is away signs nobody out.',
  )
  @PublicKeys()
  SIGN_IN_KEYS = '';

  @Knob(
    'Where the public keys of SIGN_IN_ISSUER are read anew every ten minutes, for a provider that exchanges them. While it does not answer, the last ones are good; before the first answer, those of SIGN_IN_KEYS.',
  )
  @Matches(/^(https?:\/\/\S+)?$/, { message: 'SIGN_IN_KEYS_URL must look like https://host/path' })
  SIGN_IN_KEYS_URL = '';

  @Knob('What `aud` of a token must name.')
  @Matches(/^\S+$/)
  SIGN_IN_AUDIENCE = 'urn:portway:api';

  @Knob(
    "Claim of a token that has the person's e-mail address. Where it is `email`, a token that says `email_verified: false` is refused.",
  )
  @Matches(/^[\w.:/-]+$/)
  SIGN_IN_PERSON_CLAIM = 'email';

  @Knob(
    "Values of `acr`, with commas between them, one of which the token of a person must have: by them another provider tells that it asked for a second factor. Not set: none is asked for, and the provider's own rules hold.",
  )
  @Matches(/^([^\s,]+(,[^\s,]+)*)?$/, { message: 'SIGN_IN_ACR must be values with commas between them' })
  SIGN_IN_ACR = '';

  @Knob(
    'Accounts whose keys, and tokens given for keys, are taken only with a client certificate, as JSON: {"id of the account":["SHA-256 of a certificate in hex"]}; several for the time in which one takes the place of another. Who ends TLS must ask for it: a proxy of TRUSTED_PROXIES, which tells it in the header Client-Cert (RFC 9440) and lets nobody else set that, or the service itself by TLS_CERTIFICATE.',
  )
  @Transform(parsed)
  @FingerprintsOfAccounts()
  CLIENT_CERTIFICATES: Readonly<Record<string, readonly string[]>> = {};
}
