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
}
